"""The form with which an HR adviser writes the mails of a wave."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import FieldsOnly, LineField, several_lines
from surveys.mail_texts import LINK, MAIL_PLACEHOLDERS, MailWords, misplaced

# What each placeholder becomes, for the person who writes the text.
PLACEHOLDER_MEANINGS = (
    ("{naam}", _("the name of the person")),
    ("{organisatie}", _("the name of your organisation")),
    ("{meting}", _("the name of the wave")),
    ("{vragenlijst}", _("the title of the questionnaire")),
    ("{laatste_dag}", _("the last day to answer, written out")),
    ("{resultaat}", _("the moment from which everyone may read the results, written out")),
    ("{link}", _("the address of the page this mail is about; signing in comes first")),
)


class MailTextForm(FieldsOnly):
    """Subject and text, with placeholders that exist."""

    subject = LineField(
        label=_("Subject"), max_length=150, widget=forms.TextInput(attrs={"lang": "nl"})
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 20, "lang": "nl"}),
        error_messages={"max_length": _("The text is too long: at most 4,000 characters.")},
        validators=[several_lines],
    )

    def clean_subject(self) -> str:
        subject: str = self.cleaned_data["subject"]
        _refuse_misplaced(subject)
        return subject

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].replace("\r\n", "\n")
        _refuse_misplaced(body)
        if LINK not in body:
            raise forms.ValidationError(
                _("Put %(link)s in the text: without it nobody finds the questionnaire."),
                params={"link": LINK},
            )
        return body

    @property
    def words(self) -> MailWords:
        """The cleaned text."""
        return MailWords(self.cleaned_data["subject"], self.cleaned_data["body"])


def initial(words: MailWords) -> dict[str, Any]:
    """A text, as the form wants it."""
    return {"subject": words.subject, "body": words.body}


def _refuse_misplaced(text: str) -> None:
    if wrong := misplaced(text):
        placeholders = ", ".join(f"{{{name}}}" for name in MAIL_PLACEHOLDERS)
        raise forms.ValidationError(
            _("%(wrong)s means nothing here. Between braces you can use: %(known)s."),
            params={"wrong": ", ".join(wrong), "known": placeholders},
        )
