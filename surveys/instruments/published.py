"""The lock on versions that people answer: a list of checksums kept beside the definitions.

A file that is published or in trial must fit its own header and this list. Whoever changes one word
has to make a new version, because answers to the old words are not answers to the new ones. A trial
version becomes a published one by its status alone.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from surveys.instruments.fault import FaultLog
from surveys.instruments.model import Instrument, Status
from surveys.instruments.parse import Draft

NEW_VERSION = "maak een nieuwe versie"

_FIXED_AS = {Status.TRIAL: "in proef", Status.PUBLISHED: "gepubliceerd"}


def read_registry(path: Path) -> Mapping[str, str]:
    """The checksums by "code/vN". A list that is absent is empty. Raises InstrumentFault."""
    log = FaultLog(str(path))
    try:
        registry = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return MappingProxyType({})
    except (OSError, ValueError, RecursionError) as error:
        raise log.refuse(0, "de lijst van gepubliceerde versies is niet leesbaar") from error
    if not isinstance(registry, dict) or not all(isinstance(v, str) for v in registry.values()):
        raise log.refuse(0, "de lijst van gepubliceerde versies is geen lijst van controlegetallen")
    return MappingProxyType(registry)


def registry_key(instrument: Instrument) -> str:
    """The name of a version in the list, such as "k1/v1"."""
    return f"{instrument.code}/v{instrument.version}"


def check_lock(
    instrument: Instrument, draft: Draft, registry: Mapping[str, str], log: FaultLog
) -> None:
    """Log what keeps this file from being used as the version it says it is."""
    key = registry_key(instrument)
    registered_checksum = registry.get(key)
    status = draft.lines["status"]
    fixed_as = _FIXED_AS.get(instrument.status, "gepubliceerd")
    if registered_checksum and registered_checksum != instrument.checksum:
        log.add(status, f"{key} is {fixed_as} en sindsdien veranderd: {NEW_VERSION}")
    elif instrument.status is Status.CONCEPT:
        if registered_checksum:
            log.add(status, f"{key} is gepubliceerd en kan geen concept meer worden")
    elif draft.stated_checksum != instrument.checksum:
        message = f"{fixed_as}: checksum moet {instrument.checksum} zijn, of {NEW_VERSION}"
        log.add(draft.lines["checksum"], message)
    elif not registered_checksum:
        entry = f'"{key}": "{instrument.checksum}"'
        log.add(status, f"{fixed_as}, maar {entry} staat niet in published.json")
