from pathlib import Path

import pytest

from surveys.instruments.model import Instrument
from tests.unit.surveys.answer_files import build


@pytest.fixture
def instrument(tmp_path: Path) -> Instrument:
    return build.instrument(tmp_path)
