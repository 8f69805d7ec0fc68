"""The file of scores says of each respondent what `score` says of one."""

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.answer_files import scores
from surveys.answer_files.respondents import Respondent
from surveys.answer_files.scores import SCORE_COLUMNS, score_lines
from surveys.instruments.elements import METRICS, Element
from surveys.instruments.loader import load
from surveys.instruments.model import Instrument
from surveys.scoring.respondent import score
from tests.unit.surveys.scoring.build import answer_strings

K1 = load("k1", 1)


def written(instrument: Instrument, people: Iterable[Respondent]) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO("".join(score_lines(instrument, people)))))


def test_the_columns_and_their_order() -> None:
    assert ",".join(SCORE_COLUMNS) == (
        "id,houding,geloof_in_eigen_kunnen,sociale_druk,vaardigheden,zelfregulering,context,"
        "praktische_belemmeringen,willen,kunnen,contrast,intentie,gedrag,n_houding,"
        "n_geloof_in_eigen_kunnen,n_sociale_druk,n_vaardigheden,n_zelfregulering,n_context,"
        "n_praktische_belemmeringen"
    )


@settings(max_examples=50)
@given(st.lists(answer_strings(K1), min_size=1, max_size=8))
def test_each_line_is_what_one_respondent_scores(answers: list[str]) -> None:
    people = [Respondent(f"p{row}", string) for row, string in enumerate(answers)]
    lines = written(K1, people)
    assert [line["id"] for line in lines] == [entry.id for entry in people]
    for line, string in zip(lines, answers, strict=True):
        single = score(K1, string)
        for metric in METRICS:
            told = None if line[metric] == "" else float(line[metric])
            assert told == single.metrics[metric]  # every digit
        assert [int(line[f"n_{element}"]) for element in Element] == [
            single.answered[element] for element in Element
        ]


@given(st.lists(st.text('aé,;" 1-', max_size=5), min_size=1, max_size=4))
def test_any_id_comes_back(ids: list[str]) -> None:
    people = [Respondent(one, "." * len(K1.items)) for one in ids]
    assert [line["id"] for line in written(K1, people)] == ids


def test_texts_that_are_kept_are_thrown_away_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [Respondent(str(row), f"{'12345'[row % 5]}" * len(K1.items)) for row in range(9)]
    people = [Respondent(p.id, p.answers[:-1] + ".") for p in people]
    whole = "".join(score_lines(K1, people))
    monkeypatch.setattr(scores, "_MOST_TEXTS", 0)
    monkeypatch.setattr(scores, "_CHUNK_ROWS", 2)
    assert "".join(score_lines(K1, people)) == whole


@pytest.mark.parametrize("piece", [1, 3, 100])
def test_pieces_make_no_difference(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    people = [Respondent(str(row), f"{'12345'[row % 5]}" * len(K1.items)) for row in range(4)]
    people = [Respondent(p.id, p.answers[:-1] + ".") for p in people]  # the anchor has four steps
    whole = "".join(score_lines(K1, people))
    monkeypatch.setattr(scores, "_CHUNK_ROWS", piece)
    assert "".join(score_lines(K1, people)) == whole


def test_never_more_than_a_piece_is_read_ahead() -> None:
    read = 0

    def people() -> Iterable[Respondent]:
        nonlocal read
        for read in range(1, 30_001):
            yield Respondent(str(read), "." * len(K1.items))

    lines = score_lines(K1, people())
    next(lines)
    assert read == 0
    next(lines)
    assert 0 < read < 30_000


def test_nobody_scores_nothing(tmp_path: Path) -> None:
    assert "".join(score_lines(K1, [])) == ",".join(SCORE_COLUMNS) + "\n"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_any_id_can_be_read_back(ident: str) -> None:
    (line,) = written(K1, [Respondent(ident, "." * len(K1.items))])
    assert line["id"] == ident
