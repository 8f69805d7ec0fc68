"""The list of what was erased, beside the keys: a restored database has it back (ADR 30).

One line for each thing: `NUMBER KIND MARK`. The number counts erasures; the database knows the
last one, so that after a restore the lines above its number are what must be erased again. A mark
is an HMAC under the key of the wave (answers), a hash of a random id (person, sharing) or the id of
a wave: no name, no address, no moment, and without the key nothing that leads to an answer.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from surveys import identity
from surveys.models import ErasureCount
from surveys.services.refusals import Refused

NAME: Final = "erasures.txt"
_NO_LIST = _(
    "The list of what was erased cannot be written at this moment, so nothing has been erased. Ask "
    "the technical administrator."
)
_BEHIND = _(
    "The portal was put back from a backup, and what was erased since is being erased again. Try "
    "again in a minute."
)


class ErasureKind(StrEnum):
    ANSWERS = "answers"
    PERSON = "person"
    WAVE = "wave"  # withdrawn, with all its answers
    SHARING = "sharing"  # taken back by its client


ErasureLine = tuple[ErasureKind, str]


def answers_mark(generation: int, pseudonym: str) -> str:
    """By which answers are known again with the key. Not the pseudonym itself: lines that stand
    together would tie the answers of one person in several waves. Raises MissingKey.
    """
    return identity.fingerprint(generation, "erased", pseudonym)


def person_mark(person_id: UUID) -> str:
    """By which a person is known again in a database that still has that person."""
    return sha256(b"erased person " + person_id.bytes).hexdigest()


def sharing_mark(sharing_id: UUID) -> str:
    """By which a sharing is known again in a database that still has it."""
    return sha256(b"ended sharing " + sharing_id.bytes).hexdigest()


@contextmanager
def listed() -> Iterator[list[ErasureLine]]:
    """Within the caller's transaction: what is added to the list that this gives is on disk before
    the database forgets it, so that a crash in between erases too much rather than too little.

    One erasure at a time. Raises Refused when the list cannot be written, or is behind.
    """
    count = _locked_count()
    try:
        if _last_number() > count.number:
            raise Refused(_BEHIND)
    except OSError:
        raise Refused(_NO_LIST) from None
    lines: list[ErasureLine] = []
    yield lines
    if not lines:
        return
    count.number += 1
    try:
        _append("".join(f"{count.number} {kind} {mark}\n" for kind, mark in lines))
    except OSError:
        raise Refused(_NO_LIST) from None
    count.save()


@contextmanager
def pending() -> Iterator[set[ErasureLine]]:
    """Within the caller's transaction: the lines that this database has not carried out; when the
    block ends it has.
    """
    count = _locked_count()
    yield {line for number, line in _lines() if number > count.number}
    count.number = max(count.number, _last_number())
    count.save()


def is_behind() -> bool:
    """Whether something must be erased again. May be true for a moment while somebody erases.

    Raises OSError when the list cannot be read.
    """
    last = _last_number()
    return last > 0 and not ErasureCount.objects.filter(number__gte=last).exists()


def _locked_count() -> ErasureCount:
    return ErasureCount.objects.select_for_update().get_or_create(pk=1)[0]


def _last_number() -> int:
    return max((number for number, _line in _lines()), default=0)


def _lines() -> Iterator[tuple[int, ErasureLine]]:
    """What the list holds; a line that a crash cut short never happened. Raises OSError."""
    try:
        text = _path().read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return
    for line in text.split("\n")[:-1]:
        number, kind, mark = [*line.split(" "), "", ""][:3]
        if number.isdecimal() and kind in ErasureKind.__members__.values() and mark:
            yield int(number), (ErasureKind(kind), mark)


def _append(text: str) -> None:
    handle = os.open(_path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            text = text if file.read(1) == b"\n" else "\n" + text
        file.write(text.encode("ascii"))
        os.fsync(handle)


def _path() -> Path:
    return Path(settings.IGM_KEY_DIR) / NAME
