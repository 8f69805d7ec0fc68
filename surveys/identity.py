"""Pseudonyms: how answers find their person back, and only with a key outside the database.

A response carries `HMAC-SHA-256(key of a generation, wave + person)` (ADR 20). Nothing is
stored that says who has answered: with the key it is computed again, without it a dump of the
database does not tie answers to people. Keys come in generations (ADR 20): files
`<number>.key` in `IGM_KEY_DIR`. Which of them were destroyed on purpose is on record in the
database (`surveys.models.key`).
"""

import hmac
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

KEY_BYTES = 32


class MissingKey(Exception):
    """The key of this generation is not in the key folder, or has been destroyed.

    `generation` is its number; 0 for a wave that has no key yet.
    """

    def __init__(self, message: str, generation: int = 0) -> None:
        super().__init__(message)
        self.generation = generation


def pseudonym(generation: int, wave_id: UUID, person_id: UUID) -> str:
    """64 hexadecimal characters; the same for the same key, wave and person.

    Raises MissingKey when the generation has no key (any more).
    """
    (result,) = pseudonyms(generation, wave_id, (person_id.int,))
    return result


def pseudonyms(generation: int, wave_id: UUID, people: Iterable[int]) -> list[str]:
    """Those of many people, by the numbers of their ids (`UUID.int`) and in their order; the key is
    looked up, and the wave put in, once. Raises MissingKey.
    """
    of_wave = hmac.new(_key(settings.IGM_KEY_DIR, generation), wave_id.bytes, sha256)
    result = []
    for person in people:
        of_person = of_wave.copy()
        of_person.update(person.to_bytes(16, "big"))
        result.append(of_person.hexdigest())
    return result


def fingerprint(generation: int, purpose: str, secret: str) -> str:
    """64 hexadecimal characters that stand for a secret which is stored nowhere.

    `purpose` keeps secrets of different kinds apart; no message may have the 32 bytes of a
    person's, so that no fingerprint is ever a pseudonym. Raises MissingKey.
    """
    message = f"{purpose}:{secret}".encode("ascii")
    return hmac.new(_key(settings.IGM_KEY_DIR, generation), message, sha256).hexdigest()


def check_value(generation: int) -> str:
    """64 hexadecimal characters by which this key is known again. Raises MissingKey."""
    return fingerprint(generation, "check", "this key")


def participant_mark(generation: int, wave_id: UUID, secret: str) -> str:
    """32 hexadecimal characters by which a page names its participant in a wave. `secret` is what
    leads to the answers; nobody gets back to it from the mark. Raises MissingKey.
    """
    return fingerprint(generation, "participant", wave_id.hex + secret)[:32]


def generations() -> tuple[int, ...]:
    """Numbers of the generations whose key is present, oldest first; none in a folder that may not
    be read (`lacks_access`).
    """
    with suppress(PermissionError):
        files = Path(settings.IGM_KEY_DIR).glob("[0-9]*.key")
        return tuple(sorted(int(path.stem) for path in files))
    return ()


def lacks_access() -> bool:
    """Whether the folder of the keys is closed to the user of this process: put back by another."""
    try:
        os.scandir(settings.IGM_KEY_DIR).close()
    except PermissionError:
        return True
    except OSError:  # not there
        return False
    return False


def new_generation(after: int = 0) -> int:
    """Make the next key, readable by its owner alone, and return its number, above `after`.

    The file is made exclusively, so that two calls at once never share or overwrite a key.
    """
    folder = Path(settings.IGM_KEY_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = max(*generations(), after, 0) + 1
    handle = os.open(folder / f"{number}.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES))
    return number


def destroy(generation: int) -> None:
    """Overwrite and remove the key file; nothing happens when it is gone already.

    Copies elsewhere are out of reach: who keeps them destroys them.
    """
    path = _path(settings.IGM_KEY_DIR, generation)
    if path.exists():
        with path.open("r+b") as file:
            file.write(b"0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    _read.cache_clear()


def _path(folder: Path, generation: int) -> Path:
    return Path(folder) / f"{generation}.key"


def _key(folder: Path, generation: int) -> bytes:
    """The key, from memory as long as the same file is there: a process that has been running for
    weeks knows at once that a key was destroyed, and forgets it.
    """
    path = _path(folder, generation)
    try:
        status = path.stat()
        return _read(path, status.st_mtime_ns, status.st_ino)
    except (OSError, ValueError):
        _read.cache_clear()
        message = f"Sleutel {generation} ontbreekt of is beschadigd: {path}"
        raise MissingKey(message, generation) from None


@lru_cache(maxsize=32)
def _read(path: Path, _mtime: int, _inode: int) -> bytes:
    """Raises ValueError when the file does not hold a key."""
    key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(key) != KEY_BYTES:
        raise ValueError(path)
    return key
