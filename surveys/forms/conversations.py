"""The form with the day of each team's conversation."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from surveys.forms.days import PlanDayField
from surveys.models import Wave, WaveTeam
from surveys.plan_dates import results_day

LATEST_CONVERSATION = timedelta(days=92)  # after the results; later is a typing error


class ConversationsForm(forms.Form):
    """One day per team of a wave."""

    def __init__(self, wave: Wave, places: Sequence[WaveTeam], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.results = results_day(wave.closes_on)
        self.places = places
        for place in places:
            self.fields[str(place.team_id)] = PlanDayField(
                label=place.team_name, initial=place.conversation_on
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, day in list(data.items()):
            if day < self.results:
                self.add_error(name, _("Before that day there is no result to talk about."))
            elif day > self.results + LATEST_CONVERSATION:
                self.add_error(name, _("Choose a day within three months after the result."))
        return data

    def rows(self) -> Iterator[tuple[WaveTeam, BoundField]]:
        for place in self.places:
            yield place, self[str(place.team_id)]

    def days(self) -> dict[UUID, date]:
        """The cleaned days as the service takes them."""
        return {place.team_id: self.cleaned_data[str(place.team_id)] for place in self.places}
