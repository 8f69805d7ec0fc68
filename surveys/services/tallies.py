"""Once a day it is counted how many have sent; pages tell that number, never the one of now."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from surveys.models import Tally, Wave, WaveState
from surveys.models.response import Response
from surveys.participation_bands import moved


def count_open_waves(today: date) -> None:
    """For the worker, shortly after midnight: so the moment is not of anybody's choosing."""
    for wave in Wave.objects.open():
        count_wave(wave, today)


def count_wave(wave: Wave, today: date) -> None:
    """Count an open wave, unless that was done today; where no worker runs, a page asks for it.

    The first time is the morning after the first day: on that day itself there is nothing to tell.
    """
    if today <= wave.starts_on or _is_counted(wave, today):
        return
    with transaction.atomic():
        locked_wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if locked_wave.state == WaveState.OPEN and not _is_counted(locked_wave, today):
            _count(locked_wave, today)


def _is_counted(wave: Wave, today: date) -> bool:
    return wave.tallies.filter(checked_on__gte=today).exists()


def _count(wave: Wave, today: date) -> None:
    tallies = {tally.team_id: tally for tally in wave.tallies.all()}
    for team_id, now in _numbers(wave).items():
        tally = tallies.get(team_id) or Tally(
            wave=wave, team_id=team_id, checked_on=today, checked=0, shown=0
        )
        tally.shown = moved(tally.shown, tally.checked, now, before_on=tally.checked_on, on=today)
        tally.checked, tally.checked_on = now, today
        tally.save()


def _numbers(wave: Wave) -> dict[UUID | None, int]:
    """Of every team how many have sent; of clients and managers one number for the wave."""
    if wave.anonymous:
        return {None: wave.start_codes.filter(used=True).count()}
    responses = Response.objects.filter(wave=wave, sent=True)
    if "team" not in wave.policy.levels:
        return {None: responses.count()}
    by_team = dict(responses.values_list("team_id").annotate(number=Count("id")))
    return {place.team_id: by_team.get(place.team_id, 0) for place in wave.teams.all()}
