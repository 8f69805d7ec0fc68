"""Write a file of one wave in a process of its own, and the rows of its figures in other ways.

    python -m tests.bench.export WAVE xlsx|csv|gespreksbladen|floor|copy

`floor` is a bare view that streams as many rows of one table; `copy` is the database by itself.
Both read a table that a run with `csv` leaves behind.
"""

import csv
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, cast
from uuid import UUID

import django
from django.db import connection
from django.http import StreamingHttpResponse
from django.utils import timezone

from tests.bench.memory import peak

TABLE = "bench_figures"


def main(wave_id: str, form: str) -> None:
    """Print seconds, bytes, and MiB before and at the highest moment, as JSON."""
    django.setup()
    write = {"floor": _floor, "copy": _copy}.get(form) or _ours(wave_id, form)
    before = peak()
    with TemporaryFile() as file:
        start = time.perf_counter()
        write(file)
        seconds = time.perf_counter() - start
        told = {"seconds": seconds, "bytes": file.tell(), "before": before, "peak": peak()}
        if form == "csv":
            file.seek(0)
            told["rows"] = _keep(file)
    print(json.dumps(told))


def _ours(wave_id: str, form: str) -> Callable[[BinaryIO], None]:
    from reports.files.form import FileForm
    from reports.jobs.making import make
    from reports.models import Snapshot

    snapshot = Snapshot.objects.select_related("wave__instrument", "organisation").get(
        pk=UUID(wave_id)
    )
    assert snapshot.publication.groups  # read and parsed before the clock starts

    def write(file: BinaryIO) -> None:
        make([snapshot], FileForm(form), timezone.localdate(), file, lambda done, total: None)

    return write


def _keep(file: IO[bytes]) -> int:
    """The rows of the file in a table; how many."""
    heading = next(csv.reader([file.readline().decode("utf-8-sig")]))
    columns = ", ".join(f"c{number} text" for number in range(len(heading)))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(f"CREATE TABLE {TABLE} ({columns})")
        cursor.cursor.copy_expert(f"COPY {TABLE} FROM STDIN (FORMAT csv)", file)
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608  our own name
        return int(cursor.fetchone()[0])


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def _view() -> StreamingHttpResponse:
    return StreamingHttpResponse(_lines(), content_type="text/csv")


def _lines() -> Iterator[str]:
    writer = csv.writer(_Echo())
    with connection.cursor():  # connects
        pass
    connection.connection.autocommit = False
    with connection.connection.cursor("rows") as rows:
        rows.itersize = 2000
        rows.execute(f"SELECT * FROM {TABLE}")  # noqa: S608  our own name
        for batch in _batches(rows):
            yield from map(writer.writerow, batch)


def _batches(rows: Any) -> Iterable[list[Any]]:
    return iter(lambda: rows.fetchmany(2000), [])


def _floor(file: IO[bytes]) -> None:
    file.writelines(cast(Iterator[bytes], _view().streaming_content))


def _copy(file: IO[bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {TABLE} TO STDOUT (FORMAT csv)", file)


if __name__ == "__main__":
    main(*sys.argv[1:])
