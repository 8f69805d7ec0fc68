"""Eight thoughts for a conversation with a client, each with its reason, source and status.

They are rules G1 to G8 of research §5.4 without any figure: whoever reads them knows a client, and
no score leads to a card. None of them says that a sanction would be right.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.local_texts import in_own_words_lazy


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
