"""The judges that are no Python of ours, fetched into `.data/audit`; by `make audit` alone."""

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.audit.walk import NotThere
from tests.environment.chromium import ROOT

FOLDER = ROOT / ".data" / "audit"
MODULES = FOLDER / "node_modules"
PYTHON = FOLDER / "python"
HERE = Path(__file__).parent
LISTS = (HERE / "package.json", HERE / "package-lock.json", ROOT / "requirements" / "audit.txt")
SCANNERS = ROOT / "requirements" / "scanners.txt"
NEEDED = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless"}


def install() -> None:
    """Fetch what the lists name, once; raises NotThere when something is missing for it."""
    missing = [package for name, package in NEEDED.items() if shutil.which(name) is None]
    if missing:
        raise NotThere(f"needs: apt install {' '.join(missing)}")
    contents = b"".join(file.read_bytes() for file in LISTS)
    stamp = FOLDER / f"{hashlib.sha256(contents).hexdigest()}.ready"
    if stamp.exists():
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for file in LISTS:
        shutil.copy(file, FOLDER)
    npm = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    locked = ("--require-hashes", "--no-deps", "--target", str(PYTHON), "-r", str(LISTS[-1]))
    for command in (npm, (*pip, *locked)):
        if subprocess.run(command, cwd=FOLDER, check=False).returncode:
            raise NotThere(f"failed: {' '.join(command)}")
    stamp.touch()


def scanners() -> Path:
    """The Python of an environment with the scanners alone, made once; raises NotThere."""
    folder = ROOT / ".data" / "scanners"
    python = folder / "bin" / "python"
    stamp = folder / f"{hashlib.sha256(SCANNERS.read_bytes()).hexdigest()}.ready"
    if stamp.exists():
        return python
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    command = (*pip, "--require-hashes", "--no-deps", "-r", str(SCANNERS))
    if subprocess.run(command, check=False).returncode:
        raise NotThere(f"failed: {' '.join(command)}")
    stamp.touch()
    return python
