"""What a questionnaire is for and for whom: what a team needs to choose one together.

It stands in files of its own beside the versions, `purpose.<language>.yaml`: no checksum holds it,
so it may become better without a new version.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from igm_portal.local_words import STANDARD, OwnWords, fill, places
from surveys.instruments import loader
from surveys.instruments.fault import FaultLog
from surveys.instruments.field_reader import FieldReader
from surveys.instruments.languages.tag import BASE, is_tag
from surveys.instruments.yaml_lines import read_yaml

MOST_REASONS: Final = 3


@dataclass(frozen=True, slots=True)
class Purpose:
    """`purpose` in a sentence or two, `people` whom it asks, `choose` when to take it, `rather`
    when to take another; in `language`.
    """

    language: str
    purpose: str
    people: str
    choose: tuple[str, ...]
    rather: str


def has_purpose(code: str) -> bool:
    """Whether it says what it is for: a questionnaire of one's own may not."""
    return _path(code, BASE).exists()


@lru_cache(maxsize=256)
def load_purpose(code: str, language: str = BASE, own: OwnWords = STANDARD) -> Purpose:
    """In this language or else in Dutch, in the own words of an organisation. Raises
    InstrumentFault when there is no file, or when it is incomplete.
    """
    if language != BASE and not (is_tag(language) and _path(code, language).exists()):
        return load_purpose(code, BASE, own)
    path = _path(code, language)
    log = FaultLog(str(path))
    if not re.fullmatch(r"[a-z0-9_]+", code, re.ASCII):
        raise log.refuse(0, "zo'n vragenlijst is er niet")
    fields, values = FieldReader(read_yaml(path, log), "waarvoor", log), places(own, language)
    reasons = fields.texts("choose")
    if not 1 <= len(reasons) <= MOST_REASONS:
        fields.fault("choose", f"'choose' heeft 1 tot {MOST_REASONS} redenen nodig")
    purpose = Purpose(
        language,
        fill(fields.text("purpose"), values),
        fill(fields.text("people"), values),
        tuple(fill(reason, values) for reason in reasons),
        fill(fields.text("rather"), values),
    )
    fields.finish()
    log.check()
    return purpose


def _path(code: str, language: str) -> Path:
    return loader.DEFINITIONS / code / f"purpose.{language}.yaml"
