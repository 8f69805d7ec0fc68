"""What the page of a team reads by written SQL is the same as what the queries elsewhere say."""

import re
from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Membership, Organisation, Team
from igm_portal.accounts.roles import Role
from igm_portal.followup.models import Agreement, AgreementStep
from igm_portal.followup.selectors import agreements_until
from reports.models import Snapshot
from reports.overview.waves import previous_snapshot, snapshots_of_places
from reports.selectors import own_snapshots, snapshot_of, visible_teams
from reports.snapshot_access import places_at_hand, readable_team
from surveys.models import Wave, WaveKind, WaveTeam
from tests.database import values
from tests.files import signed_in
from tests.published import close, next_version
from tests.world import NOWHERE, World, settle

pytestmark = pytest.mark.django_db
READERS = (
    "a-1",
    "b-1",
    "c-1",
    "moved",
    "two",
    "manager-a",
    "manager-b",
    "head",
    "head-c",
    "hr",
    "manages",
)
TEXTS = {"content", "quality", "basis"}
NEIGHBOURS = re.compile(r'<nav class="igm-neighbours.*?</nav>', re.DOTALL)


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    """Waves of every state and kind of three teams in two departments. `moved` was asked in team a
    and works in team c, `two` works in a and leads b, `head` works in team b as well; team c was
    asked in another department before.
    """
    world = settle()
    a, b, c = world.team("a", 2), world.team("b", 2), world.team("c", 2)
    world.give("moved", Role.EMPLOYEE, team=a)
    world.give("head", Role.DEPARTMENT_HEAD, department=a.department)
    world.give("head", Role.EMPLOYEE, team=b)
    world.give("two", Role.EMPLOYEE, team=a)
    world.give("two", Role.TEAM_MANAGER, team=b)
    world.give("manages", Role.ADMINISTRATOR)
    first = world.wave(a, b, c, title="Eerste")
    close(first, on=date(2026, 1, 1))
    Team.objects.filter(pk=c.pk).update(department=world.department("Zorg"))
    c.refresh_from_db()
    world.give("head-c", Role.DEPARTMENT_HEAD, department=c.department)
    same_day = [world.wave(a, b, title=title) for title in ("Zelfde dag", "Ook die dag")]
    for wave in same_day:
        close(wave, on=date(2026, 2, 1))
    Membership.objects.filter(user=world.people["moved"]).update(team=c)
    newest = world.wave(a, b, c, title="Nieuwste")
    close(newest, on=date(2026, 5, 1))
    close(world.wave(a, b, c, title="Leidinggevenden", edition="m1@1"), on=date(2026, 3, 1))
    close(world.wave(a, c, title="Gesprek", edition="k2@1"), on=date(2026, 3, 2))
    other = world.wave(a, c, title="Andere vragen")
    close(other, on=date(2026, 3, 3))
    Wave.objects.filter(pk=other.pk).update(instrument=next_version(first.launched))
    for kind in (WaveKind.TRIAL, WaveKind.CONVERSATION):
        wave = world.wave(a, b, c, title=kind)
        close(wave, on=date(2026, 3, 4))
        Wave.objects.filter(pk=wave.pk).update(kind=kind)
    later = world.wave(a, b, c, title="Nog niet te lezen")
    close(later, on=date(2026, 4, 1))
    Wave.objects.filter(pk=later.pk).update(results_at=timezone.now() + timedelta(minutes=1))
    destroyed = world.wave(a, b, c, title="Vernietigd")
    close(destroyed, on=date(2026, 4, 2)).delete()
    world.wave(a, b, c, title="Open")
    world.wave(a, b, c, title="Ontwerp", launched=False)
    elsewhere = settle("duinen", "Duinen")
    close(elsewhere.wave(elsewhere.team("a", 2), title="Van een ander"))
    return world


def teams(world: World) -> list[Team]:
    return list(Team.objects.filter(organisation=world.organisation).order_by("name"))


def waves() -> list[Wave]:
    return list(Wave.objects.order_by("title"))


def previous_in_database(readable: list[UUID], snapshot: Snapshot) -> Snapshot | None:
    """As the database would say it."""
    return (
        Snapshot.objects.filter(
            organisation_id=snapshot.organisation_id,
            wave__in=readable,
            wave__instrument_id=snapshot.wave.instrument_id,
            wave__closes_on__lt=snapshot.wave.closes_on,
        )
        .order_by("-wave__closes_on", "wave_id")
        .first()
    )


@pytest.mark.parametrize("who", READERS)
def test_the_places_of_a_team_that_somebody_may_read(world: World, who: str) -> None:
    access = world.access(who)
    for team, wave in product(teams(world), [None, *waves()]):
        places, snapshots = places_at_hand(access, team.pk, wave.pk if wave else None)
        condition = Q(team_id=team.pk) | Q(wave_id=wave.pk) if wave else Q(team_id=team.pk)
        same = list(visible_teams(access).filter(condition))
        assert places == same
        for own, other in zip(places, same, strict=True):
            assert values(own) == values(other)
            assert values(own.wave) == values(other.wave)
        published = Snapshot.objects.filter(
            organisation=access.organisation, wave__in=[place.wave_id for place in same]
        )
        assert snapshots == {one.pk: one for one in published}


def test_the_roles_differ_in_what_they_read(world: World) -> None:
    """What stands above would hold of nothing as well."""

    def titles(who: str, name: str) -> list[str]:
        team = Team.objects.get(organisation=world.organisation, name=name)
        return [one.wave.title for one in places_at_hand(world.access(who), team.pk)[0]]

    of_b = ["Nieuwste", "Vernietigd", "Ook die dag", "Zelfde dag", "Eerste"]
    of_a = [*of_b[:2], "Andere vragen", "Gesprek", *of_b[2:]]
    for who in ("hr", "head", "a-1", "manager-a", "two"):
        assert titles(who, "a") == of_a
    for who in ("hr", "head", "b-1", "manager-b", "two"):
        assert titles(who, "b") == of_b
    assert titles("moved", "a") == ["Ook die dag", "Zelfde dag", "Eerste"]
    assert titles("head", "c") == ["Eerste"]
    assert titles("head-c", "c") == ["Nieuwste", "Vernietigd", "Andere vragen", "Gesprek"]
    for who, name in product(("manages", "b-1", "head-c"), ("a",)):
        assert titles(who, name) == []


def test_a_wave_is_read_without_its_texts_and_with_its_questionnaire(world: World) -> None:
    access = world.access("hr")
    for team in teams(world):
        places, snapshots = places_at_hand(access, team.pk)
        for place in places:
            version = place.wave.launched
            whole = Wave.objects.select_related("instrument").get(pk=place.wave_id)
            assert version.get_deferred_fields() == {"content"}
            assert values(version).items() <= values(whole.launched).items()
            assert place.wave.questionnaire == whole.questionnaire
        for key, snapshot in snapshots.items():
            same = snapshot_of(access, key)
            assert snapshot.get_deferred_fields() == TEXTS
            assert values(snapshot).items() <= values(same).items()
            assert values(snapshot.wave) == values(same.wave)
            assert snapshot.publication == same.publication
            assert (snapshot.content, snapshot.basis) == (same.content, same.basis)


@pytest.mark.parametrize("who", READERS)
def test_a_team_is_readable_or_forbidden_or_not_there(world: World, who: str) -> None:
    """In every wave, and in one that is not there: as its snapshot and `visible_teams` say."""
    access = world.access(who)
    for team, wave_id in product(teams(world), [*(one.pk for one in waves()), NOWHERE]):
        seen = visible_teams(access).filter(team_id=team.pk)
        if not Snapshot.objects.filter(wave=wave_id, organisation=access.organisation).exists():
            with pytest.raises(Http404):
                readable_team(access, wave_id, team.pk)
        elif not seen.filter(wave_id=wave_id).exists():
            with pytest.raises(PermissionDenied):
                readable_team(access, wave_id, team.pk)
        else:
            readable = readable_team(access, wave_id, team.pk)
            assert readable.snapshot == snapshot_of(access, wave_id)
            assert list(readable.places) == list(seen)
            assert {one.pk for one in readable.snapshots} == {
                one.pk for one in snapshots_of_places(seen)
            }
            beside = visible_teams(access).filter(wave_id=wave_id).values_list("team_id", flat=True)
            every = None if who == "hr" else {f"team:{one}" for one in beside}
            assert readable.beside == every


def test_the_snapshots_behind_the_cards_of_a_start_page(world: World) -> None:
    """Of a trial, a conversation, an unannounced wave and another organisation none (ADR 36)."""
    access, every = world.access("a-1"), [*(one.pk for one in waves()), NOWHERE]
    published = Snapshot.objects.filter(organisation=access.organisation)
    snapshots = own_snapshots(access, every)
    assert snapshots == {one.pk: one for one in published}
    assert 0 < len(snapshots) < Snapshot.including_unannounced.count()
    for snapshot in snapshots.values():
        same = published.get(pk=snapshot.pk)
        assert snapshot.get_deferred_fields() == TEXTS
        assert values(snapshot).items() <= values(same).items()
        assert snapshot.publication == same.publication
    assert own_snapshots(access, []) == {}
    assert list(own_snapshots(access, every[:1])) == [
        one.pk for one in published if one.pk == every[0]
    ]


@pytest.mark.parametrize("who", READERS)
def test_what_a_team_is_laid_beside(world: World, who: str) -> None:
    access = world.access(who)
    for team in teams(world):
        places, snapshots = places_at_hand(access, team.pk)
        here = [place.wave_id for place in places]
        for snapshot in snapshots.values():
            previous = previous_snapshot(snapshots.values(), snapshot)
            assert previous == previous_in_database(here, snapshot)
            seen = visible_teams(access).filter(team=team)
            assert previous == previous_snapshot(snapshots_of_places(seen), snapshot)
    if who == "a-1":
        a = Team.objects.get(organisation=world.organisation, name="a")
        newest = Wave.objects.get(title="Nieuwste")
        previous = previous_snapshot(
            readable_team(access, newest.pk, a.pk).snapshots, snapshot_of(access, newest.pk)
        )
        assert previous
        assert previous.wave.closes_on == date(2026, 2, 1)


def test_the_ways_to_other_teams_are_kept_for_who_may_read_the_same(world: World) -> None:
    first = Wave.objects.get(title="Eerste")
    a = Team.objects.get(organisation=world.organisation, name="a")
    address = reverse("team_profile", args=[world.slug, first.pk, a.pk])

    def ways(who: str) -> list[str]:
        """Twice the same, as drawn before and as kept."""
        text, again = (signed_in(world, who).get(address).content.decode() for _time in "12")
        navs = NEIGHBOURS.findall(text)
        assert navs == NEIGHBOURS.findall(again)
        assert len(navs) in (0, 2)
        assert len(set(navs)) < 2
        return re.findall(r'href="[^"]*"[^>]*>([^<]*)<', navs[0]) if navs else []

    assert ways("hr") == ways("head") == ["b"]
    assert ways("two") == ["b"]
    assert ways("a-1") == []
    assert ways("moved") == ["c"]
    assert ways("hr") == ["b"]


def test_agreements_of_an_own_team_with_their_steps(world: World) -> None:
    """Of this wave and the one before it with the same questionnaire, in their order; nothing for
    who does not work there.
    """
    newest = Wave.objects.get(title="Nieuwste")
    a = Team.objects.get(organisation=world.organisation, name="a")
    days = {"Nieuwste": 2, "Vernietigd": 3, "Zelfde dag": 4}
    for title, day in days.items():
        place = WaveTeam.objects.get(wave__title=title, team=a)
        one = agreement(world.organisation, place, date(2026, 6, day))
        AgreementStep.objects.create(
            agreement=one, number=2, state="done", sentence="Zo", day=date(2026, 7, 2)
        )
        AgreementStep.objects.create(agreement=one, number=1, state="not_yet", day=date(2026, 7, 1))
    first = agreement(
        world.organisation, WaveTeam.objects.get(wave=newest, team=a), date(2026, 6, 1)
    )
    access = world.access("a-1")
    here, every = agreements_until(access, readable_team(access, newest.pk, a.pk))
    same = list(Agreement.objects.filter(place__wave__title__in=["Nieuwste", "Vernietigd"]))
    assert here == first.place
    assert every == same
    assert every[0] == first
    for own, other in zip(every, same, strict=True):
        assert values(own) == values(other)
        assert own.place == other.place
        assert own.place.wave == other.place.wave
        assert own.newest_step == other.newest_step
    assert [len(own.steps.all()) for own in every] == [0, 2, 2]
    for who in ("hr", "head"):
        access = world.access(who)
        readable = readable_team(access, newest.pk, a.pk)
        assert agreements_until(access, readable) == (None, [])


def agreement(organisation: Organisation, place: WaveTeam, made_on: date) -> Agreement:
    return Agreement.objects.create(
        organisation=organisation,
        place=place,
        what="Rustig beginnen",
        owner="team",
        look_back_on=made_on + timedelta(days=60),
        kind="time",
        made_on=made_on,
    )
