"""The team profile says what changed since the previous wave, from published cells alone."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pdfua
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from reports.overview.since import SinceView
from surveys.models import Wave
from tests.environment.programs import text_of
from tests.files import export, signed_in
from tests.published import NOTHING, close, means, next_version
from tests.world import World

FIRST, SECOND = date(2026, 3, 1), date(2026, 9, 1)


def twice(world: World, *teams: Team) -> tuple[Wave, Wave]:
    first, second = (world.wave(*teams, title=title) for title in ("Een", "Twee"))
    return first, second


def profile(world: World, wave: Wave, team: Team, who: str = "hr") -> Any:
    client = Client()
    client.force_login(world.people[who])
    return client.get(reverse("team_profile", args=[world.slug, wave.pk, team.pk]))


def since(world: World, wave: Wave, team: Team, who: str = "hr") -> SinceView:
    view = profile(world, wave, team, who).context["since"]
    assert isinstance(view, SinceView)
    return view


def test_the_profile_says_what_changed_since_the_previous_wave(world: World) -> None:
    team = world.team("Centrum", 1)
    first, second = twice(world, team)
    close(first, {"Centrum": means(60, 50)}, on=FIRST)
    close(second, {"Centrum": means(80, 52)}, on=SECOND)
    told = dict(since(world, second, team, "manager-Centrum").rows)
    willen, kunnen = list(told.values())[:2]
    assert willen[:3] == ("60 (56 tot 64)", "80 (76 tot 84)", "+20 (+13 tot +27)")
    assert willen[3] != kunnen[3]
    assert kunnen[2] == "+2 (−5 tot +9)"
    assert profile(world, first, team).context["since"] is None


def test_who_joined_later_does_not_see_the_earlier_wave_through_the_later(world: World) -> None:
    """Somebody who left the team is still shown the wave in which he was asked, and no other."""
    team = world.team("Centrum", 1)
    first = world.wave(team, title="Een")
    close(first, on=FIRST)
    world.give("nieuw", Role.EMPLOYEE, team=team)
    second = world.wave(team, title="Twee")
    close(second, on=SECOND)
    assert profile(world, second, team, "nieuw").context["since"] is not None
    world.people["nieuw"].memberships.all().delete()
    world.give("nieuw", Role.EMPLOYEE, team=world.team("Oost", 1))
    later = profile(world, second, team, "nieuw")
    assert later.status_code == 200
    assert later.context["since"] is None


def test_nothing_is_said_when_one_of_the_two_was_withheld(world: World) -> None:
    team = world.team("Centrum", 1)
    first, second = twice(world, team)
    third = world.wave(team, title="Drie")
    close(first, on=FIRST)
    close(second, {"Centrum": NOTHING}, on=SECOND)
    close(third, on=date(2026, 12, 1))
    for wave in (first, second, third):
        assert profile(world, wave, team).context["since"] is None


def test_nothing_is_said_of_another_version_of_the_questionnaire(
    world: World, tmp_path: Path
) -> None:
    team = world.team("Centrum", 1)
    first, second = twice(world, team)
    close(first, on=FIRST)
    close(second, on=SECOND)
    assert "Niet te vergelijken" not in profile(world, second, team).content.decode()
    Wave.objects.filter(pk=second.pk).update(instrument=next_version(first.launched))
    for who in ("hr", "manager-Centrum"):
        page = profile(world, second, team, who)
        assert page.context["since"] is None
        assert "Niet te vergelijken: de vragen zijn veranderd." in page.content.decode()
        assert "“Een” van maart 2026" in page.content.decode()
    whole = signed_in(world, "hr").get(
        reverse("organisation_profile", args=[world.slug, second.pk])
    )
    assert "Niet te vergelijken: de vragen zijn veranderd." in whole.content.decode()
    client, said = signed_in(world, "hr"), "Niet te vergelijken: de vragen zijn veranderd."
    for name, place in (
        ("team_pdf", [team.pk]),
        ("department_pdf", [team.department_id]),
        ("organisation_pdf", []),
    ):
        address = reverse(name, args=[world.slug, second.pk, *place])
        paper = client.post(address, {"kind": "rapport"}).content
        assert said in " ".join(text_of(paper, tmp_path).split())
    archive = ZipFile(BytesIO(export(world, "rapporten", second)))
    papers = [archive.read(name) for name in archive.namelist() if name.endswith("pdf")]
    for paper in (*papers, export(world, "organisatierapport", second)):
        assert said in " ".join(text_of(paper, tmp_path).split())


def test_other_questions_are_only_told_of_to_whom_may_read_that_wave(world: World) -> None:
    """Nor of another team: a team that was asked for the first time has nothing to compare."""
    team, new = world.team("Centrum", 1), world.team("Oost", 1)
    first, second = world.wave(team, title="Een"), world.wave(team, new, title="Twee")
    close(first, on=FIRST)
    close(second, on=SECOND)
    Wave.objects.filter(pk=second.pk).update(instrument=next_version(first.launched))
    assert "Niet te vergelijken" not in profile(world, second, new).content.decode()
    assert "Niet te vergelijken" in profile(world, second, team).content.decode()


def test_a_head_does_not_see_the_team_as_it_was_in_another_department(world: World) -> None:
    team = world.team("Centrum", 1)
    first = world.wave(team, title="Een")
    close(first, on=FIRST)
    Team.objects.filter(pk=team.pk).update(department=world.department("Inkomen"))
    team.refresh_from_db()
    second = world.wave(team, title="Twee")
    close(second, on=SECOND)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    assert profile(world, second, team, "hr").context["since"] is not None
    assert profile(world, second, team, "head").context["since"] is None


@pytest.mark.parametrize(("who", "queries"), [("manager-Centrum", 4), ("hr", 3)])
def test_how_often_the_team_profile_asks_the_database(world: World, who: str, queries: int) -> None:
    """The session, the account, the team in its waves and, in an own team, what was agreed; and
    what a process reads once.
    """
    team = world.team("Centrum", 1)
    first, second = twice(world, team)
    close(first, on=FIRST)
    close(second, on=SECOND)
    client = signed_in(world, who)
    address = reverse("team_profile", args=[world.slug, second.pk, team.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address)
    assert answer.context["since"] is not None
    assert len(found) == queries, [query["sql"][:90] for query in found]


@pytest.mark.parametrize("many", [False, True])
def test_the_report_says_the_same_as_the_page(many: bool, world: World, tmp_path: Path) -> None:
    """Made at once from the page, or with the reports of all teams."""
    team = world.team("Centrum", 1)
    first, second = twice(world, team)
    close(first, {"Centrum": means(60, 50)}, on=FIRST)
    close(second, {"Centrum": means(80, 52)}, on=SECOND)
    view = since(world, second, team)
    url = reverse("team_pdf", args=[world.slug, second.pk, team.pk])
    if many:
        archive = ZipFile(BytesIO(export(world, "rapporten", second)))
        content = next(archive.read(name) for name in archive.namelist() if name.endswith("pdf"))
    else:
        content = signed_in(world, "hr").post(url, {"kind": "rapport"}).content
    file = tmp_path / "rapport.pdf"
    file.write_bytes(content)
    assert not pdfua.validate(str(file)).findings
    text = " ".join(text_of(content, tmp_path).split())
    assert "Veranderd sinds de vorige meting" in text
    assert view.sentence in text
    assert all(people in text for people in view.people)
    squeezed = text.replace(" ", "")
    for _, cells in view.rows:
        assert all(cell.replace(" ", "") in squeezed for cell in cells[:3])
