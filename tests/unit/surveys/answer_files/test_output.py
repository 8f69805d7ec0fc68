from collections.abc import Iterator
from pathlib import Path

import pytest

from surveys.answer_files.output import NoOutput, replacing


def test_the_file_is_there_when_all_went_well(tmp_path: Path) -> None:
    target = tmp_path / "scores.csv"
    with replacing(target) as file:
        file.write("é\n")
        assert not target.exists()
    assert target.read_bytes() == "é\n".encode()
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def half() -> Iterator[str]:
    yield "half"
    raise ZeroDivisionError


def test_after_a_failure_nothing_has_changed(tmp_path: Path) -> None:
    target = tmp_path / "scores.csv"
    target.write_text("oud", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), replacing(target) as file:
        file.writelines(half())
    assert target.read_text(encoding="utf-8") == "oud"
    assert list(tmp_path.iterdir()) == [target]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "scores.csv"
    target.write_text("oud", encoding="utf-8")
    with replacing(target) as file:
        file.write("nieuw")
    assert target.read_text(encoding="utf-8") == "nieuw"


def test_the_answers_are_never_overwritten(tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("H1\n4\n", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(answers)
    with pytest.raises(NoOutput, match="kies een andere naam"), replacing(link, inputs=(answers,)):
        pass
    assert answers.read_text(encoding="utf-8") == "H1\n4\n"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoOutput, match="kan niet geschreven worden"), replacing(tmp_path / "x/y"):
        pass


@pytest.mark.parametrize("name", [".", "/dev/null"])
def test_only_a_file_can_be_replaced(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoOutput, match="is geen gewoon bestand"), replacing(tmp_path / name):
        pass
