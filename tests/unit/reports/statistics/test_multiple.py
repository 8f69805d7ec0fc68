import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.multiple import holm, holm_levels

P_VALUES = st.lists(st.floats(0, 1), max_size=7).map(
    lambda values: {f"m{number}": value for number, value in enumerate(values)}
)


def test_a_known_answer() -> None:
    """R: p.adjust(c(.01, .04, .03, .005), "holm") = .03 .06 .06 .02"""
    found = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005}, family=4)
    assert found == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02})


def test_a_look_that_was_not_possible_does_not_make_the_others_easier() -> None:
    assert holm({"a": 0.01}, family=7) == pytest.approx({"a": 0.07})


def test_more_p_values_than_looks_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="2 p-values in a family of 1"):
        holm({"a": 0.1, "b": 0.1}, family=1)


@given(P_VALUES)
def test_between_no_correction_and_bonferroni_and_in_the_same_order(
    p_values: dict[str, float],
) -> None:
    adjusted = holm(p_values, family=7)
    for name, p in p_values.items():
        assert p <= adjusted[name] <= min(1, 7 * p) or adjusted[name] == pytest.approx(7 * p)
        for other, q in p_values.items():
            assert p >= q or adjusted[name] <= adjusted[other]


def test_levels_by_hand() -> None:
    """.001 passes at .05/7 and .008 at .05/6; .02 fails at .05/5, so .03 is not tried any more."""
    found = holm_levels({"a": 0.02, "b": 0.001, "c": 0.03, "d": 0.008}, family=7)
    expected = {"a": 0.05 / 5, "b": 0.05 / 7, "c": 0.05 / 5, "d": 0.05 / 6}
    assert found == pytest.approx({name: 1 - alpha for name, alpha in expected.items()})


@given(P_VALUES)
def test_an_interval_at_its_level_says_what_holm_says(p_values: dict[str, float]) -> None:
    """An interval at level 1 - alpha leaves out 0 exactly where p < alpha."""
    adjusted, levels = holm(p_values, family=7), holm_levels(p_values, family=7)
    for name, p in p_values.items():
        if abs(adjusted[name] - 0.05) > 1e-9:
            assert (p < 1 - levels[name]) is (adjusted[name] < 0.05)
