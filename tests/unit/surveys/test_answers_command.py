from pathlib import Path

import pytest

from surveys.instruments.fault import InstrumentFault
from surveys.instruments.loader import DEFINITIONS
from surveys.management.answers_command import find
from tests.unit.surveys.answer_files.build import questionnaire


@pytest.mark.parametrize(
    ("name", "version"),
    [("k1@1", 1), ("K1@1", 1), (str(DEFINITIONS / "k1" / "v1.yaml"), 1), ("k1", 2), ("K1", 2)],
)
def test_a_questionnaire_by_name_and_by_path(name: str, version: int) -> None:
    """Without a version it is the newest."""
    found = find(name)
    assert (found.code, found.version) == ("k1", version)


def test_a_file_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questionnaire(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert find("proef.yaml").code == "proef"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("k9", "k9: kies c1@1, c1@2, c2@1"),
        ("", "kies c1@1"),
        ("k1@0", "k1@0: kies"),
        ("k1@", "k1@: kies"),
        ("k1@99", "er is geen vragenlijst 'k1' versie 99"),
        ("nergens.yaml", "niet gevonden of niet leesbaar"),
        ("nergens/k1", "niet gevonden of niet leesbaar"),
    ],
)
def test_what_is_no_questionnaire_is_told(name: str, message: str) -> None:
    with pytest.raises(InstrumentFault) as caught:
        find(name)
    assert message in str(caught.value)
