"""What came of agreements: the team's own judgement, then what was measured, on page and paper."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pdfua
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.followup.models import Agreement, StepState
from igm_portal.followup.services.agreements import add_step, make_agreement
from reports.disclosure.cells import MeanCell, Withheld
from surveys.models import Wave
from tests.environment.programs import pages_of, text_of
from tests.published import NOTHING, cell, close, means, next_version
from tests.world import World

TODAY = timezone.localdate()
FIRST, SECOND = TODAY - timedelta(days=200), TODAY - timedelta(days=10)
WORDS, JUDGEMENT = "Rode map voor spoed", "Minder onderbrekingen"
TEAMS = ("Centrum", "Noord", "Oost")


def context(value: int) -> dict[str, MeanCell | Withheld]:
    return means() | {"context": cell(value)}


@pytest.fixture
def waves(world: World) -> tuple[Wave, Wave]:
    """Three teams in two waves; Centrum agreed something after the first and looked back."""
    teams = [world.team(name, 1) for name in TEAMS]
    first, second = (world.wave(*teams, title=title) for title in ("Een", "Twee"))
    close(first, dict.fromkeys(TEAMS, context(40)), on=FIRST)
    agreement = agree(world, first)
    add_step(
        agreement=agreement,
        state=StepState.DONE,
        sentence=JUDGEMENT,
        look_back_on=None,
        today=FIRST + timedelta(weeks=6),
    )
    return first, second


def agree(world: World, wave: Wave, what: str = WORDS, element: str = "context") -> Agreement:
    return make_agreement(
        access=world.access("manager-Centrum"),
        place=wave.teams.get(team_name="Centrum"),
        today=wave.closes_on,
        what=what,
        owner="team",
        look_back_on=FIRST + timedelta(weeks=6),
        kind="priority",
        element=element,
        grounds="",
    )


def read(world: World, wave: Wave, name: str = "team_profile", who: str = "Centrum-1") -> str:
    return text(visit(world, wave, name, who).content.decode())


def visit(world: World, wave: Wave, name: str, who: str) -> Any:
    browser = Client()
    browser.force_login(world.people[who])
    team = wave.teams.get(team_name="Centrum").team_id
    return browser.get(reverse(name, args=[world.slug, wave.pk, team]))


def text(page: str) -> str:
    return " ".join(page[page.index("<main") : page.index("</main>")].split())


@pytest.mark.parametrize("name", ["team_profile", "followup_team"])
def test_the_own_judgement_comes_before_what_was_measured(
    world: World, waves: tuple[Wave, Wave], name: str
) -> None:
    first, second = waves
    close(second, dict.fromkeys(TEAMS, context(70)), on=SECOND)
    page = read(world, second, name)
    section = page[page.index(WORDS) :]
    team, together = "ons team: toen 40 (36 tot 44), nu 70 (66 tot 74)", "Alle 3 teams die beide"
    assert section.index(JUDGEMENT) < section.index(team) < section.index(together)
    assert "Sinds Een" in section
    assert "hoger dan toen" in section
    assert "Sinds Een" not in read(world, first, name)


def test_what_did_not_move_is_said_as_plainly(world: World, waves: tuple[Wave, Wave]) -> None:
    close(waves[1], dict.fromkeys(TEAMS, context(43)), on=SECOND)
    page = read(world, waves[1])
    assert "nu 43 (39 tot 47); geen verandering aan te tonen" in page[page.index(WORDS) :]


@pytest.mark.parametrize("hidden", ["then", "now"])
def test_where_one_of_both_is_withheld_a_sentence_says_so_without_a_cause(
    world: World, hidden: str
) -> None:
    teams = [world.team(name, 1) for name in TEAMS]
    first, second = (world.wave(*teams, title=title) for title in ("Een", "Twee"))
    cells = {"then": (NOTHING, context(70)), "now": (context(40), NOTHING)}[hidden]
    close(first, {"Centrum": cells[0]}, on=FIRST)
    agree(world, first)
    close(second, {"Centrum": cells[1]}, on=SECOND)
    for name in ("team_profile", "followup_team"):
        page = read(world, second, name)
        section = page[page.index(WORDS) :]
        assert "valt niets te vergelijken" in section
        assert "ons team: toen" not in section
        assert "samen:" not in section  # two teams are shown both times: too few


def test_other_questions_are_compared_with_nothing(world: World, waves: tuple[Wave, Wave]) -> None:
    first, second = waves
    close(second, dict.fromkeys(TEAMS, context(70)), on=SECOND)
    Wave.objects.filter(pk=second.pk).update(instrument=next_version(first.launched))
    section = read(world, second, "followup_team").partition(WORDS)[2]
    assert "andere vragen gesteld" in section
    assert "samen:" not in section


def test_all_teams_together_are_for_who_was_asked_and_only_of_two_waves_in_a_row(
    world: World, waves: tuple[Wave, Wave]
) -> None:
    """The page of all shown teams says the same of these two waves, and nothing of others."""
    first, second = waves
    close(second, dict.fromkeys(TEAMS, context(50)), on=SECOND)
    assert "samen:" not in read(world, second, who="manager-Centrum")  # not asked
    third = world.wave(*(place.team for place in first.teams.all()), title="Drie")
    close(third, dict.fromkeys(TEAMS, context(70)), on=TODAY - timedelta(days=1))
    section = read(world, third, "followup_team").partition(WORDS)[2]
    assert "ons team: toen 40" in section
    assert "samen:" not in section


@pytest.mark.parametrize("who", ["hr", "head"])
def test_nobody_above_reads_them_on_the_profile_or_on_paper(
    world: World, waves: tuple[Wave, Wave], who: str, tmp_path: Path
) -> None:
    first, second = waves
    department = first.teams.get(team_name="Centrum").department
    world.give("head", Role.DEPARTMENT_HEAD, department=department)
    close(second, on=SECOND)
    assert WORDS not in read(world, second, who=who)
    assert WORDS not in paper(world, second, "rapport", who, tmp_path)
    assert WORDS not in paper(world, second, "gespreksblad", who, tmp_path)


def paper(world: World, wave: Wave, kind: str, who: str, folder: Path) -> str:
    browser = Client()
    browser.force_login(world.people[who])
    team = wave.teams.get(team_name="Centrum").team_id
    answer = browser.post(reverse("team_pdf", args=[world.slug, wave.pk, team]), {"kind": kind})
    assert answer["Content-Type"] == "application/pdf"
    file = folder / f"{kind}.pdf"
    file.write_bytes(answer.content)
    assert not pdfua.validate(str(file)).findings
    if kind == "gespreksblad":
        assert pages_of(answer.content) == 2
    return " ".join(text_of(answer.content, folder).split())


@pytest.mark.parametrize("cells", [context(40), NOTHING], ids=["shown", "withheld"])
def test_papers_of_the_team_hold_what_it_agreed(
    world: World, waves: tuple[Wave, Wave], cells: Any, tmp_path: Path
) -> None:
    _first, second = waves
    close(second, {"Centrum": cells}, on=SECOND)
    for number in (2, 3):
        agree(world, second, what=f"Afspraak {number} " + "met een heel lange zin " * 8)
    sheet = paper(world, second, "gespreksblad", "manager-Centrum", tmp_path)
    assert WORDS in sheet
    assert "Afspraak 3" in sheet
    if cells is not NOTHING:
        report = paper(world, second, "rapport", "Centrum-1", tmp_path)
        assert WORDS in report
        assert JUDGEMENT in report


def test_a_long_past_agreement_is_no_longer_on_the_profile(
    world: World, waves: tuple[Wave, Wave]
) -> None:
    """It stands for two waves: the one after which it was made, and the next."""
    first, second = waves
    close(second, on=SECOND)
    third = world.wave(*(place.team for place in first.teams.all()), title="Drie")
    close(third, on=TODAY - timedelta(days=1))
    assert WORDS in read(world, second)
    assert WORDS not in read(world, third)
    assert WORDS in read(world, third, "followup_team")
