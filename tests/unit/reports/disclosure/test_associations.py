"""What may be said of which elements go together with intention and behaviour (ADR 80)."""

from dataclasses import replace

import pytest

from reports.disclosure.associations import strengths, with_associations
from reports.disclosure.cells import WITHHELD, Association, Publication, Strength
from reports.disclosure.serialise import to_json
from reports.disclosure.waves import ALONE, Continuity, Rosters
from reports.statistics.relative_importance import Importance
from surveys.instruments.elements import METRICS, Element
from surveys.policy import Band, default_policy
from tests.unit.reports.exports.build import MEAN, group

SURE = Importance(
    n=240,
    r2=0.4,
    p=1e-9,
    lmg=(0.2, 0.1, 0.05, 0.02, 0.01, 0.01, 0.01),
    ranks=((1, 2), (1, 3), (2, 4), (3, 6), (5, 7), (5, 7), (4, 7)),
    positive=(True, True, True, True, True, True, False),
)
BOTH = {"intentie": SURE, "gedrag": SURE}


def publication(who: str = "klantmanager", withheld: str = "") -> Publication:
    whole = group("organisation", level="organisation", parent=None)
    wide = dict.fromkeys(METRICS, replace(MEAN, n=Band(200, None)))
    hidden = dict.fromkeys([withheld], WITHHELD) if withheld else {}
    whole = replace(whole, means={**wide, **hidden})
    return Publication(default_policy(who), {whole.key: whole})


def test_words_follow_from_ranks() -> None:
    words = list(strengths(SURE).values())
    assert words == [
        Strength.STRONGEST,
        Strength.STRONGEST,
        Strength.ALSO,
        Strength.ALSO,
        Strength.LEAST,
        Strength.LEAST,
        Strength.LEAST,
    ]


def test_what_is_not_sure_to_go_up_is_never_the_strongest() -> None:
    words = strengths(replace(SURE, positive=(False,) * 7))
    assert set(words.values()) == {Strength.LEAST}


@pytest.mark.parametrize(("p", "said"), [(0.009, 7), (0.01, 0), (0.5, 0)])
def test_nothing_is_said_when_the_seven_tell_nothing_sure(p: float, said: int) -> None:
    assert len(strengths(replace(SURE, p=p))) == said


@pytest.mark.parametrize(("n", "shown"), [(199, False), (200, True), (201, True)])
def test_from_two_hundred_people_on(n: int, shown: bool) -> None:
    found = with_associations(publication(), {"gedrag": replace(SURE, n=n)}, ALONE.permits)
    assert (found.associations["gedrag"] is not WITHHELD) is shown
    assert found.associations["intentie"] is WITHHELD


def test_a_raised_threshold_counts() -> None:
    policy = default_policy("klantmanager").raised(counts=300)
    found = with_associations(replace(publication(), policy=policy), BOTH, ALONE.permits)
    assert set(found.associations.values()) == {WITHHELD}


def test_no_number_leaves() -> None:
    """Whatever the weights behind the words, the publication is the same to the byte."""
    other = replace(SURE, n=9_000, r2=0.7, p=1e-3, lmg=(0.4, 0.2, 0.05, 0.02, 0.01, 0.01, 0.01))
    found = [
        to_json(with_associations(publication(), dict.fromkeys(BOTH, one), ALONE.permits))
        for one in (SURE, other)
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["contrast", "intentie"])
def test_where_the_organisation_is_not_shown_there_is_nothing(name: str) -> None:
    found = with_associations(publication(withheld=name), BOTH, ALONE.permits)
    assert found.associations["intentie"] is WITHHELD


@pytest.mark.parametrize(("changed", "shown"), [(0, True), (1, False), (2, False), (3, True)])
def test_beside_an_earlier_wave_of_nearly_the_same_people(changed: int, shown: bool) -> None:
    now = Rosters({"organisation": frozenset(range(240))})
    before = Rosters({"organisation": frozenset(range(changed, 240))})
    permits = Continuity(now, [before]).permits
    found = with_associations(publication(), BOTH, permits)
    assert isinstance(found.associations["intentie"], Association) is shown


def test_of_clients_and_of_a_trial_there_is_none() -> None:
    assert with_associations(publication("client"), BOTH, ALONE.permits).associations == {}
    trial = Publication(default_policy("klantmanager"), {})
    assert with_associations(trial, BOTH, ALONE.permits) == trial


def test_words_are_for_all_elements_or_none() -> None:
    with pytest.raises(ValueError, match="every element"):
        Association(Band(200, None), {Element.HOUDING.value: Strength.ALSO})
