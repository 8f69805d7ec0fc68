"""What a habit of answering high would do to the difference between willen and kunnen, in words."""

from django.utils import formats
from django.utils.translation import gettext as _

from reports.statistics.habit import POINTS, habit_shift
from surveys.instruments.model import Instrument


def habit_sentence(instrument: Instrument) -> str:
    """The sensitivity of the contrast, from the keys of this version alone."""
    shift = habit_shift(instrument)["contrast"]
    figures = {"points": f"{POINTS:.0f}", "shift": formats.number_format(abs(shift), 1)}
    if round(abs(shift), 1) == 0:
        return _(
            "If everyone answered %(points)s points lower on every question out of habit, the "
            "difference willen − kunnen would stay the same."
        ) % {"points": figures["points"]}
    if shift > 0:
        return (
            _(
                "If everyone answered %(points)s points lower on every question out of habit, the "
                "difference willen − kunnen would become %(shift)s points smaller."
            )
            % figures
        )
    return (
        _(
            "If everyone answered %(points)s points lower on every question out of habit, the "
            "difference willen − kunnen would become %(shift)s points larger."
        )
        % figures
    )
