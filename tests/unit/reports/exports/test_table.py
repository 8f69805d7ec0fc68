"""One row per figure; a withheld one says so and holds no number."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from reports.disclosure.cells import (
    WITHHELD,
    ChangeCell,
    CountsCell,
    MeanCell,
    PublishedSpread,
    Withheld,
)
from reports.disclosure.names import change_name, facet_name
from reports.exports.columns import Column, values
from reports.exports.file_texts import coded
from reports.exports.table import CHANGE, DISTRIBUTION, ExportSource, Row, State, rows
from reports.statistics.pooled_spread import SpreadOrigin
from surveys.instruments.elements import METRICS, Element
from surveys.policy import Band
from tests.unit.reports.exports.build import (
    ABSENT,
    COUNTS,
    MEAN,
    WORDS,
    edition,
    editions,
    group,
    nothing,
)


def only(shown: ExportSource, measure: str) -> Row:
    (row,) = (row for row in rows([shown]) if row.measure == measure)
    return row


def test_every_mean_and_every_share_is_a_row_in_the_order_of_the_metrics() -> None:
    shown = edition(group(counts={"anker": COUNTS, "kunnen": WITHHELD}))
    measures = [row.measure for row in rows([shown])]
    assert measures == [*METRICS, "anker", "anker", f"{DISTRIBUTION}kunnen"]


def test_the_numbers_are_those_of_the_cell() -> None:
    cell = MeanCell(-22, -27, -16, Band(7, 9), "top")
    row = only(edition(group(means={"contrast": cell})), "contrast")
    told = values(row, WORDS)
    assert [told[c] for c in (Column.VALUE, Column.LOW, Column.HIGH)] == [-22, -27, -16]
    assert (told[Column.PEOPLE_FROM], told[Column.PEOPLE_TO]) == (7, 9)
    assert (told[Column.TOOK_PART_FROM], told[Column.TOOK_PART_TO]) == (70, 80)
    assert (told[Column.BOUND], told[Column.UNIT]) == ("of meer", "in DIFFERENCE")
    assert (told[Column.NOTE], told[Column.LOW_PARTICIPATION]) == ("indicatief", "nee")


def test_a_row_says_what_the_spread_of_its_interval_rests_on() -> None:
    """Of a mean, a facet and a linked change each their own; of nothing that has no interval."""
    linked: dict[str, ChangeCell | Withheld] = {
        "willen": ChangeCell(4, -2, 10, Band(10, 14)),
        "kunnen": WITHHELD,
    }
    shown = edition(
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
    told = {row.measure: values(row, WORDS)[Column.SPREAD] for row in rows([shown])}
    assert told["willen"] == "eigen"
    assert told["houding"] == "eerder"
    assert told["H.gev"] == told[f"{CHANGE}willen"] == "voorlopig"
    assert told["kunnen"] == told[f"{CHANGE}kunnen"] == told["anker"] == told["vaardigheden"] == ""


def test_a_share_is_a_band_without_a_value() -> None:
    first, merged = (
        values(row, WORDS)
        for row in rows([edition(group(counts={"anker": COUNTS}))])
        if row.measure == "anker"
    )
    assert (first[Column.VALUE], first[Column.LOW], first[Column.HIGH]) == (None, 40, 50)
    assert first[Column.LABEL] == "Wat houdt je tegen?"
    assert first[Column.ANSWER] == "Het lukt niet"
    assert merged[Column.OPTION] == "allebei+niets"
    assert merged[Column.ANSWER] == "allebei / Niets"


def test_wave_questionnaire_checksum_rules_and_day_stand_in_every_row() -> None:
    told = values(only(edition(nothing("team:a", "A")), "willen"), WORDS)
    assert told[Column.WAVE] == "Tweede meting"
    assert (told[Column.QUESTIONNAIRE], told[Column.CHECKSUM]) == ("k1@1", "sha256:abc")
    assert told[Column.POLICY] == "Gemiddelden vanaf zeven mensen."
    assert (told[Column.DIGEST], told[Column.EXPORTED]) == ("def", date(2026, 11, 21))


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
    found = [row.group.name for row in rows([edition(*teams, *departments, organisation)])]
    assert list(dict.fromkeys(found)) == [
        "Zandstad",
        "Inkomen",
        "Bijstand",
        "Werk",
        "Centrum",
        "west",
    ]


def test_programs_get_codes_that_no_translation_changes() -> None:
    told = values(only(edition(group()), "willen"), coded(WORDS))
    assert (told[Column.LEVEL], told[Column.STATE], told[Column.UNIT]) == (
        "team",
        "getoond",
        "punten",
    )


@given(editions())
def test_a_withheld_row_says_the_one_text_and_holds_no_number(shown: ExportSource) -> None:
    for row in rows([shown]):
        told = values(row, WORDS)
        numbers = [told[c] for c in Column if c is not Column.SCORING and isinstance(told[c], int)]
        if _cell(row) is WITHHELD:
            assert told[Column.NOTE] == ABSENT
            assert told[Column.STATE] == "niet getoond"
            assert told[Column.VALUE] is State.WITHHELD
            assert not numbers
        else:
            assert told[Column.STATE] == "getoond"
            assert told[Column.NOTE] != ABSENT
            assert len(numbers) >= 5


@given(editions())
def test_every_published_figure_is_in_the_table_once(shown: ExportSource) -> None:
    found = list(rows([shown]))
    for published in shown.publication.groups.values():
        own = [row for row in found if row.group is published]
        shares = sum(
            len(cell.shares) if isinstance(cell, CountsCell) else 1
            for cell in published.counts.values()
        )
        assert len(own) == len(METRICS) + shares


def _cell(row: Row) -> object:
    counted = row.measure.removeprefix(DISTRIBUTION)
    if row.measure in row.group.means:
        return row.group.means[row.measure]
    return row.group.counts[counted]
