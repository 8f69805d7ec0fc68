"""Where finished files lie: one folder outside everything that is served, under random names.

A file is only ever reached through the row that knows its name, by the view that asks who you are.
"""

import os
from collections.abc import Container, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings


def path_of(run: UUID) -> Path:
    """The file of this run; nobody can guess the 122 random bits of its name."""
    return Path(settings.IGM_FILE_DIR) / run.hex


@contextmanager
def new_file(run: UUID) -> Iterator[BinaryIO]:
    """A file to write, readable by nobody else; on disk for good when the block ends."""
    path = path_of(run)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def remove(run: UUID | None) -> None:
    if run is not None:
        path_of(run).unlink(missing_ok=True)


def remove_orphans(run_names: Container[str], before: datetime) -> None:
    """Remove what no row knows (any more) and what was not written to since `before`."""
    folder = Path(settings.IGM_FILE_DIR)
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name not in run_names and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
