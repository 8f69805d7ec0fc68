from django.template.loader import render_to_string

from reports.charts.matrix import matrix_view
from reports.charts.multiples import NamedMeans, Section
from reports.charts.palette import HUES, INK, tint
from reports.charts.spec import ChartTexts
from reports.disclosure.cells import WITHHELD, MeanCell
from surveys.instruments.elements import METRICS
from surveys.policy import Band
from tests.unit.reports.charts.build import ABSENT, HOSTILE, PHRASES

TEXTS = ChartTexts("Teams", "", {metric: metric.capitalize() for metric in METRICS}, PHRASES)
SHOWN = ("willen", "houding", "kunnen")


def named(name: str, **values: int | None) -> NamedMeans:
    cells = {
        metric: WITHHELD
        if (value := values.get(metric)) is None
        else MeanCell(value, value - 4, value + 4, Band(10, 14), None)
        for metric in SHOWN
    }
    return NamedMeans(name, cells, url="/team/")


def test_every_figure_has_its_number_its_interval_and_a_tint() -> None:
    matrix = matrix_view(
        SHOWN, [Section("Werk", (named("A", willen=8, houding=55, kunnen=96),))], TEXTS
    )
    assert matrix.columns == (("Willen", "willen"), ("Houding", "willen"), ("Kunnen", "kunnen"))
    ((row,),) = [group.rows for group in matrix.groups]
    assert [(cell.value, cell.span) for cell in row.cells] == [
        ("8", "4 tot 12"),
        ("55", "51 tot 59"),
        ("96", "92 tot 100"),
    ]
    assert [cell.tint.split()[-1] for cell in row.cells] == [
        "igm-heat--0",
        "igm-heat--2",
        "igm-heat--4",
    ]


def test_rows_stand_as_they_were_given() -> None:
    members = (named("b", willen=20), named("a", willen=90))
    matrix = matrix_view(SHOWN, [Section("", members)], TEXTS)
    assert [row.name for row in matrix.groups[0].rows] == ["b", "a"]


def test_what_is_withheld_is_one_text_and_no_number() -> None:
    members = (named("niets"), named("half", willen=61))
    source = render_to_string(
        "reports/components/chart_matrix.html",
        {"matrix": matrix_view(SHOWN, [Section("", members)], TEXTS)},
    )
    nothing, half = source.split('scope="row"')[1:]
    assert nothing.count(ABSENT) == 1
    assert 'colspan="3"' in nothing
    assert "data-value" not in nothing
    assert half.count(ABSENT) == 2
    assert half.count("data-value") == 1


def test_a_name_is_text() -> None:
    source = render_to_string(
        "reports/components/chart_matrix.html",
        {"matrix": matrix_view(SHOWN, [Section(HOSTILE, (named(HOSTILE, willen=1),))], TEXTS)},
    )
    assert "<script" not in source


def test_a_figure_stays_readable_on_every_tint_on_paper() -> None:
    """WCAG 1.4.3 asks a contrast of 4.5 for the small letters of an interval."""
    tints = {tint(family, step) for family in HUES for step in range(5)}
    assert len(tints) == 5 * len(HUES)
    assert min(contrast(INK, one) for one in tints) > 7


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    shares = [part / 255 for part in bytes.fromhex(colour[1:])]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
