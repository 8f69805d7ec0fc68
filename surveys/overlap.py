"""Whether the same people are asked the same thing twice at once: a warning while planning."""

from datetime import date
from uuid import UUID

from igm_portal.accounts.models import Membership
from surveys.models import Invitation, Wave, WaveState
from surveys.roster import ASKED_ROLE


def overlapping(wave: Wave, today: date) -> tuple[Wave, ...]:
    """Other waves with this questionnaire, planned or open, in these days and of some of the same
    people. Clients are unknown, so for them there are none.
    """
    if wave.anonymous:
        return ()
    candidates = (
        Wave.objects.in_organisation(wave.organisation_id)
        .filter(
            instrument_code=wave.instrument_code,
            state__in=(WaveState.CONCEPT, WaveState.OPEN),
            starts_on__lte=wave.closes_on,
            closes_on__gte=wave.starts_on,
        )
        .exclude(pk=wave.pk)
        .order_by("starts_on", "title")
    )
    own = _people(wave, today)
    return tuple(wave for wave in candidates if own & _people(wave, today))


def _people(wave: Wave, today: date) -> set[UUID]:
    """Who was invited; of a concept, who would be if it were launched now."""
    if wave.state != WaveState.CONCEPT:
        return set(Invitation.objects.filter(wave=wave).values_list("person_id", flat=True))
    teams = wave.teams.values("team_id")
    role = ASKED_ROLE[wave.policy.group]
    memberships = Membership.objects.on(today).filter(role=role, team__in=teams)
    return set(memberships.values_list("user_id", flat=True))
