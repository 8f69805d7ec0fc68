import pytest

from reports.statistics.clustering import clustering
from reports.statistics.types import TooFew
from tests.unit.reports.statistics.vectors import TEAMS


def test_vector_5() -> None:
    found = clustering(TEAMS)
    assert (found.teams, found.n) == (3, 18)
    assert found.between == pytest.approx(799.5610, abs=5e-5)
    assert found.within == pytest.approx(74.4856, abs=5e-5)
    assert found.k0 == pytest.approx(5.9444, abs=5e-5)
    assert found.f == pytest.approx(10.7344, abs=5e-5)
    assert found.p == pytest.approx(0.00128, abs=5e-6)
    assert found.icc1 == pytest.approx(0.62086, abs=5e-6)
    assert (found.icc1_low, found.icc1_high) == pytest.approx((0.1741, 0.9861), abs=5e-5)
    assert found.icc2 == pytest.approx(0.90684, abs=5e-6)


def test_teams_that_do_not_differ_have_no_reliable_mean() -> None:
    alike = [[40.0, 60.0], [60.0, 40.0], [45.0, 55.0]]
    found = clustering(alike)
    assert found.icc1 < 0
    assert found.icc2 is None


@pytest.mark.parametrize("teams", [[], [[1.0, 2.0]], [[1.0], [2.0]]])
def test_too_few(teams: list[list[float]]) -> None:
    with pytest.raises(TooFew):
        clustering(teams)


def test_what_cannot_be_divided_is_refused() -> None:
    with pytest.raises(ValueError, match="team without scores"):
        clustering([[1.0, 2.0, 3.0], []])
    with pytest.raises(ValueError, match="nobody differs"):
        clustering([[1.0, 1.0], [2.0, 2.0]])
