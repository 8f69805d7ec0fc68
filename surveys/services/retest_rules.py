"""Of which waves a retest may be taken, and when (ADR 65)."""

from datetime import date
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _

from surveys import identity
from surveys.models import Wave, WaveKind, WaveState
from surveys.plan_dates import RETEST_FROM, RETEST_UNTIL
from surveys.services.refusals import Refused

LEAST_ASKED: Final = 50
"""People asked in the first wave: with fewer there can never be enough pairs (statistiek §6)."""


def check_retest(first: Wave, retest: Wave | None = None) -> None:
    """Raises Refused, with the reason, where the people of `first` cannot be asked once more.
    `retest` is the one that there is already, if it is checked again.
    """
    if first.kind != WaveKind.ORDINARY or first.anonymous:
        raise Refused(
            _("Only people who were invited by name in a wave with results can be asked once more.")
        )
    if first.state != WaveState.CLOSED:
        raise Refused(_("The first wave has to be closed first."))
    others = first.retests.exclude(state=WaveState.WITHDRAWN)
    if (others.exclude(pk=retest.pk) if retest else others).exists():
        raise Refused(_("These people are asked once more already: one time is enough."))
    if first.asked < LEAST_ASKED:
        raise Refused(
            _(
                "A measurement error takes at least %(least)s people who answer twice; in this "
                "wave %(asked)s were asked. Fewer are enough for everything else."
            )
            % {"least": LEAST_ASKED, "asked": first.asked}
        )
    if first.key_generation not in identity.generations():
        raise Refused(
            _(
                "The key of this wave was destroyed: nobody can tell any more which answers belong "
                "together."
            )
        )


def check_period(first: Wave, starts_on: date, closes_on: date) -> None:
    """Raises Refused where a retest in these days says little about days: too soon or too late."""
    check_first_day(first, starts_on)
    check_last_day(first, closes_on)


def check_first_day(first: Wave, starts_on: date) -> None:
    """Raises Refused where a retest of `first` begins too soon."""
    earliest = first.closes_on + RETEST_FROM
    if starts_on < earliest:
        raise Refused(
            _("Begin on %(day)s or later: sooner people remember what they answered.")
            % {"day": formats.date_format(earliest, "j F Y")}
        )


def check_last_day(first: Wave, closes_on: date) -> None:
    """Raises Refused where a retest of `first` ends too late."""
    latest = first.closes_on + RETEST_UNTIL
    if closes_on > latest:
        raise Refused(
            _("End on %(day)s at the latest: after that people may really have changed.")
            % {"day": formats.date_format(latest, "j F Y")}
        )
