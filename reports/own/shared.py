"""What a professional reads of a client who shares: the elements that were chosen, in the words in
which the client reads them, without a number (ADR 69).

The client sees the very same before anything is shared. Willen, kunnen and the difference between
them are not in it, and no answer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reports.charts.markup import Svg
from reports.own.result import own_result
from reports.statistics.person import OwnScore, own_profile
from reports.statistics.sem import SemTable
from reports.texts.elements import Words
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.model import Instrument
from surveys.scoring.plan import item_counts
from surveys.scoring.respondent import Scores


@dataclass(frozen=True, slots=True)
class SharedElement:
    """One element as a mark on a line and what that means, without its score and its answers."""

    label: Words
    meaning: Words
    strip: Svg | None


@dataclass(frozen=True, slots=True)
class SharedResult:
    """`families` are the chosen elements of willen and of kunnen, each with its title, as far as
    there are any; `obstacles` what weighs heavily, where practical obstacles were chosen; `scores`
    has an entry for each chosen element, from which cards for the conversation follow.
    """

    families: tuple[tuple[str, str, tuple[SharedElement, ...]], ...]
    ends: tuple[str, str]
    obstacles: tuple[str, ...]
    scores: Mapping[Element, OwnScore | None]
    provisional: bool


def shared_result(
    instrument: Instrument, scores: Scores, sems: SemTable, elements: Collection[Element]
) -> SharedResult:
    """`scores` are those of `surveys.scoring.shared`: without the question about health."""
    own = own_result(instrument, scores, sems)
    profile = own_profile(scores, sems, item_counts(instrument))
    parts = {
        part.element: SharedElement(part.label, part.meaning, part.strip)
        for part in own.elements
        if part.element in elements
    }
    families = tuple(
        (name, str(own.audience.labels[name]), tuple(parts[one] for one in family if one in parts))
        for name, family in (("willen", WILLEN), ("kunnen", KUNNEN))
    )
    return SharedResult(
        families=tuple(family for family in families if family[2]),
        ends=(str(own.audience.ends[0]), str(own.audience.ends[1])),
        obstacles=own.obstacles if Element.BELEMMERINGEN in elements else (),
        scores={element: profile.scores[element] for element in parts},
        provisional=own.provisional,
    )
