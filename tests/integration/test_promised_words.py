"""No text promises more than docs/onthulling.md does: phrases that may stand nowhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache, reduce
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (
    *("README.md", "publiccode.yml", "docs/gebruik.md", "docs/clienten.md", "docs/mail.md"),
    *("docs/beheer.md", "docs/beheer-mensen.md", "docs/exporteren.md"),
)
"""What people read who use the product; the method may speak of other days."""
CATALOGUE = ROOT / "igm_portal/locale/nl/LC_MESSAGES/django.po"

TOO_STRONG = {
    # phrase: what is true instead
    r"(cannot|can not|never|no answer can) be traced": "figures are of enough people together",
    r"not (be )?traced back to you": "figures are of enough people together",
    r"(niet|nooit|geen\w*|tot niemand) [\w ]{0,20}te herleiden": "figures are of enough people",
    r"nobody (can|could) (tell|see|know|find out) (who|which|whose|that|if|whether)": "the key",
    r"niemand (kan|weet|kon)( \w+)? (nog |meer )?(zien|weten|nagaan|van wie|wie)": "with the key",
    r"(niemand|geen mens) (zien|ziet) (wie|of|dat|wat)": "who was asked is known; mail server",
    r"ziet niemand (wie|of|dat)": "who was asked is known; bands while open; mail server",
    r"nobody sees (who|whether|if|that|through)": "who was asked is known; mail server",
    r"(nobody|no one) knows (who|that|whether)": "who kept a list of codes can know",
    r"niemand weet (wie|dat|of|van wie)": "who kept a list of codes can know",
    r"shown to nobody|krijgt niemand te zien": "whoever manages the mail server can see it",
    r"(?<!on this site )only you (can )?(see|open)": "the key; or who has the code",
    r"alleen (u|jij) (kunt|kan|ziet) ": "the key; or who has the code",
    r"(?<!on this site )nobody else can open": "whoever has the server and the key",
    r"(?<!deze site kan )(?<!de site kan )niemand anders (kan|zien|openen)": "with the key",
    r"(are|is) never written down|leggen we nooit vast": "the access log of the web server",
    r"(completely|fully|totally) anonymous|(volledig|helemaal|geheel|100 ?%) anoniem": "key exists",
    r"\b(another|a different) day\b(?! than)|\bandere dag\b": "the SEM knows no days",
    r"\b(guarantee|garander|100 ?% veilig)": "see what is not promised",
}
"""Regular expressions, and why the phrase says too much (onthulling: *Wat wij niet beloven*)."""

ANONYMOUS = {
    # The only places of that word: where it is denied, and what is left without a key.
    '"anonymous"',
    "wave.anonymous",  # a wave of clients, in a template
    "Why do we say confidential and not anonymous?",
    "Waarom zeggen we vertrouwelijk en niet anoniem?",
    "Vertrouwelijk is niet hetzelfde als anoniem",
    "This wave has been made anonymous",
    "Deze meting is anoniem gemaakt",
    "Key destroyed: the waves of that key are anonymous",
    "Sleutel vernietigd: de metingen met die sleutel zijn anoniem",
    "Vernietigt een sleutel: de metingen ermee worden voorgoed anoniem.",
    "wordt anoniem",
    "antwoorden in metingen die al anoniem zijn",
}


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Every text that somebody may read on one line, with where it stands."""
    return tuple((where, " ".join(text.split())) for where, text in _texts())


def _texts() -> Iterator[tuple[str, str]]:
    for entry in polib.pofile(str(CATALOGUE)):
        yield f"msgid {entry.occurrences[:1]}", entry.msgid
        yield f"msgstr {entry.occurrences[:1]}", entry.msgstr
    for name in DOCUMENTS:
        yield name, (ROOT / name).read_text()
    for folder in ("templates", "surveys", "reports", "igm_portal"):
        for path in sorted((ROOT / folder).rglob("*")):
            where = str(path.relative_to(ROOT))
            if path.suffix in {".html", ".txt", ".typ", ".yaml"}:
                yield (
                    where,
                    re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S),
                )
            elif path.suffix == ".py" and "migrations" not in path.parts:
                yield from ((where, text) for text in strings(path) if " " in text)


def strings(path: Path) -> Iterator[str]:
    """The strings in a file of code but for docstrings: messages, mails, help of commands."""
    tree = ast.parse(path.read_text())
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in remarks
        ):
            yield node.value


@pytest.mark.parametrize("phrase", TOO_STRONG)
def test_no_text_promises_more_than_the_document(phrase: str) -> None:
    pattern = re.compile(phrase, re.IGNORECASE)
    found = [
        f"{where}: …{text[max(0, hit.start() - 60) : hit.end() + 40]}…"
        for where, text in texts()
        for hit in pattern.finditer(text)
    ]
    assert found == [], TOO_STRONG[phrase]


def test_anonymous_is_said_only_where_it_is_denied_or_true() -> None:
    found = []
    for where, text in texts():
        rest = reduce(lambda left, allowed: left.replace(allowed, ""), ANONYMOUS, text)
        if re.search(r"\banoni|\banonym(ous|ity)", rest, re.IGNORECASE):
            found.append(f"{where}: {text[:200]}")
    assert found == []


@pytest.mark.parametrize("phrase", TOO_STRONG)
def test_the_phrases_do_find_something(phrase: str) -> None:
    """A pattern that matches nothing guards nothing."""
    assert any(re.search(phrase, old, re.IGNORECASE) for old in FORMER), phrase


FORMER = (
    "Results of groups: they cannot be traced back to you.",
    "they are no data about you, and not traced back to you",
    "Ze zijn niet naar jou te herleiden.",
    "So nobody can tell who has answered.",
    "Zo kan niemand zien wie er heeft meegedaan. niemand kan zien welke van jou zijn",
    "Niemand ziet of je hebt meegedaan.",
    "Via deze site ziet niemand of je hebt meegedaan.",
    "Nobody sees through this site whether you took part.",
    "Nobody knows that it was you.",
    "Niemand weet dat u het was.",
    "Who they are and how many is shown to nobody.",
    "Only you can see this page.",
    "Alleen u ziet uw eigen resultaat.",
    "Nobody else can open it: not your manager.",
    "Niemand anders kan het openen.",
    "Answering is never written down; answers are never written down.",
    "This is fully anonymous.",
    "on another day the score could lie anywhere on it",
    "We guarantee it.",
)
