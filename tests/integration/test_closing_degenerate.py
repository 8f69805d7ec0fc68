"""Whatever people answer, a wave closes; and what cannot be computed is absent without a cause."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.disclosure import quality
from reports.disclosure.quality import HIDDEN
from reports.disclosure.serialise import from_json
from reports.selectors import SentAnswers
from reports.services.publishing import publish_wave
from reports.statistics.sem import PROVISIONAL
from surveys.instruments.elements import KUNNEN, Element
from surveys.instruments.model import Instrument
from surveys.models import Wave
from surveys.models.response import Response
from tests.world import World

SIZES = {"a": 20, "b": 17, "c": 17, "d": 6}


@pytest.fixture
def wave(world: World) -> Wave:
    teams = [world.team(name, size) for name, size in SIZES.items()]
    return Wave.objects.select_related("organisation", "instrument").get(pk=world.wave(*teams).pk)


def letter(instrument: Instrument, at: int, step: int | None) -> str:
    """A step of an item, the highest one if the scale has fewer; None for no answer."""
    if step is None:
        return "."
    scale = instrument.scales[instrument.items[at].scale]
    return str(min(max(step, scale.minimum), scale.maximum))


def same(instrument: Instrument, step: int | None) -> str:
    """The same step everywhere."""
    return "".join(letter(instrument, at, step) for at in range(len(instrument.items)))


def ends(instrument: Instrument, *, high: bool) -> str:
    """Every scored item at the end of its scale that is high, or low."""
    return "".join(
        letter(instrument, at, 5 if (item.key == "-") is not high else 1)
        for at, item in enumerate(instrument.items)
    )


@st.composite
def measurements(draw: st.DrawFn) -> list[tuple[str, int | None, str, int | None]]:
    """Per team how everybody answers, and how one person does."""
    step = st.sampled_from([1, 3, 4, 5, None])
    kind = st.sampled_from(["same", "high", "low", "ends"])
    alike = draw(st.booleans())
    first = (draw(kind), draw(step), draw(kind), draw(step))
    return [first if alike else (draw(kind), draw(step), draw(kind), draw(step)) for _name in SIZES]


def answered(wave: Wave, teams: list[tuple[str, int | None, str, int | None]]) -> SentAnswers:
    instrument = wave.launched.instrument
    places, answers = [], []
    for team, (kind, step, other, other_step) in zip(
        wave.teams.order_by("team_name"), teams, strict=True
    ):
        strings = [_string(instrument, kind, step, at) for at in range(team.size)]
        strings[0] = _string(instrument, other, other_step, 0)
        places += [team.team_id] * team.size
        answers += strings
    return SentAnswers(tuple(places), tuple(answers), tuple(map(str, range(len(answers)))))


def _string(instrument: Instrument, kind: str, step: int | None, at: int) -> str:
    if kind == "same":
        return same(instrument, step)
    return ends(instrument, high=kind == "high" or (kind == "ends" and at % 2 == 0))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(teams=measurements())
def test_whatever_people_answer_it_is_published(
    wave: Wave, teams: list[tuple[str, int | None, str, int | None]]
) -> None:
    published = publish_wave(wave, answered(wave, teams), PROVISIONAL)
    assert from_json(published.content).groups
    report = quality.from_json(published.quality)
    for element in report.elements:
        assert element.reason in (None, HIDDEN, "formatief")
    assert all(
        -100 <= one.icc1_low <= one.icc1 <= one.icc1_high <= 100 for one in report.clustering
    )


def test_a_wave_in_which_kunnen_is_the_same_for_everybody_closes(world: World, wave: Wave) -> None:
    """Three teams of 17 and more; before, this was a fault and no other wave could be closed."""
    instrument = wave.launched.instrument
    kunnen = {item.code for element in KUNNEN for item in instrument.items_of(element)}
    for name, size in SIZES.items():
        for number in range(1, size + 1):
            world.answer(wave, f"{name}-{number}", 1 + number % 5)
    high = ends(instrument, high=True)
    for response in Response.objects.filter(wave=wave):
        answers = "".join(
            high[at] if item.code in kunnen else response.answers[at]
            for at, item in enumerate(instrument.items)
        )
        Response.objects.filter(pk=response.pk).update(answers=answers)
    report = world.close(wave).quality_report
    assert report is not None
    reasons = {element.metric: element.reason for element in report.elements}
    assert reasons["vaardigheden"] == reasons["zelfregulering"] == HIDDEN


def test_people_who_lie_close_together_are_not_given_away_by_the_quality_page(wave: Wave) -> None:
    """Everybody answers 4 but on one item: alpha and SEM would tell how close they are."""
    instrument = wave.launched.instrument
    sent = answered(wave, [("same", 4, "same", 4)] * len(SIZES))
    houding = [instrument.position(item.code) for item in instrument.items_of(Element.HOUDING)]
    strings = [
        "".join(
            letter(instrument, at, 3 + (row + at) % 2) if at in houding else one
            for at, one in enumerate(string)
        )
        for row, string in enumerate(sent.answers)
    ]
    published = publish_wave(wave, replace(sent, answers=tuple(strings)), PROVISIONAL)
    report = quality.from_json(published.quality)
    assert {element.reason for element in report.elements} == {HIDDEN, "formatief"}
