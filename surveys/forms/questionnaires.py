"""Choosing whom a wave asks, and with which questionnaire: a card per audience."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.local_texts import in_own_words_lazy
from surveys.instruments.model import RespondentGroup, Status
from surveys.instruments.purpose import Purpose
from surveys.library import LibraryEntry, library_entries, purpose_of
from surveys.reader_language import Reading

AUDIENCES: dict[RespondentGroup, str | Promise] = {
    RespondentGroup.KLANTMANAGER: in_own_words_lazy("{Klantmanagers}"),
    RespondentGroup.MANAGER: _("Team managers"),
    RespondentGroup.CLIENT: _("Clients"),
}


@dataclass(frozen=True, slots=True)
class QuestionnaireChoice:
    """One questionnaire that can be planned, in the words of its Dutch version."""

    edition: str
    reading: Reading
    is_chosen: bool
    is_trial: bool
    purpose: Purpose | None


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """A group of people with the questionnaires that are made for them: those that are ready, and
    those that are still being tried out.
    """

    group: RespondentGroup
    name: str | Promise
    choices: tuple[QuestionnaireChoice, ...]

    @property
    def ready(self) -> list[QuestionnaireChoice]:
        return [choice for choice in self.choices if not choice.is_trial]

    @property
    def on_trial(self) -> list[QuestionnaireChoice]:
        return [choice for choice in self.choices if choice.is_trial]

    @property
    def is_trial_chosen(self) -> bool:
        return any(choice.is_chosen for choice in self.on_trial)


class BoundQuestionnaire(BoundField):
    """The cards as the template lays them out."""

    @property
    def audiences(self) -> Iterator[AudienceChoice]:
        edition = str(self.value())
        entries = [
            (
                entry.instrument.group,
                QuestionnaireChoice(
                    entry.edition,
                    entry.reading("nl"),
                    is_chosen=entry.edition == edition,
                    is_trial=entry.instrument.status is Status.TRIAL,
                    purpose=purpose_of(entry),
                ),
            )
            for entry in offered_entries()
        ]
        for group, choices in groupby(entries, key=lambda entry: entry[0]):
            yield AudienceChoice(
                group, AUDIENCES[group], tuple(choice for _group, choice in choices)
            )


class QuestionnaireField(forms.ChoiceField):
    """The newest version of one questionnaire, as "k1@1"."""

    widget = forms.RadioSelect
    bound_field_class = BoundQuestionnaire
    by_audience = True  # for the template


def newest_entries() -> list[LibraryEntry]:
    """The newest published version of each questionnaire, those for klantmanagers first."""
    return _newest(Status.PUBLISHED)


def offered_entries() -> list[LibraryEntry]:
    """What a wave can ask: `newest_entries`, and per audience after those the newest version of
    each questionnaire that is still being tried out (ADR 54).
    """
    order = list(RespondentGroup)
    entries = [*newest_entries(), *_newest(Status.TRIAL)]
    return sorted(entries, key=lambda entry: order.index(entry.instrument.group))


def _newest(status: Status) -> list[LibraryEntry]:
    newest = {
        entry.instrument.code: entry
        for entry in library_entries()
        if entry.instrument.status is status
    }
    order = list(RespondentGroup)
    return sorted(newest.values(), key=lambda entry: order.index(entry.instrument.group))
