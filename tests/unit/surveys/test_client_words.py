"""Every text for clients in simple Dutch: the rules of research §3.3 that fit texts around items.

Rule 3 (length; here per sentence), 9 (loaded words), 11 (jargon), 13 (u, never je) and 18 (to be
read aloud: no abbreviations, no signs for words).
"""

import re
from pathlib import Path

import polib
import pytest

from surveys.instruments import words

ROOT = Path(__file__).resolve().parents[3]
CATALOGUE = polib.pofile(str(ROOT / "igm_portal/locale/nl/LC_MESSAGES/django.po"))
TEXTS = sorted(
    text
    for entry in CATALOGUE
    if entry.msgctxt == "client"
    for text in (entry.msgstr, *entry.msgstr_plural.values())
    if text
)
TEMPLATES = sorted(
    [
        *ROOT.glob("templates/surveys/client/**/*.html"),
        *ROOT.glob("templates/reports/client_*.html"),
    ]
)
LONGEST_SENTENCE = 15
LONGEST_WORD = 14
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")


def plain(text: str) -> str:
    """The text with a short word in each place that is filled in later."""
    return PLACE.sub("tien", text)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.?!:]\s+|[.?!:]$", plain(text)) if part]


def test_there_are_texts_to_read() -> None:
    assert len(TEXTS) > 80
    assert len(TEMPLATES) > 12


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_and_words_are_short(text: str) -> None:
    long = [part for part in sentences(text) if len(part.split()) > LONGEST_SENTENCE]
    assert not long
    assert not [word for word in words.split(plain(text)) if len(word) > LONGEST_WORD]


@pytest.mark.parametrize("text", TEXTS)
def test_it_says_u_without_jargon_judgement_or_abbreviation(text: str) -> None:
    """Of roles the one who decides about the benefit is named, and only to say that he or she need
    not know that somebody asked for help.
    """
    text = text.replace("Uw klantmanager hoeft dit niet te weten.", "")
    for wrong in (words.INFORMAL, words.JARGON, words.LOADED_WORDS, words.ROLES, words.SHORT_FORMS):
        assert not words.words_in(plain(text), wrong)
    assert not re.search(r"[/&%+=]|\b[A-Z]{2,}\b", plain(text).replace("XR4-97K-C2M", "code"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_text_on_a_page_for_clients_is_marked_as_one(template: Path) -> None:
    """Otherwise it would be shared with employees, who are addressed with *je*."""
    tags = re.findall(r"{%-?\s*(?:block)?translate\b[^%]*%}", template.read_text("utf-8"))
    assert not [tag for tag in tags if not re.search(r"""context ["']client["']""", tag)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_page_for_clients_has_words_of_its_own(template: Path) -> None:
    """What is not a variable or a tag is markup: all words can be translated and are read here."""
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", template.read_text("utf-8"), flags=re.S)
    text = re.sub(r"{% block main_class %}.*?{% endblock %}", "", text)
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", "", text, flags=re.S)
    assert not re.search(r"[a-z]{2,}", text)
