"""A file that is there in full, or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import Final, TextIO

_ERROR_TEXTS: Final = {
    errno.ENOENT: "die map bestaat niet",
    errno.ENOTDIR: "dat is geen map",
    errno.EACCES: "u mag daar niet schrijven",
    errno.EPERM: "u mag daar niet schrijven",
    errno.EROFS: "daar kan niemand schrijven",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw ruimte op de schijf is vol",
    errno.ENAMETOOLONG: "die naam is te lang",
}


class NoOutput(Exception):
    """The output cannot be written there; the message says why, in Dutch."""


@contextmanager
def replacing(path: Path, *, inputs: tuple[Path, ...] = ()) -> Iterator[TextIO]:
    """A text file that becomes `path` when the block ends well, and vanishes when it does not.

    Only the owner can read it: it holds scores of people. Raises NoOutput when `path` is one of the
    `inputs` or cannot be written.
    """
    with (
        _replacing(path, inputs) as (descriptor, _),
        os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file,
    ):
        yield file


@contextmanager
def replacing_by_name(path: Path, *, inputs: tuple[Path, ...] = ()) -> Iterator[Path]:
    """The same for a program that writes by name: the block gets the path of an empty file."""
    with _replacing(path, inputs) as (descriptor, name):
        os.close(descriptor)
        yield name


@contextmanager
def _replacing(path: Path, inputs: tuple[Path, ...]) -> Iterator[tuple[int, Path]]:
    target = path.resolve()
    if target in {file.resolve() for file in inputs}:
        raise NoOutput(f"{path} is het bestand met de antwoorden; kies een andere naam")
    if target.exists() and not target.is_file():
        raise NoOutput(f"{path} is geen gewoon bestand")
    try:
        with _beside(target) as opened:
            yield opened
    except OSError as error:
        default = f"het systeem staat het niet toe (fout {error.errno})"
        reason = _ERROR_TEXTS.get(error.errno or 0, default)
        raise NoOutput(f"{path} kan niet geschreven worden: {reason}") from None


@contextmanager
def _beside(target: Path) -> Iterator[tuple[int, Path]]:
    descriptor, name = mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        yield descriptor, Path(name)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
