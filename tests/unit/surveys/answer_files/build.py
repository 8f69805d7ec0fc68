"""A questionnaire of four questions per element, and files with answers to it."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from surveys.instruments.loader import load_file
from surveys.instruments.model import Instrument

Answers = Mapping[str, object]

FACETS: Final = {
    "H": ("houding", "H.ged"),
    "G": ("geloof_in_eigen_kunnen", "G.bek"),
    "S": ("sociale_druk", "S.men"),
    "V": ("vaardigheden", "V.taak"),
    "Z": ("zelfregulering", "Z.stu"),
    "C": ("context", "C.ruim"),
    "P": ("praktische_belemmeringen", "P.mid"),
}
CODES: Final = tuple(f"{initial}{number}" for initial in FACETS for number in range(1, 5))

_HEAD = """\
code: proef
version: 1
title: Proef
group: {group}
address: {address}
language: nl
status: concept
date: 2025-11-21
author: adviseur
licence: EUPL-1.2
provenance: Eigen woorden.
behaviour:
  name: oefenen
  phrase: het oefenen
  definition: Met oefenen bedoelen we dat je een gesprek oefent.
  target: gesprekken
  action: oefenen
  context: met een collega
  time: elke week
defaults: {{author: adviseur, date: 2025-11-21, pretest: nog niet getest}}
blocks:
  - {{id: eens, scale: {scale}, rationale: Proef., items: [{others}]}}
  - {{id: last, scale: LA, key: "-", rationale: Proef., items: [{obstacles}]}}
  - {{id: anker, scale: AK, rationale: Proef., items: [ANK]}}
items:
"""


def questionnaire(folder: Path, group: str = "klantmanager") -> Path:
    """A file with a questionnaire that is not among those of the portal."""
    head = _HEAD.format(
        group=group,
        address="u" if group == "client" else "je",
        scale="KL" if group == "client" else "EE",
        others=", ".join(code for code in CODES if code[0] != "P"),
        obstacles=", ".join(code for code in CODES if code[0] == "P"),
    )
    items = [
        f"  - {{code: {code}, element: {FACETS[code[0]][0]}, facet: {FACETS[code[0]][1]}, "
        f"text: Tekst van {code}.}}\n"
        for code in CODES
    ]
    anchor = '  - {code: ANK, kind: anker, text: "Wat houdt je tegen bij het oefenen?"}\n'
    path = folder / "proef.yaml"
    path.write_text(head + "".join(items) + anchor, encoding="utf-8")
    return path


def instrument(folder: Path) -> Instrument:
    return load_file(questionnaire(folder))


def write(path: Path, rows: Iterable[Answers], delimiter: str = ",") -> Path:
    """A file with the columns of the first row; a column that a row lacks is empty."""
    given = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(given[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(given)
    return path


def person(ident: str, willen: float, kunnen: float, **more: object) -> dict[str, object]:
    """Answers of someone with these scores, which are whole numbers of answer steps."""
    answers: dict[str, object] = {"id": ident}
    answers |= dict(zip(_spread("HGS"), _steps(willen, 12), strict=True))
    answers |= dict(zip(_spread("VZCP"), _steps(kunnen, 16), strict=True))
    turned = {code: 6 - int(str(answers[code])) for code in CODES if code[0] == "P"}
    return answers | turned | more


def _spread(initials: str) -> list[str]:
    """H1, G1, S1, H2...: so the elements of one person lie close together."""
    return [f"{initial}{number}" for number in range(1, 5) for initial in initials]


def _steps(score: float, items: int) -> Sequence[int]:
    """Steps 1-5 of `items` questions that together make a score of 0-100."""
    total = round(score / 25 * items)
    return [1 + total // items + (position < total % items) for position in range(items)]
