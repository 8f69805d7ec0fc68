"""All tests with one command (`make test`): all on SQLite, those that depend on the database on
PostgreSQL too, and pages in a browser.

Says at the end what ran and what could not, and why. A group that could not run is a failure
when CI=true. The last line holds the totals.
"""

import os
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.environment import chromium, postgres, processes

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
SQLITE = {"IGM_DATABASE_URL": "sqlite://:memory:"}
PARALLEL = ("-n", str(min(max(os.cpu_count() or 2, 2), 4)), "--dist", "loadfile")
"""As many as there are processors, and four at most: each opens many connections to PostgreSQL.
Files stay whole: tests in one file share what their module made in the database.
"""
COVERAGE = ("--cov", "--cov-report=", "--cov-fail-under=0")
"""What to measure and the floor stand in pyproject.toml."""
WITH_DATABASE = ("tests/integration", "tests/attack", "-m", "database and not once")
"""Pure tests, and tests of words and of paper, prove nothing new on a second database."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one group of tests; `reason` is filled when it could not run."""

    group: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    sound: bool = True  # pytest itself was content
    reason: str = ""


def main() -> int:
    """Run every group; 0 if all is well."""
    processes.stop_on_signals()
    RESULTS.mkdir(exist_ok=True)
    outcomes = [_pytest("SQLite", SQLITE, "-m", "not browser", *PARALLEL, *COVERAGE)]
    with ExitStack() as stack:
        database = SQLITE
        try:
            database = {"IGM_DATABASE_URL": stack.enter_context(postgres.server()).url}
            outcomes.append(_pytest("PostgreSQL", database, *PARALLEL, *WITH_DATABASE))
        except postgres.Unavailable as fault:
            outcomes.append(Outcome("PostgreSQL", reason=str(fault)))
        outcomes.append(_browser(database))
    print("\n== coverage: what the tests on SQLite ran, in % ==", flush=True)
    covered = processes.run([sys.executable, "-m", "coverage", "report", "--format=total"], {})
    return _report(outcomes) or int(covered != 0)


def _browser(database: Mapping[str, str]) -> Outcome:
    group = f"browser, on {'SQLite' if database is SQLITE else 'PostgreSQL'}"
    try:
        browser = chromium.find_or_fetch()
    except chromium.Unavailable as fault:
        return Outcome(group, reason=str(fault))
    environment = {**database, "IGM_CHROMIUM": str(browser)}
    return _pytest(group, environment, "tests/browser", "--screenshot=only-on-failure", *PARALLEL)


def _pytest(group: str, environment: Mapping[str, str], *arguments: str) -> Outcome:
    print(f"\n== {group} ==", flush=True)
    report = RESULTS / f"{group.split(',')[0].lower()}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
    # Each group reads the same tests: the first leaves them compiled for the others.
    status = processes.run(command, {**environment, "PYTHONDONTWRITEBYTECODE": ""})
    if not report.exists():
        return Outcome(group, failed=1, sound=False)
    return _counted(group, ElementTree.parse(report).getroot(), sound=status == 0)


def _counted(group: str, root: ElementTree.Element, *, sound: bool) -> Outcome:
    """The counts of pytest's own report; an error in a fixture counts as a failed test."""
    total, failed, skipped = (
        sum(int(suite.get(name, 0)) for suite in root.iter("testsuite") for name in names)
        for names in (("tests",), ("failures", "errors"), ("skipped",))
    )
    return Outcome(group, total - failed - skipped, failed, skipped, sound)


def _report(outcomes: list[Outcome]) -> int:
    strict = os.environ.get("CI", "").lower() == "true"
    print("\n== summary ==")
    for outcome in outcomes:
        print(f"{outcome.group:<24}{_verdict(outcome)}")
    missing = any(outcome.reason for outcome in outcomes)
    if missing and strict:
        print("With CI=true every group has to run.")
    passed, failed = (sum(getattr(it, name) for it in outcomes) for name in ("passed", "failed"))
    print(f"\n{passed} passed, {failed} failed", flush=True)
    well = all(outcome.sound for outcome in outcomes) and not (missing and strict)
    return 0 if well else 1


def _verdict(outcome: Outcome) -> str:
    if outcome.reason:
        return f"NOT RUN: {outcome.reason}"
    skipped = f", {outcome.skipped} skipped" if outcome.skipped else ""
    broken = "" if outcome.sound or outcome.failed else "  (pytest stopped with an error)"
    return f"{outcome.passed} passed, {outcome.failed} failed{skipped}{broken}"


if __name__ == "__main__":
    sys.exit(main())
