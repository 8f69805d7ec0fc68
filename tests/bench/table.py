"""The figures as a page of docs/, the promises first."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from tests.bench.figures import Figure, shown

HEAD = """# Snelheid

Gemaakt door `make bench` (`tests/bench/`) op {day}, in één keer op één machine: {machine}.
{rounds} Toen het begon, werkten andere programma's op deze machine mee: belasting {load}.

- *Ondergrens*: een kale Django zonder aanmelden, sessie, auditlog of formuliertoken. Een grens,
  geen product. *Met aanmelden*: dezelfde pagina voor wie is aangemeld, met sessie, gebruiker en
  formuliertoken, zoals een nieuw project van Django begint.
- *django-survey-and-report* 1.5.0 staat in een eigen omgeving, met Django's standaardinstellingen,
  en toont en bewaart alle vragen op één pagina.
- Een pagina omslaan duurt van de druk op de knop tot de volgende pagina er is. Bij ons komt die mee
  in het antwoord op het bewaren (ADR 89), en *zonder script* na een doorverwijzing; een kale pagina
  wordt verstuurd en daarna opgehaald, zoals een formulier van Django werkt.
- De sites draaien achter gunicorn met 2 processen van 2 threads; de bezoekers en PostgreSQL draaien
  op dezelfde machine. PostgreSQL schrijft met fsync, zoals in productie, voor alle sites gelijk.
- Een verhouding zegt meer dan een los getal: dat scheelt op een drukke machine een factor twee. Wie
  met elkaar vergeleken worden, zijn in elke ronde om de beurt; de verhouding is de mediaan van die
  van de ronden.

## Beloofd en gemeten

| werk | gemeten | budget | |
|---|---:|---:|---|
"""


KEPT = "\n## Wat niet gehaald is, en waarom\n"  # from here on people wrote it


def write(file: Path, figures: Sequence[Figure], rounds: int, day: date, load: float) -> None:
    """The whole page, with what people wrote at its end; ratios come before absolute figures."""
    _, heading, reckoned = (
        file.read_text(encoding="utf-8").partition(KEPT) if file.exists() else ("", "", "")
    )
    told = f"Medianen van {rounds} ronden." if rounds > 1 else "Eén ronde."
    text = HEAD.format(day=day.isoformat(), machine=machine(), rounds=told, load=dutch(load))
    promised = sorted((it for it in figures if it.kept is not None), key=lambda it: it.unit != "x")
    text += "".join(f"{line}\n" for line in _promised(promised))
    text += "\n## Alles\n" + "".join(f"{line}\n" for line in _everything(figures))
    file.write_text(text + heading + reckoned, encoding="utf-8")


def _promised(figures: Iterable[Figure]) -> Iterator[str]:
    for it in figures:
        what = f"{it.subject}: {it.what}"
        word = {"OK": "gehaald", "MISSED": "**niet gehaald**"}[it.verdict]
        yield f"| {what} | {dutch(it.value)} {it.unit} | {_budget(it)} | {word} |"


def _everything(figures: Iterable[Figure]) -> Iterator[str]:
    for subject, found in groupby(figures, key=lambda it: it.subject):
        yield f"\n### {subject}\n\n| | |\n|---|---:|"
        for it in found:
            yield f"| {it.what} | {dutch(it.value)} {it.unit} |"


def _budget(figure: Figure) -> str:
    if figure.most is not None:
        return f"≤ {dutch(figure.most)} {figure.unit}"
    return f"≥ {dutch(figure.least or 0)} {figure.unit}"


def dutch(value: float) -> str:
    return shown(value).replace(".", ",")


def machine() -> str:
    """The class of machine, without its name."""
    python = platform.python_version()
    cores = f"{os.cpu_count()} kernen {platform.machine()}"
    return f"{cores}, {_memory()}{platform.system()}, Python {python}"


def _memory() -> str:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return ""
    return f"{round(total / 1024**3)} GB, "
