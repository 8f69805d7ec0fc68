"""What lavaan said of the factor model, read back from the file that our script made it write."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from surveys.instruments.model import Instrument

FACTOR_MINIMUM: Final = 300
"""People for a judgement of seven factors (geldigheid.md, expectation 4)."""

_LISTS: Final[Mapping[str, Mapping[str, type]]] = {
    "models": {"model": str, "estimator": str, "converged": bool},
    "loadings": {"element": str, "item": str},
    "correlations": {"first": str, "second": str},
    "invariance": {"step": str, "estimator": str, "converged": bool},
}
_LARGEST: Final = 1_000_000


class NoFactors(Exception):
    """The file is not what the script writes; the message says why, in Dutch."""


def read_factors(path: Path, instrument: Instrument) -> Mapping[str, Any]:
    """The outcome of the script of `r_script --lavaan` for exactly this questionnaire. Raises
    NoFactors.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise NoFactors(f"{path} is te groot voor een uitkomst van het script")
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise NoFactors(f"{path} bestaat niet of is niet leesbaar") from None
    except ValueError:
        raise NoFactors(f"{path} is geen JSON; laat het script het opnieuw schrijven") from None
    if not _is_outcome(content):
        raise NoFactors(f"{path} is niet wat het script van r_script --lavaan schrijft")
    if content["checksum"] != instrument.checksum:
        edition = f"{instrument.code}@{instrument.version}"
        raise NoFactors(
            f"{path} hoort bij {content['questionnaire']} met een ander controlegetal dan {edition}"
        )
    return {name: content[name] for name in ("lavaan", "n", "groups", *_LISTS)}


def _is_outcome(content: Any) -> bool:
    if not isinstance(content, dict):
        return False
    texts = ("questionnaire", "checksum", "lavaan")
    return (
        all(isinstance(content.get(name), str) for name in texts)
        and isinstance(content.get("n"), int)
        and isinstance(content.get("groups"), dict)
        and all(_is_list(content.get(name), kinds) for name, kinds in _LISTS.items())
    )


def _is_list(entries: Any, kinds: Mapping[str, type]) -> bool:
    """Whether all entries have these fields, and nothing but numbers or null in any other."""
    return isinstance(entries, list) and all(
        isinstance(entry, dict)
        and all(isinstance(entry.get(name), kind) for name, kind in kinds.items())
        and all(
            value is None or isinstance(value, int | float)
            for name, value in entry.items()
            if name not in kinds
        )
        for entry in entries
    )
