"""The throw-away server: what it hands out works, and nothing of it stays behind."""

from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg2
import pytest

from tests.environment import postgres


@pytest.fixture(autouse=True)
def _no_server_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IGM_TEST_DATABASE_URL", raising=False)


def test_serves_on_a_socket_only_and_leaves_nothing() -> None:
    try:
        with postgres.server() as running:
            folder = Path(unquote(urlsplit(running.url).netloc.partition("@")[2]))
            connection = psycopg2.connect(host=str(folder), user="igm", dbname="igm")
            with closing(connection), connection.cursor() as cursor:
                cursor.execute("show listen_addresses")
                assert cursor.fetchone() == ("",)
    except postgres.Unavailable as reason:
        pytest.skip(str(reason))
    assert not folder.exists()


def test_a_given_server_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IGM_TEST_DATABASE_URL", "postgres://me@host/db")
    with postgres.server() as running:
        assert running.url == "postgres://me@host/db"


def test_a_server_that_does_not_start_gives_way_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = postgres.Binaries(tmp_path, "broken")
    monkeypatch.setattr(postgres, "_system", lambda: [broken])
    monkeypatch.setattr(postgres, "_wheel", lambda: [broken])
    with (
        pytest.raises(postgres.Unavailable, match=r"broken: initdb.*; broken: initdb"),
        postgres.server(),
    ):
        pytest.fail("a server was started from an empty folder")
