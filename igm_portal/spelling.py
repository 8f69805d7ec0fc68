"""When two texts are the same: one function per kind of text, for forms, files, search and mail.

Each gives the one spelling that is kept and compared (ADR 16), and gives that spelling back
unchanged. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final
from unicodedata import category, decimal, normalize
from urllib.parse import unquote

import idna

from igm_portal.plain_text import is_line

LONGEST_ADDRESS: Final = 254  # RFC 5321, 4.5.3.1.3, less the two brackets
LONGEST_CODE: Final = 1_000  # characters of a pasted text that are looked at

_LOCAL_SIGNS = r"[a-z0-9!#$%&'*+/=?^_`{}|~-]+"
_LOCAL = re.compile(rf"{_LOCAL_SIGNS}(?:\.{_LOCAL_SIGNS})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,58}}[a-z0-9])")
_ACE_PREFIX = "xn--"  # how the domain name system writes letters outside ASCII (RFC 5890)
_SPACES = re.compile("[\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")

_NUMBER = re.compile("([0-9]+)")
# Letters that are no other letter with an accent (Unicode Character Database: no decomposition).
_PLAIN_LETTERS: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_INFIXES: Final = frozenset(
    {"van", "von", "de", "den", "der", "des", "het", "t", "s", "d", "te", "ten", "ter", "in", "op"}
    | {"aan", "bij", "onder", "uit", "voor", "la", "le", "du", "da", "dos", "el", "al", "ben"}
)


class Misspelt(ValueError):
    """The text is not of the kind that it should be."""


class Invisible(Misspelt):
    """The text holds signs that nobody sees, or that turn others round."""


def address(text: str) -> str:
    """The spelling of an e-mail address: NFKC, lower case, the domain in the letters that people
    read. Two addresses are equal when their domains have the same A-labels (IDNA 2008, RFC 5891).

    Raises Misspelt for what is no address. The first part is ASCII: no mail server that we know of
    must take anything else (RFC 6531 is an extension).
    """
    spelling = address_key(text)
    if not is_line(spelling):
        raise Invisible(text)
    local, _at, domain = spelling.rpartition("@")
    wire = ".".join(_to_ascii(label) for label in domain.split("."))
    if not _LOCAL.fullmatch(local) or len(local) > 64 or not _DOMAIN.fullmatch(wire):
        raise Misspelt(text)
    if len(local) + 1 + len(wire) > LONGEST_ADDRESS:
        raise Misspelt(text)
    return spelling


def address_key(text: str) -> str:
    """What to look an address up by, or a part of one: the spelling of `address` where there is
    one, and else some text that equals no address. Never raises.
    """
    lower = normalize("NFKC", normalize("NFKC", text[: 4 * LONGEST_ADDRESS]).lower()).strip()
    local, at, domain = lower.rpartition("@")
    labels = domain.replace("\u3002", ".").split(".")  # the full stop of Chinese and Japanese
    return local + at + ".".join(_to_unicode(label) for label in labels)


def wire_address(spelling: str) -> str:
    """The address as the mail server wants it: the domain in A-labels. Raises Misspelt."""
    local, at, domain = address(spelling).rpartition("@")
    return local + at + ".".join(_to_ascii(label) for label in domain.split("."))


def name(text: str) -> str:
    """The spelling of a name or another line of text: NFC, every run of spaces one plain space."""
    return _SPACES.sub(" ", normalize("NFC", text)).strip(" ")


def name_key(text: str) -> str:
    """What two names have in common that look the same or differ in capitals only."""
    return name(normalize("NFKC", normalize("NFKC", name(text)).casefold()))


def search_key(text: str) -> str:
    """What is left of a name for who looks it up: no capitals, accents, hyphens or apostrophes."""
    letters = name_key(text).translate(_PLAIN_LETTERS)
    plain = "".join(sign for sign in normalize("NFD", letters) if category(sign) != "Mn")
    return " ".join(re.split(r"[\W_]+", plain)).strip()


def search_words(text: str) -> tuple[str, ...]:
    """The words to look a name up by, as typed. A tussenvoegsel counts only where there is nothing
    else: who looks for "van der Berg" also wants "Van den Berg" and "Berg, van den".
    """
    words = re.split(r"[\s,;]+", name(text))
    words = [word for word in words if search_key(word)]
    telling = [word for word in words if not _INFIXES.issuperset(search_key(word).split())]
    return tuple(telling or words)


def natural_key(text: str) -> tuple[str | int, ...]:
    """What to sort names by so that numbers in them count as numbers: team 2 before team 11.

    Text and numbers take turns, text first, so that any two keys can be compared.
    """
    parts = _NUMBER.split(name_key(text))
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts))


def identifier(text: str) -> str:
    """The spelling of an identifier in a file: that of a name, in which every sign can be seen.

    Raises Invisible.
    """
    spelling = name(text)
    if not is_line(spelling):
        raise Invisible(text)
    return spelling


def code(text: str) -> str:
    """The letters and digits of a typed or pasted code, as capitals: NFKD, digits of any script
    as ours, look-alike letters as Latin ones; marks, spaces and punctuation dropped. Of a whole
    address the last part of its path. Other signs stay, so that they can be refused.
    """
    capitals = _last_part(text[:LONGEST_CODE]).upper().translate(_LATIN)
    signs = normalize("NFKD", capitals).upper().translate(_LATIN)
    return "".join(str(decimal(sign, sign)) for sign in signs if category(sign)[0] not in "MZPC")


def twice(keys: Iterable[str]) -> frozenset[str]:
    """Which keys come more than once: rows from before this spelling, which only people can tell
    apart.
    """
    return frozenset(key for key, number in Counter(keys).items() if number > 1)


def _to_ascii(label: str) -> str:
    """The A-label of a label; raises Misspelt when IDNA 2008 knows none."""
    if label.isascii() and not label.startswith(_ACE_PREFIX):
        return label
    try:
        return idna.alabel(label).decode("ascii")
    except (ValueError, IndexError, OverflowError):  # all of idna's are ValueErrors
        raise Misspelt(label) from None


def _to_unicode(label: str) -> str:
    """The U-label of an A-label; any other label as it is."""
    if not label.startswith(_ACE_PREFIX):
        return label
    try:
        readable = idna.ulabel(label)
        return readable if idna.alabel(readable).decode("ascii") == label else label
    except (ValueError, IndexError, OverflowError):
        return label


def _last_part(text: str) -> str:
    """Of an address, with or without https://, the last part of its path; other text as it is."""
    host, slash, _path = text.strip().partition("/")
    if not slash or (host and "." not in host and ":" not in host):
        return text
    path = re.split(r"[?#]", text, maxsplit=1)[0]
    parts = [part for part in path.split("/") if any(sign.isalnum() for sign in part)]
    return unquote(parts[-1]) if parts else ""


# Capitals of other scripts that look like one of ours on paper or on a screen, and letters that
# stand where a keyboard has a dash.
_LATIN: Final = str.maketrans(
    dict(zip("АВЕЅЗНІЈКМОРԚСТУХԜ", "ABES3HIJKMOPQCTYXW", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "ABEZHIKMNOPTYXC", strict=True))  # noqa: RUF001  Greek
    | dict.fromkeys("−ـー\u02d7")  # minus, tatweel, the long sound of Japanese, a modifier
)
