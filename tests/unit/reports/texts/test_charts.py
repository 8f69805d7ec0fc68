"""What stands between the marks of willen and kunnen."""

import pytest
from django.utils.translation import override

from reports.charts.spec import Interval
from reports.statistics.contrast import ContrastOutcome
from reports.texts.charts import gap_of

CLEARLY = ContrastOutcome.KUNNEN_LAGS_CLEARLY


@pytest.mark.parametrize(
    ("difference", "outcome", "apart", "text"),
    [
        (Interval(22, 17, 27), CLEARLY, 22, "22 punten verschil"),
        (Interval(24, 17, 27), CLEARLY, 23, "24 punten verschil (afgerond)"),
        (Interval(-24, -27, -17), ContrastOutcome.WILLEN_LAGS, 23, "24 punten verschil (afgerond)"),
        (Interval(24, 17, 27), CLEARLY, None, "24 punten verschil"),
        (Interval(50, 45, 100, "top"), CLEARLY, 48, "≥ 50 punten verschil"),
        (Interval(4, -6, 14), ContrastOutcome.UNDECIDED, 5, "te onzeker om een verschil te noemen"),
    ],
)
def test_a_difference_that_seems_not_to_add_up_is_said_to_be_rounded(
    difference: Interval, outcome: ContrastOutcome, apart: int | None, text: str
) -> None:
    with override("nl"):
        assert gap_of(difference, outcome, apart).text == text
