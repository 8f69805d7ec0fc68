"""Charts for tests: known ones, and any that could be published."""

from dataclasses import dataclass, field, replace
from datetime import date
from xml.parsers import expat

from hypothesis import strategies as st

from reports.charts.spec import (
    Axis,
    Family,
    Gap,
    Group,
    Interval,
    IntervalChart,
    Phrases,
    Row,
)

ABSENT = "Niet getoond, om te voorkomen dat antwoorden te herleiden zijn."
PHRASES = Phrases("{low} tot {high}", ABSENT)
SCORES = Axis(0, 100, (0, 25, 50, 75, 100), "Score")
HOSTILE = '<script>alert("x")</script> & \'y\' <a href="javascript:alert(1)">z</a> \x0b\x00'


def row(label: str = "Willen", interval: Interval | None = None, note: str = "") -> Row:
    return Row(label, Family.WILLEN, interval, note)


def chart(*rows: Row, axis: Axis = SCORES, title: str = "") -> IntervalChart:
    return IntervalChart(title or "Willen en kunnen", axis, (Group("", rows),), PHRASES)


def with_gap(willen: int, kunnen: int, *, clear: bool = True) -> IntervalChart:
    """Willen and kunnen on one axis, each with an interval of eight points."""
    rows = (
        Row("Willen", Family.WILLEN, Interval(willen, willen - 4, willen + 4)),
        Row("Kunnen", Family.KUNNEN, Interval(kunnen, kunnen - 4, kunnen + 4)),
    )
    points = willen - kunnen
    difference = Row("Verschil", Family.CONTRAST, Interval(points, points - 5, points + 5))
    text = f"{abs(points)} punten verschil" if clear else "te onzeker"
    return replace(chart(*rows), gap=Gap(difference, text, clear))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, value, high = sorted(draw(st.tuples(*[st.integers(0, 100)] * 3)))
    return Interval(value, low, high, draw(st.sampled_from([None, None, "top", "bottom"])))


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Nd", "Nl", "No")), max_size=80
)


@st.composite
def charts(draw: st.DrawFn, words: st.SearchStrategy[str] = WORDS) -> IntervalChart:
    """Any chart of scores: families, pairs, withheld and coded rows in every mixture."""
    rows = st.builds(
        Row, words, st.sampled_from(Family), st.none() | intervals(), words, st.booleans()
    )
    groups = st.builds(Group, words, st.lists(rows, min_size=1, max_size=4).map(tuple))
    return IntervalChart(
        title=draw(words),
        axis=SCORES,
        groups=tuple(draw(st.lists(groups, min_size=1, max_size=3))),
        phrases=PHRASES,
        side_by_side=draw(st.booleans()),
    )


@st.composite
def charts_over_time(draw: st.DrawFn) -> IntervalChart:
    """Any chart of scores over one to five waves, oldest first, with waves of one day."""
    day = st.dates(date(2020, 1, 1), date(2030, 1, 1))
    days = sorted(draw(st.lists(day, min_size=1, max_size=5)))
    shown = st.lists(st.none() | intervals(), min_size=len(days), max_size=len(days))
    groups = [
        Group("maat", tuple(Row("meting", hue, interval) for interval in draw(shown)))
        for hue in draw(st.lists(st.sampled_from(Family), min_size=1, max_size=3))
    ]
    moments = tuple((day, "wave") for day in days)
    return IntervalChart("verloop", SCORES, tuple(groups), PHRASES, moments=moments)


@dataclass
class Element:
    """One element of a document with its own text."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Document:
    """The elements of well-formed XML, in order; reading anything else raises ExpatError."""

    elements: list[Element] = field(default_factory=list)

    def of(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def marked(self, part: str) -> list[Element]:
        """Elements with a class of the chart."""
        return [
            element
            for element in self.elements
            if f"igm-chart__{part}" in element.attributes.get("class", "").split()
        ]


def read(markup: str) -> Document:
    """Parse ``markup``, which may hold several drawings next to each other."""
    document = Document()
    open_elements: list[Element] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        open_elements.append(Element(tag, attributes))
        document.elements.append(open_elements[-1])

    def add(text: str) -> None:
        open_elements[-1].text += text

    def close(_: str) -> None:
        open_elements.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, close
    parser.CharacterDataHandler = add
    parser.Parse(f"<page>{markup}</page>", True)
    return document
