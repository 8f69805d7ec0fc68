"""Typing answers from paper: a short field per question, filled with what stands at the box."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import FieldsOnly
from surveys.client_texts import CODE_FAULT_TEXTS
from surveys.codes.code import Code, Mistyped, read
from surveys.forms.fill import OPEN, OpenField, as_answer
from surveys.instruments.model import Instrument, Item
from surveys.reader_language import LanguageChoice, Reading
from surveys.services.paper_entry import PaperEntry

NOTHING_TYPED = _("Type at least one answer. Nothing was done with the code.")


class BoxField(forms.CharField):
    """The number or the letters at the box that was crossed; empty for a question left open."""

    obvious = True  # that it may stay empty: no label says so 44 times

    def __init__(self, instrument: Instrument, item: Item, marks: SafeString) -> None:
        self.marks = marks
        steps = [str(step.value) for step in instrument.scales[item.scale].steps]
        self.allowed = (*steps, *(str(code) for code in item.missing))
        super().__init__(
            label=f"{item.code} · {item.text}",
            max_length=3,
            required=False,
            help_text=", ".join([f"{steps[0]}–{steps[-1]}", *self.allowed[len(steps) :]]),
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )

    def clean(self, value: Any) -> str:
        answer: str = super().clean(value).upper()
        if answer and answer not in self.allowed:
            message = _("Type one of: %(allowed)s. Or leave it empty.")
            raise forms.ValidationError(message % {"allowed": ", ".join(self.allowed)})
        return answer


class PaperEntryForm(FieldsOnly):
    """One paper: its code, its language, every question in the order of the paper."""

    token = False

    code = forms.CharField(
        label=_("Code"),
        help_text=_("As it stands on the paper, or on the card that came with it."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, reading: Reading, languages: Sequence[LanguageChoice], *args: Any) -> None:
        super().__init__(*args)
        instrument, marks = reading.instrument, reading.marks
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the paper"),
            choices=[(choice.tag, choice.name) for choice in languages],
        )
        self.items = [item.code for item in instrument.items]
        for item in instrument.items:
            self.fields[item.code] = BoxField(instrument, item, marks)
        if instrument.open_question:
            self.fields[OPEN] = OpenField(instrument.open_question, marks)

    def clean_code(self) -> Code:
        try:
            return read(self.cleaned_data["code"])
        except Mistyped as mistake:
            raise forms.ValidationError(str(CODE_FAULT_TEXTS[mistake.fault])) from None

    def clean(self) -> dict[str, Any]:
        """Told before anybody looks at the code: with a code that opens something an empty paper
        would tell, without a trace, that no answers of this person have come in.
        """
        data = self.cleaned_data
        if not self.errors and not any(data[code] for code in self.items):
            raise forms.ValidationError(NOTHING_TYPED)
        return data

    def entry(self) -> PaperEntry:
        """The answers, of a form without errors."""
        values = {code: self.cleaned_data[code] for code in self.items}
        return PaperEntry(
            code=self.cleaned_data["code"],
            answers={code: as_answer(value) for code, value in values.items() if value},
            in_own_words=self.cleaned_data.get(OPEN, ""),
            language=self.cleaned_data["language"],
        )
