"""The day on which each team talks about its result: proposed with the plan, moved by HR."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.audit.services import record
from igm_portal.spelling import natural_key
from surveys.models import Wave, WaveState, WaveTeam
from surveys.plan_dates import WEEK, conversation_days, results_day
from surveys.services.refusals import Refused
from surveys.working_days import working_day_from


def by_department(place: WaveTeam) -> tuple[object, ...]:
    """The order of the teams of a wave wherever they stand with their days."""
    return natural_key(place.department_name), natural_key(place.team_name)


def propose_conversations(
    wave: Wave,
    places: Sequence[WaveTeam],
    days: Mapping[UUID, date | None],
    weekday: int | None,
) -> None:
    """Give each team its day in `days`, or a proposed one; none where teams get no results."""
    if not wave.has_team_results:
        return
    teams = sorted(places, key=by_department)
    proposals = conversation_days(wave.closes_on, len(teams), weekday)
    for place, proposal in zip(teams, proposals, strict=True):
        place.conversation_on = days.get(place.team_id) or proposal


@transaction.atomic
def change_conversations(*, access: Access, wave: Wave, days: Mapping[UUID, date]) -> None:
    """Hold the conversations of these teams on these days; teams are those of the wave.

    Raises Refused for a wave that was withdrawn or has no results per team, and for a day before
    the results.
    """
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    if wave.state == WaveState.WITHDRAWN or not wave.has_team_results:
        raise Refused(_("This wave has no conversations of teams."))
    if any(day < results_day(wave.closes_on) for day in days.values()):
        raise Refused(_("Before that day there is no result to talk about."))
    places = [place for place in wave.teams.all() if place.team_id in days]
    for place in places:
        place.conversation_on = days[place.team_id]
    WaveTeam.objects.bulk_update(places, ["conversation_on"])
    record("wave.conversations_changed", wave, by=access.user, organisation_id=wave.organisation_id)


def follow_results_day(wave: Wave) -> None:
    """The results come later: conversations that would come before them move by whole weeks."""
    results = results_day(wave.closes_on)
    early = list(wave.teams.filter(conversation_on__lt=results))
    for place in early:
        day = place.conversation_on or results
        while day < results:
            day += WEEK
        place.conversation_on = working_day_from(day)
    WaveTeam.objects.bulk_update(early, ["conversation_on"])


def weekday_of_conversations(places: Iterable[WaveTeam]) -> int | None:
    """The one day of the week on which all these teams talk (Monday is 0); None without one."""
    weekdays = {place.conversation_on.weekday() for place in places if place.conversation_on}
    return weekdays.pop() if len(weekdays) == 1 else None
