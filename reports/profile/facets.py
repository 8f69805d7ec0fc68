"""What lies behind the elements of a group: the means of its facets, in one picture."""

from django.utils.translation import gettext_lazy as _

from reports.charts.scores import interval_of, score_rows
from reports.charts.spec import ChartTexts, Family, Group, IntervalChart, Row
from reports.disclosure.cells import WITHHELD, PublishedGroup
from reports.texts.elements import FACET_NAMES
from surveys.instruments.elements import WILLEN, Element


def facets_chart(group: PublishedGroup, words: ChartTexts) -> IntervalChart | None:
    """The facets of every element that has any; None where none at all is shown."""
    if all(cells is WITHHELD for cells in group.facets.values()):
        return None
    rows = [(element, _rows(group, element)) for element in Element if element in group.facets]
    return score_rows(tuple(Group(words.labels[name], cells) for name, cells in rows), words)


def element_facets(
    group: PublishedGroup, element: Element, words: ChartTexts
) -> IntervalChart | None:
    """The facets of one element; None where they are not shown."""
    if group.facets.get(element, WITHHELD) is WITHHELD:
        return None
    return score_rows((Group("", _rows(group, element)),), words)


def _rows(group: PublishedGroup, element: Element) -> tuple[Row, ...]:
    family = Family.WILLEN if element in WILLEN else Family.KUNNEN
    cells = group.facets[element]
    if cells is WITHHELD:
        return (Row(str(_("Its facets")), family, None),)
    return tuple(
        Row(str(FACET_NAMES[code]), family, interval_of(cells[code]))
        for code in FACET_NAMES
        if code in cells
    )
