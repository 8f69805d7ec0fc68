"""What the gallery of components shows: one example of everything, with and without errors."""

from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from igm_portal.accounts.models import User
from igm_portal.demo.gallery_charts import charts
from igm_portal.outbox.models import Stoppage
from surveys.reader_language import LanguageChoice, marks

EXAMPLE_COLUMNS = ("Team", "Invited", "Participation")
ROWS = (
    ("Noord", ("15", "50 to 74 %")),
    ("Oost", ("12", "75 % or more")),
    ("Praktische dienstverlening Zuid", ("20", "25 to 49 %")),
)
ITEMS = (
    ("Questionnaire", "Aan mijn vakmanschap werken"),
    ("Open", "1 to 30 November"),
    ("Threshold", "at least 7 answers"),
)
EXAMPLE_ACCOUNTS = (("hr", "HR adviser", "Plans measurements and sees the organisation."),)
EXAMPLE_STEPS = (
    ("1", "helemaal oneens"),
    ("2", "oneens"),
    ("3", "niet eens, niet oneens"),
    ("4", "eens"),
    ("5", "helemaal eens"),
)
REASONS = (
    ("1", "Ik wil het op dit moment niet zo graag"),
    ("2", "Ik wil het wel, maar het lukt niet door wat er om mij heen speelt"),
    ("3", "Allebei"),
    ("4", "Niets, het gaat goed"),
)

PICTURE = mark_safe(  # constant markup of our own
    '<svg viewBox="0 0 240 24" width="100%" role="img" aria-label="Kunnen 47, willen 69">'
    '<rect y="8" width="240" height="8" rx="4" fill="var(--igm-sunken)"/>'
    '<path d="M113 4l8 8-8 8-8-8z" fill="var(--igm-kunnen)"/>'
    '<circle cx="166" cy="12" r="7" fill="var(--igm-willen)"/></svg>'
)
APART = (("WN", "Weet ik niet"), ("WZ", "Dat zeg ik liever niet"))
SAVE_STATES = (
    ("saved", "Saved"),
    ("offline", "Not saved yet: no connection. We keep trying. You can go on filling in."),
    ("failed", "Not saved yet. Choose the button below to save this page."),
    ("closed", "This questionnaire has closed. Your last choice was not saved."),
    ("signin", "You have been signed out. Sign in again in another tab."),
)


class ExampleQuestion(forms.ChoiceField):
    """As a question of a questionnaire: steps, and answers that do not count."""

    def __init__(
        self,
        *,
        across: bool = False,
        apart: tuple[tuple[str, str], ...] = APART,
        marks: str = "",
        **options: Any,
    ) -> None:
        super().__init__(widget=forms.RadioSelect, **options)
        self.across, self.missing_choices, self.marks = across, apart, marks


class ExampleQuestions(forms.Form):
    """A short scale side by side, and longer answers below each other."""

    useful = ExampleQuestion(
        label="Ik vind het nuttig om tijd te maken om van mijn eigen gesprekken te leren.",
        choices=EXAMPLE_STEPS,
        across=True,
    )
    pleasant = ExampleQuestion(
        label="Ik kijk ernaar uit om met collega's casussen te bespreken.",
        help_text="Denk aan de afgelopen vier weken.",
        choices=EXAMPLE_STEPS,
        across=True,
    )
    anchor = ExampleQuestion(label="Wat houdt je nu het meest tegen?", choices=REASONS)


class RightToLeft(forms.Form):
    """Words of a language that runs the other way, on a page that does not."""

    useful = ExampleQuestion(
        label="هل هذا مفيد لك؟",
        choices=tuple(zip("123", ("نعم", "قليلا", "لا"), strict=True)),
        across=True,
        apart=(("WZ", "لا أريد أن أقول"),),
        marks=marks("ar"),
    )


class ExampleFields(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label="Name", max_length=80, help_text="People see this.")
    email = forms.EmailField(label="E-mail")
    closes = forms.DateField(
        label="Closing date", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(label="Questionnaire", choices=(("k1", "K1"), ("m1", "M1")))
    remark = forms.CharField(
        label="Remark", widget=forms.Textarea(attrs={"rows": 4}), max_length=500, required=False
    )
    teams = forms.MultipleChoiceField(
        label="Teams",
        choices=(("1", "Noord"), ("2", "Oost"), ("3", "Zuid")),
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="The works council has agreed")


def examples() -> dict[str, Any]:
    """Context of templates/components/gallery.html."""
    return {
        "stoppage": Stoppage(
            fault="550 5.7.1",
            since=datetime(2026, 11, 28, 9, 30, tzinfo=timezone.get_default_timezone()),
        ),
        "unreached": [(User(name="Els de Vries", email="els@zandstad.example"), "550 5.1.1")],
        "picture": PICTURE,
        "charts": charts(),
        "columns": EXAMPLE_COLUMNS,
        "rows": ROWS,
        "items": ITEMS,
        "demo_url": reverse("demo_sign_in"),
        "demo_accounts": EXAMPLE_ACCOUNTS,
        "questions": ExampleQuestions(initial={"useful": "4", "pleasant": "WN"}),
        "save_states": SAVE_STATES,
        "languages": [
            LanguageChoice("nl", "Nederlands", current=True),
            LanguageChoice("ar", "العربية", current=False),
        ],
        "own_code": "HNW27-R2MX2-TNJ3P",
        "right_to_left": RightToLeft(initial={"useful": "1"}),
        "questions_with_errors": ExampleQuestions({"missing-useful": "3"}, prefix="missing"),
        "fields": ExampleFields(initial={"name": "Najaar"}, prefix="empty"),
        "fields_with_errors": ExampleFields({"wrong-email": "x"}, prefix="wrong"),
    }
