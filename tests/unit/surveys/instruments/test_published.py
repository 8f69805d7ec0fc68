"""The lock: what was published never changes under the same version."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from surveys.instruments.fault import InstrumentFault
from surveys.instruments.loader import DEFINITIONS, available, load, load_file
from surveys.instruments.model import Instrument, Status
from surveys.instruments.published import read_registry, registry_key

Read = Callable[..., Instrument]


@pytest.fixture
def published(sample: str, instrument: Instrument) -> str:
    return sample.replace("status: concept", f"status: published\nchecksum: {instrument.checksum}")


def _registry(instrument: Instrument) -> dict[str, str]:
    return {registry_key(instrument): instrument.checksum}


def test_published_file_that_fits_is_read(
    published: str, instrument: Instrument, read: Read
) -> None:
    loaded = read(published, registry=_registry(instrument))
    assert loaded.status is Status.PUBLISHED
    assert loaded.checksum == instrument.checksum


def test_one_changed_word_is_refused_at_the_status_line(
    published: str, instrument: Instrument, read: Read
) -> None:
    with pytest.raises(InstrumentFault) as caught:
        read(published.replace("graag samen", "liever samen"), registry=_registry(instrument))
    (fault,) = caught.value.faults
    assert fault.line == 7
    assert (
        fault.message == "proef/v1 is gepubliceerd en sindsdien veranderd: maak een nieuwe versie"
    )


def test_header_that_was_adjusted_along_is_refused_too(
    published: str, sample: str, instrument: Instrument, read: Read
) -> None:
    changed = published.replace("graag samen", "liever samen")
    other = read(sample.replace("graag samen", "liever samen")).checksum
    with pytest.raises(InstrumentFault, match="maak een nieuwe versie"):
        read(changed.replace(instrument.checksum, other), registry=_registry(instrument))


def test_header_with_another_checksum_is_refused_at_its_line(
    published: str, instrument: Instrument, read: Read
) -> None:
    changed = published.replace(instrument.checksum, "sha256:" + "0" * 64)
    with pytest.raises(InstrumentFault) as caught:
        read(changed, registry=_registry(instrument))
    (fault,) = caught.value.faults
    assert fault.line == 8
    assert f"checksum moet {instrument.checksum} zijn" in fault.message


def test_published_without_checksum_tells_which(
    sample: str, instrument: Instrument, read: Read
) -> None:
    with pytest.raises(InstrumentFault, match=instrument.checksum):
        read(sample.replace("status: concept", "status: published"))


def test_published_but_not_registered_tells_the_line_to_add(
    published: str, instrument: Instrument, read: Read
) -> None:
    with pytest.raises(InstrumentFault, match=f'"proef/v1": "{instrument.checksum}"'):
        read(published)


def test_published_version_cannot_become_concept_again(
    sample: str, instrument: Instrument, read: Read
) -> None:
    with pytest.raises(InstrumentFault, match="kan geen concept meer worden"):
        read(sample, registry=_registry(instrument))


def test_a_trial_version_is_as_fixed_as_a_published_one(
    sample: str, instrument: Instrument, read: Read
) -> None:
    trial = sample.replace("status: concept", f"status: trial\nchecksum: {instrument.checksum}")
    assert read(trial, registry=_registry(instrument)).status is Status.TRIAL
    with pytest.raises(InstrumentFault, match=r"in proef, maar .* staat niet in published\.json"):
        read(trial)
    with pytest.raises(InstrumentFault, match="proef/v1 is in proef en sindsdien veranderd"):
        read(trial.replace("graag samen", "liever samen"), registry=_registry(instrument))
    published = trial.replace("status: trial", "status: published")
    assert read(published, registry=_registry(instrument)).checksum == instrument.checksum


def test_next_version_is_free_to_change(sample: str, instrument: Instrument, read: Read) -> None:
    changed = sample.replace("version: 1", "version: 2").replace("graag samen", "liever samen")
    assert read(changed, registry=_registry(instrument)).version == 2


@pytest.mark.parametrize("content", ["{", "[]", '{"k1/v1": 1}'])
def test_damaged_registry_is_a_fault(content: str, tmp_path: Path) -> None:
    path = tmp_path / "published.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InstrumentFault, match="lijst van gepubliceerde versies"):
        read_registry(path)


def test_absent_registry_is_empty(tmp_path: Path) -> None:
    assert read_registry(tmp_path / "published.json") == {}


def test_registry_holds_exactly_the_published_definitions() -> None:
    registry = json.loads((DEFINITIONS / "published.json").read_text(encoding="utf-8"))
    shipped = [load(edition.code, edition.version) for edition in available()]
    assert registry == {
        registry_key(one): one.checksum for one in shipped if one.status is not Status.CONCEPT
    }


def test_shipped_file_with_one_changed_letter_is_refused(tmp_path: Path) -> None:
    text = (DEFINITIONS / "k1" / "v1.yaml").read_text(encoding="utf-8")
    path = tmp_path / "v1.yaml"
    path.write_text(text.replace("Drukte door te veel werk", "Drukte door veel werk"), "utf-8")
    with pytest.raises(InstrumentFault, match="k1/v1 is gepubliceerd en sindsdien veranderd"):
        load_file(path)
