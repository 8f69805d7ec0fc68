"""The groups of one wave side by side, from A to Z, read from published cells alone.

Plain means with their intervals (statistiek §8). What is withheld stands among the others with the
one text; nothing is ordered by value and no cause is told (onthulling, statistiek §8).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from reports.charts.matrix import MatrixView, matrix_view
from reports.charts.multiples import DIFFERENCE, NamedMeans, Section, measure, small
from reports.charts.spec import ChartTexts
from reports.charts.view import ChartView, SparkView, chart_view, spark_view
from reports.disclosure.cells import WITHHELD, Publication, PublishedGroup
from reports.disclosure.indicative import IndicativeRule
from reports.overview.choices import MATRIX, SMALL, TAKING_PART
from reports.overview.differences import chance_between
from reports.overview.lines import GroupLine, GroupLines, line
from reports.overview.scope import Branch, ident
from reports.overview.texts import band_of, difference_texts, mean_text, participation
from reports.texts.charts import chart_texts, columns, people
from reports.texts.elements import METRIC_NAMES
from reports.texts.indicative import indicative_facts
from reports.texts.sentences import CONTRAST_SENTENCES
from surveys.instruments.elements import KUNNEN, WILLEN
from surveys.policy import Level, Policy

PER_PAGE = 60
COLUMNS = ("willen", *(str(one) for one in WILLEN), "kunnen", *(str(one) for one in KUNNEN))
"""The measures of the matrix: a total, then what it is the mean of."""

GroupInBranch = tuple[Branch, PublishedGroup]
AddressOf = Callable[[PublishedGroup], str]
"""Where the profile of a group stands; empty on paper."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One group as a small picture; `picture` is None where nothing of it is shown."""

    key: str
    level: Level
    ident: str
    name: str
    above: str
    picture: SparkView | None
    sentence: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tiles:
    """The pictures under the name of one department, or above them all."""

    title: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class OverviewView:
    """One page of groups: all elements in a matrix, small pictures, one measure in a chart, or
    participation in a table.
    """

    title: str
    chance: str
    matrix: MatrixView | None
    tiles: tuple[Tiles, ...]
    columns: tuple[str, ...]
    lines: tuple[GroupLines, ...]
    chart: ChartView | None
    page: "Page[GroupInBranch]"


def pages(parts: Iterable[Branch]) -> "Paginator[GroupInBranch]":
    """At most so many groups at a time as a reader, a phone and the machine can take in."""
    return Paginator([(part, group) for part in parts for group in part.groups], PER_PAGE)


def organisation_view(
    measure_name: str,
    page: "Page[GroupInBranch]",
    parts: Sequence[Branch],
    publication: Publication,
    address: AddressOf = lambda group: "",
) -> OverviewView:
    """One page of groups; the rule of thumb about chance is that of all teams in `parts`."""
    teams = [group for part in parts for group in part.groups if group.level == "team"]
    places = list(page.object_list)
    means = (_("Willen"), _("Kunnen"), _("Difference")) if measure_name == SMALL else ()
    return OverviewView(
        title=_title(measure_name),
        chance=_chance(measure_name, teams),
        matrix=_matrix(places, address) if measure_name == MATRIX else None,
        tiles=_tiles(places, IndicativeRule.of(publication)) if measure_name == SMALL else (),
        columns=(_("Group"), *means, _("People"), _("Participation")),
        lines=_lines(measure_name, places, address) if measure_name in (SMALL, TAKING_PART) else (),
        chart=_chart(measure_name, places, publication.policy, address),
        page=page,
    )


def _title(measure_name: str) -> str:
    if measure_name == MATRIX:
        return _("Teams and elements")
    if measure_name == SMALL:
        return _("Willen and kunnen")
    return _("Participation") if measure_name == TAKING_PART else str(METRIC_NAMES[measure_name])


def _chance(measure_name: str, teams: Sequence[PublishedGroup]) -> str:
    """Which differences between teams are not worth a thought."""
    if measure_name == TAKING_PART:
        return ""
    metrics = {SMALL: ("willen", "kunnen"), MATRIX: COLUMNS}.get(measure_name, (measure_name,))
    each = [chance_between(team.means[metric] for team in teams) for metric in metrics]
    margins = [points for points in each if points is not None]
    if not margins:
        return ""
    return _("Differences of less than %(points)s points between two teams can be chance.") % {
        "points": max(margins)
    }


def _matrix(places: Iterable[GroupInBranch], address: AddressOf) -> MatrixView:
    """Every group on the page with nine means; a heading is as short as a column is narrow."""
    words = chart_texts(_title(MATRIX), brief=True)
    short = {metric: label.partition(" (")[0] for metric, label in words.labels.items()}
    return matrix_view(COLUMNS, _sections(places, address), replace(words, labels=short))


def _tiles(places: Iterable[GroupInBranch], rule: IndicativeRule) -> tuple[Tiles, ...]:
    words = chart_texts("", axis="", brief=True)
    return tuple(
        Tiles(_heading(branch), tuple(_tile(branch, group, rule, words) for group in groups))
        for branch, groups in _together(places)
    )


def _lines(
    measure_name: str, places: Iterable[GroupInBranch], address: AddressOf
) -> tuple[GroupLines, ...]:
    metrics = ("willen", "kunnen", DIFFERENCE) if measure_name == SMALL else ()
    return tuple(
        GroupLines(
            _heading(branch),
            tuple(_line(branch, group, metrics, address(group)) for group in groups),
        )
        for branch, groups in _together(places)
    )


def _together(places: Iterable[GroupInBranch]) -> list[tuple[Branch, list[PublishedGroup]]]:
    by_department = groupby(places, key=lambda place: place[0].top.key)
    members = ([*inside] for _key, inside in by_department)
    return [(inside[0][0], [group for _branch, group in inside]) for inside in members]


def _sections(places: Iterable[GroupInBranch], address: AddressOf) -> tuple[Section, ...]:
    return tuple(
        Section(
            _heading(branch),
            tuple(
                NamedMeans(group.name, group.means, _above(branch, group), address(group))
                for group in groups
            ),
        )
        for branch, groups in _together(places)
    )


def _heading(branch: Branch) -> str:
    return "" if branch.top.level == "organisation" else branch.top.name


def _tile(branch: Branch, group: PublishedGroup, rule: IndicativeRule, words: ChartTexts) -> Tile:
    chart = small(NamedMeans(group.name, group.means), words)
    name = ident(group)
    return Tile(
        key=group.key,
        level=group.level,
        ident=name,
        name=group.name,
        above=_above(branch, group),
        picture=spark_view(chart) if chart else None,
        sentence=str(CONTRAST_SENTENCES[group.contrast]) if group.contrast is not WITHHELD else "",
        facts=_facts(group, rule) if chart else (),
    )


def _above(branch: Branch, group: PublishedGroup) -> str:
    if group.level == "team":
        return ""
    if branch.shown_teams:
        return branch.shown_teams
    if group.level == "department":
        return _("The department as a whole")
    return _("The organisation as a whole")


def _facts(group: PublishedGroup, rule: IndicativeRule) -> tuple[str, ...]:
    participation_text = participation(group)
    share = (
        _("participation %(share)s") % {"share": participation_text} if participation_text else ""
    )
    facts = (people(band_of(group)), share, *indicative_facts(rule.reasons(group)))
    return tuple(fact for fact in facts if fact)


def _line(branch: Branch, group: PublishedGroup, metrics: Iterable[str], url: str) -> GroupLine:
    means = tuple(
        mean_text(group.means[metric], with_sign=metric == DIFFERENCE) for metric in metrics
    )
    name = group.name if group.level == "team" else f"{group.name} ({_above(branch, group)})"
    return line(name, group, means, url)


def _chart(
    measure_name: str, places: Iterable[GroupInBranch], policy: Policy, address: AddressOf
) -> ChartView | None:
    """One measure of every group on the page; None where there is nothing to draw."""
    if measure_name in (MATRIX, SMALL, TAKING_PART):
        return None
    axis = _("Points of difference") if measure_name == DIFFERENCE else None
    words = chart_texts(_title(measure_name), axis=axis)
    chart = measure(measure_name, _sections(places, address), words, difference_texts(policy))
    if all(row.withheld for row in chart.rows):
        return None
    sentence = _(
        "The light band shows how uncertain a mean is. Groups stand in alphabetical order."
    )
    return chart_view(
        chart, ident="groups", sentence=sentence, columns=columns(_("Group")), explore=True
    )
