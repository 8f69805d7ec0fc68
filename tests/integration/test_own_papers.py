"""The papers of one person: a profile of two pages in every state, a plan without a score."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pdfua
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from igm_portal.accounts.models import Organisation
from igm_portal.pdf.report import report_pdf
from reports.own.change import change_view
from reports.own.pdf import own_report, plan_sheet
from reports.own.result import own_result
from reports.statistics.sem import PROVISIONAL, SemTable, sem_table
from surveys.instruments import loader
from surveys.instruments.model import Instrument
from surveys.models import Wave
from surveys.scoring.respondent import Scores, score
from tests.clients import answer, browser_of, client_wave, codes, start
from tests.environment.programs import pages_of, tagged_cells, tags, text_of
from tests.pages import path_of
from tests.world import World

pytestmark = pytest.mark.once

SURE = ("houding", "geloof_in_eigen_kunnen", "sociale_druk", "vaardigheden", "zelfregulering")
MEASURED = sem_table(dict.fromkeys(SURE, 9.0), 120)
LONG = "Intergemeentelijke sociale dienst voor werk, inkomen en zorg van de Zandstreek Oost"[:80]


Steps = Callable[[int], int]
"""The step chosen for the item at a place; 0 for no answer."""


def scores_of(instrument: Instrument, steps: Steps) -> Scores:
    most = (instrument.scales[item.scale].maximum for item in instrument.items)
    chosen = (min(steps(place), maximum) for place, maximum in enumerate(most))
    return score(instrument, "".join(str(step or ".") for step in chosen))


def varied(place: int) -> int:
    return (3, 1, 4, 2)[place % 4]


def highest(_place: int) -> int:
    return 5


def nothing(_place: int) -> int:
    return 0


STATES: Final[dict[str, tuple[Steps, Steps | None, SemTable]]] = {
    "an ordinary profile": (varied, None, PROVISIONAL),
    "nothing answered": (nothing, None, PROVISIONAL),
    "a few answers": (lambda place: 3 if place < 9 else 0, None, PROVISIONAL),
    "everything in the way": (highest, None, MEASURED),
    "an earlier measurement": (varied, highest, MEASURED),
    "an earlier one without answers": (highest, nothing, MEASURED),
    "an earlier one of which nothing may be said": (varied, highest, PROVISIONAL),
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("code", ["k1", "c1"])
@pytest.mark.parametrize("state", STATES)
def test_the_own_profile_has_two_pages_in_every_state(
    state: str, code: str, language: str, wave: Wave, tmp_path: Path
) -> None:
    with override(language):
        content = printed(loader.load(code), wave, *STATES[state])
    assert pages_of(content) == 2
    file = tmp_path / "own.pdf"
    file.write_bytes(content)
    assert not pdfua.validate(str(file)).findings


def printed(
    instrument: Instrument,
    wave: Wave,
    now: Steps,
    then: Steps | None,
    sems: SemTable,
) -> bytes:
    scores = scores_of(instrument, now)
    change = then and change_view(instrument, wave, scores_of(instrument, then), scores, sems)
    organisation = Organisation(slug="lang", name=LONG)
    title = "Meting van het voorjaar, voor wie in de zomer met een nieuwe aanpak is begonnen"
    result = own_result(instrument, scores, sems)
    return report_pdf(own_report(organisation, instrument, result, title, change or None))


def test_every_figure_of_the_own_profile_has_a_row_with_a_name(wave: Wave) -> None:
    content = printed(loader.load("k1"), wave, varied, None, PROVISIONAL)
    cells = tagged_cells(content)
    assert [cell.scope for cell in cells if cell.tag == "TH"] == ["Column"] * 3 + ["Row"] * 9
    assert all(len(cell.headers) == 2 for cell in cells if cell.tag == "TD")
    assert tags(content).count("LI") >= 21
    changed = tagged_cells(printed(loader.load("k1"), wave, varied, highest, MEASURED))
    assert [cell.scope for cell in changed if cell.tag == "TH"] == ["Column"] * 4 + ["Row"] * 9
    beside = tagged_cells(printed(loader.load("k1"), wave, varied, highest, PROVISIONAL))
    assert [cell.scope for cell in beside if cell.tag == "TH"] == ["Column"] * 3 + ["Row"] * 9


def test_the_result_stands_on_the_first_page_and_the_plan_on_none(
    wave: Wave, tmp_path: Path
) -> None:
    text = text_of(printed(loader.load("k1"), wave, varied, None, PROVISIONAL), tmp_path)
    parts = ("Willen en kunnen", "Voorlopig.", "pagina 1 van 2", "Je laagste scores")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Mijn plan" not in text
    assert "Mijn aantekeningen" in text


@pytest.mark.parametrize("code", ["k1", "k2", "k3", "m1", "m2", "c1"])
def test_the_plan_is_one_page_and_the_same_for_everybody(
    code: str, wave: Wave, tmp_path: Path
) -> None:
    """It is made without a result, and its only digits are those of the page number."""
    content = report_pdf(plan_sheet(Organisation(name=LONG), loader.load(code), wave.title))
    assert pages_of(content) == 1
    text = text_of(content, tmp_path)
    assert "Mijn plan" in text
    assert [sign for sign in text if sign.isdigit()] == ["1", "1"]
    file = tmp_path / "plan.pdf"
    file.write_bytes(content)
    assert not pdfua.validate(str(file)).findings


def test_the_plan_is_offered_beside_the_profile_once_it_was_sent(
    world: World, wave: Wave, employee: Client, tmp_path: Path
) -> None:
    address = reverse("own_plan", args=["zandstad", wave.pk])
    assert path_of(employee.get(address)) == reverse("introduction", args=["zandstad", wave.pk])
    world.answer(wave, "a-1", step=4)
    page = employee.get(reverse("own_profile", args=["zandstad", wave.pk])).content.decode()
    assert address in page
    assert "Mijn stappen" in text_of(employee.get(address).content, tmp_path)


def test_a_client_gets_a_plan_too(world: World, tmp_path: Path) -> None:
    participant = start(codes(world, client_wave(world))[0])
    browser = browser_of(participant)
    address = reverse("client_plan")
    assert path_of(browser.get(address)) == reverse("client_introduction")
    answer(participant)
    assert address in browser.get(reverse("client_result")).content.decode()
    text = text_of(browser.get(address).content, tmp_path)
    assert "U bepaalt zelf wie het ziet" in text
    assert str(participant.code) not in text


def test_a_client_takes_along_what_was_chosen_and_nothing_else(
    world: World, tmp_path: Path
) -> None:
    participant = start(codes(world, client_wave(world))[0])
    browser = browser_of(participant)
    address, page = reverse("client_paper"), reverse("client_result")
    assert path_of(browser.post(address)) == reverse("client_introduction")
    answer(participant, P1=5, P2=5)
    shown = own_result(loader.load("c1"), scores_of(loader.load("c1"), varied), PROVISIONAL)
    labels = [str(part.label) for part in shown.elements]
    assert all(
        f'value="{part.element}"' in browser.get(page).content.decode() for part in shown.elements
    )

    def paper(**chosen: list[str]) -> str:
        document = browser.post(address, chosen)
        assert document.headers["Content-Type"] == "application/pdf"
        file = tmp_path / "papier.pdf"
        file.write_bytes(document.content)
        assert not pdfua.validate(str(file)).findings
        assert pages_of(document.content) == 1
        return " ".join(text_of(document.content, tmp_path).split())

    text = paper(element=["context", "houding", "verzonnen"])
    chosen = [part for part in shown.elements if part.element in {"context", "houding"}]
    assert [label for label in labels if label in text] == [str(part.label) for part in chosen]
    assert all(question in text for part in chosen for question in part.questions)
    assert str(participant.code) not in text
    everything = paper(element=[part.element for part in shown.elements], obstacle=["0", "1", "9"])
    assert [label for label in labels if label not in everything] == []
    first, second = (paper(obstacle=[number]) for number in "01")
    assert first != second
    assert not [label for label in labels if label in first]


def test_a_paper_with_nothing_on_it_asks_for_a_choice(world: World) -> None:
    participant = start(codes(world, client_wave(world))[0])
    browser = browser_of(participant)
    answer(participant)
    for chosen in ({}, {"element": "verzonnen"}, {"obstacle": "99"}):
        asked = browser.post(reverse("client_paper"), chosen)
        assert "Kies één onderwerp of meer" in asked.content.decode()
    assert path_of(browser.get(reverse("client_paper"))) == reverse("client_result")


def test_a_paper_is_of_whoever_sits_there(world: World) -> None:
    """Two clients in one browser: the form of the first makes no paper of the second."""
    first, second = map(start, codes(world, client_wave(world), 2))
    answer(first)
    answer(second)
    mark = first.mark
    browser = browser_of(second)
    asked = Client.post(
        browser, reverse("client_paper"), {"participant": mark, "element": "context"}
    )
    assert asked.status_code == 409
