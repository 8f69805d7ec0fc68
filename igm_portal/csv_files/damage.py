"""Text that was read in a wrong encoding somewhere on its way here (mojibake), or lost letters."""

import re
from itertools import product
from typing import Final
from unicodedata import category

# In which Dutch and other European files are written, and in which they are read by mistake.
_WRITING_ENCODINGS: Final = ("utf-8", "cp1252", "cp850", "cp437", "mac_roman", "cp1250", "cp1254")
_READING_ENCODINGS: Final = ("cp1252", "latin-1", "mac_roman", "cp850", "cp437", "cp1250")
_LOST: Final = ("ascii", "cp1252", "cp850", "mac_roman", "cp1250")
_LOSS: Final = "?¿"  # what programs write for a letter that an encoding lacks
_LOST_LETTER: Final = re.compile(rf"[^\W\d_][{_LOSS}]+[^\W\d_]")
_IN_NO_NAME: Final = {"Sc", "Sm", "So", "No", "Nl", "Cc"}


def is_damaged(text: str) -> bool:
    """Whether the name of a person shows, by itself, that it was read wrongly: reading it again
    puts it right, a question mark stands at a letter, or a sign stands there that is in no name.
    """
    spaced_text = f" {text} "
    has_lost_letter = any(
        spaced_text[place] in _LOSS
        and (spaced_text[place - 1] + spaced_text[place + 1]).strip().isalpha()
        for place in range(1, len(spaced_text) - 1)
    )
    return (
        has_lost_letter
        or is_misread(text)
        or any(not sign.isascii() and category(sign) in _IN_NO_NAME for sign in text)
    )


def is_misread(text: str) -> bool:
    """Whether text of any kind is UTF-8 that was read as something else, or lost signs, also
    within a word (`K?l?c`)."""
    if _LOST_LETTER.search(text):
        return True
    if text.isascii():
        return False
    for encoding in ("cp1252", "latin-1"):
        try:
            text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return "\ufffd" in text


def is_damage_of(text: str, original: str) -> bool:
    """Whether `text` is what a wrong encoding makes of `original`."""
    if text == original or original.isascii():
        return False
    readings = _damages(original)
    return text in readings or any(text in _damages(reading) for reading in readings)


def _damages(text: str) -> set[str]:
    """The text in every wrong reading, and with every loss of letters to question marks."""
    readings = {text.encode(encoding, "replace").decode(encoding) for encoding in _LOST}
    readings.add("".join(sign if sign.isascii() else "\ufffd" for sign in text))
    for source, target in product(_WRITING_ENCODINGS, _READING_ENCODINGS):
        try:
            readings.add(text.encode(source).decode(target))
        except UnicodeError:
            readings.add(text.encode(source, "replace").decode(target, "replace"))
    return readings - {text}
