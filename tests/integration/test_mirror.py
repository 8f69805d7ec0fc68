"""Klantmanagers, managers and clients beside each other: what is published, shown and told."""

import re
from collections.abc import Sequence
from datetime import timedelta
from statistics import fmean
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from igm_portal.outbox.models import Mail
from reports.disclosure.cells import WITHHELD, ItemCell, MeanCell
from reports.disclosure.group_keys import ORGANISATION
from reports.exports.table import rows
from reports.files.group_pdf import ReportSource
from reports.files.organisation_pdf import organisation_report
from reports.files.publication_texts import export_source
from reports.models import Snapshot
from reports.models.snapshot import digest_of
from reports.overview.mirror_page import mirror_view
from surveys.models import Wave
from surveys.models.response import Response
from surveys.policy import default_policy
from surveys.services.mailing import few_managers, invite
from surveys.services.waves import launch_wave, plan_wave
from tests.attack.reading import pdf_text
from tests.world import World

TODAY = timezone.localdate()
NAMES = [f"t{number}" for number in range(12)]
CONTEXT = {
    "k1": ("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"),
    "m1": ("C1", "C2", "C8", "C3", "C7", "C4", "C5", "C6"),
    "m2": ("C1", "C2", "C3", "C4", "C5", "C6", "C7"),
}


@pytest.fixture
def teams(world: World) -> list[Team]:
    made = [world.team(name, 7, "Werk" if at % 2 else "Inkomen") for at, name in enumerate(NAMES)]
    world.give("head", Role.DEPARTMENT_HEAD, department=world.department("Werk"))
    world.give("hr", Role.HR_ADVISER)
    return made


def wave_of(world: World, code: str, teams: Sequence[Team], title: str, version: int = 2) -> Wave:
    group = {"k1": "klantmanager", "m1": "manager", "m2": "manager", "c1": "client"}[code]
    wave = plan_wave(
        access=world.access("hr"),
        title=title,
        code=code,
        version=version,
        policy=default_policy(group),
        starts_on=TODAY - timedelta(days=1),
        closes_on=TODAY + timedelta(days=13),
        teams=teams,
    )
    launch_wave(access=world.access("hr"), wave=wave, today=TODAY)
    wave.refresh_from_db()
    return wave


def answer(world: World, wave: Wave, names: Sequence[str], level: int) -> None:
    """Everybody within a step of `level` on the questions of context, each another way, and in the
    middle on all else; seven people after each other have the same mean on every question.
    """
    instrument = wave.launched.instrument
    for number, name in enumerate(names):
        given = {}
        for place, code in enumerate(CONTEXT[instrument.code]):
            step = level + (-1, 0, 1, 0, 1, -1, 1)[(number + 3 * place) % 7]
            given[code] = step if instrument.item(code).key == "+" else 6 - step
        world.answer(wave, name, 3, **given)


def both(world: World, teams: Sequence[Team], managers: int = 12) -> tuple[Snapshot, Snapshot]:
    """Klantmanagers around 29 and managers around 54 on all of context."""
    of_klantmanagers = wave_of(world, "k1", teams, "Klanten")
    people = [f"{team.name}-{n}" for team in teams for n in range(1, 8)]
    answer(world, of_klantmanagers, people, 2)
    of_managers = wave_of(world, "m1", teams, "Leiding")
    answer(world, of_managers, [f"manager-{name}" for name in NAMES[:managers]], 3)
    return world.close(of_klantmanagers), world.close(of_managers)


def browser(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def page(world: World, name: str, wave_id: UUID) -> str:
    url = reverse("mirror", args=[world.slug, wave_id])
    return browser(world, name).get(url).content.decode()


def points(wave: Wave, code: str) -> list[float]:
    """The scores on one question of everybody who answered, from the letters in the database."""
    instrument = wave.launched.instrument
    at = [item.code for item in instrument.items].index(code)
    key = instrument.item(code).key
    letters = Response.objects.filter(wave=wave, sent=True).values_list("answers", flat=True)
    steps = [int(one[at]) for one in letters]
    return [25.0 * (step - 1 if key == "+" else 5 - step) for step in steps]


def test_the_cells_equal_an_independent_calculation(world: World, teams: list[Team]) -> None:
    for snapshot in both(world, teams):
        whole = snapshot.publication.groups[ORGANISATION]
        assert len(whole.mirror) == 4
        for code, cell in whole.mirror.items():
            assert isinstance(cell, ItemCell)
            scores = points(snapshot.wave, code)
            assert cell.value == int(fmean(scores) + 0.5)
            assert cell.n.low <= len(scores) <= (cell.n.high or len(scores))
        facets = whole.facets["context"]
        assert isinstance(facets, dict)
        calm = facets["C.str"]
        codes = ("C1", "C8") if snapshot.wave.instrument_code == "k1" else ("C1", "C6")
        assert calm.value == int(fmean(fmean(points(snapshot.wave, one)) for one in codes) + 0.5)
        others = [g for key, g in snapshot.publication.groups.items() if key != ORGANISATION]
        assert all(group.mirror == {} for group in others)


def test_who_skips_a_question_counts_with_the_own_score_on_context(
    world: World, teams: list[Team]
) -> None:
    wave = wave_of(world, "m1", teams, "Leiding")
    names = [f"manager-{name}" for name in NAMES[:10]]
    answer(world, wave, names[1:], 3)
    context = dict.fromkeys(CONTEXT["m1"], 3) | {"C6": 2}  # six of seven at 50, C6 at 75
    world.answer(wave, names[0], 3, **(context | {"C1": None}))
    cell = world.close(wave).publication.groups[ORGANISATION].mirror["C1"]
    assert isinstance(cell, ItemCell)
    instrument = wave.launched.instrument
    at = [item.code for item in instrument.items].index("C1")
    letters = Response.objects.filter(wave=wave).values_list("answers", flat=True)
    known = [25.0 * (int(one[at]) - 1) for one in letters if one[at] != "."]
    assert len(known) == 9
    own = (6 * 50 + 75) / 7
    assert cell.value == int(fmean([*known, own]) + 0.5)


def test_both_stand_beside_each_other_with_one_guarded_sentence(
    world: World, teams: list[Team]
) -> None:
    klantmanagers, managers = both(world, teams)
    for snapshot in (klantmanagers, managers):
        text = page(world, "hr", snapshot.wave_id)
        assert "Over rust en werkdruk antwoorden klantmanagers minder gunstig dan" in text
        assert "Het zegt niet wie gelijk heeft en niet waardoor het komt" in text
        assert "De cliënten ontbreken" in text
        assert "De leidinggevenden ontbreken" not in text
    view = mirror_view(klantmanagers)
    cells = [
        snapshot.publication.groups[ORGANISATION].facets["context"]["C.str"]  # type: ignore[index]
        for snapshot in (klantmanagers, managers)
    ]
    assert all(isinstance(cell, MeanCell) for cell in cells)
    assert f"−{cells[1].value - cells[0].value}" in view.detail
    assert [side.name for side in view.sides] == ["Klantmanagers", "Leidinggevenden"]
    assert all(len(topic.answers) == 2 for topic in view.topics)


def test_hr_and_heads_read_it_and_nobody_else(world: World, teams: list[Team]) -> None:
    klantmanagers, managers = both(world, teams)
    plan = wave_of(world, "c1", (), "Cliënten")
    answers = {
        name: [
            browser(world, name).get(reverse("mirror", args=[world.slug, wave])).status_code
            for wave in (klantmanagers.wave_id, managers.wave_id, plan.pk)
        ]
        for name in ("hr", "head", "manager-t0", "t0-1")
    }
    assert answers == {
        "hr": [200, 200, 404],
        "head": [200, 200, 404],
        "manager-t0": [403, 403, 403],
        "t0-1": [403, 403, 403],
    }
    url = reverse("mirror_pdf", args=[world.slug, klantmanagers.wave_id])
    assert {name: browser(world, name).post(url).status_code for name in answers} == {
        "hr": 200,
        "head": 200,
        "manager-t0": 403,
        "t0-1": 403,
    }


def test_nine_managers_give_no_cell_and_no_sentence(world: World, teams: list[Team]) -> None:
    klantmanagers, managers = both(world, teams, managers=9)
    whole = managers.publication.groups[ORGANISATION]
    assert set(whole.mirror.values()) == {WITHHELD}
    assert isinstance(whole.means["context"], MeanCell)
    text = page(world, "hr", klantmanagers.wave_id)
    assert "Van deze twee is geen vergelijking te tonen" in text
    assert "Niet getoond, om te voorkomen" in text
    assert "gunstig" not in text


def test_without_managers_it_says_why_and_how(world: World, teams: list[Team]) -> None:
    wave = wave_of(world, "k1", teams, "Klanten")
    answer(world, wave, [f"{team.name}-{n}" for team in teams for n in range(1, 8)], 2)
    world.close(wave)
    text = page(world, "hr", wave.pk)
    assert "Nog geen spiegel: leidinggevenden ontbreken" in text
    assert "Plan een meting met de vragenlijst voor leidinggevenden" in text
    assert "te klein" not in text
    assert reverse("new_wave", args=[world.slug]) in text
    assert reverse("new_wave", args=[world.slug]) not in page(world, "head", wave.pk)


def test_in_a_small_organisation_it_says_that_there_will_be_none(world: World) -> None:
    teams = [world.team(f"s{number}", 8) for number in range(4)]
    world.give("hr", Role.HR_ADVISER)
    wave = wave_of(world, "k1", teams, "Klanten")
    answer(world, wave, [f"s{t}-{n}" for t in range(4) for n in range(1, 9)], 2)
    world.close(wave)
    text = page(world, "hr", wave.pk)
    assert "Hier leiden 4 mensen een team" in text
    assert "deze organisatie is daar te klein voor" in text


def test_a_wave_of_more_than_a_year_ago_does_not_stand_beside_this_one(
    world: World, teams: list[Team]
) -> None:
    klantmanagers, managers = both(world, teams)
    Wave.objects.filter(pk=managers.wave_id).update(
        starts_on=TODAY - timedelta(days=500), closes_on=TODAY - timedelta(days=400)
    )
    assert [s.name for s in mirror_view(klantmanagers).sides] == ["Klantmanagers"]


def test_what_may_not_be_read_yet_does_not_stand_beside_it(world: World, teams: list[Team]) -> None:
    klantmanagers, managers = both(world, teams)
    later = timezone.now() + timedelta(days=2)
    Wave.objects.filter(pk=managers.wave_id).update(results_at=later)
    assert [s.name for s in mirror_view(klantmanagers).sides] == ["Klantmanagers"]


def test_the_same_managers_but_one_again_give_no_question_a_second_time(
    world: World, teams: list[Team]
) -> None:
    first = wave_of(world, "m1", teams, "Leiding")
    answer(world, first, [f"manager-{name}" for name in NAMES], 3)
    assert WITHHELD not in world.close(first).publication.groups[ORGANISATION].mirror.values()
    second = wave_of(world, "m1", teams[1:], "Leiding, opnieuw")
    answer(world, second, [f"manager-{name}" for name in NAMES[1:]], 3)
    whole = world.close(second).publication.groups[ORGANISATION]
    assert set(whole.mirror.values()) == {WITHHELD}
    assert isinstance(whole.means["context"], MeanCell)


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_another_behaviour_asks_the_same_people_the_same_questions(
    world: World, teams: list[Team], gone: int
) -> None:
    """What comes first is asked word for word in M1 and in M2. So of who was asked in the first and
    not in the second the sums would tell; of exactly the same people they tell of nobody.
    """
    first = wave_of(world, "m1", teams, "Leiding")
    answer(world, first, [f"manager-{name}" for name in NAMES], 3)
    assert WITHHELD not in world.close(first).publication.groups[ORGANISATION].mirror.values()
    second = wave_of(world, "m2", teams[gone:], "Ondersteunen", version=1)
    answer(world, second, [f"manager-{name}" for name in NAMES[gone:]], 3)
    whole = world.close(second).publication.groups[ORGANISATION]
    assert len(whole.mirror) == 4
    assert (WITHHELD in whole.mirror.values()) == bool(gone)
    assert isinstance(whole.means["context"], MeanCell)


def test_it_says_when_the_two_were_not_asked_in_the_same_teams(
    world: World, teams: list[Team]
) -> None:
    """As where a few teams chose another questionnaire than the rest."""
    words = "niet in dezelfde teams gevraagd"
    klantmanagers, _managers = both(world, teams)
    assert not any(words in line for line in mirror_view(klantmanagers).meaning)
    some = wave_of(world, "k1", teams[:4], "Vier teams")
    answer(world, some, [f"{team.name}-{n}" for team in teams[:4] for n in range(1, 8)], 2)
    view = mirror_view(world.close(some))
    assert any(words in line for line in view.meaning)
    assert [side.teams for side in view.sides] == ["4 teams gevraagd", "12 teams gevraagd"]


def test_no_page_or_paper_of_it_depends_on_an_answer(world: World, teams: list[Team]) -> None:
    """Made from the snapshots alone: with every answer turned round it reads the same."""
    klantmanagers, managers = both(world, teams)
    url = reverse("mirror_pdf", args=[world.slug, klantmanagers.wave_id])

    def read() -> list[str]:
        paper = browser(world, "hr").post(url)
        texts = [page(world, who, klantmanagers.wave_id) for who in ("hr", "head")]
        source = ReportSource(klantmanagers, ORGANISATION, TODAY)
        report = organisation_report(source)
        return [
            *(text.partition("<main")[2].partition("csrfmiddlewaretoken")[0] for text in texts),
            pdf_text(paper.getvalue() if paper.streaming else paper.content),
            repr(report.drawings),
            repr(report.notes),
        ]

    before = read()
    for response in Response.objects.filter(wave__in=(klantmanagers.wave, managers.wave)):
        response.answers = response.answers[::-1]
        response.save()
    assert read() == before
    Response.objects.all().delete()
    assert read() == before
    assert "Klantmanagers min leidinggevenden" in before[2]
    assert "Spiegel" in before[4]


def test_the_sheet_has_the_sentence_its_waves_and_questions_to_talk_about(
    world: World, teams: list[Team]
) -> None:
    klantmanagers, _managers = both(world, teams)
    url = reverse("mirror_pdf", args=[world.slug, klantmanagers.wave_id])
    paper = browser(world, "hr").post(url)
    text = pdf_text(paper.getvalue() if paper.streaming else paper.content)
    for words in (
        "gespreksblad voor het managementteam",
        "minder gunstig dan leidinggevenden",
        "Klanten · gesloten op",
        "Wat herkennen we hierin",
        "Niemand mag hiermee beoordeeld worden",
    ):
        assert words in " ".join(text.split()), words


def test_the_files_hold_the_same_cells(world: World, teams: list[Team]) -> None:
    klantmanagers, _managers = both(world, teams)
    found = [
        row
        for row in rows([export_source(klantmanagers, TODAY)])
        if row.measure.startswith("spiegel.")
    ]
    whole = klantmanagers.publication.groups[ORGANISATION].mirror
    assert {row.measure.removeprefix("spiegel."): row.value for row in found} == {
        code: cell.value for code, cell in whole.items() if isinstance(cell, ItemCell)
    }
    assert all(row.low is None and row.high is None for row in found)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (4, "Je krijgt dus alleen je eigen profiel"),
        (8, "die komt er dus niet"),
        (12, "Versturen minder dan 10 leidinggevenden hun antwoorden, dan komt er geen spiegel"),
    ],
)
def test_managers_read_beforehand_what_comes_of_it(
    world: World, teams: list[Team], number: int, told: str
) -> None:
    wave = wave_of(world, "m1", teams[:number], "Leiding")
    url = reverse("introduction", args=[world.slug, wave.pk])
    text = " ".join(browser(world, "manager-t0").get(url).content.decode().split())
    assert told in text
    assert ("Er komt één resultaat" in text) is (number >= 7)
    words = few_managers(wave, wave.asked)
    assert ("eigen profiel" in words) is (number < 10)
    assert ("één resultaat" in words) is (number == 8)
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    bodies = list(Mail.objects.values_list("body", flat=True))
    assert len(bodies) == number
    assert all(("Wat je ervan krijgt" in body) is (number < 10) for body in bodies)


def test_klantmanagers_read_beforehand_that_four_questions_stand_in_it(
    world: World, teams: list[Team]
) -> None:
    wave = wave_of(world, "k1", teams, "Klanten")
    url = reverse("introduction", args=[world.slug, wave.pk])
    text = " ".join(browser(world, "t0-1").get(url).content.decode().split())
    assert "Vier vragen, over rust, werkdruk, wat voorgaat en hulp" in text
    assert few_managers(wave, wave.asked) == ""


@pytest.mark.parametrize(("number", "few"), [(4, True), (9, True), (10, False)])
def test_the_plan_says_it_before_the_launch(
    world: World, teams: list[Team], number: int, few: bool
) -> None:
    for code in ("k1", "m1"):
        wave = plan_wave(
            access=world.access("hr"),
            title=code,
            code=code,
            version=2,
            policy=default_policy({"k1": "klantmanager", "m1": "manager"}[code]),
            starts_on=TODAY,
            closes_on=TODAY + timedelta(days=14),
            teams=teams[:number],
        )
        url = reverse("wave_plan", args=[world.slug, wave.pk])
        text = " ".join(browser(world, "hr").get(url).content.decode().split())
        assert ("ten minste 10 leidinggevenden hun antwoorden versturen" in text) is few
        assert ("Spiegel: vier vragen" in text) is not few
        launch = browser(world, "hr").get(reverse("wave", args=[world.slug, wave.pk]))
        said = "Voor een spiegel zijn ten minste 10 leidinggevenden nodig" in (
            launch.content.decode()
        )
        assert said is (few and code == "m1")
        assert ("Wat je ervan krijgt: je eigen profiel" in launch.content.decode()) is said


def test_the_answers_of_an_older_format_leave_the_questions_out(
    world: World, teams: list[Team]
) -> None:
    """Facets were published before, so the sentence is possible; single questions were not."""
    klantmanagers, managers = both(world, teams)
    content = managers.content.replace('"format":5', '"format":4')
    content = re.sub(r'"mirror":\{(?:[^{}]|\{[^{}]*(?:\{[^{}]*\})?[^{}]*\})*\},', "", content)
    Snapshot.objects.filter(pk=managers.pk).delete()
    Snapshot.objects.create(
        wave=managers.wave,
        organisation=managers.organisation,
        content=content,
        digest=digest_of(content, managers.quality),
        quality=managers.quality,
        basis=managers.basis,
    )
    view = mirror_view(klantmanagers)
    assert "minder gunstig" in view.sentence
    answers = [answer for topic in view.topics for answer in topic.answers]
    assert sum("nog geen gemiddelde" in answer.mean for answer in answers) == 4
