"""What changed for a team since the last time it answered the very same questionnaire.

From the published cells of both waves alone, as of two different groups of people: who answered
both times is not known here (statistiek §7). "Since", never "because of".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.charts.multiples import NamedMeans, trend
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import PublishedGroup
from reports.disclosure.group_keys import team_key
from reports.models import Snapshot
from reports.overview.differences import MeanDifference, Verdict, differences
from reports.overview.texts import band_of, difference_text, mean_text, moment_of, wave_short_name
from reports.overview.waves import previous_snapshot, snapshots_of_places
from reports.selectors import readable_publication
from reports.texts.charts import chart_texts, columns, people
from reports.texts.elements import METRIC_NAMES, Words
from surveys.models import Wave, WaveTeam

VERDICTS: dict[Verdict, Words] = {
    Verdict.HIGHER: gettext_lazy("higher than then"),
    Verdict.LOWER: gettext_lazy("lower than then"),
    Verdict.NOT_SHOWN: gettext_lazy("no change can be shown"),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One team in one wave."""

    wave: Wave
    group: PublishedGroup


@dataclass(frozen=True, slots=True)
class SinceView:
    """Then and now in a picture and a table, with what may be said in one sentence; `has_changed`
    where that is more than nothing.
    """

    sentence: str
    has_changed: bool
    people: tuple[str, ...]
    chart: ChartView
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def since_previous(
    visible: QuerySet[WaveTeam], snapshot: Snapshot, team_id: UUID
) -> SinceView | None:
    """The change of this team as far as it is among the `visible` teams in both waves."""
    key, snapshots = team_key(team_id), snapshots_of_places(visible.filter(team_id=team_id))
    return since(previous_shown(snapshots, snapshot, key), snapshot, key)


def previous_shown(snapshots: Iterable[Snapshot], snapshot: Snapshot, key: str) -> Snapshot | None:
    """What the group is laid beside, out of these snapshots; nothing where it is not shown now."""
    now = snapshot.publication.groups.get(key)
    return previous_snapshot(snapshots, snapshot) if now is not None and now.shown else None


def since(previous: Snapshot | None, snapshot: Snapshot, key: str) -> SinceView | None:
    """The change of a group between both; None where there is nothing to compare."""
    publication = readable_publication(previous) if previous else None
    then = publication.groups.get(key) if publication else None
    if previous is None or then is None:
        return None
    now = snapshot.publication.groups[key]
    return since_view(Occasion(previous.wave, then), Occasion(snapshot.wave, now))


def since_view(then: Occasion, now: Occasion) -> SinceView | None:
    """None unless both times something was shown; why it was not, is nobody's business."""
    changes = differences(then.group.means, now.group.means)
    if not changes:
        return None
    return SinceView(
        sentence=change_sentence({one.metric: one.verdict for one in changes}),
        has_changed=any(one.verdict is not Verdict.NOT_SHOWN for one in changes),
        people=tuple(
            _("%(wave)s: %(people)s")
            % {"wave": wave_short_name(one.wave), "people": people(band_of(one.group))}
            for one in (then, now)
        ),
        chart=_chart(then, now, changes),
        columns=(_("Score"), _("Then"), _("Now"), _("Difference"), _("What can be said")),
        rows=tuple(_row(one) for one in changes),
    )


def change_sentence(verdicts: Mapping[str, Verdict]) -> str:
    """What may be said of all scores together, in one or two sentences."""
    sentences = [
        pattern % {"names": ", ".join(names)}
        for verdict, pattern in (
            (Verdict.HIGHER, _("Higher than then: %(names)s.")),
            (Verdict.LOWER, _("Lower than then: %(names)s.")),
        )
        if (
            names := [
                str(METRIC_NAMES[name]) for name, outcome in verdicts.items() if outcome is verdict
            ]
        )
    ]
    if not sentences:
        return _("No change can be shown. That is not to say that nothing changed.")
    return " ".join([*sentences, _("Of the other scores no change can be shown.")])


def outcome_texts(changes: Iterable[MeanDifference]) -> dict[str, str]:
    """The words beside a picture of each metric that changed; silence says what its page says."""
    return {
        one.metric: str(VERDICTS[one.verdict])
        for one in changes
        if one.verdict is not Verdict.NOT_SHOWN
    }


def _chart(then: Occasion, now: Occasion, changes: tuple[MeanDifference, ...]) -> ChartView:
    occasions = (then, now)
    chart = trend(
        ("willen", "kunnen"),
        [NamedMeans(one.wave.title, one.group.means) for one in occasions],
        [moment_of(one.wave) for one in occasions],
        chart_texts(_("Willen and kunnen, then and now"), brief=True),
        outcomes=outcome_texts(changes),
    )
    note = _("Two groups of people: who took part then and who does now need not be the same.")
    return chart_view(chart, ident="since", sentence=note, columns=columns(_("Wave")))


def _row(one: MeanDifference) -> tuple[str, tuple[str, ...]]:
    with_sign = one.metric == "contrast"
    return str(METRIC_NAMES[one.metric]), (
        mean_text(one.before, with_sign=with_sign),
        mean_text(one.after, with_sign=with_sign),
        difference_text(one.points, one.low, one.high),
        str(VERDICTS[one.verdict]),
    )
