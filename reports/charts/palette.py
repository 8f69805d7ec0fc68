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
