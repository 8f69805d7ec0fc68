"""Published counts in words: the direct question, and what hinders people."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.disclosure.cells import CountsCell, PublishedGroup, Share
from reports.disclosure.figures import ANCHOR, ANCHOR_OPTIONS, OBSTACLE
from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument

# For files about several questionnaires; a page shows the answers of its own questionnaire.
OPTIONS: dict[str, str | Promise] = {
    "willen": gettext_lazy("I don't see it happening or don't believe in it"),
    "kunnen": gettext_lazy("I want to, but I don't get round to it or it doesn't work out"),
    "allebei": gettext_lazy("Both"),
    "niets": gettext_lazy("Nothing, it goes well"),
}


@dataclass(frozen=True, slots=True)
class CountView:
    """How the answers to one question are spread: rows of (answer, share in words)."""

    title: str
    rows: tuple[tuple[str, str], ...]


def count_views(group: PublishedGroup, instrument: Instrument) -> tuple[CountView, ...]:
    """The direct question and the obstacles, as far as they are published."""
    return tuple(
        view for view in (_anchor(group, instrument), _obstacles(group, instrument)) if view
    )


def _anchor(group: PublishedGroup, instrument: Instrument) -> CountView | None:
    cell = group.counts.get(ANCHOR)
    if not isinstance(cell, CountsCell) or instrument.anchor is None:
        return None
    steps = instrument.scales[instrument.anchor.scale].steps
    labels = {name: step.label for name, step in zip(ANCHOR_OPTIONS, steps, strict=True)}
    merged_count = sum(len(share.options) > 1 for share in cell.shares)
    rows = tuple(
        (
            _("Another answer")
            if merged_count == 1 and len(share.options) > 1
            else _options(share, labels),
            _percentage(share),
        )
        for share in cell.shares
    )
    return CountView(instrument.anchor.text, rows)


def _obstacles(group: PublishedGroup, instrument: Instrument) -> CountView | None:
    rows = []
    for item in instrument.items_of(Element.BELEMMERINGEN):
        cell = group.counts.get(OBSTACLE + item.code)
        if isinstance(cell, CountsCell):
            rows += [(item.subject, _percentage(s)) for s in cell.shares if s.options == ("zwaar",)]
    return CountView(_("Bothered a lot by"), tuple(rows)) if rows else None


def _options(share: Share, labels: Mapping[str, str]) -> str:
    """The answers as they stood in the questionnaire; merged ones are told apart by quotes."""
    return _(" or ").join(f"“{labels[option]}”" for option in share.options)


def _percentage(share: Share) -> str:
    return _("%(low)s to %(high)s %%") % {"low": share.low, "high": share.high}
