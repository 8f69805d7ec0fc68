"""A puzzle around a client who does not exist: run from its window, and nothing left of it."""

from datetime import timedelta
from pathlib import Path

import pdfua
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from igm_portal.accounts.models import Module
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.followup.cases.library import puzzle_example, shipped_cases
from igm_portal.followup.client_cards import CARDS, SANCTIONS
from igm_portal.followup.models import (
    MOST_ACTIONS,
    Force,
    OwnCase,
    Puzzle,
    PuzzleAction,
    PuzzleActor,
    Stance,
)
from igm_portal.followup.services.puzzles import gaps, pressure_stands_alone
from igm_portal.followup.views.puzzle import STEPS
from igm_portal.worker.nightly import nightly
from surveys.instruments.elements import Element
from surveys.services.erasure import erase_person
from tests.environment.programs import pages_of, text_of
from tests.pages import PageClient
from tests.world import World

pytestmark = pytest.mark.django_db
ROLES = ("a-1", "manager-a", "head", "hr")
ALONE = "er staat te weinig naast"
GOAL = {
    "goal": "Jaap doet weer mee",
    "klantmanager": "Jaap zoekt weer",
    "inkomensconsulent": "Jaap belt als het niet lukt",
    "accountmanager": "Jaap gaat kijken",
}
PRESSURE = {
    "actor": "inkomensconsulent",
    "text": "Een maatregel aankondigen",
    "element": "sociale_druk",
    "force": "pressure",
    "stance": "reactive",
    "serves": "Hij weet waar hij aan toe is",
}
TRUST = PRESSURE | {
    "actor": "klantmanager",
    "text": "Samen drie dingen zoeken die hij kan",
    "element": "geloof_in_eigen_kunnen",
    "force": "support",
    "stance": "proactive",
}
ROOM = TRUST | {
    "actor": "accountmanager",
    "text": "De reiskosten regelen",
    "element": "praktische_belemmeringen",
}


@pytest.fixture
def world(world: World) -> World:
    team = world.team("a", 2)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    world.give("hr", Role.HR_ADVISER)
    world.give("administrator", Role.ADMINISTRATOR)
    return world


def address(world: World, name: str = "puzzles") -> str:
    return reverse(name, args=[world.slug])


def client(world: World, who: str = "a-1") -> PageClient:
    browser = PageClient()
    browser.force_login(world.people[who])
    return browser


def begin(world: World, who: str = "a-1", **sent: str) -> PageClient:
    browser = client(world, who)
    answer = browser.post(address(world, "begin_puzzle"), sent or {"case": "jaap"})
    assert answer.headers["Location"] == address(world, "puzzle")
    return browser


def step(world: World, browser: Client, name: str) -> str:
    number = [one.name for one in STEPS].index(name) + 1
    return str(browser.get(f"{address(world, 'puzzle')}?stap={number}").content.decode())


def press(world: World, browser: PageClient, button: str, name: str, **typed: str) -> str:
    number = [one.name for one in STEPS].index(name) + 1
    place = f"{address(world, 'puzzle')}?stap={number}"
    return str(browser.post(place, {"to": button, **typed}, follow=True).content.decode())


def test_every_step_says_what_to_do_and_together_they_take_forty_minutes() -> None:
    assert sum(one.minutes for one in STEPS) == 40
    with translation.override("nl"):
        assert all(len(str(one.leads)) > 40 for one in STEPS)


@pytest.mark.parametrize("who", ROLES)
def test_anybody_plays_jaap_from_the_window_to_the_combination_of_the_example(
    world: World, who: str
) -> None:
    browser = begin(world, who)
    assert "Jaap is 52" in step(world, browser, "client")
    assert GOAL["goal"] in press(world, browser, "goal", "goal", **GOAL)
    assert "Er ligt nog geen actie" in step(world, browser, "forces")
    press(world, browser, "action", "actions", **PRESSURE)
    forces = step(world, browser, "forces")
    assert ALONE in forces
    assert "Met alles wachten jullie op de cliënt" in forces
    assert "Nog niets van: Klantmanager, Accountmanager." in forces
    press(world, browser, "action", "actions", **TRUST)
    assert ALONE in step(world, browser, "forces")
    press(world, browser, "action", "actions", **ROOM, against="on")
    forces = step(world, browser, "forces")
    assert ALONE not in forces
    assert "Nog niets van" not in forces
    assert "2 van de 3 acties komen voordat er iets misgaat." in forces
    assert "Dit werkt volgens jullie een ander tegen: “De reiskosten regelen”" in forces
    assert "alles ervan is gewist" in press(world, browser, "end", "end")
    assert not Puzzle.objects.exists()
    assert not PuzzleAction.objects.exists()


def test_the_example_of_jaap_ends_in_pressure_with_trust_and_room_beside_it(world: World) -> None:
    browser = begin(world, example="jaap")
    actions = list(PuzzleAction.objects.all())
    assert {one.actor for one in actions} == set(PuzzleActor)
    assert any(one.force == Force.PRESSURE for one in actions)
    assert not pressure_stands_alone(actions)
    for action in actions:
        action.full_clean()
        assert action.text in step(world, browser, "actions")
    forces = step(world, browser, "forces")
    assert ALONE not in forces
    assert puzzle_example("jaap")["goal"] in forces  # type: ignore[index]
    assert puzzle_example("../jaap") is None


SUPPORTS = [(element, Force.SUPPORT) for element in Element]


@pytest.mark.parametrize(
    ("laid", "alone"),
    [
        ([], False),
        (SUPPORTS, False),
        ([(Element.SOCIALE_DRUK, Force.PRESSURE)], True),
        ([(Element.CONTEXT, Force.PRESSURE), (Element.GELOOF, Force.SUPPORT)], True),
        ([(Element.SOCIALE_DRUK, Force.PRESSURE), (Element.CONTEXT, Force.SUPPORT)], True),
        ([(Element.GELOOF, Force.PRESSURE), (Element.CONTEXT, Force.PRESSURE)], True),
        (
            [
                (Element.SOCIALE_DRUK, Force.PRESSURE),
                (Element.VAARDIGHEDEN, Force.SUPPORT),
                (Element.CONTEXT, Force.SUPPORT),
            ],
            True,
        ),
        (
            [
                (Element.SOCIALE_DRUK, Force.PRESSURE),
                (Element.HOUDING, Force.SUPPORT),
                (Element.BELEMMERINGEN, Force.SUPPORT),
            ],
            False,
        ),
    ],
)
def test_pressure_stands_alone(laid: list[tuple[Element, Force]], alone: bool) -> None:
    actions = [PuzzleAction(element=element, force=force) for element, force in laid]
    assert pressure_stands_alone(actions) is alone


def test_what_is_missing() -> None:
    late = PuzzleAction(
        actor=PuzzleActor.ACCOUNTMANAGER, element=Element.CONTEXT, stance=Stance.REACTIVE
    )
    early = PuzzleAction(
        actor=PuzzleActor.KLANTMANAGER, element=Element.GELOOF, stance=Stance.PROACTIVE
    )
    assert gaps([]) == (list(PuzzleActor), list(Element), False)
    assert gaps([late])[2]
    assert gaps([late, early]) == (
        [PuzzleActor.INKOMENSCONSULENT],
        [one for one in Element if one not in {Element.CONTEXT, Element.GELOOF}],
        False,
    )


def test_the_window_has_no_name_and_leads_nowhere(world: World) -> None:
    browser = begin(world, example="jaap")
    for one in STEPS:
        text = step(world, browser, one.name)
        assert world.people["a-1"].name not in text
        assert 'href="/"' not in text
        links = text.count(f'href="/{world.slug}/')
        assert links == text.count(f'href="{address(world, "puzzle_paper")}"')


@pytest.mark.parametrize("who", ROLES)
def test_nobody_else_sees_or_changes_it(world: World, who: str) -> None:
    begin(world, "a-2")
    other = client(world, who)
    action = Puzzle.objects.get().actions.create(**PRESSURE)
    page = other.get(f"{address(world, 'puzzle')}?stap=4").content.decode()
    assert "alles ervan is gewist" in page
    press(world, other, f"away-{action.pk}", "actions")
    press(world, other, "action", "actions", **TRUST)
    press(world, other, "end", "end")
    assert other.get(address(world, "puzzle_paper")).status_code == 404
    begin(world, who)
    press(world, other, f"away-{action.pk}", "actions")
    assert [one.text for one in PuzzleAction.objects.all()] == [PRESSURE["text"]]


def test_a_page_of_somebody_else_is_not_used(world: World) -> None:
    """Two people in one browser: the form of the first changes nothing of the second."""
    browser = begin(world)
    mark = browser.mark(address(world, "puzzle"))
    browser.force_login(world.people["a-2"])
    begin(world, "a-2")
    place = f"{address(world, 'puzzle')}?stap=3"
    answer = Client.post(browser, place, {"to": "goal", "participant": mark, **GOAL})
    assert answer.status_code == 409
    assert not Puzzle.objects.filter(goal=GOAL["goal"]).exists()


@pytest.mark.parametrize(
    "sign", ["123456782", "06-12345678", "jaap@example.org", "geboren op 3 mei 1971"]
)
def test_what_points_to_a_person_is_refused_and_stays_on_the_page(world: World, sign: str) -> None:
    browser = begin(world)
    page = press(world, browser, "action", "actions", **PRESSURE | {"text": f"Bel {sign}"})
    assert f"Bel {sign}" in page
    assert "aria-invalid" in page
    page = press(world, browser, "goal", "goal", **GOAL | {"goal": sign})
    assert "aria-invalid" in page
    assert not PuzzleAction.objects.exists()
    assert not Puzzle.objects.exclude(goal="").exists()


def test_an_action_needs_everything_and_twice_is_once(world: World) -> None:
    browser = begin(world)
    for name in ("actor", "text", "element", "force", "stance", "serves"):
        press(world, browser, "action", "actions", **PRESSURE | {name: ""})
    assert not PuzzleAction.objects.exists()
    for _press in range(2):
        press(world, browser, "action", "actions", **PRESSURE)
    action = PuzzleAction.objects.get()
    for made_up in ("", "x", "-1", "9" * 30, "9" * 5000):
        press(world, browser, f"away-{made_up}", "actions")
    assert PuzzleAction.objects.exists()
    for _press in range(2):
        press(world, browser, f"away-{action.pk}", "actions")
    assert not PuzzleAction.objects.exists()


def test_a_table_is_full_at_fifteen(world: World) -> None:
    browser = begin(world)
    for number in range(MOST_ACTIONS + 1):
        page = press(
            world, browser, "action", "actions", **PRESSURE | {"text": f"Actie {number + 1}"}
        )
    assert "Er liggen vijftien acties" in page
    assert PuzzleAction.objects.count() == MOST_ACTIONS


def test_it_is_of_today_and_goes_at_night(world: World) -> None:
    browser = begin(world, example="jaap")
    yesterday = timezone.localdate() - timedelta(days=1)
    Puzzle.objects.update(day=yesterday)
    assert "alles ervan is gewist" in step(world, browser, "actions")
    press(world, browser, "action", "actions", **PRESSURE | {"text": "Te laat"})
    assert not PuzzleAction.objects.filter(text="Te laat").exists()
    nightly(timezone.now())
    assert not Puzzle.objects.exists()


def test_there_is_one_at_a_time_and_it_goes_with_who_leads(world: World) -> None:
    browser = begin(world, example="jaap")
    begin(world, case="samira")
    assert Puzzle.objects.get().content == shipped_cases()["samira"]
    told = browser.get(reverse("my_data_json", args=[world.slug])).content.decode()
    assert shipped_cases()["samira"].title in told
    erase_person(by=None, organisation=world.organisation, person=world.people["a-1"])
    assert not Puzzle.objects.exists()


def test_nothing_of_it_is_on_record(world: World) -> None:
    before = AuditEvent.objects.count()
    browser = begin(world)
    press(world, browser, "goal", "goal", **GOAL)
    press(world, browser, "action", "actions", **PRESSURE)
    press(world, browser, "end", "end")
    assert AuditEvent.objects.count() == before


def test_own_cases_take_part_where_the_works_council_has_spoken(world: World) -> None:
    own = OwnCase.objects.create(
        organisation=world.organisation,
        title="Willem",
        story="Willem is 61.",
        first="Anja gaat mee.",
        second="Peter belt.",
        actions="Bellen\nMeelopen",
    )
    browser = client(world)
    assert "Willem" not in browser.get(address(world)).content.decode()
    refused = browser.post(address(world, "begin_puzzle"), {"case": str(own.pk)})
    assert refused.status_code == 404
    world.switch(Module.CASES)
    assert "Willem" in browser.get(address(world)).content.decode()
    begin(world, case=str(own.pk))
    for wrong in ("", "x", "jaap/../jaap"):
        answer = browser.post(address(world, "begin_puzzle"), {"case": wrong})
        assert answer.status_code == 404


def test_the_sheet_holds_what_was_laid_and_the_empty_one_nothing(
    world: World, tmp_path: Path
) -> None:
    browser = begin(world, example="jaap")
    laid = [one.text for one in PuzzleAction.objects.all()]
    for name, texts in (("puzzle_paper", laid), ("empty_puzzle_paper", [])):
        sheet = browser.get(address(world, name)).content
        words = " ".join(text_of(sheet, tmp_path).split())
        assert pages_of(sheet) == 1
        assert b"1190" in sheet  # the long side of A3, in points
        assert all(text in words for text in texts)
        assert "Klantmanager" in words
        assert "praktische dingen" in words
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(sheet)
        assert not pdfua.validate(str(file)).findings
    assert "Jaap" not in words


def test_the_cards_stand_on_a_page_and_on_one_sheet(world: World, tmp_path: Path) -> None:
    browser = client(world)
    page = browser.get(address(world, "client_cards")).content.decode()
    sheet = browser.get(address(world, "client_cards_sheet")).content
    words = " ".join(text_of(sheet, tmp_path).split())
    assert [card.code for card in CARDS] == [f"G{number}" for number in range(1, 9)]
    for card in CARDS:
        for text in (card.situation, card.action, card.actor):
            assert str(text) in words
        assert str(card.source) in page
    assert all(str(text) in words and str(text) in page for text in SANCTIONS)
    assert pages_of(sheet) == 1
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
