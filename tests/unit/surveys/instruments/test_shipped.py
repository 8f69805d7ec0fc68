"""What is shipped follows the blueprint of research §3.1, §3.2."""

import re
from collections import Counter

import pytest

from surveys.instruments.elements import FACETS, Element
from surveys.instruments.loader import DEFINITIONS, available, load
from surveys.instruments.mirror import MirrorTopic
from surveys.instruments.model import (
    AnchorChoice,
    Instrument,
    ItemKind,
    Missing,
    RespondentGroup,
)

KLANTMANAGER = {
    "H.gev": 2, "H.ged": 3, "G.bek": 2, "G.con": 2, "G.teg": 1, "S.men": 2, "S.doe": 2,
    "S.maa": 2, "V.taak": 3, "V.soc": 2, "Z.dis": 2, "Z.stu": 2, "C.str": 2, "C.ste": 3,
    "C.ruim": 3, "P.*": 5, "intentie": 2, "gedrag": 3, "anker": 1,
}  # fmt: skip
CLIENT = {
    "H.gev": 2, "H.ged": 2, "G.bek": 2, "G.con": 1, "G.teg": 1, "S.men": 2, "S.doe": 1,
    "S.maa": 1, "V.taak": 3, "V.soc": 1, "Z.dis": 2, "Z.stu": 2, "C.str": 2, "C.ste": 1,
    "C.ruim": 1, "P.*": 6, "intentie": 2, "gedrag": 2, "anker": 1,
}  # fmt: skip
BLUEPRINT = {
    "k1": KLANTMANAGER,
    "k2": KLANTMANAGER,
    "k3": KLANTMANAGER,
    "k4": KLANTMANAGER,
    "m1": {
        "H.gev": 2, "H.ged": 3, "G.bek": 2, "G.con": 2, "G.teg": 1, "S.men": 2, "S.doe": 2,
        "S.maa": 1, "V.taak": 3, "V.soc": 2, "Z.dis": 2, "Z.stu": 2, "C.str": 2, "C.ste": 2,
        "C.keten": 2, "C.ruim": 2, "P.*": 5, "intentie": 2, "gedrag": 3, "anker": 1,
    },
    "m2": KLANTMANAGER | {"S.maa": 1, "C.ste": 2},
    "m3": KLANTMANAGER | {"S.maa": 1, "C.ste": 2, "C.keten": 2, "C.ruim": 2},
    "c1": CLIENT,
    "c4": CLIENT,
    "c3": CLIENT,
    "c2": CLIENT,
}  # fmt: skip
SCORED = {
    "k1": 38,
    "k2": 38,
    "k3": 38,
    "k4": 38,
    "m1": 37,
    "m2": 36,
    "m3": 37,
    "c1": 30,
    "c4": 30,
    "c3": 30,
    "c2": 30,
}
FIRST_THREE = {"k1", "m1", "c1"}
ORDER = ["GED", "H", "Z", "V", "G", "S", "C", "P", "C", "INT", "ANK"]

every = pytest.mark.parametrize("code", sorted(BLUEPRINT))


def newest(code: str) -> Instrument:
    """The last version of a questionnaire, whether published or in trial."""
    return load(code, max(edition.version for edition in available() if edition.code == code))


@every
def test_counts_per_facet(code: str) -> None:
    counts = Counter(
        "P.*" if item.element is Element.BELEMMERINGEN else item.facet or item.kind.value
        for item in newest(code).items
    )
    assert counts == BLUEPRINT[code]
    assert len(newest(code).scored) == SCORED[code]


@every
def test_blocks_stand_in_the_order_of_the_method(code: str) -> None:
    letters = [re.sub(r"\d", "", item.code) for item in newest(code).items]
    assert [one for i, one in enumerate(letters) if i == 0 or letters[i - 1] != one] == ORDER


def test_a_subject_is_without_help_for_whoever_answers() -> None:
    assert load("c1").item("P6").text == "Mijn gezondheid. U hoeft niet te zeggen wat er is."
    assert load("c1").item("P6").subject == "Mijn gezondheid"


@every
def test_only_obstacles_and_one_stress_item_count_negatively(code: str) -> None:
    instrument = newest(code)
    negative = [item for item in instrument.items if item.key == "-"]
    assert all(item.scale == "LA" for item in negative)
    assert Counter(item.element for item in negative) == {
        Element.BELEMMERINGEN: BLUEPRINT[code]["P.*"],
        Element.CONTEXT: 1,
    }
    assert [item.facet for item in negative if item.element is Element.CONTEXT] == ["C.str"]


@every
def test_ways_out_are_offered_where_the_method_says(code: str) -> None:
    client = newest(code).group is RespondentGroup.CLIENT
    for item in newest(code).items:
        unknown = item.element in (Element.SOCIALE_DRUK, Element.CONTEXT)
        private = client or item.element is Element.BELEMMERINGEN or item.facet == "C.str"
        assert (Missing.WN in item.missing) is unknown, item.code
        assert (Missing.WZ in item.missing) is (private or item.kind is ItemKind.ANKER), item.code
        if Missing.NVT in item.missing:  # somebody or a situation that not everybody knows
            is_asked_how_often = item.kind is ItemKind.GEDRAG and item.scale == "FR"
            is_of_a_situation = item.facet in ("S.men", "Z.dis", "Z.stu", "G.teg")
            assert is_asked_how_often or is_of_a_situation, item.code


@every
def test_item_codes_are_numbered_per_letter(code: str) -> None:
    codes = [item.code for item in newest(code).items]
    for letters in {re.sub(r"\d", "", code) for code in codes}:
        numbers = [
            int(code[len(letters) :] or 1) for code in codes if code.rstrip("0123456789") == letters
        ]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


@every
def test_anchor_offers_the_four_choices(code: str) -> None:
    instrument = newest(code)
    assert instrument.anchor is not None
    steps = instrument.scales[instrument.anchor.scale].steps
    assert [step.value for step in steps] == list(AnchorChoice)
    willen, kunnen, both, nothing = (step.label for step in steps)
    wants, wants_not = "wil het wel", "wil het niet zo graag"
    assert [wants in label for label in (willen, kunnen, both, nothing)] == [0, 1, 0, 1]
    assert [wants_not in label for label in (willen, kunnen, both, nothing)] == [1, 0, 1, 0]
    assert ["lukt me niet" in kunnen, "lukt me ook niet" in both, "lukt me om" in nothing] == [
        1
    ] * 3


@every
def test_address_fits_the_group(code: str) -> None:
    instrument = newest(code)
    assert instrument.address == ("u" if instrument.group is RespondentGroup.CLIENT else "je")


@every
def test_review_table_has_a_row_for_every_item(code: str) -> None:
    text = (DEFINITIONS / code / "review.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z]+\d*) \|", text, re.MULTILINE)
    assert rows == [item.code for item in newest(code).items]


def test_parallel_items_ask_about_the_same_facet() -> None:
    places: dict[str, set[str]] = {}
    askers: dict[str, list[str]] = {}
    for code in BLUEPRINT:
        for item in newest(code).items:
            if item.parallel:
                places.setdefault(item.parallel, set()).add(item.facet or item.kind.value)
                askers.setdefault(item.parallel, []).append(code)
    assert {word: place for word, place in places.items() if len(place) > 1} == {}
    assert [word for word, codes in askers.items() if len(set(codes)) < 2] == []
    assert [word for word, codes in askers.items() if len(set(codes)) < len(codes)] == []


def test_after_the_first_three_parallel_items_are_the_same_word_for_word() -> None:
    """Only what is asked in the same words may stand side by side. Those that name the own
    behaviour are compared without it in `test_mirror`.
    """
    names_the_behaviour = {MirrorTopic.CALM, MirrorTopic.WORKLOAD, MirrorTopic.HELP}
    wording: dict[str, set[tuple[str, str]]] = {}
    for code in BLUEPRINT:
        for item in newest(code).items:
            if item.parallel in names_the_behaviour:
                continue
            if item.parallel and (code not in FIRST_THREE or item.parallel in wording):
                wording.setdefault(item.parallel, set()).add((item.text, item.scale))
    assert wording
    assert {word: texts for word, texts in wording.items() if len(texts) > 1} == {}


def test_no_item_text_is_used_twice_within_a_questionnaire() -> None:
    for code in BLUEPRINT:
        texts = [item.text for item in newest(code).items]
        assert len(set(texts)) == len(texts)


def test_every_facet_belongs_to_one_element() -> None:
    facets = [facet for names in FACETS.values() for facet in names]
    assert len(set(facets)) == len(facets)
