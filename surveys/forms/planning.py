"""The form with which an HR adviser plans a wave."""

import re
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import FieldsOnly, LineField
from igm_portal.accounts.models import Module, Organisation, Team
from igm_portal.accounts.selectors import module_is_on, teams_with_size
from igm_portal.local_texts import in_own_words, in_own_words_lazy
from surveys.forms.days import PlanDayField
from surveys.forms.questionnaires import QuestionnaireField, offered_entries
from surveys.forms.teams import TeamsField
from surveys.instruments import loader
from surveys.instruments.model import Instrument, RespondentGroup, Status
from surveys.models import Wave, WaveKind
from surveys.policy import Policy, PolicyFault, default_policy
from surveys.services.codes import MOST_AT_ONCE
from surveys.services.waves import ANONYMOUS_ONLY
from surveys.typed_days import FURTHEST

HIGHEST_MINIMUM = 100
KINDS = (
    (WaveKind.ORDINARY, _("A wave with results")),
    (WaveKind.TRIAL, _("A trial of the questions: no scores of any group")),
)
CONVERSATION_CHOICE = (
    WaveKind.CONVERSATION,
    _("For conversations: each client reads the own result and may share it; no scores of a group"),
)
_OF_A_PERSON = re.compile(r"@|(?:\d[ .-]?){9}")


class WaveForm(FieldsOnly):
    """What, of whom, when, and from how many answers on a group is shown."""

    questionnaire = QuestionnaireField(label=_("Whom do you ask?"))
    kind = forms.ChoiceField(
        label=_("What is it for?"),
        help_text=_("A questionnaire that is still being tried out can only be asked in a trial."),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=WaveKind.ORDINARY,
        required=False,
    )
    chosen_with = LineField(
        label=_("With whom was it chosen?"),
        help_text=_(
            "Everyone who is asked reads this, after “Chosen with”. For example “the teams Centrum "
            "and Oost, in the team meeting of 3 December”. No names of people. Not chosen "
            "together? Leave it empty."
        ),
        max_length=160,
        required=False,
    )
    teams = TeamsField(
        label=_("Which teams?"),
        queryset=Team.objects.none(),
        help_text=_("A tick at a whole department takes all its teams."),
        required=False,
    )
    title = LineField(
        label=_("Name of the wave"),
        help_text=_("Everyone who is asked sees this name, for example “Spring 2027”."),
        max_length=120,
    )
    starts_on = PlanDayField(
        label=_("First day"),
        help_text=_("Proposed: today or the next working day."),
    )
    closes_on = PlanDayField(
        label=_("Last day"),
        help_text=_(
            "Proposed: three weeks later, on a working day. Answers are taken until 23:59. You can "
            "extend this later, not shorten it."
        ),
    )
    minimum = forms.IntegerField(
        max_value=HIGHEST_MINIMUM,
        error_messages={
            "max_value": format_lazy(
                _("At most {most} people: above that hardly any team would be shown."),
                most=HIGHEST_MINIMUM,
            )
        },
        label=_("Show a group from how many people?"),
        required=False,
    )

    asks_support = forms.BooleanField(
        label=_("Also ask “What helps you in your profession?”"),
        help_text=in_own_words_lazy(
            _(
                "For {klantmanagers}: ten more questions, about 2 minutes, on training, time to "
                "consult, performance agreements, room to decide and working conditions. Everybody "
                "may skip them. Shown for the organisation and departments only, from 10 people."
            )
        ),
        required=False,
    )

    def __init__(self, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        questionnaire = cast(QuestionnaireField, self.fields["questionnaire"])
        teams = cast(TeamsField, self.fields["teams"])
        questionnaire.choices = [(entry.edition, entry.edition) for entry in offered_entries()]
        teams.queryset = teams_with_size(organisation, timezone.localdate())
        if not module_is_on(organisation.id, Module.SUPPORT):
            del self.fields["asks_support"]
        if module_is_on(organisation.id, Module.CONVERSATION):
            kind = cast(forms.ChoiceField, self.fields["kind"])
            kind.choices = (*KINDS, CONVERSATION_CHOICE)
        self.fields["minimum"].help_text = _least_people()

    def clean_kind(self) -> WaveKind:
        return WaveKind(self.cleaned_data["kind"] or WaveKind.ORDINARY)

    def clean_chosen_with(self) -> str:
        """Meetings and teams, no person: an address or a long number points to one."""
        text: str = self.cleaned_data["chosen_with"].rstrip(".")
        if _OF_A_PERSON.search(text):
            raise forms.ValidationError(_("No mail addresses and no numbers of people here."))
        return text

    def clean_starts_on(self) -> date:
        starts_on: date = self.cleaned_data["starts_on"]
        if abs(starts_on - timezone.localdate()) > FURTHEST:
            raise forms.ValidationError(_("Choose a day nearer to today."))
        return starts_on

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        if closes_on - timezone.localdate() > FURTHEST:
            raise forms.ValidationError(_("Choose a day nearer to today."))
        if closes_on < timezone.localdate():
            raise forms.ValidationError(_("Choose a day in the future."))
        return closes_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts_on, closes_on = data.get("starts_on"), data.get("closes_on")
        if starts_on and closes_on and closes_on < starts_on:
            self.add_error("closes_on", _("The last day lies before the first day."))
        if "questionnaire" in data:
            code, version = data["questionnaire"].split("@")
            data["code"], data["version"] = code, int(version)
            instrument = loader.load(code, int(version))
            self._clean_policy(data, instrument.group)
            self._clean_teams(data, instrument.group)
            self._clean_kind(data, instrument)
            self._clean_support(data, instrument)
        return data

    def _clean_kind(self, data: dict[str, Any], instrument: Instrument) -> None:
        kind, title = data.get("kind"), {"title": instrument.title}
        if instrument.status is Status.TRIAL and kind != WaveKind.TRIAL:
            text = _("“%(title)s” is still being tried out. Choose a trial.")
            self.add_error("kind", text % title)
        elif kind == WaveKind.CONVERSATION and instrument.group is not RespondentGroup.CLIENT:
            text = _("“%(title)s” is not for clients: only they are asked for a conversation.")
            self.add_error("kind", text % title)
        elif kind == WaveKind.CONVERSATION and instrument.code in ANONYMOUS_ONLY:
            text = _(
                "“%(title)s” is only asked without names: an honest answer could be used against "
                "whoever gives it. It is never for conversations."
            )
            self.add_error("kind", text % title)

    def _clean_support(self, data: dict[str, Any], instrument: Instrument) -> None:
        data.setdefault("asks_support", False)
        is_trial = data.get("kind") == WaveKind.TRIAL
        if data["asks_support"] and instrument.group is not RespondentGroup.KLANTMANAGER:
            self.add_error(
                "asks_support",
                in_own_words(_("Only {klantmanagers} are asked this. Take this tick away.")),
            )
        elif data["asks_support"] and is_trial:
            self.add_error("asks_support", _("In a trial this is not asked. Take this tick away."))

    def _clean_policy(self, data: dict[str, Any], group: RespondentGroup) -> None:
        policy = default_policy(group)
        minimum = data.get("minimum")
        try:
            data["policy"] = policy if minimum is None else policy.raised(means=minimum)
        except PolicyFault:
            self.add_error("minimum", _("At least %(least)s people.") % {"least": policy.means})

    def _clean_teams(self, data: dict[str, Any], group: RespondentGroup) -> None:
        """Clients belong to no team; everyone else is asked by team."""
        if group is RespondentGroup.CLIENT:
            data["teams"] = Team.objects.none()
        elif not data.get("teams"):
            self.add_error("teams", _("Choose at least one team."))

    def plan(self) -> dict[str, Any]:
        """The cleaned values as the services take them."""
        what = ("title", "code", "version", "kind", "policy", "asks_support", "chosen_with")
        names = (*what, "starts_on", "closes_on", "teams")
        return {name: self.cleaned_data[name] for name in names}


class ExtensionForm(FieldsOnly):
    """A later last day for an open wave."""

    closes_on = PlanDayField(label=_("New last day"))

    def __init__(self, wave: Wave, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.wave = wave

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        if closes_on - timezone.localdate() > FURTHEST:
            raise forms.ValidationError(_("Choose a day nearer to today."))
        if closes_on <= self.wave.closes_on:
            raise forms.ValidationError(_("Choose a date after the present closing date."))
        return closes_on


class CodesForm(FieldsOnly):
    """How many start codes to make at once."""

    number = forms.IntegerField(
        label=_("How many codes?"),
        help_text=format_lazy(
            _("From 1 to {most} at once. You can make more later."), most=MOST_AT_ONCE
        ),
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=100,
    )


def _least_people() -> SafeString:
    """What holds when the field stays empty, for each audience."""
    empty = _("The protection of the people who answer: it can be raised, never lowered.")
    words = _("Left empty it is {least} people.")
    return format_html(
        "{} {}",
        empty,
        format_html_join(
            " ",
            '<span data-for="{}">{}</span>',
            (
                (group, format_lazy(words, least=default_policy(group).means))
                for group in RespondentGroup
            ),
        ),
    )


def planned(wave: Wave) -> dict[str, Any]:
    """The values of a concept, as the form wants them."""
    policy: Policy = wave.policy
    return {
        "title": wave.title,
        "questionnaire": f"{wave.instrument_code}@{wave.instrument_version}",
        "kind": wave.kind,
        "asks_support": wave.asks_support,
        "chosen_with": wave.chosen_with,
        "starts_on": wave.starts_on,
        "closes_on": wave.closes_on,
        "teams": [place.team_id for place in wave.teams.all()],
        "minimum": policy.means if policy.means > default_policy(policy.group).means else None,
    }
