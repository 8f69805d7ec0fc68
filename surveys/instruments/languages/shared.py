"""What all questionnaires of one language share: its name, the scales, the ways out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from surveys.instruments.fault import FaultLog
from surveys.instruments.field_reader import FieldReader
from surveys.instruments.model import Address, Missing, Scale
from surveys.instruments.scales import read_scales
from surveys.instruments.yaml_lines import read_yaml


@dataclass(frozen=True, slots=True)
class SharedTexts:
    """The contents of `scales.<language>.yaml`; `missing` has a label for every code."""

    name: str
    missing: Mapping[Missing, str]
    scales: Mapping[Address, Mapping[str, Scale]]


@lru_cache(maxsize=64)
def shared_texts(path: Path) -> SharedTexts:
    """Read the shared file of a language. A form of address that nobody needs may be left out.

    Raises InstrumentFault.
    """
    log = FaultLog(str(path))
    fields = FieldReader(read_yaml(path, log), "schalen", log)
    name = fields.text("name")
    missing = read_missing(fields)
    scales: dict[Address, Mapping[str, Scale]] = {}
    for address in Address:
        part = fields.mapping(address, f"schalen ({address})") if fields.has(address) else None
        if part:
            scales[address] = read_scales(part)
    fields.finish()
    log.check()
    return SharedTexts(name, missing, MappingProxyType(scales))


def read_missing(fields: FieldReader) -> Mapping[Missing, str]:
    """The labels of the answers that do not count; each code has one."""
    part = fields.mapping("missing", "uitwegen")
    if part is None:
        return {}
    labels = {code: part.text(code) for code in Missing}
    part.finish()
    return MappingProxyType(labels)
