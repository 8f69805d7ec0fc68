"""What HR reads from ten teams on: a coarse balance, and what worked by the wish of a team."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.audit.models import AuditEvent
from igm_portal.followup.models import Agreement
from igm_portal.followup.selectors import LEAST_TEAMS, balance_of
from igm_portal.followup.services.agreements import add_step, make_agreement, share_agreement
from igm_portal.worker.nightly import nightly
from surveys.models import Wave
from tests.published import close
from tests.world import World

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)
WORDS = "Om de week een casus bespreken"


def waves_of(world: World, teams: int) -> Wave:
    wave = world.wave(*(world.team(f"team-{number}", 1) for number in range(teams)))
    close(wave, {})
    return wave


def agree(world: World, wave: Wave, number: int, kind: str, day: date = LAST_MONTH) -> Agreement:
    return make_agreement(
        access=world.access(f"manager-team-{number}"),
        place=wave.teams.select_related("wave", "team").get(team_name=f"team-{number}"),
        today=day,
        what=WORDS,
        owner="team",
        look_back_on=TODAY + timedelta(weeks=6),
        kind=kind,
        element="",
        grounds="",
    )


def progress(world: World, wave: Wave) -> str:
    browser = Client()
    browser.force_login(world.people["hr"])
    url = reverse("followup_progress", args=[world.slug, wave.pk])
    return str(browser.get(url).content.decode())


def test_a_balance_is_there_from_ten_teams_that_agreed_something(world: World) -> None:
    wave = waves_of(world, LEAST_TEAMS + 1)
    for number in range(LEAST_TEAMS - 1):
        agree(world, wave, number, "training" if number < 3 else "time")
    agree(world, wave, 0, "time")  # a second one is no other team
    assert balance_of(wave, TODAY) is None
    assert "van de afspraken" not in progress(world, wave)
    agree(world, wave, LEAST_TEAMS, "time", TODAY)  # this month
    assert balance_of(wave, TODAY) is None
    agree(world, wave, LEAST_TEAMS - 1, "tool")
    assert balance_of(wave, TODAY) == 60  # 7 of 11
    assert "Ongeveer 60 % van de afspraken" in progress(world, wave)


def test_what_is_agreed_this_month_moves_nothing_that_hr_reads(world: World) -> None:
    wave = waves_of(world, LEAST_TEAMS)
    for number in range(LEAST_TEAMS):
        agree(world, wave, number, "time")
    before = balance_of(wave, TODAY)
    for number in range(LEAST_TEAMS):
        agree(world, wave, number, "training", TODAY)
    assert balance_of(wave, TODAY) == before == 100


@pytest.mark.parametrize(("teams", "read"), [(LEAST_TEAMS, True), (LEAST_TEAMS - 1, False)])
def test_hr_reads_what_worked_when_the_team_wishes_and_no_longer(
    world: World, teams: int, read: bool
) -> None:
    wave = waves_of(world, teams)
    agreement = agree(world, wave, 0, "learning_together")
    place = agreement.place
    url = reverse("share_agreement", args=[world.slug, wave.pk, place.team_id, agreement.pk])
    browser = Client()
    browser.force_login(world.people["team-0-1"])
    browser.post(url, {"delen": "ja"})
    assert WORDS not in progress(world, wave)  # nothing has worked yet
    add_step(agreement=agreement, state="done", sentence="", look_back_on=None, today=TODAY)
    assert WORDS not in progress(world, wave)  # nor did the team wish it
    stranger = Client()
    stranger.force_login(world.people["team-1-1"])
    assert stranger.post(url, {"delen": "ja"}).status_code == 403
    browser.post(url, {"delen": "ja"})
    assert (WORDS in progress(world, wave)) is read
    browser.post(url, {"delen": "nee"})
    assert WORDS not in progress(world, wave)
    events = AuditEvent.objects.filter(action__startswith="agreement.")
    assert {(event.actor_id, event.object_label) for event in events} == {(None, "team-0")}


def test_what_is_shared_goes_two_years_after_its_wave(world: World) -> None:
    wave = waves_of(world, LEAST_TEAMS)
    agreement = agree(world, wave, 0, "time")
    add_step(agreement=agreement, state="done", sentence="", look_back_on=None, today=TODAY)
    share_agreement(
        access=world.access("team-0-1"), agreement=agreement, is_shared=True, today=TODAY
    )
    nightly(timezone.now() + timedelta(days=760))
    assert WORDS not in progress(world, wave)
