"""What lies behind the elements of a group: the means of its facets, in one picture."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.charts.spec import Family, Group, IntervalChart, Row
from reports.charts.team import ChartTexts, interval_of, score_rows
from reports.disclosure.cells import WITHHELD, PublishedGroup, Withheld
from reports.statistics.types import Closeness
from reports.texts.facets import LABELS
from surveys.instruments.elements import WILLEN, Element

CLOSENESS: dict[Closeness, str | Promise] = {
    Closeness.CLOSE: _("The answers lie close together."),
    Closeness.DIVIDED: _("The answers lie far apart."),
}
"""Of what lies in between nothing is said."""


def facets_chart(group: PublishedGroup, words: ChartTexts) -> IntervalChart | None:
    """The facets of every element that has any; None where none at all is shown."""
    if all(cells is WITHHELD for cells in group.facets.values()):
        return None
    rows = [(element, _rows(group, element)) for element in Element if element in group.facets]
    return score_rows(tuple(Group(words.labels[name], found) for name, found in rows), words)


def closeness_notes(group: PublishedGroup) -> dict[str, str]:
    """Per element how far the answers lie apart, where there is something to say."""
    return {
        element: said for element, word in group.closeness.items() if (said := closeness_text(word))
    }


def closeness_text(word: Closeness | Withheld) -> str:
    """The sentence, or nothing."""
    return "" if word is WITHHELD else str(CLOSENESS.get(word, ""))


def _rows(group: PublishedGroup, element: Element) -> tuple[Row, ...]:
    family = Family.WILLEN if element in WILLEN else Family.KUNNEN
    cells = group.facets[element]
    if cells is WITHHELD:
        return (Row(str(_("Its facets")), family, None),)
    return tuple(
        Row(str(LABELS[code]), family, interval_of(cells[code])) for code in LABELS if code in cells
    )
