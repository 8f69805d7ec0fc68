"""The translations: complete, compiled, and made from the texts as they are now.

    python -m tests.environment.catalogues check|write

English is the language of the texts in the code, so only the Dutch catalogue is complete. The
others hold texts for clients, written by hand or from the sheet of a translator (docs/talen.md);
what they lack is read in Dutch. Compiling needs no gettext; collecting the texts does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from tests.environment.verdict import verdict

ROOT = Path(__file__).resolve().parents[2]
LOCALE = Path("igm_portal/locale")
LANGUAGE = "nl"
SOURCES = ("manage.py", "igm_portal", "surveys", "reports", "templates")
CATALOGUE = LOCALE / LANGUAGE / "LC_MESSAGES" / "django.po"


def check() -> list[str]:
    """What is wrong with the catalogue; without gettext its texts are not compared to the code."""
    path = ROOT / CATALOGUE
    if not path.exists():
        return [f"{CATALOGUE} is missing; run `make messages`"]
    catalogue = polib.pofile(str(path))
    found = [
        f"{CATALOGUE}:{it.linenum}: doubtful: {it.msgid!r}" for it in catalogue.fuzzy_entries()
    ]
    found += [
        f"{CATALOGUE}:{entry.linenum}: not translated: {entry.msgid!r}"
        for entry in catalogue.untranslated_entries()
        if not entry.fuzzy
    ]
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        found.append(f"{compiled.relative_to(ROOT)} is not made from {path.name}; `make messages`")
    return found + _stale(catalogue) + [it for other in _others() for it in _check_other(other)]


def _others() -> list[Path]:
    return sorted(
        path for path in (ROOT / LOCALE).glob("*/LC_MESSAGES/django.po") if path != ROOT / CATALOGUE
    )


def _check_other(path: Path) -> list[str]:
    """What is wrong with a catalogue for clients; a text that was renamed would be lost."""
    name, catalogue = path.relative_to(ROOT), polib.pofile(str(path))
    known = _texts(polib.pofile(str(ROOT / CATALOGUE)))
    found = [f"{name}: no longer used: {text!r}" for text in sorted(_texts(catalogue) - known)]
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        found.append(f"{compiled.relative_to(ROOT)} is not made from {path.name}; `make messages`")
    return found


def write() -> list[str]:
    """Collect the texts where gettext is present, and compile; the texts still to translate."""
    path = ROOT / CATALOGUE
    if shutil.which("xgettext"):
        path.parent.mkdir(parents=True, exist_ok=True)
        _collect(ROOT)
    else:
        print("gettext is not installed: compiled only, no texts collected")
    for catalogue in (path, *_others()):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    return check()


def _stale(catalogue: polib.POFile) -> list[str]:
    """Texts that the code has and the catalogue misses, or the other way round."""
    if not shutil.which("xgettext"):
        return []
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for source in SOURCES:
            _copy(ROOT / source, copy / source)
        _collect(copy)
        fresh = _texts(polib.pofile(str(copy / CATALOGUE)))
    known = _texts(catalogue)
    return [f"{CATALOGUE}: missing: {text!r}" for text in sorted(fresh - known)] + [
        f"{CATALOGUE}: no longer used: {text!r}" for text in sorted(known - fresh)
    ]


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def _texts(catalogue: polib.POFile) -> set[str]:
    return {
        f"{it.msgctxt}|{it.msgid}" if it.msgctxt else it.msgid
        for it in catalogue
        if not it.obsolete
    }


def _collect(root: Path) -> None:
    command = ["manage.py", "makemessages", "--locale", LANGUAGE, "--no-obsolete", "--no-wrap"]
    ignored = [f"--ignore={name}" for name in (".venv/*", ".data/*", "tests/*", "static/*")]
    subprocess.run(
        [sys.executable, *command, "--add-location=file", "--verbosity=0", *ignored],
        cwd=root,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "igm_portal.settings.test"},
        check=True,
    )


def main(arguments: list[str]) -> int:
    """Do what is asked and print what is wrong; 1 if anything is."""
    if arguments not in (["check"], ["write"]):
        print(__doc__, file=sys.stderr)
        return 2
    return verdict(check() if arguments == ["check"] else write())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
