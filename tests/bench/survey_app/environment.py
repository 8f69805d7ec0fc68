"""The virtual environment of django-survey-and-report, kept in .data/ from run to run.

Its lock beside this file is made from requirements.in as `make lock` makes those of the portal.
"""

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from tests.bench.place import ROOT

LOCK = Path(__file__).with_name("requirements.txt")
FOLDER = ROOT / ".data" / "bench"


class Unavailable(Exception):
    """It could not be installed; the text says why. The rest is measured without it."""


def python() -> str:
    """The Python of the environment, which is made at first use. Raises Unavailable."""
    home = FOLDER / f"survey-{sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    if not (home / "ready").exists():
        shutil.rmtree(home, ignore_errors=True)
        _make(home)
        (home / "ready").touch()
    return str(home / "bin" / "python")


def _make(home: Path) -> None:
    print("Installing django-survey-and-report in an environment of its own ...", flush=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    commands = (
        [sys.executable, "-m", "venv", str(home)],
        [str(home / "bin/python"), *install, "--require-hashes", "--no-deps", "-r", str(LOCK)],
    )
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable((done.stderr.strip().splitlines() or ["no reason given"])[-1])
