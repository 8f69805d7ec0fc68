"""How long each kind of data is kept: the bounds of its term, and what people lose when it goes
(ADR 76). Source of the terms: research, 7.6; that of agreements: the design of what follows a
result, rule 12.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kept(models.TextChoices):
    """A kind of data with a term of its own."""

    LINK = "link", _("Who was asked, and whose answers are whose")
    ANSWERS = "answers", _("Answers")
    FOLLOWUP = "followup", _("Conversations and agreements of teams")
    RESULTS = "results", _("Results of groups")
    ACCOUNTS = "accounts", _("Accounts of who left")
    LOG = "log", _("Audit log")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The term in months: as it is unless somebody chooses, and between which it may be chosen."""

    usual: int
    least: int
    most: int
    begins: str | Promise
    loses: str | Promise


_AFTER_A_WAVE = _("the last day of the wave")
BOUNDS: Final[dict[Kept, Bounds]] = {
    Kept.LINK: Bounds(
        *(18, 1, 24),
        _AFTER_A_WAVE,
        _(
            "Nobody opens the own profile of that wave any more, compares with it, or has the own "
            "answers shown or erased: this site no longer knows whose they are. Who has the key "
            "and an old backup still could. Codes of clients open nothing any more."
        ),
    ),
    Kept.ANSWERS: Bounds(
        *(24, 6, 36),
        _AFTER_A_WAVE,
        _("Nothing for people: whose answers they were was gone already. Results of groups stay."),
    ),
    Kept.FOLLOWUP: Bounds(
        *(24, 6, 24),
        _AFTER_A_WAVE,
        _("Teams no longer find back what they agreed and how they looked back on it."),
    ),
    Kept.RESULTS: Bounds(
        *(60, 12, 120),
        _AFTER_A_WAVE,
        _("Nobody reads the profiles of groups of that wave any more, nor any file of it."),
    ),
    Kept.ACCOUNTS: Bounds(
        *(12, 3, 24),
        _("the last day of the last role"),
        _("Who left can no longer sign in to read or erase the own answers; they are erased."),
    ),
    Kept.LOG: Bounds(
        *(12, 6, 24),
        _("the moment of a row"),
        _(
            "It can no longer be read who did what. Who appointed administrators and vouched for "
            "addresses stays as long as they are here."
        ),
    ),
}
IN_ORDER: Final = ((Kept.LINK, Kept.ANSWERS), (Kept.ANSWERS, Kept.RESULTS))
"""The first of each pair is never kept longer than the second: it would be about nothing."""
ALSO_GOES: Final[dict[Kept, frozenset[Kept]]] = {
    Kept.ANSWERS: frozenset({Kept.LINK}),
    Kept.RESULTS: frozenset({Kept.LINK, Kept.ANSWERS, Kept.FOLLOWUP}),
    Kept.ACCOUNTS: frozenset({Kept.LINK, Kept.ANSWERS}),
}
"""What goes with a kind, should it still be there: who holds back the second holds back the first.
"""
ANNOUNCEMENT_TERM: Final = timedelta(days=31)
"""A shorter term holds after so long: until then people see what is going to go."""

History = Sequence[tuple[date, int]]
"""From which day which number of months holds, in order. Nothing goes before the first."""


def months_on(history: History, day: date) -> int:
    """How many months hold on a day; before the first day those that will."""
    terms = [months for since, months in history if since <= day]
    return terms[-1] if terms else history[0][1]


def goes_on(begin: date, history: History) -> date:
    """The first day on which something is past its term: the day after `begin` plus the months, or
    the day on which a shorter term takes hold.
    """
    following = [since for since, _months in history[1:]] + [date.max]
    for (since, months), until in zip(history, following, strict=True):
        day = max(months_later(begin, months) + timedelta(days=1), since)
        if day < until:
            return day
    return date.max


def months_later(day: date, months: int) -> date:
    """The same day so many months later (or earlier, below 0), or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
