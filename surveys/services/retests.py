"""Planning a retest: the same people, the same questionnaire, once more (ADR 65)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from igm_portal.accounts.access import Access
from igm_portal.audit.services import record
from surveys.models import Wave, WaveKind, WaveState, WaveTeam
from surveys.services.refusals import Refused
from surveys.services.retest_rules import check_period, check_retest


@transaction.atomic
def plan_retest(
    *, access: Access, first: Wave, title: str, starts_on: date, closes_on: date
) -> Wave:
    """A concept with the questionnaire, the teams and the protection of `first`. Raises Refused."""
    first = Wave.objects.select_for_update().get(pk=first.pk)
    check_retest(first)
    check_period(first, starts_on, closes_on)
    retest = Wave.objects.create(
        organisation=first.organisation,
        title=title,
        instrument_code=first.instrument_code,
        instrument_version=first.instrument_version,
        policy_content=first.policy_content,
        kind=WaveKind.RETEST,
        retest_of=first,
        starts_on=starts_on,
        closes_on=closes_on,
    )
    WaveTeam.objects.bulk_create(
        WaveTeam(
            wave=retest,
            team_id=place.team_id,
            department_id=place.department_id,
            team_name=place.team_name,
            department_name=place.department_name,
        )
        for place in first.teams.all()
    )
    record("wave.planned", retest, by=access.user, organisation_id=access.organisation.id)
    return retest


@transaction.atomic
def change_retest(
    *, access: Access, wave: Wave, title: str, starts_on: date, closes_on: date
) -> None:
    """Another name or other days, as long as it is a concept. Raises Refused."""
    wave = Wave.objects.select_for_update(of=("self",)).select_related("retest_of").get(pk=wave.pk)
    if wave.state != WaveState.CONCEPT or wave.retest_of is None:
        raise Refused(_("This wave has been launched and cannot change."))
    check_period(wave.retest_of, starts_on, closes_on)
    wave.title, wave.starts_on, wave.closes_on = title, starts_on, closes_on
    wave.save(update_fields=["title", "starts_on", "closes_on"])
    record("wave.changed", wave, by=access.user, organisation_id=access.organisation.id)
