import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.policy import Band, ParticipationBand, Policy, PolicyFault, default_policy

POLICY = default_policy("klantmanager")
CLIENT = default_policy("client")
MANAGER = default_policy("manager")
GROUPS = ("klantmanager", "manager", "client")


@pytest.mark.parametrize(
    ("group", "means", "counts", "minimum", "levels"),
    [
        ("klantmanager", 7, 10, 0.4, ("team", "department", "organisation")),
        ("manager", 7, 10, 0.4, ("organisation",)),
        ("client", 10, 15, None, ("team", "department", "organisation")),
    ],
)
def test_defaults(
    group: str, means: int, counts: int, minimum: float | None, levels: tuple[str, ...]
) -> None:
    policy = default_policy(group)
    assert (policy.means, policy.counts) == (means, counts)
    assert policy.participation_minimum == minimum
    assert policy.levels == levels


def test_there_is_no_policy_for_an_unknown_group() -> None:
    with pytest.raises(PolicyFault, match="inkomensconsulent"):
        default_policy("inkomensconsulent")


@pytest.mark.parametrize(
    "changes",
    [
        {"means": 4},
        {"counts": 4},
        {"means": 7.5},
        {"means": True},
        {"means": 11},
        {"participation_minimum": 0.0},
        {"participation_minimum": 0.6},
        {"participation_minimum": None},
        {"participation_minimum": "0.4"},
        {"bands": [10, 12]},
        {"bands": [15, 10]},
        {"bands": []},
        {"bands": ["10"]},
        {"bands": 10},
        {"margin": 0},
        {"levels": ()},
        {"levels": ("person",)},
    ],
)
def test_a_policy_that_protects_too_little_does_not_exist(changes: dict[str, Any]) -> None:
    content = POLICY.to_dict() | changes
    with pytest.raises(PolicyFault):
        Policy(**content)


def test_five_is_the_floor() -> None:
    assert Policy("klantmanager", 5, 5, 0.5, 0.4).means == 5


def test_thresholds_can_be_raised() -> None:
    raised = POLICY.raised(means=8, participation_minimum=0.5)
    assert (raised.means, raised.counts, raised.participation_minimum) == (8, 10, 0.5)
    assert POLICY.means == 7


def test_counts_are_raised_along_with_means() -> None:
    assert POLICY.raised(means=12).counts == 12


@pytest.mark.parametrize(
    "change",
    [
        {"means": 6},
        {"counts": 9},
        {"participation_minimum": 0.3},
        {"means": None},
        {"margin": 1},
        {"levels": ("team",)},
    ],
)
def test_nothing_can_be_lowered_or_otherwise_changed(change: dict[str, Any]) -> None:
    with pytest.raises(PolicyFault):
        POLICY.raised(**change)


def test_clients_have_no_participation_to_raise() -> None:
    with pytest.raises(PolicyFault):
        CLIENT.raised(participation_minimum=0.5)


@pytest.mark.parametrize(
    ("policy", "n", "band"),
    [
        (POLICY, 7, Band(7, 9)),
        (POLICY, 9, Band(7, 9)),
        (POLICY, 10, Band(10, 14)),
        (POLICY, 14, Band(10, 14)),
        (POLICY, 15, Band(15, 29)),
        (POLICY, 30, Band(30, 59)),
        (POLICY, 99, Band(60, 99)),
        (POLICY, 199, Band(100, 199)),
        (POLICY, 200, Band(200, None)),
        (POLICY, 4000, Band(200, None)),
        (CLIENT, 10, Band(10, 14)),
        (POLICY.raised(means=12), 13, Band(12, 14)),
        (POLICY.raised(means=20), 20, Band(20, 29)),
        (POLICY.raised(means=8), 9, Band(8, 14)),
        (POLICY.raised(means=9), 9, Band(9, 14)),
        (POLICY.raised(means=13), 14, Band(13, 29)),
        (Policy("klantmanager", 5, 5, 0.5, 0.4), 9, Band(5, 9)),
    ],
)
def test_a_number_is_told_in_a_band(policy: Policy, n: int, band: Band) -> None:
    assert policy.n_band(n) == band


@pytest.mark.parametrize("n", [0, 4, 6])
def test_a_number_under_the_threshold_is_never_told(n: int) -> None:
    with pytest.raises(PolicyFault, match="fewer than 7"):
        POLICY.n_band(n)


@given(st.integers(7, 60), st.integers(7, 60))
def test_no_band_holds_fewer_than_three_numbers(n: int, means: int) -> None:
    """A raised threshold would make 9 of 7-9 an exact number."""
    policy = POLICY.raised(means=means)
    if n < means:
        return
    band = policy.n_band(n)
    inside = [number for number in range(means, 100) if policy.n_band(number) == band]
    assert len(inside) >= 3
    assert inside == list(range(band.low, (band.high or 99) + 1))


@pytest.mark.parametrize(("policy", "least"), [(POLICY, 7), (CLIENT, 15), (MANAGER, 10)])
def test_details_ask_for_as_many_as_the_kind_of_respondent(policy: Policy, least: int) -> None:
    assert policy.details == least


@given(st.integers(7, 60), st.integers(7, 30))
def test_indicative_never_says_more_than_the_band(n: int, means: int) -> None:
    policy = POLICY.raised(means=means)
    if n < means:
        return
    band = policy.n_band(n)
    same = range(band.low, (band.high or 100) + 1)
    assert {policy.indicative(policy.n_band(other)) for other in same} == {policy.indicative(band)}


def test_only_fewer_than_ten_is_indicative() -> None:
    assert policy_labels(7, 9, 10, 15) == [True, True, False, False]


def policy_labels(*ns: int) -> list[bool]:
    return [POLICY.indicative(POLICY.n_band(n)) for n in ns]


@pytest.mark.parametrize(
    ("n", "size", "band"),
    [
        (0, 20, ParticipationBand(0, 40)),
        (7, 20, ParticipationBand(0, 40)),
        (8, 20, ParticipationBand(40, 50)),
        (10, 20, ParticipationBand(50, 60)),
        (12, 18, ParticipationBand(60, 70)),
        (19, 20, ParticipationBand(90, 100)),
        (20, 20, ParticipationBand(90, 100)),
        (6, 6, None),
        (6, None, None),
    ],
)
def test_participation_is_told_in_a_band(
    n: int, size: int | None, band: ParticipationBand | None
) -> None:
    assert POLICY.participation_band(n, size) == band


@pytest.mark.parametrize(
    ("n", "size", "enough", "warning"),
    [
        (7, 18, False, True),
        (8, 20, True, True),
        (9, 20, True, True),
        (10, 20, True, False),
        (0, 0, False, True),
        (7, None, True, False),
    ],
)
def test_participation_rules(n: int, size: int | None, enough: bool, warning: bool) -> None:
    assert POLICY.participates_enough(n, size) is enough
    assert POLICY.low_participation(n, size) is warning


def test_clients_have_no_participation_rule() -> None:
    assert CLIENT.participates_enough(1, 1000)
    assert not CLIENT.low_participation(1, 1000)


@pytest.mark.parametrize("group", GROUPS)
def test_a_stored_policy_comes_back(group: str) -> None:
    policy = default_policy(group)
    assert Policy.from_dict(json.loads(json.dumps(policy.to_dict()))) == policy


@pytest.mark.parametrize(
    "change",
    [
        {"means": 4},
        {"means": "7"},
        {"extra": 1},
        {"group": None},
        {"levels": "team"},
        {"participation_minimum": "0.4"},
        {"bands": [10, 12]},
        {"bands": [15, 10]},
        {"bands": []},
        {"bands": ["10"]},
        {"bands": 10},
    ],
)
def test_a_stored_policy_is_read_strictly(change: dict[str, Any]) -> None:
    with pytest.raises(PolicyFault):
        Policy.from_dict(POLICY.to_dict() | change)


def test_a_policy_from_before_there_were_more_bands_keeps_its_own() -> None:
    stored = {name: value for name, value in POLICY.to_dict().items() if name != "bands"}
    policy = Policy.from_dict(stored)
    assert policy.n_band(4000) == Band(15, None)
    assert Policy.from_dict(policy.to_dict()) == policy


def test_a_stored_policy_has_all_keys() -> None:
    with pytest.raises(PolicyFault, match="keys"):
        Policy.from_dict({"means": 7})
