"""The cases of research §7.2, each played over the product: services, pages and files.

Complement, siblings and direct reports are decided by `publish`; their cases with other numbers
stand in tests/unit/reports/disclosure/test_tree.py.
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from reports.disclosure.cells import WITHHELD, MeanCell, PublishedGroup
from reports.models import Snapshot
from surveys.models import Tally, Wave
from surveys.models.response import Response
from surveys.participation import participation
from surveys.policy import default_policy
from surveys.services.tallies import count_wave
from surveys.services.waves import launch_wave, plan_wave
from tests.attack.reading import everything, signed_in, text_of
from tests.world import World, end_roles

pytestmark = [pytest.mark.attack, pytest.mark.django_db]
TODAY = timezone.localdate()


def names(team: str, first: int, last: int) -> list[str]:
    return [f"{team}-{number}" for number in range(first, last + 1)]


def read(world: World, who: str, name: str, *args: object, query: str = "") -> str:
    address = reverse(name, args=[world.slug, *args]) + query
    answer = signed_in(world.people[who]).get(address)
    return f"{answer.status_code} {text_of(answer)}"


def groups(snapshot: Snapshot) -> dict[str, PublishedGroup]:
    return {group.name: group for group in snapshot.publication.groups.values()}


NEIGHBOURS = re.compile(r'<nav class="igm-neighbours.*?</nav>', re.DOTALL)


def anonymised(text: str, wave: Wave, team: str) -> str:
    """A page without what names the team: its name, its key, and who is next to it by name."""
    text = NEIGHBOURS.sub("", text)
    pk = str(wave.teams.get(team_name=team).team_id)
    return re.sub(rf"\b{team}\b", "TEAM", text.replace(pk, "KEY"))


def test_1_complement(world: World) -> None:
    """Nine and six: neither the six nor any total with them."""
    wave = world.wave(world.team("negen", 9), world.team("zes", 6))
    world.answer_all(wave, names("negen", 1, 9) + names("zes", 1, 6))
    shown = {name: group.shown for name, group in groups(world.close(wave)).items()}
    assert shown == {"negen": True, "zes": False, "Werk": False, "Zandstad": False}


def test_1_siblings(world: World) -> None:
    """Two withheld teams of four together are eight: the department may be shown."""
    wave = world.wave(world.team("negen", 9), world.team("vier", 6), world.team("ook", 6))
    world.answer_all(wave, names("negen", 1, 9) + names("vier", 1, 4) + names("ook", 1, 4))
    shown = {name: group.shown for name, group in groups(world.close(wave)).items()}
    assert (shown["vier"], shown["ook"], shown["Werk"]) == (False, False, True)


def test_2_time(world: World) -> None:
    """Nothing of an open wave can be read, by any address, whatever the role."""
    team = world.team("a", 9)
    wave = world.wave(team)
    world.answer_all(wave, names("a", 1, 9))
    for who in ("hr", "manager-a", "a-1"):
        for name, args in (("teams", ()), ("team_profile", (team.pk,))):
            assert read(world, who, name, wave.pk, *args).startswith("404"), (who, name)


def test_2_late_answers_never_change_a_result(world: World) -> None:
    wave = world.wave(world.team("a", 9))
    world.answer_all(wave, names("a", 1, 8))
    world.close(wave)
    before = everything(world, "hr")
    client = signed_in(world.people["a-9"])
    participant, place = {"participant": world.invitation(wave, "a-9").mark}, [world.slug, wave.pk]
    late = client.post(reverse("save_one", args=place), {"item": "H1", "value": "5"} | participant)
    assert late.json()["closed"]
    client.post(reverse("review", args=place), participant)
    assert Response.objects.filter(wave=wave).count() == 8
    assert everything(world, "hr") == before


@pytest.mark.parametrize("size", [7, 12, 20, 40])
def test_2_who_looks_while_one_colleague_sends_sees_nothing_change(world: World, size: int) -> None:
    """Not on that day and not on the next: whichever number had sent before, one or two more do
    not move the page. Between Mondays, and with nobody's count but the page's own.
    """
    team, day = world.team("a", size), TODAY - timedelta(days=TODAY.weekday())
    wave = world.wave(team)
    Wave.objects.filter(pk=wave.pk).update(starts_on=day - timedelta(days=7))
    wave.refresh_from_db()
    Tally.objects.create(wave=wave, team=team, checked_on=day, checked=0, shown=0)
    for number in range(1, min(size, 12) + 1):
        Tally.objects.update(checked_on=day, checked=number - 1, shown=number - 1)
        count_wave(wave, day)
        before = participation(wave)
        world.answer(wave, f"a-{number}")
        for later in (day, day + timedelta(days=1)):
            count_wave(wave, later)
            assert participation(wave) == before


def test_2_the_page_of_an_open_wave_is_the_same_all_day(world: World) -> None:
    wave = world.wave(world.team("a", 12))
    before = read(world, "hr", "wave", wave.pk)
    world.answer_all(wave, names("a", 1, 12))
    assert read(world, "hr", "wave", wave.pk) == before
    Tally.objects.update(checked_on=TODAY - timedelta(days=1))
    assert read(world, "hr", "wave", wave.pk) != before


@pytest.mark.parametrize(("leavers", "counted"), [(0, True), (1, False), (2, False), (3, True)])
def test_3_roster_minus_a_few(world: World, leavers: int, counted: bool) -> None:
    """With one or two people less nothing is counted in the second wave; the means stay."""
    team = world.team("a", 16)
    first = world.wave(team, title="Eerste")
    world.answer_all(first, names("a", 1, 16))
    world.close(first)
    for name in names("a", 17 - leavers, 16):
        end_roles(world.people[name], TODAY - timedelta(days=1))
    second = world.wave(team, title="Tweede")
    world.answer_all(second, names("a", 1, 16 - leavers))
    found = groups(world.close(second))["a"]
    assert isinstance(found.means["willen"], MeanCell)
    assert any(cell is not WITHHELD for cell in found.counts.values()) is counted
    anchor = second.launched.instrument.anchor
    assert anchor is not None
    page = read(world, "hr", "team_profile", second.pk, team.pk)
    assert counted or anchor.text not in page


def test_3_a_second_wave_says_nothing_new_about_the_first(world: World) -> None:
    """Its publication is made of its own answers: with other answers in the first wave it would
    have been the same, byte for byte.
    """
    team = world.team("a", 9)
    first, second = world.wave(team, title="Eerste"), world.wave(team, title="Tweede")
    world.answer_all(first, names("a", 1, 9))
    world.answer_all(second, names("a", 1, 8))
    world.close(first)
    Response.objects.filter(wave=first).update(answers="1" * 44, scores={})
    published = world.close(second).content
    rows = Response.objects.filter(wave=second)
    assert published
    assert rows.count() == 8
    Response.objects.filter(wave=first).delete()
    Snapshot.objects.filter(wave=second).delete()
    Wave.objects.filter(pk=second.pk).update(state="open")
    assert world.close(second).content == published


def test_4_filters_in_addresses_do_nothing(world: World) -> None:
    team = world.team("negen", 9)
    wave = world.wave(team, world.team("zes", 6))
    world.answer_all(wave, names("negen", 1, 9) + names("zes", 1, 6))
    world.close(wave)
    for name, args in (("team_profile", (team.pk,)), ("organisation_profile", ())):
        plain = read(world, "hr", name, wave.pk, *args)
        for query in ("?team=zes", "?functie=klantmanager", "?minimum=1", "?n=1", "?vanaf=2020"):
            page = read(world, "hr", name, wave.pk, *args, query=query)
            assert page.replace(query, "") == plain, query


def test_5_unanimity(world: World) -> None:
    """All nine at the top: a bound of 92, and an interval in which one may be far below it."""
    team = world.team("a", 9)
    wave = world.wave(team)
    for name in names("a", 1, 9):
        world.answer(wave, name, step=9)
    cell = groups(world.close(wave))["a"].means["houding"]
    assert isinstance(cell, MeanCell)
    assert (cell.value, cell.coded) == (92, "top")
    assert cell.low < 90


def test_6_exact_n(world: World) -> None:
    """Seven and nine people with the same answers give the same page, to the letter."""
    seven, nine = world.team("zeven", 9), world.team("negen", 9)
    wave = world.wave(seven, nine)
    for name in names("zeven", 1, 7) + names("negen", 1, 9):
        world.answer(wave, name, step=3)
    found = groups(world.close(wave))
    for name in ("zeven", "negen"):
        cell = found[name].means["willen"]
        assert isinstance(cell, MeanCell)
        assert (cell.n.low, cell.n.high) == (7, 9)
    text = read(world, "hr", "team_profile", wave.pk, nine.pk)
    assert "9 of 9" not in text
    assert "9 van de 9" not in text


def test_7_one_page_for_every_reason_to_withhold(world: World) -> None:
    """Nobody, six, too small a part, or a neighbour that would be given away: one and the same."""
    sizes = {"leegte": (9, 0), "zes": (9, 6), "weinig": (20, 7), "groot": (12, 12)}
    wave = world.wave(*(world.team(name, size) for name, (size, _) in sizes.items()))
    for name, (_, n) in sizes.items():
        world.answer_all(wave, names(name, 1, n))
    found = groups(world.close(wave))
    assert [found[name].shown for name in sizes] == [False, False, False, True]
    texts = {
        anonymised(
            read(world, "hr", "team_profile", wave.pk, wave.teams.get(team_name=name).team_id),
            wave,
            name,
        )
        for name in ("leegte", "zes", "weinig")
    }
    assert len(texts) == 1


def test_8_labels_do_not_narrow_a_band(world: World) -> None:
    """*Indicatief* for few people goes with the band 7-9; what else is called so follows from
    published cells (`test_indicative`; onthulling §1, §6).
    """
    policy = world.wave(world.team("a", 9)).policy
    for n in range(policy.means, 40):
        band = policy.n_band(n)
        same = {policy.indicative(policy.n_band(m)) for m in range(band.low, (band.high or 40) + 1)}
        assert len(same) == 1


def test_10_one_manager_per_team(world: World) -> None:
    """Of managers there is no figure below the whole organisation, at no address."""
    teams = [world.team(f"t{number}", 1) for number in range(9)]
    world.give("hr", Role.HR_ADVISER)
    wave = plan_wave(
        access=world.access("hr"),
        title="Leiding",
        code="m1",
        version=1,
        policy=default_policy("manager"),
        starts_on=TODAY,
        closes_on=TODAY,
        teams=teams,
    )
    launch_wave(access=world.access("hr"), wave=wave, today=TODAY)
    wave.refresh_from_db()
    world.answer_all(wave, [f"manager-t{number}" for number in range(9)])
    assert set(world.close(wave).publication.groups) == {"organisation"}
    assert not Response.objects.filter(wave=wave).exclude(team=None).exists()
    for who in ("hr", "manager-t1", "t1-1"):
        answer = read(world, who, "team_profile", wave.pk, teams[1].pk)
        assert answer[:3] in {"403", "404"}, who


def test_12_logs_and_administration_know_nothing_of_answering(world: World) -> None:
    """No page of the administrator differs between a wave that all, or none, answered."""
    world.give("administrator", Role.ADMINISTRATOR)
    wave = world.wave(world.team("a", 9))
    before = everything(world, "administrator")
    world.answer_all(wave, names("a", 1, 9))
    assert everything(world, "administrator") == before
