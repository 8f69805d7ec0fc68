"""Which groups of a publication somebody may read, in the order in which they are shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.render_cache import RenderCache
from igm_portal.spelling import natural_key
from reports.disclosure.cells import Publication, PublishedGroup
from reports.disclosure.group_keys import department_key
from reports.models import Snapshot
from reports.texts.shown_teams import shown_teams_title


@dataclass(frozen=True, slots=True)
class Scope:
    """`departments` are the keys of the departments somebody heads; None is everything.

    A team belongs to the department in which it was asked, wherever it is today.
    """

    departments: frozenset[str] | None

    def allows(self, group: PublishedGroup) -> bool:
        if self.departments is None:
            return True
        own = group.key if group.level == "department" else group.parent
        return own in self.departments


@dataclass(frozen=True, slots=True)
class Branch:
    """A department with its teams, or the organisation by itself: from A to Z, never ranked.

    `groups` begins with the figures of `top`; `shown_teams` says that those are of its shown teams
    together, where its own are withheld.
    """

    top: PublishedGroup
    groups: tuple[PublishedGroup, ...]
    shown_teams: str = ""

    @property
    def ident(self) -> str:
        """As it stands in an address."""
        return ident(self.top)


def scope_of(access: Access) -> Scope:
    """HR reads every group, a head of department the own department and its teams."""
    if access.may(Permission.SEE_ALL_GROUPS):
        return Scope(None)
    return Scope(
        frozenset(department_key(department_id) for department_id in access.department_ids)
    )


_BRANCHES: RenderCache[tuple[Branch, ...]] = RenderCache(64)


def branches_of(snapshot: Snapshot, scope: Scope) -> tuple[Branch, ...]:
    """The branches of what a wave published, kept: putting two thousand names in order takes long.
    Raises SnapshotDamaged.
    """
    publication = snapshot.publication
    return _BRANCHES.get((snapshot.digest, scope), lambda: branches(publication, scope))


def branches(publication: Publication, scope: Scope) -> tuple[Branch, ...]:
    """The organisation first, then every department followed by its teams."""
    return tuple(
        branch
        if (teams := publication.shown_teams.get(branch.top.key)) is None
        else Branch(branch.top, (teams.figures, *branch.groups[1:]), shown_teams_title(teams))
        for branch in _branches(publication.groups.values(), scope)
    )


def _branches(groups: Iterable[PublishedGroup], scope: Scope) -> tuple[Branch, ...]:
    visible = [group for group in groups if scope.allows(group)]
    tops = sorted((group for group in visible if group.level != "team"), key=_place)
    teams = _teams_by_parent(visible)
    return tuple(
        Branch(top, (top, *(teams.get(top.key, ()) if top.level == "department" else ())))
        for top in tops
    )


def _teams_by_parent(groups: list[PublishedGroup]) -> Mapping[str, list[PublishedGroup]]:
    by_parent: dict[str, list[PublishedGroup]] = {}
    for team in sorted((group for group in groups if group.level == "team"), key=_place):
        by_parent.setdefault(team.parent or "", []).append(team)
    return by_parent


def _place(group: PublishedGroup) -> tuple[bool, tuple[str | int, ...], str]:
    return group.level != "organisation", natural_key(group.name), group.key


def branches_over_time(publications: Sequence[Publication], scope: Scope) -> tuple[Branch, ...]:
    """The groups of the newest of these waves and those shown in any earlier one, each as it was
    last; oldest wave first.
    """
    groups: dict[str, PublishedGroup] = {}
    for publication in publications:
        newest = publication is publications[-1]
        for key in publication.groups:
            group = figures_of(publication, key)
            if group and (newest or group.shown or key in groups):
                groups[key] = group
                if above := figures_of(publication, group.parent or ""):
                    groups.setdefault(above.key, above)
    return _branches(groups.values(), scope)


def figures_of(publication: Publication, key: str) -> PublishedGroup | None:
    """This group, by its shown teams together where its own figures are withheld."""
    teams = publication.shown_teams.get(key)
    return teams.figures if teams else publication.groups.get(key)


def first_shown(parts: Sequence[Branch]) -> str:
    """The key of the first group that has anything to show, or else of the first at all."""
    keys = [(not group.shown, group.key) for part in parts for group in part.groups]
    return min(keys, key=lambda pair: pair[0], default=(True, ""))[1]


def ident(group: PublishedGroup) -> str:
    """The id of a team or department without its level; of the organisation its name."""
    return group.key.rpartition(":")[2]
