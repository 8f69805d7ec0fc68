"""A questionnaire on paper: every answer is an item of a list, beside each other on the page."""

from pathlib import Path

import pdfua
import pytest

from igm_portal.pdf.questionnaire import (
    Question,
    QuestionBlock,
    QuestionnaireContent,
    questionnaire_pdf,
)
from tests.environment.programs import pages_of, right_edges, tags, text_of

SHORT = ["helemaal niet", "een beetje", "voor de helft", "voor een groot deel", "helemaal"]
LONG = ["Ik wil het wel, maar op dit moment lukt het mij door van alles en nog wat niet goed"] * 4


def paper(labels: list[str], questions: int = 1) -> bytes:
    answers = [(str(place), label) for place, label in enumerate(labels, start=1)]
    missing = [("WN", "Weet ik niet"), ("WZ", "Dat zeg ik liever niet")]
    items = [Question(f"H{n}", f"Vraag {n}", answers, missing) for n in range(questions)]
    return questionnaire_pdf(
        QuestionnaireContent(
            language="nl",
            direction="ltr",
            title="Werk zoeken",
            definition="Met werk zoeken bedoelen we dit.",
            how="Zet een kruisje.",
            voluntary="Meedoen is vrijwillig.",
            promises=["U mag stoppen."],
            help="",
            blanks=["Lever dit in bij", "Uiterlijk op"],
            code_label="Code",
            code="",
            footer="c1@1",
            organisation="Gemeente Zandstad",
            logo="",
            blocks=[QuestionBlock("Klopt dit voor u?", "", items)],
            open=None,
        )
    )


@pytest.mark.parametrize("labels", [SHORT, LONG, ["0", "1"], [str(step) for step in range(11)]])
def test_answers_are_a_list_and_so_are_the_ways_to_give_none(
    labels: list[str], tmp_path: Path
) -> None:
    content = paper(labels)
    found = tags(content)
    assert found.count("L") == 2
    assert found.count("LI") == len(labels) + 2
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    assert not pdfua.validate(str(file)).findings
    assert max(right for _word, right in right_edges(content, tmp_path)) < 190.1


def test_answers_stand_in_their_order_after_their_question(tmp_path: Path) -> None:
    text = text_of(paper(SHORT, 2), tmp_path)
    first = text.index("Vraag 0")
    boxes = [f"{step} {label}" for step, label in enumerate(SHORT, start=1)]
    places = [text.index(part, first) for part in (*boxes, "Weet ik niet", "Vraag 1")]
    assert places == sorted(places)


def test_what_was_promised_and_where_to_hand_it_in_stand_above_the_questions(
    tmp_path: Path,
) -> None:
    text = text_of(paper(SHORT), tmp_path)
    parts = ("U mag stoppen.", "Code:", "Lever dit in bij:", "Uiterlijk op:", "Vraag 0")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_forty_questions_take_no_more_pages_than_they_fill() -> None:
    """Beside each other: below each other they would take over ten."""
    assert pages_of(paper(SHORT, 40)) <= 5
