"""Read the parts of a page of our own: headings, lines and tables, for a paper that says the same.

A sentence then stands in one place, and a paper cannot promise what the page does not.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser

from igm_portal.pdf.typst import typeset

NOT_ON_PAPER = {"igm-no-print", "igm-table__label", "igm-visually-hidden"}
_VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass(slots=True)
class PagePart:
    """One heading (of level 2 or 3) with the lines of its list and the rows of its table. The first
    row names the columns.
    """

    level: int
    title: str
    lines: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def page_parts(html: str) -> list[PagePart]:
    """Read the parts in their order. Raises ValueError for a line or a table before any heading."""
    reader = _PartReader()
    reader.feed(html)
    reader.close()
    return reader.parts


class _PartReader(HTMLParser):
    """Keeps the open elements, and the text of the innermost one that is read."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[PagePart] = []
        self._open: list[tuple[str, bool]] = []
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        classes = set((dict(attrs).get("class") or "").split())
        is_hidden = bool(classes & NOT_ON_PAPER) or (bool(self._open) and self._open[-1][1])
        self._open.append((tag, is_hidden))
        if is_hidden:
            return
        if tag in {"h2", "h3", "li", "th", "td"}:
            self._text = []
        elif tag == "tr":
            self._part().rows.append([])

    def handle_data(self, data: str) -> None:
        if self._text is not None and not (self._open and self._open[-1][1]):
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        start, is_hidden = self._open.pop()
        if start != tag:
            raise ValueError(f"<{start}> is closed by </{tag}>")
        if is_hidden or self._text is None:
            return
        text = " ".join("".join(self._text).split())
        if tag in {"h2", "h3"}:
            self.parts.append(PagePart(int(tag[1]), text))
        elif tag == "li":
            self._part().lines.append(text)
        elif tag in {"th", "td"}:
            self._part().rows[-1].append(text)
        else:
            return
        self._text = None

    def _part(self) -> PagePart:
        if not self.parts:
            raise ValueError("a line or a table stands before the first heading")
        return self.parts[-1]


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """What stands above the parts and under every page; `logo` is SVG, or empty."""

    title: str
    above: str
    lead: str
    organisation: str
    logo: str
    footer: str
    parts: Sequence[PagePart]


def plan_pdf(paper: PlanPaper) -> bytes:
    """Lay out the parts in their order, on as few pages as they take."""
    return typeset("wave_plan", asdict(paper))
