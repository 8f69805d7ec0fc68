"""One row per figure; a withheld one says so and holds no number."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from reports.disclosure.cells import (
    WITHHELD,
    Association,
    ChangeCell,
    CountsCell,
    MeanCell,
    PublishedSpread,
    Strength,
    Withheld,
)
from reports.disclosure.names import change_name, facet_name
from reports.exports.columns import ExportColumn
from reports.exports.file_texts import coded
from reports.exports.table import (
    CHANGE,
    DISTRIBUTION,
    ExportSource,
    FigureRow,
    RowState,
    Unit,
    rows,
)
from reports.statistics.pooled_spread import SpreadOrigin
from surveys.instruments.elements import METRICS, Element
from surveys.policy import Band
from tests.unit.reports.exports.build import (
    ABSENT,
    COUNTS,
    MEAN,
    WORDS,
    group,
    nothing,
    source,
    sources,
    values,
)


def only(shown: ExportSource, measure: str) -> FigureRow:
    (row,) = (row for row in rows([shown]) if row.measure == measure)
    return row


def test_every_mean_and_every_share_is_a_row_in_the_order_of_the_metrics() -> None:
    shown = source(group(counts={"anker": COUNTS, "kunnen": WITHHELD}))
    measures = [row.measure for row in rows([shown])]
    assert measures == [*METRICS, "anker", "anker", f"{DISTRIBUTION}kunnen"]


def test_the_numbers_are_those_of_the_cell() -> None:
    cell = MeanCell(-22, -27, -16, Band(7, 9), "top")
    row = only(source(group(means={"contrast": cell})), "contrast")
    told = values(row, WORDS)
    assert [told[c] for c in (ExportColumn.VALUE, ExportColumn.LOW, ExportColumn.HIGH)] == [
        -22,
        -27,
        -16,
    ]
    assert (told[ExportColumn.PEOPLE_FROM], told[ExportColumn.PEOPLE_TO]) == (7, 9)
    assert (told[ExportColumn.TOOK_PART_FROM], told[ExportColumn.TOOK_PART_TO]) == (70, 80)
    assert (told[ExportColumn.BOUND], told[ExportColumn.UNIT]) == ("of meer", "in DIFFERENCE")
    assert (told[ExportColumn.NOTE], told[ExportColumn.LOW_PARTICIPATION]) == ("indicatief", "nee")


def test_a_row_says_what_the_spread_of_its_interval_rests_on() -> None:
    """Of a mean, a facet and a linked change each their own; of nothing that has no interval."""
    linked: dict[str, ChangeCell | Withheld] = {
        "willen": ChangeCell(4, -2, 10, Band(10, 14)),
        "kunnen": WITHHELD,
    }
    shown = source(
        replace(
            group(means={"kunnen": WITHHELD}, counts={"anker": COUNTS}),
            facets={Element.HOUDING: {"H.gev": MEAN}},
            change=linked,
        )
    )
    spreads = {
        "willen": PublishedSpread(20, SpreadOrigin.OWN),
        "kunnen": PublishedSpread(20, SpreadOrigin.OWN),
        "houding": PublishedSpread(20, SpreadOrigin.EARLIER),
        facet_name("H.gev"): PublishedSpread(24, SpreadOrigin.PROVISIONAL),
        change_name("willen"): PublishedSpread(18, SpreadOrigin.PROVISIONAL),
    }
    shown = replace(shown, publication=replace(shown.publication, spreads=spreads))
    told = {row.measure: values(row, WORDS)[ExportColumn.SPREAD] for row in rows([shown])}
    assert told["willen"] == "eigen"
    assert told["houding"] == "eerder"
    assert told["H.gev"] == told[f"{CHANGE}willen"] == "voorlopig"
    assert told["kunnen"] == told[f"{CHANGE}kunnen"] == told["anker"] == told["vaardigheden"] == ""


def test_a_share_is_a_band_without_a_value() -> None:
    first, merged = (
        values(row, WORDS)
        for row in rows([source(group(counts={"anker": COUNTS}))])
        if row.measure == "anker"
    )
    assert (first[ExportColumn.VALUE], first[ExportColumn.LOW], first[ExportColumn.HIGH]) == (
        None,
        40,
        50,
    )
    assert first[ExportColumn.LABEL] == "Wat houdt je tegen?"
    assert first[ExportColumn.ANSWER] == "Het lukt niet"
    assert merged[ExportColumn.OPTION] == "allebei+niets"
    assert merged[ExportColumn.ANSWER] == "allebei / Niets"


def test_wave_questionnaire_checksum_rules_and_day_stand_in_every_row() -> None:
    told = values(only(source(nothing("team:a", "A")), "willen"), WORDS)
    assert told[ExportColumn.WAVE] == "Tweede meting"
    assert (told[ExportColumn.QUESTIONNAIRE], told[ExportColumn.CHECKSUM]) == ("k1@1", "sha256:abc")
    assert told[ExportColumn.POLICY] == "Gemiddelden vanaf zeven mensen."
    assert (told[ExportColumn.DIGEST], told[ExportColumn.EXPORTED]) == ("def", date(2026, 11, 21))


def test_groups_stand_in_the_order_of_the_tree_and_the_alphabet() -> None:
    organisation = group("organisation", name="Zandstad", level="organisation", parent=None)
    names = {"d": "Werk", "e": "Inkomen"}
    departments = [
        group(f"department:{key}", name=name, level="department", parent="organisation")
        for key, name in names.items()
    ]
    teams = [
        group("team:1", name="west"),
        group("team:2", name="Centrum"),
        group("team:3", name="Bijstand", parent="department:e"),
    ]
    found = [row.group.name for row in rows([source(*teams, *departments, organisation)])]
    assert list(dict.fromkeys(found)) == [
        "Zandstad",
        "Inkomen",
        "Bijstand",
        "Werk",
        "Centrum",
        "west",
    ]


def test_programs_get_codes_that_no_translation_changes() -> None:
    told = values(only(source(group()), "willen"), coded(WORDS))
    assert (told[ExportColumn.LEVEL], told[ExportColumn.STATE], told[ExportColumn.UNIT]) == (
        "team",
        "getoond",
        "punten",
    )


@given(sources())
def test_a_withheld_row_says_the_one_text_and_holds_no_number(shown: ExportSource) -> None:
    for row in rows([shown]):
        told = values(row, WORDS)
        numbers = [
            told[c]
            for c in ExportColumn
            if c is not ExportColumn.SCORING and isinstance(told[c], int)
        ]
        if _cell(row) is WITHHELD:
            assert told[ExportColumn.NOTE] == ABSENT
            assert told[ExportColumn.STATE] == "niet getoond"
            assert told[ExportColumn.VALUE] is None
            assert not numbers
        else:
            assert told[ExportColumn.STATE] == "getoond"
            assert told[ExportColumn.NOTE] != ABSENT
            assert len(numbers) >= 5


@given(sources())
def test_every_published_figure_is_in_the_table_once(shown: ExportSource) -> None:
    found = list(rows([shown]))
    for published in shown.publication.groups.values():
        own = [row for row in found if row.group is published]
        shares = sum(
            len(cell.shares) if isinstance(cell, CountsCell) else 1
            for cell in published.counts.values()
        )
        assert len(own) == len(METRICS) + shares


def _cell(row: FigureRow) -> object:
    counted = row.measure.removeprefix(DISTRIBUTION)
    if row.measure in row.group.means:
        return row.group.means[row.measure]
    return row.group.counts[counted]


def test_what_goes_together_is_a_word_per_element_of_the_organisation() -> None:
    words = dict.fromkeys((element.value for element in Element), Strength.ALSO)
    words["houding"] = Strength.STRONGEST
    shown = source(group("organisation", level="organisation", parent=None), group())
    told = Association(Band(200, None), words)
    cells: dict[str, Association | Withheld] = {"intentie": told, "gedrag": WITHHELD}
    shown = replace(shown, publication=replace(shown.publication, associations=cells))
    found = {row.measure: row for row in rows([shown]) if row.unit is Unit.WORD}
    assert set(found) == {"samenhang.gedrag", *(f"samenhang.intentie.{e}" for e in words)}
    first = values(found["samenhang.intentie.houding"], WORDS)
    assert (first[ExportColumn.OPTION], first[ExportColumn.VALUE]) == ("sterkst", None)
    assert (first[ExportColumn.PEOPLE_FROM], first[ExportColumn.STATE]) == (200, "getoond")
    hidden = values(found["samenhang.gedrag"], WORDS)
    assert (hidden[ExportColumn.STATE], hidden[ExportColumn.PEOPLE_FROM]) == ("niet getoond", None)


def test_that_nothing_goes_together_surely_is_one_row() -> None:
    shown = source(group("organisation", level="organisation", parent=None))
    cells = {"intentie": Association(Band(200, None), {})}
    shown = replace(shown, publication=replace(shown.publication, associations=cells))
    (row,) = (row for row in rows([shown]) if row.unit is Unit.WORD)
    assert (row.measure, row.options, row.state) == ("samenhang.intentie", (), RowState.SHOWN)
