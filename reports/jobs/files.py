"""Finished files: pieces in the database, written and read one at a time.

A file stands beside its job, so that a web server holds nothing of its own and what removes the
job removes the file. It is only reached through the view that asks who you are.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from reports.models import FileChunk, Job

CHUNK: Final = 256 * 1024  # bytes in memory at a time
LARGEST: Final = 256 * 1024 * 1024  # bytes; the papers of 2,000 teams are about 150 MB


def store(job: Job, file: BinaryIO) -> None:
    """Copy a file to the pieces of this job, within the caller's transaction."""
    file.seek(0)
    for number, content in enumerate(iter(lambda: file.read(CHUNK), b"")):
        FileChunk.objects.create(job=job, number=number, content=content)


def pieces(job: Job) -> Iterator[bytes]:
    """Read the pieces in turn. Raises FileChunk.DoesNotExist for one that went meanwhile, which
    breaks off a download instead of shortening it.
    """
    for number in range(piece_count(job.size)):
        content = FileChunk.objects.values_list("content", flat=True).get(job=job, number=number)
        yield bytes(content)


def piece_count(size: int) -> int:
    """How many pieces a file of `size` bytes has."""
    return -(-size // CHUNK)
