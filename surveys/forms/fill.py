"""The questionnaire as forms, built from the instrument: one form per page."""

import re
from collections.abc import Mapping
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from igm_portal.accounts.forms.fields import FieldsOnly
from igm_portal.render_cache import RenderCache
from surveys.answer_words import missing_label
from surveys.instruments.model import (
    Instrument,
    Item,
    ItemKind,
    Missing,
    OpenQuestion,
    Page,
    RespondentGroup,
)
from surveys.reader_language import Reading, interface_marks
from surveys.scoring import answers as codec
from surveys.scoring.answers import Answer

OPEN = "open"
NOT_AN_OPTION = _("Choose one of the answers below. Your other answers have been kept.")
CLIENT_NOT_AN_OPTION = pgettext_lazy("client", "Choose one of the answers below.")


class AnswerField(forms.ChoiceField):
    """One question: the steps of its scale, and apart from them the answers that do not count.

    `marks` and `around` are the attributes of its own words, and of what the page says between
    them.
    """

    def __init__(self, instrument: Instrument, item: Item, marks: SafeString) -> None:
        scale, client = instrument.scales[item.scale], instrument.group is RespondentGroup.CLIENT
        steps = [(str(step.value), step.label) for step in scale.steps]
        self.across = (
            item.kind is not ItemKind.ANKER
        )  # a scale may stand in one line on a wide screen
        self.marks, self.around = marks, interface_marks() if marks else marks
        self.missing_choices = [
            (str(code), missing_label(instrument, code)) for code in item.missing
        ]
        super().__init__(
            label=item.text,
            # One question to a page: the question of the scale belongs to the statement.
            help_text=scale.question if client else "",
            choices=steps,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": CLIENT_NOT_AN_OPTION if client else NOT_AN_OPTION},
        )

    def valid_value(self, value: object) -> bool:
        return super().valid_value(value) or value in dict(self.missing_choices)


class OpenField(forms.CharField):
    """The question in one's own words; they may run either way."""

    def __init__(self, question: OpenQuestion, marks: SafeString) -> None:
        self.marks, self.around = marks, interface_marks() if marks else marks
        super().__init__(
            label=question.text,
            help_text=question.warning,
            max_length=question.max_length,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        )


class PageForm(FieldsOnly):
    """The questions of one page; every one may be skipped."""

    token = False

    def __init__(self, reading: Reading, number: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reading = reading
        self.page = reading.instrument.pages[number - 1]
        for item in self.page.items:
            self.fields[item.code] = AnswerField(reading.instrument, item, reading.marks)
        if self.page.open_question:
            self.fields[OPEN] = OpenField(self.page.open_question, reading.marks)

    @property
    def questions(self) -> SafeString:
        """The questions as they stand on the page."""
        return SafeString(as_crispy_form(self))

    def changes(self) -> dict[str, Answer]:
        """What was chosen on this page; a question without a choice is not named."""
        choices = {code: value for code, value in self.cleaned_data.items() if value}
        return {code: as_answer(value) for code, value in choices.items() if code != OPEN}

    def open_text(self) -> str | None:
        """The free text as it was posted, empty to remove it; None when it was not posted."""
        return self.cleaned_data.get(OPEN) if OPEN in self.data else None


# Pages without any answer, cut before and after the tag of each answer. Each holds its
# questionnaire, so that no other can get the same id.
_BLANK_PAGES: RenderCache[tuple[Instrument, list[str]]] = RenderCache(512)
_TAG = re.compile(r'(<input type="radio" name="\w+" value="\w+"[^>]*)')


def questions_with(reading: Reading, number: int, answers: Mapping[str, str]) -> SafeString:
    """The questions of a page with these answers to them, as `PageForm.questions` shows them.

    Without answers a page is the same for everyone, so that is what is kept: drawing its questions
    costs more than anything else in showing it.
    """
    if answers.get(OPEN):  # in one's own words, which may be anything
        return PageForm(reading, number, initial=answers).questions

    def draw() -> tuple[Instrument, list[str]]:
        return reading.instrument, _TAG.split(PageForm(reading, number).questions)

    key = (id(reading.instrument), reading.language, number)
    _instrument, pieces = _BLANK_PAGES.get(key, draw)
    chosen = tuple(
        f'<input type="radio" name="{name}" value="{value}"' for name, value in answers.items()
    )
    return SafeString(
        "".join(f"{piece} checked" if piece.startswith(chosen) else piece for piece in pieces)
    )


def page_of(instrument: Instrument, name: str) -> int | None:
    """The number of the page with this question; None when there is no such question."""
    for page in instrument.pages:
        if name in {item.code for item in page.items} or (name == OPEN and page.open_question):
            return page.number
    return None


def as_answer(value: str) -> Answer:
    """The meaning of a posted option: a step, or a code for an answer that does not count."""
    return int(value) if value.isdigit() else Missing(value)


def as_values(instrument: Instrument, answers: str, page: Page) -> dict[str, str]:
    """The options that were chosen before, as the form wants them."""
    values = {item.code: codec.get(instrument, answers, item.code) for item in page.items}
    return {code: str(answer) for code, answer in values.items() if answer is not None}
