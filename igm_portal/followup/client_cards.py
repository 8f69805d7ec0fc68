"""Eight thoughts for a conversation with a client, each with its reason, source and status.

They are rules G1 to G8 of research §5.4. On their own page stands no figure: whoever reads them
knows a client. Only where a client shares a result, `cards_for` says which of them it leads to,
from what was shared and from nothing else (ADR 69). None of them says that a sanction would be
right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.local_texts import in_own_words_lazy
from reports.statistics.person import OwnScore
from reports.statistics.zones import MIDDLE, Zone
from surveys.instruments.elements import Element


@dataclass(frozen=True, slots=True)
class ClientCard:
    """When it may fit, what to do, who can, and what it rests on."""

    code: str
    situation: Promise
    action: Promise
    actor: Promise
    source: Promise


_KLANTMANAGER = in_own_words_lazy("{Klantmanager}")

CARDS: Final = (
    ClientCard(
        "G1",
        _("Somebody does not believe that it will work"),
        _("Begin small: one step that will almost certainly succeed."),
        _KLANTMANAGER,
        _(
            "The example of Jaap strengthens the belief in oneself first; research on job search "
            "finds the same. Plausible."
        ),
    ),
    ClientCard(
        "G2",
        _("Somebody lacks a skill, and does believe in it"),
        _("Practise that skill, such as applying for a job."),
        _KLANTMANAGER,
        _("The example of Jaap. Plausible; not tried out by itself."),
    ),
    ClientCard(
        "G3",
        _("Somebody lacks a skill, and also the belief or the wish"),
        _("A training alone will probably not be enough. Work on trust and attitude too."),
        in_own_words_lazy(_("{Klantmanager}, with whoever gives the training")),
        _(
            "The example of Jaap, and Dutch research in which training without motivation did "
            "little. Plausible."
        ),
    ),
    ClientCard(
        "G4",
        _("People around somebody advise against it"),
        _("Talk about who thinks what, and how the client deals with that."),
        _KLANTMANAGER,
        in_own_words_lazy(
            _(
                "The example of Jaap: {klantmanagers} can help somebody cope with pressure from "
                "others, and can hardly change it. Plausible."
            )
        ),
    ),
    ClientCard(
        "G5",
        _("Something practical stands heavily in the way"),
        in_own_words_lazy(
            _("Take that up first. Who can help: {de_accountmanager}, debt relief, care?")
        ),
        in_own_words_lazy(_("{Accountmanager} and others")),
        _("The example of Jaap, and a head of department about the right order. Plausible."),
    ),
    ClientCard(
        "G6",
        _("Doubt, hardly any belief, and much stress at the same time"),
        _(
            "Announcing a sanction and nothing else will then probably block somebody instead of "
            "moving him. First agree with the three of you: who makes alternatives visible and "
            "strengthens trust, and who takes obstacles away?"
        ),
        in_own_words_lazy(_("{Klantmanager}, {inkomensconsulent} and {accountmanager} together")),
        _(
            "The example of Jaap says so; it has not been proven. See below what research says for "
            "and against it."
        ),
    ),
    ClientCard(
        "G7",
        _("Much stress"),
        _("Stress makes it hard to plan. First rest, then steps."),
        _KLANTMANAGER,
        _("The example of Jaap and a head of department; the order is a conclusion of ours."),
    ),
    ClientCard(
        "G8",
        _("Somebody wants to and can, and it does not come off"),
        _("Make an if-then plan together, and look next week how it went."),
        _KLANTMANAGER,
        _("Research on planned job search. Rests on literature."),
    ),
)

SANCTIONS: Final = (
    _(
        "A threat worked in experiments only where people believed that they could do something "
        "about it (Peters, Ruiter and Kok, 2013), and much fear with little belief led mostly to "
        "defence (Witte and Allen, 2000)."
    ),
    _(
        "Against it: over 248 samples no circumstances were found under which fear works the wrong "
        "way round (Tannenbaum and others, 2015). And all of this is about health, not about "
        "benefits."
    ),
    _(
        "About benefits: of people with WW, sanctions made more keep to the rules but did not make "
        "them search better; a warning did make them search more. For uniform obligations the SCP "
        "found no effect on work."
    ),
    _(
        "So G6 warns against pressure that stands alone. That a sanction would be right, for whom "
        "or when, does not follow from anything here."
    ),
)
"""What may honestly be said about pressure, for and against (research §5.4)."""

VERY_LOW: Final = 25
"""Of geloof in eigen kunnen and context, under G6 and G7: a choice of research §5.4, no norm."""


def cards_for(
    scores: Mapping[Element, OwnScore | None], *, has_obstacles: bool
) -> tuple[ClientCard, ...]:
    """The cards that fit the elements that were shared; G6, the warning, comes first.

    A card that asks for an element that was not shared, or has no score, does not come: what was
    kept to oneself cannot be read off a card, nor off its absence beside another.
    """
    known_scores = {element: score for element, score in scores.items() if score is not None}

    def is_low(element: Element) -> bool:
        return element in known_scores and known_scores[element].zone is Zone.LOW

    def is_not_low(*elements: Element) -> bool:
        return all(
            one in known_scores and known_scores[one].zone is not Zone.LOW for one in elements
        )

    def at_most(element: Element, most: int) -> bool:
        return element in known_scores and known_scores[element].value <= most

    stress = at_most(Element.CONTEXT, VERY_LOW)
    hopeless = at_most(Element.HOUDING, MIDDLE) and at_most(Element.GELOOF, VERY_LOW)
    skills = is_low(Element.VAARDIGHEDEN)
    others = [element for element in Element if element is not Element.ZELFREGULERING]
    fits = {
        "G6": stress and hopeless,
        "G1": is_low(Element.GELOOF),
        "G2": skills and is_not_low(Element.GELOOF),
        "G3": skills and (is_low(Element.GELOOF) or is_low(Element.HOUDING)),
        "G4": is_low(Element.SOCIALE_DRUK),
        "G5": has_obstacles,
        "G7": stress,
        "G8": is_low(Element.ZELFREGULERING) and is_not_low(*others),
    }
    by_code = {card.code: card for card in CARDS}
    return tuple(by_code[code] for code, does_fit in fits.items() if does_fit)
