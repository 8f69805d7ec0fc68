"""Where the benchmark plays: a folder, a database server, and programs with an environment."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from tests.environment import processes

ROOT = Path(__file__).resolve().parents[2]
HOST = "bench.example"
SETTINGS = "igm_portal.settings.base"  # those of production, nothing lighter


@dataclass(frozen=True, slots=True)
class Place:
    """One run: how many rounds, how large, and the PostgreSQL to measure on."""

    folder: Path
    server: str
    rounds: int
    teams: int

    def database(self, name: str) -> str:
        """The address of a database on the server, which `make_database` makes."""
        return f"{self.server.rpartition('/')[0]}/{name}"

    def sqlite(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.sqlite3"

    def make_database(self, name: str, template: str = "template1") -> str:
        """A new database, the same as `template`; its address."""
        self._administer(f'DROP DATABASE IF EXISTS "{name}"')
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.database(name)

    def drop_database(self, name: str) -> None:
        self._administer(f'DROP DATABASE IF EXISTS "{name}"')

    def _administer(self, statement: str) -> None:
        with closing(psycopg2.connect(self.server)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)

    def environment(self, database: str) -> dict[str, str]:
        """A production installation of the portal on this database."""
        keys = self.folder / "keys"
        keys.mkdir(exist_ok=True)
        if not (keys / "1.key").exists():
            (keys / "1.key").write_text(secrets.token_hex(32), encoding="ascii")
        secret = self.folder / "secret.txt"
        if not secret.exists():
            secret.write_text(secrets.token_urlsafe(50), encoding="ascii")
        return {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "IGM_SECRET_KEY": secret.read_text(encoding="ascii"),
            "IGM_HOSTS": HOST,
            "IGM_PROXIES": "1",
            "IGM_DATABASE_URL": database,
            "IGM_KEY_DIR": str(keys),
            "IGM_STATIC_ROOT": str(self.folder / "static"),
        }


def run(command: list[str], environment: Mapping[str, str], *, python: str = sys.executable) -> str:
    """Run a Python program to its end; what it printed. Raises CalledProcessError on failure."""
    done = subprocess.run(
        [python, *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def told(command: list[str], environment: Mapping[str, str]) -> Any:
    """What a program of ours tells about itself: the last line it prints, as JSON."""
    return json.loads(run(command, environment).strip().splitlines()[-1])


@contextmanager
def started(
    command: list[str], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs beside us, and is stopped on leaving."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        yield process
    finally:
        processes.finish(process)
