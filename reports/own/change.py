"""One's own earlier measurement beside the present one: only more than measurement error."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.charts.markup import Svg
from reports.charts.scores import SCORE_TICKS, score_interval
from reports.charts.spec import Axis, Family
from reports.charts.strip import then_and_now
from reports.charts.texts import ends
from reports.own.audience import PROFESSIONAL
from reports.statistics.change import ChangeOutcome, ScoreChange, person_changes
from reports.statistics.sem import SemTable
from reports.texts.elements import METRIC_NAMES, METRIC_NOTES, Words
from surveys.instruments.elements import KUNNEN, WILLEN
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
_CLEAR = (ChangeOutcome.HIGHER, ChangeOutcome.LOWER)
_FAMILIES = ((Family.WILLEN, ("willen", *WILLEN)), (Family.KUNNEN, ("kunnen", *KUNNEN)))


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One score then and now: an open and a full mark on one axis, or no `strip` where the two
    cannot be compared. `outcome` is empty where no change may be told.
    """

    label: str
    note: str
    total: bool
    then: str
    now: str
    strip: Svg | None
    outcome: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Then and now, per score, with what may be said about the difference; `clear` are the scores
    that are higher or lower than then. While the measurement errors are `provisional` nothing is
    said: the picture then holds both figures and how far they may lie apart (ADR 42).
    """

    earlier: Wave
    provisional: bool
    clear: tuple[str, ...]
    groups: tuple[tuple[Family, tuple[ChangeRow, ...]], ...]
    ends: tuple[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def change_view(
    instrument: Instrument, earlier: Wave, before: Scores, after: Scores, sems: SemTable
) -> ChangeView:
    """Put the last earlier measurement of a person beside the present one (statistiek §7)."""
    changes = person_changes(instrument, before, after, sems_before=sems, sems_after=sems)
    provisional = not sems.allows_personal_statements
    texts = PROFESSIONAL.ends
    axis = Axis(0, 100, SCORE_TICKS, "", str(texts[0]), str(texts[1]))
    groups = tuple(
        (family, tuple(_row(axis, family, metric, changes[metric]) for metric in metrics))
        for family, metrics in _FAMILIES
    )
    heading = (_("What can be said"),)
    return ChangeView(
        earlier=earlier,
        provisional=provisional,
        clear=tuple(
            f"{METRIC_NAMES[metric]}: {CHANGE_SENTENCES[changes[metric].outcome]}"
            for _family, metrics in _FAMILIES
            for metric in metrics
            if changes[metric].outcome in _CLEAR
        ),
        groups=groups,
        ends=ends(axis),
        columns=(_("Score"), _("Then"), _("Now"), *(() if provisional else heading)),
        rows=_table(changes, provisional=provisional),
    )


def _table(
    changes: Mapping[str, ScoreChange], *, provisional: bool
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (
            str(METRIC_NAMES[metric]),
            (
                _points(change.before),
                _points(change.after),
                *(() if provisional else (str(CHANGE_SENTENCES[change.outcome]),)),
            ),
        )
        for _family, metrics in _FAMILIES
        for metric in metrics
        for change in (changes[metric],)
    )


def _row(axis: Axis, family: Family, metric: str, change: ScoreChange) -> ChangeRow:
    strip = None
    if change.margin is not None and change.before is not None and change.after is not None:
        ends_of_chance = (change.before - change.margin, change.before + change.margin)
        low, high = map(round_half_up, ends_of_chance)
        before = score_interval(round_half_up(change.before), low, high)
        strip = then_and_now(axis, family, before, round_half_up(change.after))
    return ChangeRow(
        label=str(METRIC_NAMES[metric]),
        note=str(METRIC_NOTES.get(metric, "")),
        total=metric in ("willen", "kunnen"),
        then=_points(change.before),
        now=_points(change.after),
        strip=strip,
        outcome=str(CHANGE_SENTENCES[change.outcome]) if change.outcome in _CLEAR else "",
    )


def _points(value: float | None) -> str:
    return "–" if value is None else str(round_half_up(value))
