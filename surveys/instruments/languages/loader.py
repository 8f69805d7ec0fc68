"""The way in for language files: `<code>/v<N>.<language>.yaml` beside the version.

A published revision is locked as a version is: its checksum stands in `published_texts.json`, and
changing one word takes a higher `revision`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from surveys.instruments import loader
from surveys.instruments.fault import FaultLog
from surveys.instruments.languages.canonical import with_checksum
from surveys.instruments.languages.parse import read_texts
from surveys.instruments.languages.shared import shared_texts
from surveys.instruments.languages.texts import Texts
from surveys.instruments.model import Instrument, Status
from surveys.instruments.published import read_registry
from surveys.instruments.yaml_lines import read_yaml

NEW_REVISION: Final = "verhoog 'revision'"

_TEXT_FILE = re.compile(r"v([1-9][0-9]{0,2})\.([a-z]{2,3}(?:-[a-z]{3,8})?)\.yaml", re.ASCII)


def is_language_file(path: Path) -> bool:
    """Whether the name of a file is that of a translation."""
    return _TEXT_FILE.fullmatch(path.name) is not None


def load_texts_file(path: Path | str, *, registry: Mapping[str, str] | None = None) -> Texts:
    """Read and check one language file. `registry` replaces the list of published checksums.

    Raises InstrumentFault with every fault of the file, each with line and plain Dutch.
    """
    path = Path(path)
    log = FaultLog(str(path))
    name = _TEXT_FILE.fullmatch(path.name)
    if name is None:
        raise log.refuse(0, "een vertaling heet zoals v1.en.yaml")
    instrument = loader.load_file(path.with_name(f"v{name[1]}.yaml"))
    common_texts = shared_texts(loader.DEFINITIONS / f"scales.{name[2]}.yaml")
    root = read_yaml(path, log)
    stated_texts = read_texts(root, instrument, common_texts, log)
    if stated_texts.language != name[2]:
        log.add(root.key_lines.get("language", 1), f"dit bestand heet naar de taal '{name[2]}'")
    log.check()
    texts = with_checksum(stated_texts)
    checksums = read_registry(loader.DEFINITIONS / "published_texts.json")
    lines = root.key_lines
    _check_lock(
        texts, stated_texts.checksum, checksums if registry is None else registry, lines, log
    )
    log.check()
    return texts


def published_texts(instrument: Instrument) -> tuple[Texts, ...]:
    """Every language in which this version can be asked besides Dutch, by name of the language.

    Raises InstrumentFault when one of the files has faults.
    """
    folder = loader.DEFINITIONS / instrument.code
    translations = (
        _load(path)
        for path in sorted(folder.glob(f"v{instrument.version}.*.yaml"))
        if is_language_file(path)
    )
    published_translations = [texts for texts in translations if texts.status is Status.PUBLISHED]
    return tuple(sorted(published_translations, key=lambda texts: texts.language))


@lru_cache(maxsize=256)
def _load(path: Path) -> Texts:
    return load_texts_file(path)


def _check_lock(
    texts: Texts,
    stated_checksum: str,
    registry: Mapping[str, str],
    lines: Mapping[str, int],
    log: FaultLog,
) -> None:
    """Log what keeps this file from being used as the revision it says it is."""
    key, registered_checksum = texts.key, registry.get(texts.key)
    status = lines.get("status", 1)
    if registered_checksum and registered_checksum != texts.checksum:
        log.add(status, f"{key} is gepubliceerd en sindsdien veranderd: {NEW_REVISION}")
    elif texts.status is Status.CONCEPT:
        if registered_checksum:
            log.add(status, f"{key} is gepubliceerd en kan geen concept meer worden")
    elif stated_checksum != texts.checksum:
        line = lines.get("checksum", status)
        log.add(line, f"gepubliceerd: checksum moet {texts.checksum} zijn, of {NEW_REVISION}")
    elif not registered_checksum:
        entry = f'"{key}": "{texts.checksum}"'
        log.add(status, f"gepubliceerd, maar {entry} staat niet in published_texts.json")
