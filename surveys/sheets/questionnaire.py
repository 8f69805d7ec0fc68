"""A questionnaire on paper as accessible PDF (PDF/UA-1), with the codes of `manage.py score`.

Contents travel as JSON, so no text is ever read as a command of typst. What stands around the
questions comes from the caller.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from surveys.instruments.languages.tag import direction, html_language
from surveys.instruments.model import Block, Instrument, Item, Missing
from surveys.press.press import typeset

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """What the paper says around the questions; `missing` has a label for each code."""

    how: str
    voluntary: str
    code: str  # what the code is called; a line to write on comes after it where `filled` is empty
    filled: str
    footer: str
    organisation: str
    logo: str  # SVG, or empty
    missing: Mapping[Missing, str]


def can_be_printed(language: str) -> bool:
    """Whether the letters of the papers have this language: they are Latin."""
    return direction(language) == "ltr"


def questionnaire_pdf(instrument: Instrument, words: PaperTexts) -> bytes:
    """All questions in answer order, each with its code and a box for every answer."""
    content = asdict(words) | _content(instrument, words)
    return typeset(_HERE / "questionnaire.typ", content)


def _content(instrument: Instrument, words: PaperTexts) -> dict[str, object]:
    question = instrument.open_question
    return {
        "language": html_language(instrument.language),
        "direction": direction(instrument.language),
        "title": instrument.title,
        "definition": instrument.behaviour.definition,
        "blocks": [_block(block, instrument, words) for block in instrument.blocks],
        "open": question and {"text": question.text, "warning": question.warning},
    }


def _block(block: Block, instrument: Instrument, words: PaperTexts) -> dict[str, object]:
    items = [instrument.item(code) for code in block.items]
    return {
        "question": instrument.scales[block.scale].question,
        "intro": block.intro or "",
        "items": [
            {
                "code": item.code,
                "text": item.text,
                "answers": _answers(item, instrument),
                "apart": [[str(code), words.missing[code]] for code in item.missing],
            }
            for item in items
        ],
    }


def _answers(item: Item, instrument: Instrument) -> list[list[str]]:
    return [[str(step.value), step.label] for step in instrument.scales[item.scale].steps]
