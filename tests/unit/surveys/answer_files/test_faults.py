import pytest

from surveys.answer_files.faults import MOST_TOLD, AnswerFileFault, CellFault, FaultTally, printable


def test_nothing_wrong_raises_nothing() -> None:
    FaultTally("a.csv").check()


def test_a_fault_names_file_row_and_column() -> None:
    tally = FaultTally("a.csv")
    tally.add(3, 2, "'{}' is geen antwoord op {}", "9", "H1")
    with pytest.raises(AnswerFileFault) as caught:
        tally.check()
    assert caught.value.lines == ("a.csv: rij 3, kolom 2: '9' is geen antwoord op H1",)


def test_of_very_many_the_first_thousand_are_kept_and_all_are_counted() -> None:
    tally = FaultTally("a.csv")
    for row in range(2, 2_502):
        tally.add(row, 1, "fout")
    with pytest.raises(AnswerFileFault) as caught:
        tally.check()
    assert caught.value.total == 2_500
    assert caught.value.faults == tuple(
        CellFault(row, 1, "fout") for row in range(2, 2 + MOST_TOLD)
    )


def test_a_quote_with_braces_is_quoted_as_it_is() -> None:
    tally = FaultTally("a.csv")
    tally.add(1, 1, "'{}'", "{0}{id}")
    assert str(tally.refuse("x").faults[0]) == "rij 1, kolom 1: '{0}{id}'"


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("héé 😀", "héé 😀"),
        ("\x1b[31mrood", "�[31mrood"),
        ("a\r\nb\0", "a��b�"),
        ("\udce9", "�"),
        ("\u202egnol", "�gnol"),
        ("x" * 41, "x" * 40 + "…"),
    ],
)
def test_a_quote_is_safe_on_a_terminal(quote: str, shown: str) -> None:
    assert printable(quote) == shown
