"""References in code to documents lead somewhere: `statistiek §3`, `onthulling §1`, `ADR 18`."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = {
    "statistiek": "methode-statistiek.md",
    "onthulling": "onthulling.md",
    "research": "research.md",
}
SECTION = re.compile(r"\b(statistiek|onthulling|research)((?:,? §\d+(?:\.\d+)?)+)")
DECISION = re.compile(r"\bADR (\d+(?:, \d+)*)")


def _code() -> Iterator[tuple[Path, str]]:
    for folder in ("igm_portal", "surveys", "reports", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, re.sub(r"\s+", " ", path.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_section_exists(name: str) -> None:
    document = (ROOT / "docs" / DOCUMENTS[name]).read_text("utf-8")
    sections = set(re.findall(r"^#+ (\d+(?:\.\d+)?)", document, re.M))
    lost = [
        (path.name, section)
        for path, text in _code()
        for document_name, listed in SECTION.findall(text)
        if document_name == name
        for section in re.findall(r"\d+(?:\.\d+)?", listed)
        if section not in sections
    ]
    assert sections
    assert lost == []


def test_every_decision_exists() -> None:
    numbers = {int(path.name[:4]) for path in (ROOT / "docs/adr").glob("*.md")}
    lost = [
        (path.name, number)
        for path, text in _code()
        for listed in DECISION.findall(text)
        for number in re.findall(r"\d+", listed)
        if int(number) not in numbers
    ]
    assert lost == []


def test_no_two_decisions_share_a_number() -> None:
    names = [path.name[:4] for path in (ROOT / "docs/adr").glob("*.md")]
    assert len(names) == len(set(names))
