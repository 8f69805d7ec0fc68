"""The frozen model: answers to questions, and nothing that can be changed."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from io import StringIO
from pathlib import Path
from types import MappingProxyType

import pytest
from django.core.management import CommandError, call_command

from surveys.instruments.check import check_file
from surveys.instruments.elements import KUNNEN, METRICS, WILLEN, Element
from surveys.instruments.loader import DEFINITIONS, load
from surveys.instruments.local_words import with_local_words
from surveys.instruments.model import Instrument, ItemKind, Missing

Read = Callable[..., Instrument]


def test_items_stand_in_block_order(instrument: Instrument) -> None:
    codes = [item.code for item in instrument.items]
    assert codes == [code for block in instrument.blocks for code in block.items]
    assert [instrument.position(code) for code in codes] == list(range(len(codes)))
    assert instrument.item("Z2").facet == "Z.stu"


def test_items_of_an_element_include_those_asked_in_another_block() -> None:
    codes = [item.code for item in load("k1").items_of(Element.CONTEXT)]
    assert codes == [f"C{number}" for number in range(1, 9)]
    assert load("k1").item("C8").scale == "LA"


def test_outcomes_and_anchor_are_not_scored(instrument: Instrument) -> None:
    assert {item.kind for item in instrument.scored} == {ItemKind.ELEMENT}
    assert instrument.anchor is instrument.item("ANK")
    assert instrument.item("GED1").element is None


def test_items_take_over_facts_from_block_and_file(instrument: Instrument) -> None:
    item = instrument.item("P1")
    assert (item.key, item.scale, item.missing) == ("-", "LA", (Missing.WZ,))
    assert (item.author, item.date, item.rationale) == ("adviseur", "2025-11-21", "Proef.")


def test_an_item_may_state_its_own_facts(sample: str, read: Read) -> None:
    own = "{code: C1, missing: [WN, WZ], rationale: Eigen reden., pretest: getest,"
    item = read(sample.replace("{code: C1,", own)).item("C1")
    assert item.missing == (Missing.WN, Missing.WZ)
    assert (item.rationale, item.pretest) == ("Eigen reden.", "getest")


def test_behaviour_is_filled_in_in_the_question_line(instrument: Instrument) -> None:
    assert instrument.scales["LA"].question == "Hoeveel last heb je hiervan bij het samen oefenen?"
    assert instrument.scales["LA"].minimum == 1
    assert instrument.scales["LA"].maximum == 5


def test_answer_labels_are_text_even_where_yaml_sees_a_boolean(sample: str, read: Read) -> None:
    own = "scales:\n  EE:\n    question: Klopt dit?\n    first: 0\n    steps: [no, yes]\nblocks:"
    scale = read(sample.replace("blocks:", own)).scales["EE"]
    assert [(step.value, step.label) for step in scale.steps] == [(0, "no"), (1, "yes")]


@pytest.mark.parametrize("name", ["title", "items", "pages", "checksum"])
def test_nothing_can_be_changed(name: str, instrument: Instrument) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(instrument, name, None)


def test_the_scales_are_read_only(instrument: Instrument) -> None:
    assert isinstance(instrument.scales, MappingProxyType)


def test_unknown_item_is_a_key_error(instrument: Instrument) -> None:
    with pytest.raises(KeyError):
        instrument.item("X1")


def test_seven_elements_make_up_willen_and_kunnen() -> None:
    assert (*WILLEN, *KUNNEN) == tuple(Element)
    assert METRICS[:7] == tuple(Element)
    assert METRICS[7:] == ("willen", "kunnen", "contrast", "intentie", "gedrag")


def test_local_words_are_filled_in_outside_the_version() -> None:
    standard = load("c1")
    own = (("klantmanager", "klantregisseur"), ("klantmanagers", "klantregisseurs"))
    local = with_local_words(standard, own)
    assert local.item("S2").text == "Mijn klantregisseur laat merken dat werk zoeken belangrijk is."
    assert local.pages[standard.position("S2")].items[0].text == local.item("S2").text
    assert local.checksum == standard.checksum
    assert "{klantmanager}" in standard.item("S2").text


def test_without_local_words_the_standard_ones_are_filled_in() -> None:
    for code in ("k1", "m1", "c1"):
        assert all("{" not in item.text for item in with_local_words(load(code)).items)


def test_check_tells_an_adviser_that_all_is_well() -> None:
    report = check_file(DEFINITIONS / "k1" / "v2.yaml")
    assert report.faults == ()
    assert report.findings == ()
    assert report.lines[0].startswith("k1/v2 (published): 44 vragen op 11 pagina's, 38 tellen mee")
    assert report.lines[1:] == (
        f"Controlegetal: {load('k1').checksum}",
        "Dit bestand is in orde.",
    )


def test_check_tells_faults_and_wording(
    tmp_path_factory: pytest.TempPathFactory, sample: str
) -> None:
    path = tmp_path_factory.mktemp("check") / "v1.yaml"
    path.write_text(sample.replace("graag samen", "vaak samen"), encoding="utf-8")
    report = check_file(path)
    assert report.faults == ()
    assert report.lines[-1].startswith("Dit bestand is bruikbaar.")
    assert report.lines[0] == "H1: 'vaak' hoort bij een schaal over hoe vaak (regel 8)"
    path.write_text("version: 0", encoding="utf-8")
    broken = check_file(path)
    assert broken.instrument is None
    assert broken.lines[-1] == f"Fouten: {len(broken.faults)}. Dit bestand wordt niet gebruikt."


def test_a_remark_does_not_fail_the_command_and_a_fault_does(tmp_path: Path, sample: str) -> None:
    path, out = tmp_path / "v1.yaml", StringIO()
    path.write_text(sample.replace("graag samen", "vaak samen"), encoding="utf-8")
    call_command("check_instrument", str(path), stdout=out)
    assert "regel 8" in out.getvalue()
    assert "niet in orde" not in out.getvalue()
    path.write_text("version: 0", encoding="utf-8")
    with pytest.raises(CommandError, match="nog niet in orde"):
        call_command("check_instrument", str(path), stdout=out)


def test_equal_instruments_share_a_place_in_a_cache(instrument: Instrument) -> None:
    assert {instrument: 1}[replace(instrument)] == 1
