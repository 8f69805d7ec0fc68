"""What the template of a chart needs, in one object."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reports.charts.figure import figure
from reports.charts.markup import Svg
from reports.charts.spec import IntervalChart
from reports.charts.svg import render
from reports.charts.table import ChartTable, Columns, table


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart as the page shows it: its sentence, picture, data for exploring, and table.

    ``id`` is unique on the page; ``reading`` says how the picture must be read. ``chart`` is what
    everything was drawn from, for a file that draws it again.
    """

    id: str
    title: str
    sentence: str
    svg: Svg
    figure: dict[str, Any]
    table: ChartTable
    reading: str
    chart: IntervalChart

    @property
    def data_id(self) -> str:
        """Id of the script element that carries ``figure``."""
        return f"{self.id}-data"


@lru_cache(maxsize=256)
def chart_view(
    chart: IntervalChart, *, ident: str, sentence: str, columns: Columns, reading: str = ""
) -> ChartView:
    """Draw ``chart`` in every form from the same specification.

    The same specification is the same picture, so those asked for last are kept: checking a figure
    takes plotly longer than all the rest of a page.
    """
    return ChartView(
        id=ident,
        title=chart.title,
        sentence=sentence,
        svg=render(chart, ident=ident),
        figure=figure(chart),
        table=table(chart, columns),
        reading=reading,
        chart=chart,
    )
