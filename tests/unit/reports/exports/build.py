"""Publications for tests of files: a known one, and any that could be published."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from reports.disclosure.cells import (
    WITHHELD,
    CountsCell,
    MeanCell,
    Participation,
    Publication,
    PublishedGroup,
    Share,
    Withheld,
)
from reports.disclosure.indicative import Indicative
from reports.exports.columns import ExportColumn, Value, line_of
from reports.exports.file_texts import FileTexts
from reports.exports.table import CountedQuestion, ExportSource, FigureRow, RowState, Unit
from reports.statistics.contrast import ContrastOutcome, Overstemt
from surveys.instruments.elements import METRICS
from surveys.policy import Band, Level, ParticipationBand, default_policy

ABSENT = "Niet getoond, om te voorkomen dat antwoorden te herleiden zijn."
HOSTILE = (
    "=1+1",
    "+31 6 12345678",
    "-2",
    "@SUM(A1)",
    "\t=HYPERLINK(1)",
    "\r=1",
    '=cmd|"/c calc"!A0',
    "\uff1d1+1",
    'a;b,c"d',
    "regel een\nregel twee",
    "Zoë’s <b>team</b> & #import *sterren* $x$",
    "كتب 中文 🌷",
    "\x00\x0b\ufffe",
    "x" * 80,
    "",
)
MEAN = MeanCell(69, 65, 73, Band(10, 14), None)
COUNTS = CountsCell(Band(10, 14), (Share(("kunnen",), 40, 50), Share(("allebei", "niets"), 30, 40)))

WORDS = FileTexts(
    columns={column.value.name: column.name.title() for column in ExportColumn},
    meanings={column.value.name: f"Betekenis van {column}" for column in ExportColumn},
    measures={metric: metric.title() for metric in METRICS},
    elements={},
    levels={"team": "Team", "department": "Afdeling", "organisation": "Organisatie"},
    units={unit: f"in {unit.name}" for unit in Unit},
    states={RowState.SHOWN: "getoond", RowState.WITHHELD: "niet getoond"},
    bounds={"top": "of meer", "bottom": "of minder"},
    withheld=ABSENT,
    indicative=dict.fromkeys(Indicative, "indicatief"),
    yes="ja",
    no="nee",
)


def group(
    key: str = "team:a",
    *,
    name: str = "Centrum",
    level: Level = "team",
    parent: str | None = "department:d",
    means: Mapping[str, MeanCell | Withheld] | None = None,
    counts: Mapping[str, CountsCell | Withheld] | None = None,
) -> PublishedGroup:
    """A group of which every mean is 69 (65 to 73), but for what is given."""
    return PublishedGroup(
        key=key,
        level=level,
        parent=parent,
        name=name,
        size=18,
        participation=Participation(ParticipationBand(70, 80), warning=False),
        means=dict.fromkeys(METRICS, MEAN) | dict(means or {}),
        contrast=ContrastOutcome.UNDECIDED,
        overstemt=Overstemt.NOT_APPLICABLE,
        standing_out=(),
        counts=counts or {},
    )


def nothing(key: str, name: str, level: Level = "team") -> PublishedGroup:
    """A group of which nothing is published."""
    return replace(
        group(key, name=name, level=level),
        participation=WITHHELD,
        means=dict.fromkeys(METRICS, WITHHELD),
        contrast=WITHHELD,
        overstemt=WITHHELD,
        standing_out=WITHHELD,
        counts={"anker": WITHHELD},
    )


def source(*groups: PublishedGroup, wave: str = "Tweede meting") -> ExportSource:
    return ExportSource(
        wave=wave,
        starts_on=date(2026, 10, 3),
        closes_on=date(2026, 10, 24),
        exported_on=date(2026, 11, 21),
        questionnaire="k1@1",
        title="Aan mijn vakmanschap werken",
        behaviour="aan mijn vak werken",
        checksum="sha256:abc",
        scoring=1,
        policy="Gemiddelden vanaf zeven mensen.",
        origins=dict.fromkeys(METRICS, "voorlopig"),
        digest="def",
        publication=Publication(default_policy("klantmanager"), {g.key: g for g in groups}),
        questions={
            "anker": CountedQuestion(
                "Wat houdt je tegen?", {"kunnen": "Het lukt niet", "niets": "Niets"}
            )
        },
    )


def values(row: FigureRow, words: FileTexts) -> dict[ExportColumn, Value]:
    """The row as it stands in a file, by column."""
    return dict(zip(ExportColumn, line_of(ExportColumn, words)(row), strict=True))


@st.composite
def _means(draw: st.DrawFn) -> MeanCell:
    low, value, high = sorted(draw(st.tuples(*[st.integers(-100, 100)] * 3)))
    n = draw(st.sampled_from([Band(7, 9), Band(10, 14), Band(15, None)]))
    return MeanCell(value, low, high, n, draw(st.sampled_from([None, "top", "bottom"])))


_NAMES = st.sampled_from(HOSTILE) | st.text(st.characters(codec="utf-8"), max_size=80)
_SHARES = st.builds(
    lambda options, low: Share(tuple(options), low, low + 10),
    st.lists(st.sampled_from(["willen", "kunnen", "allebei", "niets"]), min_size=1, unique=True),
    st.sampled_from(range(0, 100, 10)),
)
_COUNTS = st.builds(CountsCell, st.just(Band(15, None)), st.lists(_SHARES, max_size=4).map(tuple))


@st.composite
def sources(draw: st.DrawFn) -> ExportSource:
    """An edition with teams of any name in which any figure is withheld or shown."""
    groups = [
        group(
            f"team:{number}",
            name=name,
            means={metric: draw(_means() | st.just(WITHHELD)) for metric in METRICS},
            counts={counted: draw(_COUNTS | st.just(WITHHELD)) for counted in ("anker", "kunnen")},
        )
        for number, name in enumerate(draw(st.lists(_NAMES, min_size=1, max_size=3)))
    ]
    return source(*groups, wave=draw(_NAMES))
