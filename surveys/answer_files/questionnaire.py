"""The questionnaire that someone names on the command line."""

import re
from pathlib import Path

from surveys.instruments.fault import FaultLog
from surveys.instruments.loader import available, load, load_file
from surveys.instruments.model import Instrument

_EDITION = re.compile(r"([A-Za-z][A-Za-z0-9]*)(?:@([1-9][0-9]{0,2}))?", re.ASCII)
_FILES = (".yaml", ".yml")


def find(name: str) -> Instrument:
    """The instrument called `name`: a code (its newest version), code@version, or a path to a file.

    What ends in .yaml or has a folder in it is a path. Raises InstrumentFault.
    """
    if name.endswith(_FILES) or Path(name).name != name:
        return load_file(name)
    match = _EDITION.fullmatch(name)
    code = match[1].lower() if match else ""
    if match is None or code not in {edition.code for edition in available()}:
        raise FaultLog(name).refuse(0, f"kies {_choices()}, of een pad naar een YAML-bestand")
    return load(code, int(match[2]) if match[2] else None)


def _choices() -> str:
    return ", ".join(f"{edition.code}@{edition.version}" for edition in available())
