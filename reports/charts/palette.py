"""The colours of a chart without a style sheet: in a PDF, in a saved file, in plotly's data.

On the page ``static/css/chart.css`` replaces them by the tokens of the theme. Indigo, ochre and
grey stay apart for colour-blind readers and are neither red nor green; shape repeats them.
"""

from reports.charts.spec import Family

INK = "#1b2529"
QUIET = "#4f5b60"
LINE = "#e6e3da"
GAP = "#f5deb0"
PAPER = "#ffffff"
HUES = {
    Family.WILLEN: "#4450b4",
    Family.KUNNEN: "#945308",
    Family.CONTRAST: "#3d474c",
    Family.NEUTRAL: "#5d686d",
}
_LIGHTEST, _STEP = 0.06, 0.09
"""How much of a hue the tints 0 to 4 hold; ink stays readable on all of them."""


def tint(family: Family, step: int) -> str:
    """The hue of a family mixed with paper, as ``#rrggbb``."""
    share = _LIGHTEST + step * _STEP
    pairs = zip(bytes.fromhex(HUES[family][1:]), bytes.fromhex(PAPER[1:]), strict=True)
    channels = (round(hue * share + paper * (1 - share)) for hue, paper in pairs)
    return "#" + bytes(channels).hex()
