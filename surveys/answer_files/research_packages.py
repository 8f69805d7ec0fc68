"""The packages of requirements/research.txt, which the website does without (ADR 70)."""

from importlib import import_module
from typing import Any


class NoPackage(Exception):
    """A package for research is not installed; the message says what to do, in Dutch."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Hiervoor is het pakket {name} nodig, en dat staat niet op deze machine. "
            "Installeer het met: .venv/bin/python -m pip install --require-hashes --no-deps "
            "-r requirements/research.txt"
        )


def research_package(name: str) -> Any:
    """The module called `name`, loaded only now. Raises NoPackage where it is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise NoPackage(error.name or name) from None
