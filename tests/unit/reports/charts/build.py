"""Charts for tests: known ones, and any that could be published."""

from dataclasses import dataclass, field
from xml.parsers import expat

from hypothesis import strategies as st

from reports.charts.spec import Axis, Family, Group, Interval, IntervalChart, Phrases, Row, Style

ABSENT = "Niet getoond, om te voorkomen dat antwoorden te herleiden zijn."
PHRASES = Phrases("{low} tot {high}", ABSENT)
SCORES = Axis(0, 100, (0, 25, 50, 75, 100), "Score")
HOSTILE = '<script>alert("x")</script> & \'y\' <a href="javascript:alert(1)">z</a> \x0b\x00'


def row(label: str = "Willen", interval: Interval | None = None, note: str = "") -> Row:
    return Row(label, Family.WILLEN, interval, note)


def chart(
    *rows: Row, style: Style = Style.DOT, axis: Axis = SCORES, title: str = ""
) -> IntervalChart:
    return IntervalChart(title or "Willen en kunnen", axis, (Group("", rows),), PHRASES, style)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, value, high = sorted(draw(st.tuples(*[st.integers(0, 100)] * 3)))
    return Interval(value, low, high, draw(st.sampled_from([None, None, "top", "bottom"])))


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Nd", "Nl", "No")), max_size=80
)


@st.composite
def charts(draw: st.DrawFn, words: st.SearchStrategy[str] = WORDS) -> IntervalChart:
    """Any chart of scores: families, styles, withheld and coded rows in every mixture."""
    rows = st.builds(Row, words, st.sampled_from(Family), st.none() | intervals(), words)
    groups = st.builds(Group, words, st.lists(rows, min_size=1, max_size=4).map(tuple))
    return IntervalChart(
        title=draw(words),
        axis=SCORES,
        groups=tuple(draw(st.lists(groups, min_size=1, max_size=3))),
        phrases=PHRASES,
        style=draw(st.sampled_from(Style)),
    )


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
