"""How far someone is, and everything answered so far in one look."""

from collections.abc import Callable
from dataclasses import dataclass

from surveys.answer_words import in_words
from surveys.instruments.model import Instrument, Page
from surveys.models.response import Response
from surveys.participant import Participant
from surveys.scoring import answers as codec


@dataclass(frozen=True, slots=True)
class FillProgress:
    """How many questions have an answer, the one in own words included, and the first page that
    still has one without.
    """

    answer_count: int
    total: int
    resume_page: int


@dataclass(frozen=True, slots=True)
class ReviewedPage:
    """A page, the address where it can be changed, and each text with its answer in words."""

    page: Page
    url: str
    items: tuple[tuple[str, str], ...]


def progress(participant: Participant, response: Response | None, open_answer: str) -> FillProgress:
    instrument = participant.questionnaire
    answers = response.all_answers if response else codec.blank(instrument)
    open_codes = {
        i.code for i in instrument.items if codec.get(instrument, answers, i.code) is None
    }
    unfinished_pages = (
        page.number for page in instrument.pages if any(i.code in open_codes for i in page.items)
    )
    return FillProgress(
        answer_count=codec.answered(answers) + bool(open_answer),
        total=instrument.asked,
        resume_page=next(unfinished_pages, len(instrument.pages)),
    )


def reviewed(
    instrument: Instrument, response: Response | None, address: Callable[[int], str]
) -> tuple[ReviewedPage, ...]:
    """Every page with what was answered on it, and the address where that can be changed."""
    answers = response.all_answers if response else codec.blank(instrument)
    return tuple(
        ReviewedPage(
            page,
            address(page.number),
            tuple((i.text, in_words(instrument, answers, i)) for i in page.items),
        )
        for page in instrument.pages
    )
