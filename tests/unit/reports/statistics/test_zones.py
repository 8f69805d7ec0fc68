import pytest

from reports.statistics.zones import Zone, zone


@pytest.mark.parametrize(
    ("value", "sem", "expected"),
    [
        (59.5, 5.7735, Zone.HIGH),
        (59.4, 5.7735, Zone.MIDDLE),
        (40.5, 5.7735, Zone.LOW),
        (40.6, 5.7735, Zone.MIDDLE),
        (58.3, 5.0, Zone.HIGH),
        (41.8, 5.0, Zone.MIDDLE),
        (41.7, 5.0, Zone.LOW),
        (50.0, 0.0, Zone.MIDDLE),
    ],
)
def test_zones(value: float, sem: float, expected: Zone) -> None:
    assert zone(value, sem) is expected
