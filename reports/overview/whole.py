"""All shown teams of an organisation together, as everyone who was asked may read them.

From published cells alone: the shown teams of a withheld total (`disclosure.shown_teams`), or the
total itself, from three shown teams on; with two a member could take the own team off. Of managers
there are figures of the organisation only. The direct question and counts play no part here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reports.disclosure.cells import MeanCell, Publication, PublishedGroup
from reports.disclosure.group_keys import ORGANISATION
from reports.overview.differences import JUDGED_METRICS, JointDifference, joint_difference

FEWEST_COMPARED: Final = 3
_OF_TEAMS: Final = "team"


@dataclass(frozen=True, slots=True)
class Whole:
    """The figures, and of how many of all teams they are; `shown_teams` is `teams` for the total,
    and both are 0 where a wave has no figures of teams.
    """

    figures: PublishedGroup
    shown_teams: int
    teams: int


def whole_of(publication: Publication) -> Whole | None:
    """What everyone who was asked may read of all teams together; None where nothing is shown."""
    total = publication.groups.get(ORGANISATION)
    if publication.policy.group == "client" or total is None:
        return None
    together = publication.shown_teams.get(ORGANISATION)
    if together is not None:
        return Whole(together.figures, together.shown, together.teams)
    teams = _teams(publication)
    shown_teams = sum(_has_means(team) for team in teams)
    if not _has_means(total) or (teams and shown_teams < FEWEST_COMPARED):
        return None
    return Whole(total, len(teams), len(teams))


def change_of(before: Publication, now: Publication) -> tuple[tuple[JointDifference, ...], int]:
    """The change of the teams that both publications show, with their number; nothing under three.

    Each team counts the same. A metric that one of them does not show both times is left out.
    """
    earlier = {team.key: team for team in _teams(before)}
    pairs = [
        (earlier[team.key].means, team.means)
        for team in _teams(now)
        if team.key in earlier and _has_means(team) and _has_means(earlier[team.key])
    ]
    if len(pairs) < FEWEST_COMPARED:
        return (), 0
    changes = (_joint(metric, pairs) for metric in JUDGED_METRICS)
    return tuple(change for change in changes if change is not None), len(pairs)


def _joint(
    metric: str, pairs: Sequence[tuple[Mapping[str, object], Mapping[str, object]]]
) -> JointDifference | None:
    cells = [(then[metric], now[metric]) for then, now in pairs]
    both = [(a, b) for a, b in cells if isinstance(a, MeanCell) and isinstance(b, MeanCell)]
    return joint_difference(metric, both) if len(both) == len(cells) else None


def _teams(publication: Publication) -> list[PublishedGroup]:
    return [group for group in publication.groups.values() if group.level == _OF_TEAMS]


def _has_means(group: PublishedGroup) -> bool:
    return all(isinstance(group.means[metric], MeanCell) for metric in ("willen", "kunnen"))
