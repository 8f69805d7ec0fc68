"""Who judges pages and papers besides our own rules, and what each of them found.

Only what a judge itself is sure of counts: warnings and hints to look by hand are left out.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self, cast

import pdfua

from tests.audit.findings import Finding
from tests.audit.packages import MODULES, PYTHON
from tests.audit.walk import NotThere


@dataclass(frozen=True, slots=True)
class PageJudge:
    """A `script` of a package and a `function` for the page, that gives [rule, text, element] for
    every fault. Who `sees_colours` is asked in every width and scheme, who only reads it once.
    """

    name: str
    script: str
    function: str
    sees_colours: bool


IN_THE_PAGE = (
    PageJudge(
        "axe",
        "axe-core/axe.min.js",
        """async () => (await axe.run({resultTypes: ["violations"], preload: false})).violations
          .flatMap(({id, help, nodes}) => nodes.map(({html}) => [id, help, html]))""",
        sees_colours=True,
    ),
    PageJudge(
        "HTML_CodeSniffer",
        "html_codesniffer/build/HTMLCS.js",
        """() => new Promise((done) => HTMLCS.process("WCAG2AA", document, () => done(
          HTMLCS.getMessages().filter(({type}) => type === HTMLCS.ERROR)
            .map(({code, msg, element}) => [code, msg, element.outerHTML ?? ""]))))""",
        sees_colours=False,
    ),
    PageJudge(
        "IBM Equal Access",
        "accessibility-checker-engine/ace.js",
        """async () => (await new ace.Checker().check(document, ["WCAG_2_2"])).results
          .filter(({value: [level, outcome]}) => level === "VIOLATION" && outcome === "FAIL")
          .map(({ruleId, message, snippet}) => [ruleId, message, snippet])""",
        sees_colours=False,
    ),
)


def scripts() -> str:
    """The judges that work in the page, to be run there once."""
    files = (MODULES / judge.script for judge in IN_THE_PAGE)
    return "\n;\n".join(file.read_text(encoding="utf-8") for file in files)


class Lighthouse:
    """Google's Lighthouse, looking at the pages in the browser at `port`; accessibility only."""

    def __init__(self, port: int) -> None:
        self.scores: list[float] = []
        self._program = subprocess.Popen(
            ["node", Path(__file__).parent / "lighthouse.mjs", str(port)],
            cwd=MODULES.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_unused: object) -> None:
        cast(IO[str], self._program.stdin).close()
        self._program.wait()

    def judge(self, url: str, where: str) -> Iterator[Finding]:
        """The faults of the page that stands open under this address."""
        print(url, file=self._program.stdin, flush=True)
        line = cast(IO[str], self._program.stdout).readline()
        if not line:
            raise NotThere(f"Lighthouse stopped at {url}")
        answer = json.loads(line)
        self.scores.append(answer["score"])
        for fault in answer["faults"]:
            yield Finding("Lighthouse", page=where, **fault)


def nu(pages: Mapping[Path, str]) -> Iterator[Finding]:
    """The Nu Html Checker over saved pages, each with the name under which it is known."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    for message in _nu([*command, "--stdout", "--html", *map(str, pages)]):
        if message["type"] == "info":
            continue
        rule = "fatal" if message.get("subType") == "fatal" else message["type"]
        where = pages[Path(message["url"].removeprefix("file:"))]
        yield Finding("Nu", rule, message["message"], where, message.get("extract", ""))


def _nu(command: Sequence[str]) -> list[dict[str, Any]]:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return list(json.loads(done.stdout)["messages"])


def papers(files: Mapping[Path, str]) -> Iterator[Finding]:
    """Two readers of PDF over saved papers: pdfua (PDF/UA-1) and outloud (also what a tag says)."""
    for file, name in files.items():
        for finding in pdfua.validate(str(file)).findings:
            yield Finding("pdfua", str(finding.rule_id), str(finding.message), name, "")
        yield from _outloud(file, name)


def _outloud(file: Path, name: str) -> Iterator[Finding]:
    outloud = str(PYTHON / "bin" / "outloud")
    program = [sys.executable, outloud, str(file), "--json", "-", "--fail-on=never"]
    environment = {**os.environ, "PYTHONPATH": str(PYTHON)}
    done = subprocess.run(program, check=True, capture_output=True, text=True, env=environment)
    (result,) = json.loads(done.stdout)["results"]
    for finding in result["findings"]:
        if finding["severity"] != "info":
            yield Finding("outloud", finding["rule"], finding["message"], name, "")
