"""The first sheet of a spreadsheet: one row per group, to be read at once and printed on one page.

A mean stands as a number with its interval in small letters beside it; what is not shown is
hatched and holds no number. Written row by row, like every sheet.
"""

from collections.abc import Iterable
from textwrap import wrap
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.charts.palette import HUES, INK, LINE, QUIET
from reports.charts.spec import Family
from reports.charts.texts import BOUNDS, number
from reports.disclosure.cells import Coded, MeanCell, MeanCells
from reports.exports.summary import (
    COMPARED_METRICS,
    FAMILIES,
    FIRST_MEAN,
    FIRST_ROW,
    NAME,
    SENTENCE,
    SUMMARY_METRICS,
    SummaryRow,
    SummarySheet,
    SummaryTexts,
)
from reports.exports.summary_chart import MOST_IN_CHART, Halves, summary_chart
from reports.exports.text import plain
from surveys.instruments.elements import WILLEN

_ON_ONE_PAGE: Final = 40
_LINE_HEIGHT: Final = 15.0  # points
_FAMILY_TINTS: Final = {
    Family.WILLEN: "#E9EBFA",
    Family.KUNNEN: "#F9ECD9",
    Family.CONTRAST: "#E7E9E8",
}
_FIRST_PEOPLE: Final = FIRST_MEAN + 2 * len(SUMMARY_METRICS)
_AFTER: Final = _FIRST_PEOPLE + 2


class _Styles:
    """Formats of one workbook by their properties, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_color": INK, "valign": "vcenter", "bottom": 1, "bottom_color": LINE}
            self._formats[key] = self._book.add_format(base | properties)
        return self._formats[key]

    def hatched(self, **properties: Any) -> Format:
        """What is not shown."""
        return self(pattern=14, fg_color="#C9CFD1", bg_color="#FFFFFF", **properties)


def write_summary(book: Workbook, summary: SummarySheet) -> None:
    """Add the sheet to `book`; its rows are read once."""
    sheet, styles = book.add_worksheet(summary.name), _Styles(book)
    _columns(sheet, summary)
    _headings(sheet, summary, styles)
    line, halves = FIRST_ROW - 1, Halves()
    for line, row in enumerate(summary.rows, start=FIRST_ROW):
        _row(sheet, line, row, summary, styles)
        halves.add(row.means)
    sheet.freeze_panes(FIRST_ROW, SENTENCE)
    rows = line - FIRST_ROW + 1
    if 0 < rows <= MOST_IN_CHART:
        chart = summary_chart(book, summary, line, halves)
        sheet.insert_chart(line + 2, NAME, chart, {"object_position": 3})
    _to_print(sheet, one_page=rows <= _ON_ONE_PAGE)


def _columns(sheet: Worksheet, summary: SummarySheet) -> None:
    sheet.set_column(NAME, NAME, 30)
    sheet.set_column(SENTENCE, SENTENCE, 48)
    _widths(sheet, FIRST_MEAN, SUMMARY_METRICS)
    sheet.set_column(_FIRST_PEOPLE, _FIRST_PEOPLE + 1, 15)
    after = _AFTER
    if summary.then:
        _widths(sheet, _AFTER, COMPARED_METRICS)
        after += 2 * len(COMPARED_METRICS)
    if summary.since:
        sheet.set_column(after, after, 48)


def _widths(sheet: Worksheet, first: int, metrics: Iterable[str]) -> None:
    for place, metric in enumerate(metrics):
        column = first + 2 * place
        sheet.set_column(column, column, 5.5)
        sheet.set_column(column + 1, column + 1, 9 if metric == "contrast" else 8)


def _headings(sheet: Worksheet, summary: SummarySheet, styles: _Styles) -> None:
    texts = summary.texts
    sheet.set_row(0, 24)
    sheet.write_string(0, NAME, plain(summary.title), styles(bold=True, font_size=16, bottom=0))
    sheet.write_string(1, NAME, summary.caption, styles(font_color=QUIET, bottom=0))
    elements = FIRST_MEAN + 2 * len(COMPARED_METRICS)
    between = elements + 2 * len(WILLEN)
    bands = [
        (elements, between - 1, texts.of_willen, Family.WILLEN),
        (between, _FIRST_PEOPLE - 1, texts.of_kunnen, Family.KUNNEN),
    ]
    if summary.then:
        last = _AFTER + 2 * len(COMPARED_METRICS) - 1
        bands.append((_AFTER, last, summary.then, Family.CONTRAST))
    for first, last, text, family in bands:
        band = styles(
            bold=True,
            align="center",
            font_color=HUES[family],
            bg_color=_FAMILY_TINTS[family],
            bottom=0,
        )
        _merged(sheet, 2, (first, last), text, band)
    head = styles(bold=True, text_wrap=True, valign="bottom", bottom_color=INK)
    sheet.set_row(3, 45)
    for column, text in (
        (NAME, texts.group),
        (SENTENCE, texts.sentence),
        (_FIRST_PEOPLE, texts.people),
        (_FIRST_PEOPLE + 1, texts.participation),
    ):
        sheet.write_string(3, column, text, head)
    _metric_heads(sheet, FIRST_MEAN, SUMMARY_METRICS, texts, styles)
    after = _AFTER
    if summary.then:
        _metric_heads(sheet, _AFTER, COMPARED_METRICS, texts, styles)
        after += 2 * len(COMPARED_METRICS)
    if summary.since:
        sheet.write_string(3, after, plain(texts.change.replace("{wave}", summary.since)), head)


def _metric_heads(
    sheet: Worksheet, first: int, metrics: Iterable[str], texts: SummaryTexts, styles: _Styles
) -> None:
    for place, metric in enumerate(metrics):
        family = FAMILIES[metric]
        head = styles(
            bold=True,
            text_wrap=True,
            valign="bottom",
            font_size=9,
            font_color=HUES[family],
            bg_color=_FAMILY_TINTS[family],
            bottom_color=HUES[family],
        )
        column = first + 2 * place
        _merged(sheet, 3, (column, column + 1), texts.means[metric], head)


def _merged(sheet: Worksheet, line: int, span: tuple[int, int], text: str, style: Format) -> None:
    """Text over several columns; `merge_range` itself would read what the text looks like."""
    sheet.merge_range(line, span[0], line, span[1], "", style)
    sheet.write_string(line, span[0], plain(text), style)


def _row(
    sheet: Worksheet, line: int, row: SummaryRow, summary: SummarySheet, styles: _Styles
) -> None:
    sheet.set_row(line, _LINE_HEIGHT * _lines(row))
    strong = {} if row.level == "team" else {"bold": True}
    indent = {"indent": 1} if row.level == "team" else {}
    sheet.write_string(line, NAME, plain(row.name), styles(text_wrap=True, **indent, **strong))
    wrapped_text = styles(text_wrap=True)
    has_figures = row.sentence != summary.texts.withheld
    style = wrapped_text if has_figures else styles.hatched(text_wrap=True)
    sheet.write_string(line, SENTENCE, row.sentence, style)
    _means(sheet, (line, FIRST_MEAN), (row, SUMMARY_METRICS, row.means), summary.texts, styles)
    for column, text in ((_FIRST_PEOPLE, row.people), (_FIRST_PEOPLE + 1, row.participation)):
        if row.shown:
            sheet.write_string(line, column, text, wrapped_text)
        else:
            sheet.write_blank(line, column, None, styles.hatched())
    after = _AFTER
    if summary.then:
        if row.then:
            then = (row, COMPARED_METRICS, row.then)
            _means(sheet, (line, _AFTER), then, summary.texts, styles)
        after += 2 * len(COMPARED_METRICS)
    if row.change:
        sheet.write_string(line, after, row.change, wrapped_text)


def _lines(row: SummaryRow) -> int:
    """How many lines the longest text of a row takes: not every program fits rows to their text."""
    texts = ((row.name, 28), (row.sentence, 50), (row.people, 14), (row.change, 50))
    return max(len(wrap(text, width)) or 1 for text, width in texts)


def _means(
    sheet: Worksheet,
    place: tuple[int, int],
    content: tuple[SummaryRow, Iterable[str], MeanCells],
    texts: SummaryTexts,
    styles: _Styles,
) -> None:
    """Two cells per mean: the number, and its interval in small letters. Where a whole row is not
    shown its sentence says so, and else the small cell does.
    """
    line, column = place
    row, metrics, means = content
    any_shown = any(isinstance(cell, MeanCell) for cell in means.values())
    strong = {} if row.level == "team" else {"bold": True}
    for metric in metrics:
        cell = means[metric]
        if isinstance(cell, MeanCell):
            with_sign, family = metric == "contrast", FAMILIES[metric]
            sheet.write_number(
                line,
                column,
                cell.value,
                styles(
                    num_format=_number_format(cell.coded, with_sign=with_sign),
                    font_color=HUES[family],
                    **strong,
                    **_tint(metric),
                ),
            )
            span = texts.span.format(
                low=number(cell.low, with_sign=with_sign),
                high=number(cell.high, with_sign=with_sign),
            )
            small = styles(font_size=8, font_color=QUIET, **_tint(metric))
            sheet.write_string(line, column + 1, span, small)
        else:
            sheet.write_blank(line, column, None, styles.hatched())
            if any_shown or (metrics is COMPARED_METRICS and metric == "willen"):
                sheet.write_string(line, column + 1, texts.withheld, styles.hatched(font_size=8))
            else:
                sheet.write_blank(line, column + 1, None, styles.hatched())
        column += 2


def _tint(metric: str) -> dict[str, str]:
    return {"bg_color": _FAMILY_TINTS[FAMILIES[metric]]} if metric in COMPARED_METRICS else {}


def _number_format(coded: Coded | None, *, with_sign: bool) -> str:
    bound = f'"{BOUNDS[coded]}"' if coded else ""
    return f"{bound}+0;{bound}\N{MINUS SIGN}0;{bound}0" if with_sign else f"{bound}0"


def _to_print(sheet: Worksheet, *, one_page: bool) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.fit_to_pages(1, 1 if one_page else 0)
    sheet.repeat_rows(2, FIRST_ROW - 1)
    sheet.set_footer("&L&A&R&P / &N")
