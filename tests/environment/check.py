"""Everything that can be judged without running the tests (`make check`).

Every check runs, also after a failure; the last lines name the ones that failed.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Check:
    """One program that says yes (exit status 0) or no, and why."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


def checks(folder: Path) -> list[Check]:
    """All checks; `folder` is room for what a production installation needs."""
    testing = {"DJANGO_SETTINGS_MODULE": "igm_portal.settings.test"}
    return [
        Check("style", ("-m", "ruff", "check", "--quiet", ".")),
        Check("layout", ("-m", "ruff", "format", "--check", "--quiet", ".")),
        Check("locks", ("-m", "tests.environment.locks")),
        Check("import direction", ("-m", "tests.environment.imports")),
        Check("template style", ("-m", "djlint", "--lint", "--quiet", "templates")),
        Check("templates", ("-m", "tests.environment.templates"), testing),
        Check("translations", ("-m", "tests.environment.catalogues", "check")),
        Check("migrations", ("manage.py", "makemigrations", "--check", "--dry-run"), testing),
        Check(
            "deployment",
            ("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
            _live(folder),
        ),
        Check("types", ("-m", "mypy", "--no-error-summary")),
    ]


def _live(folder: Path) -> dict[str, str]:
    """The environment of a production installation, with secrets for this one time."""
    (folder / "keys").mkdir()
    environment = {
        "DJANGO_SETTINGS_MODULE": "igm_portal.settings.base",
        "IGM_SECRET_KEY": secrets.token_urlsafe(50),
        "IGM_HOSTS": "portaal.example.org",
        "IGM_DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}",
        "IGM_KEY_DIR": str(folder / "keys"),
        "IGM_MAIL_HOST": "mail.example.org",
        "IGM_SECURITY_CONTACT": "meldpunt@example.org",
        "IGM_MAIL_FROM": "IGM-portaal <portaal@example.org>",
    }
    _run(Check("first key", ("manage.py", "new_key"), environment))
    return environment


def main() -> int:
    """Run all checks; 1 if any of them failed."""
    with tempfile.TemporaryDirectory() as name:
        failed = [check.name for check in checks(Path(name)) if not _passes(check)]
    if failed:
        print(f"\nFAILED: {', '.join(failed)}", file=sys.stderr)
        return 1
    print("\nAll checks passed.")
    return 0


def _passes(check: Check) -> bool:
    start = time.monotonic()
    done = _run(check)
    verdict = "FAILED" if done.returncode else "ok"
    print(f"{check.name:<18}{verdict:<8}{time.monotonic() - start:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout.rstrip(), flush=True)
    return done.returncode == 0


def _run(check: Check) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *check.command],
        cwd=ROOT,
        env={**os.environ, **check.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
