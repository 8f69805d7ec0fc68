"""A small valid questionnaire, and a way to read a changed copy of it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from surveys.instruments.loader import load_file
from surveys.instruments.model import Instrument

Read = Callable[..., Instrument]


@pytest.fixture(scope="session")
def sample() -> str:
    return (Path(__file__).parent / "sample.yaml").read_text(encoding="utf-8")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write text or bytes to a file and load it, with a published list of one's own."""

    def write_and_load(
        content: str | bytes, *, registry: Mapping[str, str] | None = None
    ) -> Instrument:
        path = tmp_path / "v1.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_file(path, registry=registry or {})

    return write_and_load


@pytest.fixture
def instrument(sample: str, read: Read) -> Instrument:
    return read(sample)
