"""The judges that are no Python of ours, fetched into `.data/audit`; by `make audit` alone."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from tests.audit.walk import NotThere
from tests.environment.chromium import ROOT

FOLDER = ROOT / ".data" / "audit"
MODULES = FOLDER / "node_modules"
PYTHON = FOLDER / "python"
HERE = Path(__file__).parent
LISTS = (HERE / "package.json", HERE / "package-lock.json", ROOT / "requirements" / "audit.txt")
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
