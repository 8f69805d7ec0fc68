"""One's own earlier measurement beside the present one: only more than measurement error."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.statistics.change import ChangeOutcome, person_changes
from reports.statistics.sem import SemTable
from reports.texts.elements import METRIC_NAMES, Words
from surveys.instruments.model import Instrument
from surveys.models import Wave
from surveys.scoring.respondent import Scores
from surveys.scoring.rounding import round_half_up

CHANGE_SENTENCES: dict[ChangeOutcome, Words] = {
    ChangeOutcome.HIGHER: gettext_lazy("higher than then"),
    ChangeOutcome.LOWER: gettext_lazy("lower than then"),
    ChangeOutcome.NOT_SHOWN: gettext_lazy("no change can be shown"),
    ChangeOutcome.NO_STATEMENT: gettext_lazy("nothing can be said"),
}


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Then and now, per score, with what may be said about the difference; `clear` are the scores
    that are higher or lower than then."""

    since: str
    clear: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def change_view(
    instrument: Instrument, earlier: Wave, before: Scores, after: Scores, sems: SemTable
) -> ChangeView | None:
    """None as long as the measurement errors are provisional: then no change can be told from
    chance (statistiek §5)."""
    if not sems.allows_personal_statements:
        return None
    changes = person_changes(instrument, before, after, sems_before=sems, sems_after=sems)
    return ChangeView(
        since=earlier.title,
        clear=tuple(
            f"{METRIC_NAMES[metric]}: {CHANGE_SENTENCES[change.outcome]}"
            for metric, change in changes.items()
            if change.outcome in (ChangeOutcome.HIGHER, ChangeOutcome.LOWER)
        ),
        columns=(_("Score"), _("Then"), _("Now"), _("What can be said")),
        rows=tuple(
            (
                str(METRIC_NAMES[metric]),
                (
                    _points(change.before),
                    _points(change.after),
                    str(CHANGE_SENTENCES[change.outcome]),
                ),
            )
            for metric, change in changes.items()
        ),
    )


def _points(value: float | None) -> str:
    return "–" if value is None else str(round_half_up(value))
