"""What the portal would publish about one group: by the same rules, in the same words."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from reports.aggregation.group_figures import GroupRows, group_figures
from reports.charts.view import ChartView
from reports.commands.content import Content, aligned, habit, head
from reports.disclosure.cells import Publication
from reports.disclosure.publish import publish
from reports.disclosure.serialise import to_json
from reports.profile.view import GroupView, group_view
from reports.statistics.contrast import ContrastOutcome
from reports.statistics.sem import PROVISIONAL
from reports.texts.habit import habit_sentence
from surveys.instruments.model import Instrument, RespondentGroup
from surveys.policy import default_policy
from surveys.scoring.batch import Batch

_GROUP_KEY: Final = "bestand"
_OWN = (
    "level",
    "size",
    "participation",
    "means",
    "contrast",
    "overstemt",
    "standing_out",
    "counts",
)


def publication(instrument: Instrument, answers: Sequence[str], size: int | None) -> Publication:
    """One group under the policy that the portal starts from for these respondents.

    Clients have no roster, so `size` plays no part for them. Of managers there are figures of the
    whole organisation only (onthulling §1), so they are taken as that.
    """
    policy = default_policy(instrument.group)
    place = GroupRows(
        key=_GROUP_KEY,
        level=policy.levels[0],
        parent=None,
        name="",
        size=None if instrument.group is RespondentGroup.CLIENT else size,
        rows=np.arange(len(answers)),
    )
    batch = Batch(instrument, answers)
    wave = group_figures([place], batch, PROVISIONAL, minimum=policy.means)
    return publish(wave, policy)


def contrast_of(group_publication: Publication) -> ContrastOutcome:
    """What is said of willen against kunnen; nothing where it is withheld."""
    outcome = group_publication.groups[_GROUP_KEY].contrast
    return outcome if isinstance(outcome, ContrastOutcome) else ContrastOutcome.NO_STATEMENT


def profile(instrument: Instrument, group_publication: Publication) -> Content:
    """The published cells, with the sentences of the team profile."""
    content = json.loads(to_json(group_publication))
    return {
        **head(instrument),
        "policy": content["policy"],
        **{name: content["groups"][_GROUP_KEY][name] for name in _OWN},
        "habit": habit(instrument),
        "sentences": sentences(_view(instrument, group_publication)),
    }


def profile_lines(instrument: Instrument, group_publication: Publication) -> list[str]:
    """The same for who reads it, in the order of the page."""
    view = _view(instrument, group_publication)
    lines = [head(instrument)["instrument"], "", *sentences(view)]
    if facts := [fact for fact in _facts(view) if fact]:
        lines += ["", " · ".join(facts)]
    for chart in (view.willen_kunnen, view.contrast, view.elements):
        if chart is not None:
            lines += ["", *_table(chart)]
        if chart is not None and chart is view.contrast:
            lines.append(habit_sentence(instrument))
    for count in view.counts:
        lines += ["", count.title, *(f"  {share}: {answer}" for answer, share in count.rows)]
    return lines


def sentences(view: GroupView) -> list[str]:
    """All that the profile says in words, the conclusion first."""
    texts = [view.sentence, view.second]
    if view.elements is not None:
        texts.append(view.elements.sentence)
    texts += view.outcomes
    if view.participation and view.participation.warning:
        texts.append(
            _(
                "Less than half of the group took part. Those who did not may see it differently. "
                "Talk about why people did not take part."
            )
        )
    return [sentence for sentence in texts if sentence]


def _view(instrument: Instrument, group_publication: Publication) -> GroupView:
    return group_view(group_publication.groups[_GROUP_KEY], group_publication, instrument)


def _facts(view: GroupView) -> Iterable[str]:
    yield view.people
    if view.participation:
        band = view.participation.band
        bounds = {"low": band.low, "high": band.high}
        yield _("participation %(low)s to %(high)s %%") % bounds
    yield from view.indicative
    if view.provisional:
        yield _("provisional: we count with wide margins")


def _table(chart: ChartView) -> list[str]:
    columns = chart.table.columns
    rows = [(row.label, row.value, row.span) for group in chart.table.groups for row in group.rows]
    return aligned([(chart.table.caption, columns.value, columns.span), *rows])
