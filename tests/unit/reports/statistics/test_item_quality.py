import pytest

from reports.statistics.item_quality import item_use, straight_lining
from surveys.instruments.model import Missing
from surveys.scoring.batch import Batch
from tests.unit.surveys.scoring.build import instrument, keys

PAIR = instrument(keys(H="+", P="-"))
SIX = instrument(keys(H="+++", P="---"))


def test_use_of_items() -> None:
    houding, obstacle = item_use(Batch(PAIR, ["51", "55", "W5", ".Z"]))
    assert (houding.code, houding.n) == ("H1", 2)
    assert (houding.missing, houding.blank) == (0.5, 0.25)
    assert houding.codes == {Missing.WN: 0.25, Missing.NVT: 0.0, Missing.WZ: 0.0}
    assert (houding.lowest, houding.highest) == (0.0, 1.0)
    assert obstacle.n == 3
    assert obstacle.lowest == pytest.approx(2 / 3)
    assert obstacle.highest == pytest.approx(1 / 3)


def test_an_item_nobody_answered() -> None:
    unused, _ = item_use(Batch(PAIR, ["N1", ".1"]))
    assert (unused.n, unused.missing, unused.lowest, unused.highest) == (0, 1.0, 0.0, 0.0)


def test_use_needs_respondents() -> None:
    with pytest.raises(ValueError, match="no respondents"):
        item_use(Batch(PAIR, []))


@pytest.mark.parametrize(
    ("answers", "people"),
    [
        (["444444"], (1, 1)),
        (["444445"], (0, 1)),
        (["444444", "123451"], (1, 2)),
        (["44W4.W"], (1, 1)),
        (["44...."], (0, 0)),
        (["444WWW"], (0, 0)),
        ([], (0, 0)),
    ],
)
def test_straight_lining(answers: list[str], people: tuple[int, int]) -> None:
    assert straight_lining(Batch(SIX, answers)) == people
