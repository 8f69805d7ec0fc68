"""One group over the waves of one questionnaire, oldest first, from published cells alone.

Waves of another questionnaire are never in the same trend, not even in the same table
(research §2.1 and traps 13 and 16).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.charts.multiples import DIFFERENCE, NamedMeans, Section, measure, trend
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import Publication, PublishedGroup, ShownTeams
from reports.disclosure.group_keys import ORGANISATION
from reports.overview.differences import MeanDifference, differences
from reports.overview.lines import GroupLines, line
from reports.overview.scope import Scope, figures_of
from reports.overview.since import change_sentence, outcome_texts
from reports.overview.texts import difference_texts, moment_of
from reports.overview.whole import change_of
from reports.texts.charts import chart_texts, columns
from reports.texts.shown_teams import shown_teams_title
from surveys.instruments.elements import Element
from surveys.models import Wave


@dataclass(frozen=True, slots=True)
class Moment:
    """One group in one wave, with everything that was published of that wave."""

    wave: Wave
    publication: Publication
    group: PublishedGroup

    @property
    def shown_teams(self) -> ShownTeams | None:
        """Of which teams these figures are, where those of the whole group are withheld."""
        return self.publication.shown_teams.get(self.group.key)


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The trend of one group; without charts where nothing of it is shown in any wave. `sentence`
    is what may be said of the change.
    """

    name: str
    sentence: str
    names_before: tuple[str, ...]
    charts: tuple[ChartView, ...]
    columns: tuple[str, ...]
    blocks: tuple[GroupLines, ...]


def moments_of(
    key: str, publications: Iterable[tuple[Wave, Publication]], scope: Scope
) -> list[Moment]:
    """The waves in which this group took part as far as somebody may read it there."""
    places = (
        (wave, publication, figures_of(publication, key)) for wave, publication in publications
    )
    return [
        Moment(wave, publication, group)
        for wave, publication, group in places
        if group is not None and scope.allows(group)
    ]


def history_view(moments: Sequence[Moment]) -> HistoryView:
    """The trend over `moments`, oldest first and at least one; the last one names the group."""
    now = moments[-1]
    waves = tuple(named(moment, now) for moment in moments)
    any_shown = any(moment.group.shown for moment in moments)
    names = dict.fromkeys(moment.group.name for moment in moments)  # the oldest first and once
    return HistoryView(
        name=_title(now),
        sentence=_sentence(moments),
        names_before=tuple(name for name in names if name != now.group.name),
        charts=_charts(moments, waves) if any_shown else (),
        columns=(_("Wave"), _("People"), _("Participation")),
        blocks=(
            GroupLines(
                "",
                tuple(
                    line(one.name, moment.group) for moment, one in zip(moments, waves, strict=True)
                ),
            ),
        ),
    )


def _charts(moments: Sequence[Moment], waves: tuple[NamedMeans, ...]) -> tuple[ChartView, ...]:
    days = tuple(moment_of(moment.wave) for moment in moments)
    both = chart_texts(_("Willen and kunnen over time"))
    seven = chart_texts(_("The seven elements over time"))
    apart = chart_texts(_("Difference between willen and kunnen"), axis=_("Points of difference"))
    of_difference = difference_texts(moments[-1].publication.policy)
    outcomes = outcome_texts(_changes(moments))
    difference = measure(DIFFERENCE, (Section("", waves),), apart, of_difference)
    charts = (
        ("willen-kunnen", trend(("willen", "kunnen"), waves, days, both, outcomes=outcomes)),
        ("contrast", replace(difference, moments=days)),
        ("elements", trend(Element, waves, days, seven, outcomes=outcomes)),
    )
    return tuple(
        chart_view(chart, ident=name, sentence="", columns=columns(_("Wave")), explore=True)
        for name, chart in charts
        if not all(row.withheld for row in chart.rows)
    )


def _title(moment: Moment) -> str:
    teams = moment.shown_teams
    return f"{moment.group.name}: {shown_teams_title(teams)}" if teams else moment.group.name


def _sentence(moments: Sequence[Moment]) -> str:
    if changes := _changes(moments):
        return change_sentence({one.metric: one.verdict for one in changes})
    if len(moments) == 2 and moments[-1].group.key == ORGANISATION:
        joint, teams = change_of(moments[0].publication, moments[1].publication)
        if joint:
            sentence = change_sentence({one.metric: one.verdict for one in joint})
            text = _("%(sentence)s Counted over the %(teams)s teams that were shown both times.")
            return text % {"sentence": sentence, "teams": teams}
    return _("From the oldest wave to the newest. A small difference may well be chance.")


def _changes(moments: Sequence[Moment]) -> tuple[MeanDifference, ...]:
    """What changed per metric, as on the profile: for a team that was measured twice.

    Of more waves the words would be about the last two and the picture about all of them; of a
    department the teams may have changed.
    """
    if len(moments) != 2 or moments[-1].group.level != "team":
        return ()
    then, now = (moment.group.means for moment in moments)
    return differences(then, now)


def named(moment: Moment, now: Moment, note: str = "") -> NamedMeans:
    """A wave as a row; after `note` it says in what the group was another one then."""
    wave = moment.wave
    title = f"{wave.title} ({date_format(wave.closes_on, 'F Y')})"
    notes = (*([note] if note else []), *_otherwise(moment, now))
    return NamedMeans(title, moment.group.means, "; ".join(notes))


def _otherwise(moment: Moment, now: Moment) -> Iterable[str]:
    if moment.group.name != now.group.name:
        yield _("then called %(name)s") % {"name": moment.group.name}
    parent = moment.publication.groups.get(moment.group.parent or "")
    if moment.group.level == "team" and moment.group.parent != now.group.parent and parent:
        yield _("then in %(department)s") % {"department": parent.name}
    if _members(moment) != _members(now):
        yield _("with other teams")


def _members(moment: Moment) -> frozenset[str]:
    """The teams whose figures these are; of a team nothing."""
    if moment.group.level == "team":
        return frozenset()
    only_shown = moment.shown_teams is not None
    groups: Mapping[str, PublishedGroup] = moment.publication.groups
    return frozenset(
        key
        for key, group in groups.items()
        if group.level == "team"
        and moment.group.key in (group.parent, ORGANISATION)
        and (group.shown or not only_shown)
    )
