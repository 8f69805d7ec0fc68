"""What judges find wrong, grouped to be read, without what was looked into and accepted."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ACCEPTED = Path(__file__).parent / "accepted.toml"
EXAMPLES = 4
WIDEST = 300  # letters of an element that are shown


@dataclass(frozen=True, slots=True)
class Finding:
    """One element of one page that breaks a rule, in the words of the judge."""

    judge: str
    rule: str
    text: str
    page: str
    element: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """Findings of a rule that are no fault, and why; what must occur in their `element`, `text` or
    `page` narrows them down.
    """

    judge: str
    rule: str
    why: str
    element: str = ""
    text: str = ""
    page: str = ""

    def covers(self, finding: Finding) -> bool:
        return (
            (self.judge, self.rule) == (finding.judge, finding.rule)
            and re.search(self.element, finding.element, re.DOTALL) is not None
            and re.search(self.text, finding.text) is not None
            and re.search(self.page, finding.page) is not None
        )


def accepted() -> list[Accepted]:
    """The list, as people keep it."""
    content = tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))
    return [Accepted(**each) for each in content["accepted"]]


def report(findings: Sequence[Finding], known: Sequence[Accepted]) -> tuple[str, int]:
    """Everything by judge and rule, and how many findings nobody accepted."""
    real = [one for one in findings if not any(rule.covers(one) for rule in known)]
    lines = ["# What has to be mended", *(_grouped(real) or ["Nothing."])]
    lines += ["", "# What was looked into and accepted"]
    for rule in known:
        count = sum(map(rule.covers, findings))
        lines.append(f"{rule.judge} {rule.rule}, {count} times: {rule.why}")
    return "\n".join(lines) + "\n", len(real)


def _grouped(findings: Iterable[Finding]) -> list[str]:
    groups = defaultdict[tuple[str, str], list[Finding]](list)
    for one in findings:
        groups[one.judge, one.rule].append(one)
    return [line for key in sorted(groups) for line in _group(*key, groups[key])]


def _group(judge: str, rule: str, found: Sequence[Finding]) -> Iterator[str]:
    pages = len({one.page for one in found})
    yield f"\n{judge} {rule}: {len(found)} times on {pages} pages"
    different = {(one.text, one.element): one for one in found}
    for one in list(different.values())[:EXAMPLES]:
        yield f"  {one.text}"
        yield f"    {' '.join(one.element.split())[:WIDEST]}"
        yield f"    {one.page}"
