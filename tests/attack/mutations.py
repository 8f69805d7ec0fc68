"""Every rule that protects people, switched off one at a time (`make attack`): a test must notice.

Each mutation changes one place in a copy of the code and runs the tests that ought to fail.
"""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("igm_portal", "surveys", "reports", "templates", "tests", "pyproject.toml", "manage.py")
LINKED = ("static", "docs")

TESTS = {
    "engine": ("tests/unit/reports/disclosure", "tests/unit/surveys/policy"),
    "cells": (
        "tests/unit/reports/disclosure/test_facets.py",
        "tests/unit/reports/disclosure/test_facet_attacker.py",
        "tests/unit/surveys/policy",
    ),
    "spread": ("tests/unit/reports/statistics", "tests/unit/reports/disclosure/test_means.py"),
    "promises": (
        "tests/unit/reports/disclosure/test_spread_attacker.py",
        "tests/attack/test_twins.py",
    ),
    "linked": (
        "tests/unit/reports/disclosure/test_linked.py",
        "tests/unit/reports/disclosure/test_linked_attacker.py",
        "tests/unit/reports/disclosure/test_serialise.py",
    ),
    "linking": ("tests/integration/test_linking.py",),
    "scoring": ("tests/unit/surveys/scoring/test_batch.py",),
    "cases": ("tests/attack/test_cases.py",),
    "earlier": ("tests/integration/test_earlier_spreads.py",),
    "closing": ("tests/integration/test_closing.py",),
    "dump": ("tests/attack/test_dump.py",),
    "keys": ("tests/integration/test_keys.py",),
    "rights": ("tests/integration/test_my_data.py",),
    "addresses": ("tests/integration/test_people_mail.py",),
    "access": ("tests/integration/test_access.py",),
    "places": ("tests/integration/test_places_at_hand.py",),
    "shares": ("tests/attack/test_item_shares.py",),
    "advice": ("tests/unit/reports/advice",),
    "associations": ("tests/unit/reports/disclosure/test_associations.py",),
    "associated": ("tests/integration/test_associations.py",),
    "mirror": ("tests/unit/reports/disclosure/test_mirror.py",),
    "mirrored": ("tests/integration/test_mirror.py",),
    "comparable": ("tests/unit/surveys/instruments/test_comparable.py",),
    "overview": ("tests/unit/reports/overview",),
    "pages": ("tests/attack/test_pages.py", "tests/integration/test_waves.py"),
    "retest": ("tests/attack/test_retests.py", "tests/integration/test_retest.py"),
    "sharing": ("tests/integration/test_sharing.py", "tests/attack/test_sharing.py"),
}


@dataclass(frozen=True, slots=True)
class Mutation:
    """A rule, where it stands, and the code without it; `tests` is a key of TESTS."""

    rule: str
    path: str
    old: str
    new: str
    tests: str


def mutations() -> tuple[Mutation, ...]:
    """All of them, in the order of the file."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(Mutation(**found) for found in content["mutation"])


def main() -> int:
    """Play all mutations, or those whose rule has one of the given words in it; 1 if any lives."""
    words = sys.argv[1:]
    chosen = [m for m in mutations() if not words or any(word in m.rule for word in words)]
    with tempfile.TemporaryDirectory() as folder:
        copy = _copy(Path(folder))
        survivors = [mutation.rule for mutation in chosen if not _is_noticed(mutation, copy)]
    for rule in survivors:
        print(f"NOT NOTICED: {rule}")
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} rules are missed when they are off")
    return 1 if survivors else 0


def _copy(folder: Path) -> Path:
    ignore = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignore)
        else:
            shutil.copy(source, folder / name)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    return folder


def _is_noticed(mutation: Mutation, copy: Path) -> bool:
    """Raises LookupError when the code of the rule is no longer what it was."""
    path = copy / mutation.path
    code = path.read_text(encoding="utf-8")
    if mutation.old not in code:
        raise LookupError(f"{mutation.rule}: not found in {mutation.path}")
    path.write_text(code.replace(mutation.old, mutation.new, 1), encoding="utf-8")
    command = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *TESTS[mutation.tests]]
    played = subprocess.run(  # noqa: S603  our own tests
        [sys.executable, *command], cwd=copy, capture_output=True, text=True, check=False
    )
    path.write_text(code, encoding="utf-8")
    failed = [line for line in played.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    print(f"{mutation.rule}: {failed[0].split('::')[-1][:70] if failed else 'nothing'}", flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
