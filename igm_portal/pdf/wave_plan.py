"""The plan of a wave as PDF, for the works council."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from igm_portal.pdf.page_parts import PagePart
from igm_portal.pdf.typst import typeset


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
