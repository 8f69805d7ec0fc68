"""`make audit`: start a demo of its own and walk through it as everybody who uses it.

In Chromium every page is put before axe, HTML_CodeSniffer, IBM Equal Access, Lighthouse and the Nu
Html Checker, and every PDF before pdfua and outloud. In WebKit and Firefox its layout is looked at.
Wapiti and sqlmap attack it, signed in as several people (`tests.audit.scanners`).
At last people sign in and out at a certified provider (`tests.audit.provider`).
What is wrong in Chromium stands in `test-results/audit/faults.txt`, beside pictures of all pages.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError

from tests.audit import (
    chromium,
    findings,
    firefox,
    judges,
    packages,
    provider,
    scanners,
    webkit,
)
from tests.audit.driver import free_port, wait_for
from tests.audit.judged import Evidence, JudgedWalk
from tests.audit.walk import Browser, NotThere, Walk, people
from tests.environment import processes

RESULTS = Path("test-results/audit")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    engines = {
        "chromium": in_chromium,
        "webkit": in_webkit,
        "firefox": in_firefox,
        "scanners": scanned,
        "provider": signed_in_elsewhere,
    }
    parser.add_argument("people", nargs="*", help="of whom the walk is; all by default")
    parser.add_argument("--engine", choices=engines, help="one of them only")
    options = parser.parse_args()
    processes.stop_on_signals()
    wrong = 0
    for name, walk in engines.items():
        if options.engine in (None, name):
            folder = RESULTS / name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            with tempfile.TemporaryDirectory() as temporary:
                began = time.monotonic()
                try:
                    variables = provider.SETTINGS if name == "provider" else {}
                    with demo(Path(temporary), variables) as site:
                        wrong += walk(site, Path(temporary), folder, options.people)
                except NotThere as reason:
                    print(reason, file=sys.stderr)
                    wrong += 1
                print(f"{name}: {(time.monotonic() - began) / 60:.0f} minutes")
    return bool(wrong)


@contextmanager
def demo(folder: Path, variables: Mapping[str, str]) -> Iterator[str]:
    """A demo of its own, that lives in this folder; gives its address."""
    port = free_port()
    started = subprocess.Popen(
        [sys.executable, "manage.py", "start_demo", f"--port={port}"],
        env={**os.environ, **variables, "IGM_DATA_DIR": str(folder / "demo")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(port, patience=300)  # it makes a municipality first
        yield f"http://127.0.0.1:{port}"
    finally:
        processes.finish(started)


def in_webkit(site: str, temporary: Path, results: Path, wanted: Sequence[str]) -> int:
    """How many faults of layout the engine of Safari shows."""
    with webkit.screen(temporary / "settings") as environment:
        return laid_out(
            lambda _person: webkit.browser(environment), site, temporary, results, wanted
        )


def in_firefox(site: str, temporary: Path, results: Path, wanted: Sequence[str]) -> int:
    """How many faults of layout Firefox shows."""
    return laid_out(
        lambda person: firefox.browser(temporary / person), site, temporary, results, wanted
    )


def laid_out(
    start: Callable[[str], AbstractContextManager[Browser]],
    site: str,
    temporary: Path,
    results: Path,
    wanted: Sequence[str],
) -> int:
    """How many faults of layout there are in a browser that is started for each person."""
    faults: list[str] = []
    for person, steps in people(temporary).items():
        if not wanted or person in wanted:
            with start(person) as browser:
                walk = Walk(browser, site, pictures(results, person), person)
                faults += faults_on(walk, steps)
    print(*faults, sep="\n")
    return len(faults)


def in_chromium(site: str, temporary: Path, results: Path, wanted: Sequence[str]) -> int:
    """How many faults our own rules of layout and the judges name."""
    packages.install()
    evidence, port = Evidence(results), free_port()
    faults: list[str] = []
    with chromium.program(port) as program, judges.Lighthouse(port) as lighthouse:
        for person, steps in people(temporary).items():
            if wanted and person not in wanted:
                continue
            with chromium.browser(program) as browser:
                walk = JudgedWalk(
                    browser,
                    site,
                    pictures(results, person),
                    person,
                    evidence=evidence,
                    lighthouse=lighthouse,
                )
                faults += faults_on(walk, steps)
        scores = lighthouse.scores
    found = [*evidence.findings, *judges.nu(evidence.pages), *judges.papers(evidence.papers)]
    text, count = findings.report(found, findings.accepted())
    text = "\n".join([*faults, text])
    (results.parent / "faults.txt").write_text(text, encoding="utf-8")
    print(text)
    print(
        f"{len(evidence.pages)} pages, {len(evidence.papers)} papers, {len(found)} findings of "
        f"which {count} not accepted; Lighthouse from {min(scores):.2f} to {max(scores):.2f}"
    )
    return count + len(faults)


def scanned(site: str, _temporary: Path, results: Path, wanted: Sequence[str]) -> int:
    """How many findings of the scanners nobody accepted."""
    found = list(scanners.findings_of(site, results, wanted))
    known = [one for one in findings.accepted() if one.judge in {"Wapiti", "sqlmap"}]
    text, count = findings.report(found, known)
    (results / "findings.txt").write_text(text, encoding="utf-8")
    print(text)
    return count


def signed_in_elsewhere(site: str, temporary: Path, results: Path, _wanted: Sequence[str]) -> int:
    """How many faults signing in and out at a certified provider shows."""
    packages.install()
    with (
        provider.running(site, results) as issuer,
        chromium.program(free_port()) as program,
        chromium.browser(program) as browser,
    ):
        walk = Walk(browser, site, pictures(results, "work-account"), "work-account")
        faults = faults_on(
            walk, lambda walk: provider.walk_in_and_out(walk, issuer, temporary / "demo")
        )
    print(*faults, sep="\n")
    return len(faults)


def pictures(results: Path, person: str) -> Path:
    folder = results / person
    folder.mkdir()
    return folder


def faults_on(walk: Walk, steps: Callable[[Walk], None]) -> list[str]:
    """Walk to the end, or to where it goes no further."""
    try:
        steps(walk)
    except (NotThere, PlaywrightError) as reason:
        walk.faults.append(f"{walk.person}: {reason}; now at {walk.browser.url}")
        walk.browser.photograph(walk.folder / "stopped.png")
    name = f"{type(walk.browser).__name__} {walk.browser.version}"
    print(f"{walk.person}: {walk.pages} pages in {name}, {len(walk.faults)} faults", flush=True)
    return walk.faults


if __name__ == "__main__":
    sys.exit(main())
