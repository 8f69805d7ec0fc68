"""The words of a pre-test, in which people for whom a questionnaire is meant think aloud over it.

One file holds them for all questionnaires, in Dutch, for whoever holds the conversation; what is
said to whoever is asked stands there with "je" and with "u".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from surveys.instruments import loader
from surveys.instruments.fault import FaultLog
from surveys.instruments.field_reader import FieldReader
from surveys.instruments.parts import Address
from surveys.instruments.yaml_lines import read_yaml


@dataclass(frozen=True, slots=True)
class PretestPart:
    """What to do or to say at one moment."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PretestSheet:
    """The labels of what is noted: of the conversation in `blanks`, of every question in the rest;
    `boxes` are what can be heard.
    """

    title: str
    blanks: tuple[str, ...]
    answers: str
    meant: str
    boxes: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Pretest:
    """The whole of it: what comes before the questions, with them, and after."""

    title: str
    lead: str
    preparation: tuple[PretestPart, ...]
    sheet: PretestSheet
    closing: tuple[PretestPart, ...]


@lru_cache
def load_pretest(address: Address) -> Pretest:
    """The words for people who are spoken to like this. Raises InstrumentFault for a fault."""
    path = loader.DEFINITIONS / "pretest.yaml"
    log = FaultLog(str(path))
    fields = FieldReader(read_yaml(path, log), "proef", log)
    sheet = fields.mapping("sheet", "blad per vraag")
    if sheet is None:
        raise log.refuse(fields.line, "er is geen blad per vraag")
    pretest = Pretest(
        title=fields.text("title"),
        lead=fields.text("lead"),
        preparation=tuple(_parts(fields, "preparation", address)),
        sheet=PretestSheet(
            title=sheet.text("title"),
            blanks=sheet.texts("blanks"),
            answers=sheet.text("answers"),
            meant=sheet.text("meant"),
            boxes=sheet.texts("boxes"),
            words=sheet.text("words"),
        ),
        closing=tuple(_parts(fields, "closing", address)),
    )
    for one in (sheet, fields):
        one.finish()
    log.check()
    return pretest


def _parts(fields: FieldReader, key: str, address: Address) -> Iterator[PretestPart]:
    for part in fields.mappings(key, "deel"):
        if part.has("lines"):
            lines = part.texts("lines")
        else:  # both are read, so that neither can be forgotten
            lines = {form: part.texts(form) for form in Address}[address]
        yield PretestPart(part.text("title"), lines)
        part.finish()
