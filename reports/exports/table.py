"""The one typed table from which every file of figures is made.

A row is a mean, a change, the share of one answer to one question, or a word, of one group in one
wave. A withheld figure is a row as well: it says that it is not shown and holds no number at all
(onthulling).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from reports.disclosure.cells import (
    ChangeCell,
    Coded,
    CountsCell,
    ItemCell,
    MeanCell,
    Participation,
    Publication,
    PublishedGroup,
    Withheld,
)
from reports.disclosure.figures import SUPPORT
from reports.disclosure.indicative import Indicative, IndicativeRule
from reports.disclosure.names import change_name, facet_name
from reports.statistics.pooled_spread import SpreadOrigin
from surveys.instruments.elements import METRICS, Element
from surveys.policy import Band, Level

DISTRIBUTION: Final = "verdeling."  # of willen and kunnen, in waves published before format 3
CHANGE: Final = "verandering."  # followed by the metric
MIRROR: Final = "spiegel."  # followed by the code of the question
ASSOCIATION: Final = "samenhang."  # followed by the outcome and, where shown, by the element
FACETS_OF: Final = "deelaspecten."  # followed by the element, where its facets are not shown
_LEVELS: Final[Mapping[Level, int]] = {"organisation": 0, "department": 1, "team": 2}


class RowState(StrEnum):
    """Whether the figure of a row is published."""

    SHOWN = "getoond"
    WITHHELD = "niet_getoond"


class Unit(StrEnum):
    """What the numbers of a row count."""

    POINTS = "punten"
    DIFFERENCE = "punten_verschil"
    CHANGE = "punten_verandering"
    SHARE = "procent_van_de_mensen"
    WORD = "woord"


@dataclass(frozen=True, slots=True)
class CountedQuestion:
    """A counted question: its text and the text of every option."""

    label: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExportSource:
    """The publication of one closed wave with everything that says how it was made.

    `since` names the wave with which changes compare, `questions` what was counted, `addition`
    which other questions were asked, `origins` what the uncertainty of each mean rests on,
    `shown_teams` the shown teams of a withheld group together; `policy` tells the rules of
    publication in words,
    `digest` is that of the snapshot.
    """

    wave: str
    starts_on: date
    closes_on: date
    exported_on: date
    questionnaire: str
    title: str
    behaviour: str
    checksum: str
    scoring: int
    policy: str
    origins: Mapping[str, str]
    digest: str
    publication: Publication
    since: str = ""
    questions: Mapping[str, CountedQuestion] = field(default_factory=dict)
    addition: str = ""
    shown_teams: Mapping[str, PublishedGroup] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of one group, still in codes; of a withheld one every number is None.

    A mean or a change has `value` between `low` and `high`, in points (that of a single question
    has no interval); a share is a band from `low`
    to `high` per cent and has no `value`. `spread` says what the interval rests on (ADR 18); None
    of shares, and in waves published before there was one spread per wave. `indicative`
    says why the interval may be narrower than it says.
    """

    source: ExportSource
    group: PublishedGroup
    department: str
    measure: str
    unit: Unit
    state: RowState = RowState.WITHHELD
    options: tuple[str, ...] = ()
    value: int | None = None
    low: int | None = None
    high: int | None = None
    coded: Coded | None = None
    spread: SpreadOrigin | None = None
    n: Band | None = None
    participation: Participation | None = None
    indicative: Indicative | None = None


def rows(sources: Iterable[ExportSource]) -> Iterator[FigureRow]:
    """All rows of all editions: the organisation, then each department with its teams, A to Z."""
    for source in sources:
        groups, rule = source.publication.groups, IndicativeRule.of(source.publication)
        for group in ordered(groups):
            department = department_of(group, groups)
            yield from _means(source, group, department, rule)
            yield from _facets(source, group, department, rule)
            yield from _changes(source, group, department)
            yield from _counts(source, group, department)
            yield from _support(source, group, department)
            yield from _mirror(source, group, department)
            yield from _associations(source, group, department)
            if (teams := source.shown_teams.get(group.key)) is not None:
                yield from _means(source, teams, department, rule)
                yield from _facets(source, teams, department, rule)
                yield from _mirror(source, teams, department)


def ordered(groups: Mapping[str, PublishedGroup]) -> list[PublishedGroup]:
    """The groups of a wave in the order of every file."""

    def place(group: PublishedGroup) -> tuple[str, str, int, str, str]:
        name, key = department_of(group, groups), group.parent or ""
        own = group.key if group.level == "department" else key
        department = own if group.level != "organisation" else ""
        return name.casefold(), department, _LEVELS[group.level], group.name.casefold(), group.key

    return sorted(groups.values(), key=place)


def department_of(group: PublishedGroup, groups: Mapping[str, PublishedGroup]) -> str:
    """The name of the department a group is or lies in; empty for the organisation."""
    if group.level == "department":
        return group.name
    parent = groups.get(group.parent or "")
    return parent.name if parent is not None and parent.level == "department" else ""


def _means(
    source: ExportSource, group: PublishedGroup, department: str, rule: IndicativeRule
) -> Iterator[FigureRow]:
    for metric in METRICS:
        cell = group.means[metric]
        unit = Unit.DIFFERENCE if metric == "contrast" else Unit.POINTS
        row = FigureRow(source, group, department, metric, unit)
        yield _with_mean(row, cell, rule) if isinstance(cell, MeanCell) else row


def _with_mean(row: FigureRow, cell: MeanCell, rule: IndicativeRule) -> FigureRow:
    name = row.measure if row.measure in METRICS else facet_name(row.measure)
    return _shown(
        row,
        cell.n,
        value=cell.value,
        low=cell.low,
        high=cell.high,
        coded=cell.coded,
        spread=spread_origin(row.source, name),
        indicative=rule.reason(row.measure, cell, row.group.participation),
    )


def spread_origin(source: ExportSource, name: str) -> SpreadOrigin | None:
    """What the intervals of this name rest on; None where one is not known."""
    spread = source.publication.spreads.get(name)
    return spread.origin if spread else None


def _facets(
    source: ExportSource, group: PublishedGroup, department: str, rule: IndicativeRule
) -> Iterator[FigureRow]:
    for element in Element:
        cells = group.facets.get(element)
        if isinstance(cells, Withheld):
            yield FigureRow(source, group, department, FACETS_OF + element, Unit.POINTS)
        else:
            for code, cell in sorted((cells or {}).items()):
                row = FigureRow(source, group, department, code, Unit.POINTS)
                yield _with_mean(row, cell, rule)


def _changes(source: ExportSource, group: PublishedGroup, department: str) -> Iterator[FigureRow]:
    for metric in METRICS:
        cell = group.change.get(metric)
        row = FigureRow(source, group, department, CHANGE + metric, Unit.CHANGE)
        if isinstance(cell, ChangeCell):
            spread = spread_origin(source, change_name(metric))
            numbers = {"value": cell.value, "low": cell.low, "high": cell.high}
            yield _shown(row, cell.n, **numbers, spread=spread)
        elif cell is not None:
            yield row


def _counts(source: ExportSource, group: PublishedGroup, department: str) -> Iterator[FigureRow]:
    for name, cell in sorted(group.counts.items()):
        row = FigureRow(source, group, department, measure_of(name), Unit.SHARE)
        if isinstance(cell, CountsCell):
            for share in cell.shares:
                yield _shown(row, cell.n, options=share.options, low=share.low, high=share.high)
        else:
            yield row


def _mirror(source: ExportSource, group: PublishedGroup, department: str) -> Iterator[FigureRow]:
    for code, cell in sorted(group.mirror.items()):
        yield _with_item(FigureRow(source, group, department, MIRROR + code, Unit.POINTS), cell)


def _support(source: ExportSource, group: PublishedGroup, department: str) -> Iterator[FigureRow]:
    for code, cell in sorted(group.support.items()):
        yield _with_item(FigureRow(source, group, department, SUPPORT + code, Unit.POINTS), cell)


def _associations(
    source: ExportSource, group: PublishedGroup, department: str
) -> Iterator[FigureRow]:
    """Of the whole organisation, a word per element; one row where there is none to give."""
    if group.level != "organisation":
        return
    for outcome, association in sorted(source.publication.associations.items()):
        row = FigureRow(source, group, department, ASSOCIATION + outcome, Unit.WORD)
        if isinstance(association, Withheld):
            yield row
            continue
        figures = _shown(row, association.n)
        if not association.elements:
            yield figures
        for element, strength in association.elements.items():
            measure = f"{ASSOCIATION}{outcome}.{element}"
            yield replace(figures, measure=measure, options=(strength.value,))


def _with_item(row: FigureRow, cell: ItemCell | Withheld) -> FigureRow:
    if isinstance(cell, Withheld):
        return row
    return _shown(row, cell.n, value=cell.value, coded=cell.coded)


def measure_of(measure: str) -> str:
    """The name in files of what was counted."""
    return DISTRIBUTION + measure if measure in METRICS else measure


def _shown(row: FigureRow, n: Band, **figures: Any) -> FigureRow:
    participation = row.group.participation
    few = row.source.publication.policy.indicative(n)
    return replace(
        row,
        state=RowState.SHOWN,
        n=n,
        participation=participation if isinstance(participation, Participation) else None,
        **{"indicative": Indicative.FEW if few else None, **figures},
    )
