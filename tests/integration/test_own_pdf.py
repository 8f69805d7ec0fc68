"""The own profile to take along: as PDF, and with the own answers behind each score."""

from datetime import timedelta
from html import escape
from pathlib import Path

import pdfua
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from igm_portal.audit.models import AuditEvent
from reports.models import ReferenceValues
from reports.own import change as own_change
from reports.own.pdf import own_report
from reports.own.result import own_result
from reports.statistics.sem import PROVISIONAL, SemTable, sem_table
from surveys.instruments import loader
from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument
from surveys.instruments.reflection import load_reflection
from surveys.models import Wave
from surveys.scoring.respondent import Scores, score
from tests.clients import answer, browser_of, client_wave, codes, start
from tests.environment.programs import text_of
from tests.pages import PageClient, path_of
from tests.published import next_version
from tests.world import World

SURE = ("houding", "geloof_in_eigen_kunnen", "sociale_druk", "vaardigheden", "zelfregulering")


def own(name: str, wave: Wave) -> str:
    return reverse(name, args=["zandstad", wave.pk])


def findings(content: bytes, folder: Path) -> list[str]:
    file = folder / "eigen.pdf"
    file.write_bytes(content)
    return [finding.message for finding in pdfua.validate(str(file)).findings]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_own_profile_is_an_accessible_pdf_and_leaves_no_trace(
    language: str, world: World, wave: Wave, employee: Client, tmp_path: Path
) -> None:
    world.answer(wave, "a-1", step=4, P1=5)
    before = AuditEvent.objects.count()
    document = employee.get(own("own_pdf", wave), headers={"accept-language": language})
    assert document.headers["Content-Type"] == "application/pdf"
    assert findings(document.content, tmp_path) == []
    assert world.people["a-1"].name not in text_of(document.content, tmp_path)
    assert AuditEvent.objects.count() == before
    assert own("own_pdf", wave) in employee.get(own("own_profile", wave)).content.decode()


def test_before_sending_there_is_no_pdf(wave: Wave, employee: Client) -> None:
    assert path_of(employee.get(own("own_pdf", wave))) == own("introduction", wave)


def test_the_result_of_a_client_is_one_too_and_holds_no_code(world: World, tmp_path: Path) -> None:
    participant = start(codes(world, client_wave(world))[0])
    browser = browser_of(participant)
    assert path_of(browser.get(reverse("client_pdf"))) == reverse("client_introduction")
    answer(participant, P1=5)
    document = browser.get(reverse("client_pdf"))
    assert findings(document.content, tmp_path) == []
    assert str(participant.code) not in text_of(document.content, tmp_path)
    assert reverse("client_pdf") in browser.get(reverse("client_result")).content.decode()


def test_the_paper_of_a_client_shows_no_interval_and_the_page_only_behind_a_click(
    world: World,
) -> None:
    wave = client_wave(world)
    for instrument, drawn in ((wave.launched.instrument, False), (loader.load("k1"), True)):
        result = own_result(instrument, scores_of(3, instrument), PROVISIONAL)
        (drawing,) = own_report(wave.organisation, instrument, result, wave.title).drawings
        assert ("igm-chart__interval" in drawing.svg) is drawn
        assert (" (" in drawing.alt) is drawn
        assert len(drawing.columns) == max(map(len, drawing.rows)) == 2 + drawn
        assert all(row.span for group in result.charts[0].table.groups for row in group.rows)


def scores_of(step: int, instrument: Instrument | None = None) -> Scores:
    instrument = instrument or loader.load("k1")
    steps = (min(step, instrument.scales[item.scale].maximum) for item in instrument.items)
    return score(instrument, "".join(map(str, steps)))


def test_the_pdf_says_what_changed_only_where_the_page_does(wave: Wave) -> None:
    instrument = wave.launched.instrument
    sems = PROVISIONAL
    change = own_change.change_view(instrument, wave, scores_of(2), scores_of(4), sems)
    profile = own_result(instrument, scores_of(5), sems)
    beside = own_report(wave.organisation, instrument, profile, wave.title, change)
    assert beside.change is not None
    assert list(beside.change.columns) == ["Score", "Toen", "Nu"]
    assert "is nog niet te zeggen" in beside.change.note
    document = own_report(wave.organisation, instrument, profile, wave.title)
    assert document.change is None
    assert document.statement == ["Het minst helpt je: “Weinig last van praktische dingen”."]
    assert [passage.title for passage in document.outcomes] == [
        "Je zei dat je hier veel last van hebt"
    ]


def test_behind_each_score_stand_the_own_answers(
    world: World, wave: Wave, employee: Client
) -> None:
    instrument = wave.launched.instrument
    world.answer(wave, "a-1", step=4, H1=1)
    page = employee.get(own("own_profile", wave)).content.decode()
    for item in instrument.scored:
        assert escape(item.text) in page
    profile = own_result(instrument, scores_of(4), PROVISIONAL)
    shown = [
        text
        for part in profile.elements
        for facet in part.facets
        for text, _answer in facet.answers
    ]
    assert sorted(shown) == sorted(item.text for item in instrument.scored)
    assert len(profile.willen) + len(profile.kunnen) == len(Element)
    assert "helemaal oneens" in page


def test_with_reference_values_the_earlier_measurement_stands_in_the_pdf(
    world: World, tmp_path: Path
) -> None:
    team = world.team("b", 3)
    first = world.wave(team, title="Voorjaar")
    world.answer(first, "b-1", step=2)
    long_ago = timezone.localdate() - timedelta(days=200)
    Wave.objects.filter(pk=first.pk).update(starts_on=long_ago, closes_on=long_ago)
    second = world.wave(team, title="Najaar")
    world.answer(second, "b-1", step=2, **{f"H{n}": 5 for n in range(1, 6)})
    ReferenceValues.objects.create(
        checksum=second.launched.checksum,
        n=120,
        computed_on=timezone.localdate(),
        sems=dict.fromkeys(SURE, 9.0),
    )
    employee = PageClient()
    employee.force_login(world.people["b-1"])
    page = employee.get(own("own_profile", second)).content.decode()
    assert "Voorjaar" in page
    assert "alleen de vragen die je beide keren hebt beantwoord" in page
    assert findings(employee.get(own("own_pdf", second)).content, tmp_path) == []


def test_an_earlier_measurement_with_other_questions_is_said_not_to_compare(
    world: World, tmp_path: Path
) -> None:
    """Only to who sent it: of a measurement that was asked and not answered nothing is said."""
    team = world.team("b", 2)
    first = world.wave(team, title="Voorjaar")
    world.answer(first, "b-1", step=2)
    long_ago = timezone.localdate() - timedelta(days=200)
    other = next_version(first.launched)
    Wave.objects.filter(pk=first.pk).update(
        starts_on=long_ago, closes_on=long_ago, instrument=other
    )
    second = world.wave(team, title="Najaar")
    told = []
    for who in ("b-1", "b-2"):
        world.answer(second, who, step=3)
        employee = PageClient()
        employee.force_login(world.people[who])
        page = employee.get(own("own_profile", second)).content.decode()
        told.append("Niet te vergelijken: de vragen zijn veranderd." in page)
        assert ("“Voorjaar”" in page) == told[-1]
        paper = " ".join(text_of(employee.get(own("own_pdf", second)).content, tmp_path).split())
        assert ("Niet te vergelijken: de vragen zijn veranderd." in paper) == told[-1]
        assert ("“Voorjaar”" in paper) == told[-1]
    assert told == [True, False]


def test_what_is_assumed_is_called_so_also_after_a_hundred_answers(wave: Wave) -> None:
    instrument = wave.launched.instrument
    measured = sem_table(dict.fromkeys(SURE, 9.0), 120)
    new, later = (own_result(instrument, scores_of(4), sems) for sems in (PROVISIONAL, measured))
    ((title, _text),) = new.uncertainty
    assert title == "Voorlopig"
    ((title, text),) = later.uncertainty
    assert title == "Aanname"
    assert text.startswith(
        "De onzekerheid van “Rust en steun om je heen” en “Weinig last van praktische dingen” is"
    )
    (warning,) = own_report(wave.organisation, instrument, later, wave.title).warnings
    assert list(warning.lines) == [text]


def test_a_client_reads_which_lines_are_assumed(world: World) -> None:
    wave = client_wave(world)
    instrument = wave.launched.instrument
    scores = scores_of(4, instrument)
    measured = sem_table(dict.fromkeys(SURE, 9.0), 120)
    new, later = (own_result(instrument, scores, sems) for sems in (PROVISIONAL, measured))
    assert "hebben wij nog niet gemeten" in new.uncertainty[0][1]
    ((_title, text),) = later.uncertainty
    assert text.startswith("Bij “")
    assert text.count("“") == 2
    (warning,) = own_report(wave.organisation, instrument, later, wave.title).warnings
    assert list(warning.lines) == [text]


def test_the_page_opens_with_the_two_lowest_and_folds_the_others(
    world: World, wave: Wave, employee: Client
) -> None:
    low = {f"V{n}": 1 for n in range(1, 6)} | {f"Z{n}": 2 for n in range(1, 5)}
    low |= {f"P{n}": 1 for n in range(1, 6)}
    world.answer(wave, "a-1", step=4, **low)
    page = employee.get(own("own_profile", wave)).content.decode()
    before, _mark, after = page.partition('id="vragen"')
    think = before.partition('id="denken"')[2]
    questions = load_reflection(wave.launched.instrument.code, "nl")
    lowest = (Element.VAARDIGHEDEN, Element.ZELFREGULERING)
    for element in Element:
        question = escape(questions[element][0])
        assert (question in think) == (element in lowest)
        assert (question in after) == (element not in lowest)
    assert before.index("own-scores") < before.index('id="denken"')
    assert "Voorlopig" in after
    assert "Voorlopig" not in before


def test_of_equal_scores_none_is_called_lowest() -> None:
    equal = own_result(loader.load("k1"), scores_of(3), PROVISIONAL)
    assert equal.lowest == ()


def test_a_profile_opens_with_something_worth_reading_also_where_no_side_lags() -> None:
    """What helps most and least where that is more than chance, else what there is to think about;
    that willen and kunnen do not differ is never what it opens with.
    """
    instrument = loader.load("k1")
    measured = sem_table(dict.fromkeys(SURE, 9.0), 120)
    with override("nl"):
        far, near = (opening(instrument, sems, S=3, V=1, Z=5) for sems in (PROVISIONAL, measured))
        assert far[0] == (
            "Het meest helpt je: “Beginnen en doorgaan”. Het minst helpt je: “Wat je al kunt”."
        )
        assert (far[1], near[0]) == ("", far[0])
        assert (
            near[1] == "Je antwoorden laten geen duidelijk verschil zien tussen willen en kunnen."
        )
        least, _note = opening(instrument, PROVISIONAL, V=1)
        assert least == "Het minst helpt je: “Wat je al kunt”."
        think, _note = opening(instrument, PROVISIONAL, V=3)
        assert think.startswith("Om over na te denken: “Wat je al kunt”")
        lags, beside = opening(instrument, measured, H=5, V=1, Z=2, C=2, P=4)
        assert lags == "Je wilt wel. Wat je nu tegenhoudt, zit vooral bij kunnen."
        assert beside.startswith("Het meest helpt je")


def opening(instrument: Instrument, sems: SemTable, **steps: int) -> tuple[str, str]:
    """The first two sentences of who answers so much per element, by its letter: 4, or 2 of what
    gets in the way.
    """
    steps = {"P": 2} | steps
    answers = "".join(
        str(min(steps.get(item.code[0], 4), instrument.scales[item.scale].maximum))
        for item in instrument.items
    )
    result = own_result(instrument, score(instrument, answers), sems)
    return result.headline, result.second
