"""The way in for instrument files. Whatever is wrong becomes one InstrumentFault with all faults.

Files belong to the installed code, so what is loaded by code and version is kept in memory.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from surveys.instruments.canonical import with_checksum
from surveys.instruments.fault import FaultLog, InstrumentFault
from surveys.instruments.model import Instrument, Status
from surveys.instruments.parse import read_draft
from surveys.instruments.published import check_lock, read_registry, registry_key
from surveys.instruments.rules import check_design, check_structure
from surveys.instruments.scales import shared_scales
from surveys.instruments.yaml_lines import read_yaml

__all__ = ["DEFINITIONS", "Edition", "InstrumentFault", "available", "load", "load_file"]

DEFINITIONS: Final = Path(__file__).parent / "definitions"

_VERSION_FILE = re.compile(r"v([1-9][0-9]{0,2})\.yaml", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """One version of one questionnaire that lies in the definitions folder."""

    code: str
    version: int

    def __str__(self) -> str:
        """Its name in addresses and commands: "k1@1"."""
        return f"{self.code}@{self.version}"


def load_file(path: Path | str, *, registry: Mapping[str, str] | None = None) -> Instrument:
    """Read and check one file. `registry` replaces the list of published checksums.

    Raises InstrumentFault with every fault of the file, each with line and plain Dutch.
    """
    path = Path(path)
    log = FaultLog(str(path))
    root = read_yaml(path, log)
    draft = read_draft(root, shared_scales(DEFINITIONS / "scales.yaml"), log)
    check_structure(draft, log)
    check_design(draft, log)
    log.check()
    instrument = with_checksum(draft.build())
    checksums = read_registry(DEFINITIONS / "published.json") if registry is None else registry
    check_lock(instrument, draft, checksums, log)
    log.check()
    return instrument


def load(code: str, version: int | None = None) -> Instrument:
    """A shipped questionnaire: the given version, or the newest published one.

    Raises InstrumentFault when there is none or when its file has faults.
    """
    editions = [edition for edition in available() if edition.code == code]
    if version is not None:
        editions = [edition for edition in editions if edition.version == version]
    for edition in reversed(editions):
        instrument = _load_edition(edition)
        if version is not None or instrument.status is Status.PUBLISHED:
            return instrument
    edition_name = f"'{code}'" if version is None else f"'{code}' versie {version}"
    raise FaultLog(str(DEFINITIONS)).refuse(0, f"er is geen vragenlijst {edition_name}")


def available() -> tuple[Edition, ...]:
    """Every version in the definitions folder, concepts too, by code and version."""
    editions = (
        Edition(path.parent.name, int(match[1]))
        for path in DEFINITIONS.glob("*/v*.yaml")
        if (match := _VERSION_FILE.fullmatch(path.name))
    )
    return tuple(sorted(editions))


@lru_cache(maxsize=64)
def _load_edition(edition: Edition) -> Instrument:
    path = DEFINITIONS / edition.code / f"v{edition.version}.yaml"
    instrument = load_file(path)
    if (instrument.code, instrument.version) != (edition.code, edition.version):
        message = f"dit bestand hoort op de plaats {registry_key(instrument)}.yaml"
        raise FaultLog(str(path)).refuse(1, message)
    return instrument
