"""Start codes for HR: made, shown once, printed while the page is open, and kept nowhere."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import override, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import drawing_of
from igm_portal.pdf.code_cards import CodeLayout, CodeTexts, codes_pdf, qr_svg
from surveys.codes.code import Code, CodeKind, Mistyped, read
from surveys.contact import contact_line
from surveys.forms.planning import CodesForm
from surveys.instruments.languages.tag import BASE, direction, html_language
from surveys.instruments.model import Instrument
from surveys.models import Wave
from surveys.questionnaire_pdf import can_be_printed
from surveys.reader_language import LanguageChoice, choices, interface_for
from surveys.selectors import waves_of
from surveys.services.codes import MOST_AT_ONCE, make_codes
from surveys.services.refusals import Refused


@never_cache
@requires(Permission.MANAGE_WAVES)
def codes(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Asks how many; the answer to that is the one page on which these codes ever stand."""
    wave = _client_wave(request, wave_id)
    form = CodesForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "surveys/codes_form.html", {"wave": wave, "form": form})
    try:
        new_codes = make_codes(access=request.access, wave=wave, number=form.cleaned_data["number"])
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    context = {
        "wave": wave,
        "number": len(new_codes),
        "all_codes": " ".join(str(code) for code in new_codes),
        "cards": [
            (code, link, mark_safe(qr_svg(link)))  # noqa: S308  drawn here, from an address of ours
            for code, link in _links(request, new_codes)
        ],
        "site": request.get_host() + reverse("client_entry"),
        "languages": _printable(wave),
    }
    return render(request, "surveys/codes.html", context)


@never_cache
@require_POST
@requires(Permission.MANAGE_WAVES)
def printed_codes(request: OrganisationRequest, wave_id: UUID, form: str) -> HttpResponse:
    """The codes that this page just showed, on paper; they come back from it, not from us."""
    wave = _client_wave(request, wave_id)
    try:
        start_codes = [read(text) for text in request.POST.get("codes", "").split()]
    except Mistyped:
        return HttpResponseBadRequest("codes")
    if not 1 <= len(start_codes) <= MOST_AT_ONCE or any(
        code.kind is not CodeKind.START for code in start_codes
    ):
        return HttpResponseBadRequest("codes")
    language = request.POST.get("language", BASE)
    if language not in {choice.tag for choice in _printable(wave)}:
        return HttpResponseBadRequest("language")
    with override(interface_for(language)):
        texts = _texts(request, wave, wave.questionnaire_in(language))
    content = codes_pdf(CodeLayout(form), texts, _links(request, start_codes))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="codes-{form}.pdf"'
    return response


def _client_wave(request: OrganisationRequest, wave_id: UUID) -> Wave:
    wave: Wave = get_object_or_404(
        waves_of(request.access).select_related("instrument", "organisation"), pk=wave_id
    )
    if not wave.anonymous or wave.instrument is None:
        raise Http404("No codes belong to such a wave.")
    return wave


def _links(request: OrganisationRequest, start_codes: Sequence[Code]) -> list[tuple[str, str]]:
    """Pair each code with the address that opens its card."""
    return [
        (str(code), request.build_absolute_uri(reverse("client_card", args=[code])))
        for code in start_codes
    ]


def _printable(wave: Wave) -> list[LanguageChoice]:
    """The languages of a paper: those of the questions that the texts around them speak too."""
    return [
        choice
        for choice in choices(wave, BASE)
        if interface_for(choice.tag) and can_be_printed(choice.tag)
    ]


def _texts(request: OrganisationRequest, wave: Wave, instrument: Instrument) -> CodeTexts:
    """The texts of cards and letters, from the questionnaire and the frozen policy."""
    site, policy = request.get_host() + reverse("client_entry"), wave.policy
    until = date_format(wave.closes_on, "j E Y")
    return CodeTexts(
        language=html_language(instrument.language),
        direction=direction(instrument.language),
        title=instrument.title,
        organisation=wave.organisation.name,
        logo=drawing_of(wave.organisation),
        about=pgettext(
            "client", "Short questions about: %(behaviour)s. They take about 10 minutes."
        )
        % {"behaviour": instrument.behaviour.name},
        until=pgettext("client", "You can take part until %(date)s.") % {"date": until},
        site=site,
        help=contact_line(wave.organisation, for_client=True),
        code_label=pgettext("client", "Your code"),
        scan=pgettext("client", "Scan this code with your phone"),
        voluntary=pgettext("client", "You decide if you take part."),
        how=pgettext("client", "How do I take part?"),
        steps=[
            pgettext("client", "Scan the square with your phone."),
            pgettext("client", "Or go to %(site)s and type your code.") % {"site": site},
        ],
        seen=pgettext("client", "Who sees what?"),
        promises=[
            pgettext("client", "You may stop. This does not affect your benefits."),
            pgettext(
                "client", "We do not ask for your name. This site does not know whose code it is."
            ),
            pgettext(
                "client",
                "You can see your own result with your own code. Do not give that code to anybody.",
            ),
            pgettext(
                "client",
                "The organisation sees one result for everybody together. We show it only when "
                "at least %(least)s people have sent their answers.",
            )
            % {"least": policy.means},
        ],
    )
