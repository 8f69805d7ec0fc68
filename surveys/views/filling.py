"""Filling in, the same for every participant: page by page, looking back, sending, later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.forms.fill import OPEN, PageForm, as_values, page_of, questions_with
from surveys.instruments.model import Instrument, Page
from surveys.models.response import Response
from surveys.participant import Participant
from surveys.participant_marks import marked
from surveys.reader_language import Reading, answered_in, choices, reading_of
from surveys.selectors import language_of, open_answer_of, response_of
from surveys.services.answering import save_answers, save_open_answer, send_response
from surveys.services.refusals import AnswersRefused
from surveys.views.fill_progress import progress, reviewed
from surveys.views.page_shell import framed

PAGE_MOVES = {"next": 1, "back": -1}

# The address of the form, from the script that puts that of the next page in the browser
# (next-page.js). Others are led there: without it, reloading would send these answers again.
AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True)
class FillUrls:
    """The addresses around one participant; `away` is where somebody goes who stops."""

    introduction: str
    page: Callable[[int], str]
    save_one: str
    review: str
    later: str
    result: str
    away: str

    def of(self, mark: str) -> "FillUrls":
        """The same addresses, each naming this participant; `save_one` is told it in its form."""
        return FillUrls(
            introduction=marked(self.introduction, mark),
            page=lambda number: marked(self.page(number), mark),
            save_one=self.save_one,
            review=marked(self.review, mark),
            later=marked(self.later, mark),
            result=marked(self.result, mark),
            away=self.away,
        )


@dataclass(frozen=True, slots=True)
class FillContext:
    """What the views of filling in share: the participant, the addresses from it, the folder of its
    templates, the page around them, and what else its pages show of this person alone.
    """

    participant: Participant
    urls: FillUrls
    templates: str
    base_template: str
    extra: Mapping[str, Any] = field(default_factory=dict)

    def show(
        self,
        request: HttpRequest,
        name: str,
        reading: Reading,
        status: int = HTTPStatus.OK,
        **context: Any,
    ) -> HttpResponse:
        """One of the pages of filling in, in the words for this respondent."""
        own = {"urls": self.own_urls, "participant_mark": self.participant.mark}
        page_context = {**self.place(reading), **own, **self.extra, **context}
        return render(request, f"{self.templates}/{name}.html", page_context, status=status)

    @property
    def own_urls(self) -> FillUrls:
        """The addresses of this participant; those in `urls` are the same for everyone."""
        return self.urls.of(self.participant.mark)

    def place(self, reading: Reading) -> dict[str, Any]:
        """What is the same for everyone who fills in this questionnaire at these addresses."""
        return {
            "wave": self.participant.wave,
            "reading": reading,
            "instrument": reading.instrument,
            "urls": self.urls,
            "base_template": self.base_template,
        }

    def reading(self, request: HttpRequest, response: Response | None) -> Reading:
        """The questions in the language of this respondent."""
        return reading_of(request, self.participant.wave, language_of(response))

    def answered(self, request: HttpRequest) -> Reading:
        """The questions as they were read when these answers were posted."""
        return answered_in(request, self.participant.wave)


def introduction(request: HttpRequest, fill: FillContext) -> HttpResponse:
    """What is asked, what it is for and who sees what, before the first question."""
    response = response_of(fill.participant)
    if response is not None and response.sent:
        return redirect(fill.own_urls.result)
    wave, today, reading = (
        fill.participant.wave,
        timezone.localdate(),
        fill.reading(request, response),
    )
    if not wave.accepts_answers(today):
        return fill.show(request, "shut", reading, early=today < wave.starts_on)
    how_far = progress(fill.participant, response, open_answer_of(response))
    return fill.show(
        request,
        "introduction",
        reading,
        languages=choices(wave, reading.language),
        started=response is not None,
        progress=how_far,
        go_on=fill.own_urls.page(how_far.resume_page),
    )


def page(request: HttpRequest, fill: FillContext, number: int) -> HttpResponse:
    """One page of questions; leaving it by any button saves it. A browser that asks for it gets the
    page it goes on to in the same reply: one trip instead of two on a slow line.
    """
    if not 1 <= number <= len(fill.participant.questionnaire.pages):
        raise Http404("No such page.")
    if not fill.participant.wave.accepts_answers(timezone.localdate()):
        return redirect(fill.own_urls.introduction)
    if request.method == "POST":
        return _of_another_page(request) or _save_page(request, fill, number)
    response = response_of(fill.participant)
    if response is not None and response.sent:
        return redirect(fill.own_urls.result)
    return _show_questions(request, fill, number, response)


def save_one(request: HttpRequest, fill: FillContext) -> HttpResponse:
    """Save one answer at once; for the script, which says in words how it went."""
    code, reading = request.POST.get("item", ""), fill.answered(request)
    number = page_of(reading.instrument, code)
    if number is None:
        return _problem(_("This question is not part of the questionnaire."))
    form = PageForm(reading, number, data={code: request.POST.get("value", "")})
    if not form.is_valid():
        return _problem(_("This is not one of the answers to this question."))
    try:
        _save(fill, form, reading.language)
    except AnswersRefused as refusal:
        content = {"saved": False, "closed": True, "message": str(refusal.message)}
        return JsonResponse(content, status=HTTPStatus.CONFLICT)
    return JsonResponse({"saved": True})


def review(request: HttpRequest, fill: FillContext) -> HttpResponse:
    """Look everything over, change, and send."""
    if request.method == "POST":
        return _of_another_page(request) or _send(request, fill)
    response = response_of(fill.participant)
    if response is not None and response.sent:
        return redirect(fill.own_urls.result)
    if not fill.participant.wave.accepts_answers(timezone.localdate()):
        return redirect(fill.own_urls.introduction)
    return _show_review(request, fill, response)


def later(request: HttpRequest, fill: FillContext) -> HttpResponse:
    """How to come back, and until when."""
    response = response_of(fill.participant)
    how_far = progress(fill.participant, response, open_answer_of(response))
    go_on = fill.own_urls.page(how_far.resume_page)
    reading = fill.reading(request, response)
    return fill.show(request, "later", reading, progress=how_far, go_on=go_on)


def _of_another_page(request: HttpRequest) -> HttpResponse | None:
    """Where the form of the page before comes in at the address of this page: to this page, with
    nothing saved or sent. A browser that reloads may send again what it got the page for.
    """
    if request.POST.get(AT_ONCE, request.path) == request.path:
        return None
    return redirect(request.get_full_path())


def _save_page(request: HttpRequest, fill: FillContext, number: int) -> HttpResponse:
    reading = fill.answered(request)
    form = PageForm(reading, number, data=request.POST)
    if not form.is_valid():
        return _show_page(request, fill, reading, form)
    try:
        response = _save(fill, form, reading.language)
    except AnswersRefused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(fill.own_urls.introduction)
    to = request.POST.get("to", "next")
    if to == "later":
        return redirect(fill.own_urls.later)
    onward = number + PAGE_MOVES.get(to, 1)
    if onward < 1:
        return redirect(fill.own_urls.introduction)
    is_over = to == "review" or onward > len(fill.participant.questionnaire.pages)
    if AT_ONCE not in request.POST:
        return redirect(fill.own_urls.review if is_over else fill.own_urls.page(onward))
    if is_over:
        return _show_review(request, fill, response)
    return _show_questions(request, fill, onward, response)


def _save(fill: FillContext, form: PageForm, language: str) -> Response:
    participant, text, today = fill.participant, form.open_text(), timezone.localdate()
    response = save_answers(
        participant=participant, changes=form.changes(), language=language, today=today
    )
    if text is not None:
        save_open_answer(participant=participant, text=text, language=language, today=today)
    return response


def _send(request: HttpRequest, fill: FillContext) -> HttpResponse:
    try:
        send_response(participant=fill.participant, today=timezone.localdate())
    except AnswersRefused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(fill.own_urls.introduction)
    messages.success(request, _("Your answers have been sent. Thank you."))
    return redirect(fill.own_urls.result)


def _show_questions(
    request: HttpRequest, fill: FillContext, number: int, response: Response | None
) -> HttpResponse:
    """Page `number` with what this person answered on it so far."""
    reading = fill.reading(request, response)
    answers = _initial(reading.instrument, response, number)
    if messages.get_messages(request):  # these stand above the questions
        return _show_page(request, fill, reading, PageForm(reading, number, initial=answers))
    template = f"{fill.templates}/page.html"
    place = fill.place(reading) | _page_context(fill, reading.instrument.pages[number - 1], reading)
    questions = questions_with(reading, number, answers)
    html = framed(request, template, fill.participant, reading, number, questions, place)
    return HttpResponse(html)


def _show_page(
    request: HttpRequest, fill: FillContext, reading: Reading, form: PageForm
) -> HttpResponse:
    """The page of one person, with what was refused or is said above it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    page_context = _page_context(fill, form.page, reading)
    return fill.show(request, "page", reading, status, form=form, **page_context)


def _page_context(fill: FillContext, page: Page, reading: Reading) -> dict[str, Any]:
    total, address = len(reading.instrument.pages), fill.urls.page(page.number)
    return {"page": page, "page_url": address, "total": total, "is_last": page.number == total}


def _show_review(
    request: HttpRequest, fill: FillContext, response: Response | None
) -> HttpResponse:
    """Everything that this person answered so far."""
    reading, open_answer = fill.reading(request, response), open_answer_of(response)
    return fill.show(
        request,
        "review",
        reading,
        pages=reviewed(reading.instrument, response, fill.own_urls.page),
        open_answer=open_answer,
        progress=progress(fill.participant, response, open_answer),
    )


def _initial(instrument: Instrument, response: Response | None, number: int) -> dict[str, str]:
    if response is None:
        return {}
    page = instrument.pages[number - 1]
    initial = as_values(instrument, response.all_answers, page)
    if page.open_question:
        initial[OPEN] = open_answer_of(response)
    return initial


def _problem(message: str) -> JsonResponse:
    return JsonResponse({"saved": False, "message": message}, status=HTTPStatus.BAD_REQUEST)
