"""The canonical text keeps everything, and the checksum sees exactly what people read."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.instruments import canonical
from surveys.instruments.fault import InstrumentFault
from surveys.instruments.loader import Edition, available, load, load_file
from surveys.instruments.model import Instrument

Read = Callable[..., Instrument]


@pytest.mark.parametrize("edition", available(), ids=str)
def test_round_trip_gives_the_same_instrument_and_the_same_bytes(edition: Edition) -> None:
    shipped = load(edition.code, edition.version)
    text = canonical.to_json(shipped)
    assert canonical.from_json(text) == shipped
    assert canonical.to_json(canonical.from_json(text)) == text
    assert hash(canonical.from_json(text)) == hash(shipped)


def test_text_is_kept_as_it_is_written(instrument: Instrument, sample: str, read: Read) -> None:
    accented = read(sample.replace("Samen oefenen helpt mij", "Eén gesprek helpt mij"))
    text = canonical.to_json(accented)
    assert "Eén gesprek" in text
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_composed_and_decomposed_accents_are_the_same_text(sample: str, read: Read) -> None:
    composed = read(sample.replace("Samen oefenen helpt", "E\u00e9n gesprek helpt"))
    decomposed = read(sample.replace("Samen oefenen helpt", "Ee\u0301n gesprek helpt"))
    assert composed.checksum == decomposed.checksum


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: concept", "status: concept\nchecksum: sha256:" + "0" * 64),
        ("date: 2025-11-21\nauthor: adviseur", "date: 2026-01-01\nauthor: iemand anders"),
        ("licence: EUPL-1.2", "licence: CC-BY-4.0"),
        ("provenance: Eigen woorden.", "provenance: Zelf bedacht."),
        ("pretest: nog niet getest", "pretest: getest met acht mensen"),
        ("rationale: Proef.", "rationale: Beter uitgelegd."),
        ("title: Samen oefenen", "title:   Samen    oefenen   # opmerking"),
    ],
)
def test_what_may_change_after_publication(
    old: str, new: str, instrument: Instrument, sample: str, read: Read
) -> None:
    assert old in sample
    assert read(sample.replace(old, new)).checksum == instrument.checksum


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ik oefen graag samen", "Ik oefen vaak samen"),
        ("title: Samen oefenen", "title: Samen leren"),
        ("version: 1", "version: 2"),
        ("je een gesprek oefent", "je iets oefent"),
        ("phrase: het samen oefenen", "phrase: oefenen"),
        ("facet: H.gev", "facet: H.ged"),
        ("items: [H1, H2,", "items: [H2, H1,"),
        ("missing: [WN]", "missing: [WN, NVT]"),
        ("max_length: 300", "max_length: 200"),
        ("warning: Schrijf geen namen op.", "warning: Geen namen."),
        ("    missing: [WZ]", "    missing: [WZ]\n    intro: Geldt iets niet? Kies 'geen last'."),
        ("{code: H1,", "{code: H1, parallel: plezier,"),
        ("blocks:", "scales:\n  FR:\n    question: Hoe vaak?\n    steps: [soms, vaak]\nblocks:"),
    ],
)
def test_what_needs_a_new_version(
    old: str, new: str, instrument: Instrument, sample: str, read: Read
) -> None:
    assert old in sample
    assert read(sample.replace(old, new, 1)).checksum != instrument.checksum


@settings(max_examples=25)
@given(data=st.data())
def test_order_of_keys_does_not_matter(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = (Path(__file__).parent / "sample.yaml").read_text(encoding="utf-8")
    shuffled = _shuffle(yaml.safe_load(text), data)
    path = tmp_path_factory.mktemp("shuffled") / "v1.yaml"
    path.write_text(yaml.safe_dump(shuffled, sort_keys=False, allow_unicode=True), encoding="utf-8")
    expected = load_file(Path(__file__).parent / "sample.yaml", registry={})
    assert load_file(path, registry={}) == expected


def _shuffle(value: Any, data: st.DataObject) -> Any:
    """The same document with the keys of every mapping in another order; lists keep theirs."""
    if isinstance(value, dict):
        keys = data.draw(st.permutations(sorted(value)))
        return {key: _shuffle(value[key], data) for key in keys}
    if isinstance(value, list):
        return [_shuffle(entry, data) for entry in value]
    return value


def test_order_of_items_in_the_file_does_not_matter(
    instrument: Instrument, sample: str, read: Read
) -> None:
    line = next(line for line in sample.splitlines() if "code: H1," in line)
    moved = sample.replace(line + "\n", "").replace("open_question:", f"{line}\nopen_question:")
    assert read(moved) == instrument


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "geen geldige JSON"),
        ("[" * 100_000, "geen geldige JSON"),
        ("[]", "geen JSON-object"),
        ("{}", "'title' ontbreekt"),
    ],
)
def test_damaged_document_is_refused(text: str, message: str) -> None:
    with pytest.raises(InstrumentFault, match=message):
        canonical.from_json(text)


def test_document_with_another_word_is_refused(instrument: Instrument) -> None:
    text = canonical.to_json(instrument).replace("Ik oefen graag samen", "Ik oefen graag alleen")
    with pytest.raises(InstrumentFault, match="past niet bij het controlegetal"):
        canonical.from_json(text)


def test_document_without_its_items_is_refused(instrument: Instrument) -> None:
    document = json.loads(canonical.to_json(instrument))
    document["items"] = document["items"][1:]
    with pytest.raises(InstrumentFault, match="vraag H1 bestaat niet"):
        canonical.from_json(json.dumps(document))


def test_sealed_carries_its_own_checksum(instrument: Instrument) -> None:
    renamed = replace(instrument, title="Anders")
    assert (
        canonical.with_checksum(renamed).checksum
        == canonical.checksum(renamed)
        != instrument.checksum
    )
