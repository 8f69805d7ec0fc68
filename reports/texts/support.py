"""The words of "Wat helpt jou in je vak?": its areas, and what an organisation can do (ADR 51)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surveys.instruments.elements import SupportArea

TITLE: Final = _("What helps in the profession?")
LITTLE, MUCH = 40, 60  # ten points from the middle of the scale; between them no direction is told


class Situation(StrEnum):
    """What two published means tell of an area: whether it is there, and whether it helps."""

    KEPT = "kept"  # it is there, and it helps
    IDLE = "idle"  # it is there, and it does not help
    WANTED = "wanted"  # there is little of it, and it helps
    LACKING = "lacking"  # there is little of it, and whether it would help is not told
    UNCLEAR = "unclear"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class AreaTexts:
    """An area by its name, with what the organisation can do: to give more of it, or to make of it
    something that helps.
    """

    name: Promise
    give: Promise
    change: Promise


AREAS: Final[Mapping[str, AreaTexts]] = MappingProxyType(
    {
        SupportArea.SCHOLING: AreaTexts(
            _("Courses and training"),
            _(
                "Ask every team which training the work asks for now. Set a budget and hours for "
                "it, and say beforehand who takes over the clients."
            ),
            _(
                "Choose training with those who do the work, close to their own cases. Agree for "
                "every training when it is looked back on: has it landed in the work?"
            ),
        ),
        SupportArea.OVERLEG: AreaTexts(
            _("Time to consult colleagues"),
            _(
                "Give consultation on clients a fixed hour in the week that also stays in a busy "
                "week, and count it when work is divided."
            ),
            _(
                "Look at what the hour is used for. Use one case and one question at a time, with "
                "somebody who leads it, instead of announcements."
            ),
        ),
        SupportArea.AFSPRAKEN: AreaTexts(
            _("Performance agreements"),
            _(
                "Say in a few sentences what good work brings about, for clients too, and make "
                "that the agreement: the same for everyone in the team."
            ),
            _(
                "Lay the agreements beside the work: which of them asks for numbers where quality "
                "is meant? Drop one, and put in its place what people do recognise."
            ),
        ),
        SupportArea.BESLISRUIMTE: AreaTexts(
            _("Room to decide"),
            _(
                "Name with the teams three decisions that now wait for a signature, and leave "
                "those to the professional. Agree how the choice is accounted for."
            ),
            _(
                "Room without frames helps little. Say what comes first, and let people discuss "
                "difficult decisions with each other afterwards."
            ),
        ),
        SupportArea.OMSTANDIGHEDEN: AreaTexts(
            _("Working conditions"),
            _(
                "Ask what costs the most time each week: the workplace, a system or the amount of "
                "work. Take away one thing this quarter, and say what cannot be done now."
            ),
            _(
                "The basics are there. Ask what in them stands in the way of talking with clients, "
                "such as noise, double registration or fixed appointment times."
            ),
        ),
    }
)

MEANINGS: Final[Mapping[Situation, Promise]] = MappingProxyType(
    {
        Situation.KEPT: _("It is there and it helps, say those who answered, on average."),
        Situation.IDLE: _(
            "It is there, but on average those who answered do not see their service get better "
            "by it. More of the same then helps little."
        ),
        Situation.WANTED: _("It helps, say those who answered, on average, and it falls short."),
        Situation.LACKING: _(
            "It falls short, say those who answered, on average. Whether more of it would help, "
            "these figures do not tell."
        ),
        Situation.UNCLEAR: _(
            "The means lie around the middle, or do not point one way. They say nothing clear: "
            "answers may be divided, or moderate."
        ),
    }
)
KEEP: Final = _("Keep it up. Ask what makes it work, and protect it when money or time is short.")
ASK: Final = _("Ask in the teams what is meant, before anything is changed.")
ASIDE: Final = _("Ask in the teams; nobody has to tell what they answered.")


def situation(there: int | None, helps: int | None) -> Situation:
    """Of an area from two published means in whole points; None is one that is not shown.

    It describes those who answered: no chance is weighed, for there is no interval (ADR 51).
    """
    if there is None or helps is None:
        return Situation.WITHHELD
    if there >= MUCH:
        if helps >= MUCH:
            return Situation.KEPT
        return Situation.IDLE if helps <= LITTLE else Situation.UNCLEAR
    if there <= LITTLE:
        return Situation.WANTED if helps >= MUCH else Situation.LACKING
    return Situation.UNCLEAR


def to_do(area: str, situation: Situation) -> Promise:
    """What the organisation can do about an area in this situation."""
    match situation:
        case Situation.KEPT:
            return KEEP
        case Situation.IDLE:
            return AREAS[area].change
        case Situation.WANTED | Situation.LACKING:
            return AREAS[area].give
        case Situation.UNCLEAR:
            return ASK
        case Situation.WITHHELD:
            return ASIDE
