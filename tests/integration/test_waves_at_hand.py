"""What a start page reads by written SQL is the same as what the queries of other pages say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from igm_portal.accounts.models import EmailChange, Membership, Module
from igm_portal.accounts.roles import Role
from reports.models import Snapshot
from reports.overview.waves import STATES, snapshots, waves_among, waves_for
from reports.selectors import announced_teams, own_teams
from surveys.models import DestroyedKey, Wave, WaveState, WaveTeam
from surveys.participation import Outlook, codes_used, participation, participation_of
from surveys.participation_bands import number_band
from surveys.selectors import findable, invitations_of, waves_of
from surveys.services.tallies import count_wave
from surveys.waves_at_hand import own_places, waves_at_hand, waves_in_teams
from tests.clients import client_wave, codes, start
from tests.database import values
from tests.world import World, settle

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
READERS = ("a-1", "a-2", "b-1", "c-1", "weg", "manager-a", "manager-b", "hoofd", "hr", "beheer")


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    """Waves of every state and kind of three teams in two departments. `weg` was asked in team a
    and works in team c, `a-2` has another address, `hoofd` works in team b as well.
    """
    world = settle()
    world.switch(Module.SUPPORT)
    a, b, c = world.team("a", 9), world.team("b", 9), world.team("c", 9, department="Zorg")
    world.give("weg", Role.EMPLOYEE, team=a)
    world.give("hoofd", Role.DEPARTMENT_HEAD, department=a.department)
    world.give("hoofd", Role.EMPLOYEE, team=b)
    world.give("beheer", Role.ADMINISTRATOR)
    closed = world.wave(a, b, title="Gesloten", asks_support=True)
    managers = world.wave(a, b, c, title="Leidinggevenden", edition="m1@1")
    world.answer_all(closed, [f"{team}-{n}" for team in "ab" for n in range(1, 10)])
    for wave in (closed, managers):
        world.close(wave)
    Wave.objects.update(results_at=timezone.now() - timedelta(hours=1))
    world.close(world.wave(a, c, title="Nog niet te lezen"))
    Wave.objects.filter(title="Nog niet te lezen").update(
        results_at=timezone.now() + timedelta(days=1)
    )
    world.wave(a, title="Open van a")
    world.wave(c, title="Open van c")
    world.wave(b, title="Ontwerp", launched=False)
    gone = world.wave(a, title="Ingetrokken")
    Wave.objects.filter(pk=gone.pk).update(state=WaveState.WITHDRAWN)
    Membership.objects.filter(user=world.people["weg"]).update(team=c)
    EmailChange.objects.create(
        person=world.people["a-2"],
        organisation=world.organisation,
        old_email="oud@zandstad.example",
        changed_by=world.people["beheer"],
        changed_on=TODAY,
    )
    other = settle("duinen", "Duinen")
    other.wave(other.team("a", 9), title="Van een ander")
    return world


@pytest.mark.parametrize("who", READERS)
def test_what_somebody_was_asked(world: World, who: str) -> None:
    access = world.access(who)
    at_hand = waves_at_hand(access, TODAY)
    rows = list(invitations_of(access))
    assert list(at_hand.invitations) == rows
    assert list(at_hand.findable) == list(findable(access))
    for own, other in zip(at_hand.invitations, rows, strict=True):
        assert values(own) == values(other)
        assert values(own.wave) == values(other.wave)
        assert values(own.wave.launched) == values(other.wave.launched)
        assert own.questionnaire == other.questionnaire
        assert own.wave.organisation == world.organisation


def test_a_wave_whose_key_is_gone_leads_to_no_answers(world: World) -> None:
    DestroyedKey.objects.create(generation=1, destroyed_on=TODAY)
    at_hand = waves_at_hand(world.access("a-1"), TODAY)
    assert at_hand.invitations
    assert not at_hand.findable


@pytest.mark.parametrize("who", READERS)
def test_the_own_teams_with_a_result(world: World, who: str) -> None:
    access = world.access(who)
    at_hand = waves_at_hand(access, TODAY)
    assert announced_teams(own_places(access, at_hand)) == list(own_teams(access))


@pytest.mark.parametrize("who", ["hoofd", "hr"])
def test_the_waves_of_which_groups_may_be_read(world: World, who: str) -> None:
    access = world.access(who)
    in_database = Wave.objects.in_organisation(access.organisation.id).ordinary()
    in_database = in_database.filter(state__in=STATES).select_related("instrument")
    if who == "hoofd":
        places = WaveTeam.objects.filter(department_id__in=access.department_ids)
        in_database = in_database.filter(pk__in=places.values("wave")).exclude(
            policy_content__group="manager"
        )
    rows = list(in_database.defer("instrument__content").order_by("-closes_on", "title", "id"))
    waves = waves_for(access)
    assert waves.with_results == tuple(wave for wave in rows if wave.is_announced)
    assert waves.open == tuple(wave for wave in rows if not wave.is_announced)
    assert waves.with_results
    assert waves.open
    of_database = {wave.pk: wave for wave in rows}
    for own in (*waves.with_results, *waves.open):
        other = of_database[own.pk]
        assert values(own) == values(other)
        assert values(own.launched) == values(other.launched)
    assert waves_among(access, waves_at_hand(access, TODAY)) == waves


@pytest.mark.parametrize("who", ["hoofd", "hr"])
def test_what_is_published_of_waves_comes_with_the_wave(world: World, who: str) -> None:
    access = world.access(who)
    waves = waves_for(access).with_results
    published = {one.wave_id: one for one in Snapshot.objects.all()}
    pairs = snapshots(access, reversed(waves))
    assert pairs == [(wave, published[wave.pk]) for wave in reversed(waves)]
    for wave, snapshot in pairs:
        assert snapshot.wave is wave
        assert snapshot.digest == published[wave.pk].digest
        assert snapshot.publication == published[wave.pk].publication


@pytest.mark.parametrize("who", ["hr", "beheer"])
def test_every_wave_but_withdrawn_ones_for_who_plans_or_manages(world: World, who: str) -> None:
    access = world.access(who)
    every = waves_of(access).exclude(state=WaveState.WITHDRAWN).order_by("-closes_on", "title")
    assert list(waves_at_hand(access, TODAY).waves) == list(every)


def test_others_read_no_wave_that_is_nothing_to_them(world: World) -> None:
    def titles(who: str) -> set[str]:
        return {wave.title for wave in waves_at_hand(world.access(who), TODAY).waves}

    assert titles("c-1") == {"Nog niet te lezen", "Open van c", "Leidinggevenden"}
    assert titles("a-1") == {"Gesloten", "Leidinggevenden", "Nog niet te lezen", "Open van a"}


def test_waves_that_ask_the_people_of_who_leads(world: World) -> None:
    def titles(who: str) -> list[str]:
        access = world.access(who)
        asking = waves_in_teams(access, waves_at_hand(access, TODAY), TODAY)
        return [wave.title for wave in asking]

    assert titles("manager-a") == ["Open van a"]
    assert titles("manager-b") == []
    assert titles("hoofd") == ["Open van a"]
    assert titles("a-1") == []


@pytest.mark.parametrize("who", READERS)
def test_everyone_notices_what_is_to_be_closed(world: World, who: str) -> None:
    access = world.access(who)
    assert not waves_at_hand(access, TODAY).is_past_end(TODAY)
    last = Wave.objects.filter(title="Open van c")
    last.update(starts_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1))
    assert waves_at_hand(access, TODAY).is_past_end(TODAY)
    last.update(state=WaveState.CLOSING, closes_on=TODAY)
    assert waves_at_hand(access, TODAY).is_past_end(TODAY)


def test_a_role_and_a_state_hold_at_once(world: World) -> None:
    person, team = world.people["c-1"], world.access("a-1").memberships[0].team
    assert "Open van a" not in {w.title for w in waves_at_hand(world.access("c-1"), TODAY).waves}
    Membership.objects.filter(user=person).update(team=team)
    assert "Open van a" in {w.title for w in waves_at_hand(world.access("c-1"), TODAY).waves}
    Wave.objects.filter(title="Open van a").update(state=WaveState.WITHDRAWN)
    assert "Open van a" not in {w.title for w in waves_at_hand(world.access("c-1"), TODAY).waves}


def test_teams_are_counted_as_the_page_of_a_wave_lists_them(world: World) -> None:
    """Teams of several sizes, too small ones, none counted, and waves without teams."""
    sizes = (2, 6, 8, 10, 20, 20, 24, 40)
    teams = [world.team(f"t{number}", size) for number, size in enumerate(sizes)]
    wave, uncounted = world.wave(*teams, title="Veel"), world.wave(*teams, title="Nog niet")
    sent = [f"t{number}-{n}" for number, size in enumerate(sizes) for n in range(1, size)]
    world.answer_all(wave, sent)
    clients, managers = client_wave(world), world.wave(*teams, title="M", edition="m1@1")
    for code in codes(world, clients, 12):
        start(code)
    world.answer_all(managers, [f"manager-t{number}" for number in range(7)])
    for one in (wave, clients, managers):
        count_wave(one, TODAY)
    found = participation_of([wave, uncounted, clients, managers], TODAY)
    groups = participation(wave)
    assert found[wave.pk].teams == len(groups) == 8
    assert found[wave.pk].enough == sum(group.enough for group in groups) > 0
    assert found[wave.pk].enough < sum(g.outlook is not Outlook.TOO_SMALL for g in groups) < 8
    assert found[wave.pk].size == sum(place.size for place in wave.teams.all())
    assert [found[one.pk].is_counted for one in (wave, uncounted, managers)] == [True, False, True]
    assert [found[one.pk].is_today for one in (wave, uncounted, managers)] == [True, False, True]
    assert found[uncounted.pk].enough == 0
    shown = found[clients.pk].shown
    assert shown is not None
    assert number_band(shown) == codes_used(clients)
    assert shown == 12
    assert (found[managers.pk].size, found[managers.pk].shown) == (8, 7)
    later = participation_of([wave], TODAY + timedelta(days=1))[wave.pk]
    assert (later.is_counted, later.is_today) == (True, False)
    assert participation_of([], TODAY) == {}
