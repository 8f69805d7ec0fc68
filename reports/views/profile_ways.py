"""Ways on from the page of a group: to its neighbours, and to what helps where nothing is shown."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.render_cache import RenderCache
from igm_portal.spelling import natural_key
from reports.disclosure.cells import WITHHELD, Publication, PublishedGroup
from reports.disclosure.group_keys import ORGANISATION
from reports.models import Snapshot
from reports.profile.sentences import contrast_sentence
from reports.texts.shown_teams import shown_teams_title
from surveys.models import Wave, WaveKind, WaveState, WaveTeam
from surveys.selectors import own_questionnaires

ORDERS: RenderCache[tuple[PublishedGroup, ...]] = RenderCache(64)
"""By digest and level the groups of a publication by name: there may be thousands of teams."""


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the page of a group, with what is published of it in one sentence."""

    name: str
    url: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class WithheldWays:
    """What a reader of a withheld group can turn to; empty or None where there is no such thing."""

    wider: Way | None
    own_profile: str
    next_wave: Wave | None


_MOST_OTHERS = 200
"""So many groups are listed; among more of them one searches on the page of all results."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The teams, or departments, that a reader may see, by name: the one before and the one after
    this one, and the others where there are more than these two.
    """

    before: Way | None = None
    after: Way | None = None
    others: tuple[Way, ...] = ()


def neighbours(
    access: Access, snapshot: Snapshot, key: str, readable: Collection[str] | None
) -> Neighbours:
    """Where a reader of the group `key` goes on among the groups of its level; `readable` are the
    keys of those that this person may read, None where that is all of them.
    """
    if key == ORGANISATION:
        return Neighbours()
    level, publication = key.partition(":")[0], snapshot.publication
    groups = ORDERS.get((snapshot.digest, level), lambda: _ordered(publication, level))
    if readable is not None:
        groups = tuple(group for group in groups if group.key in readable)
    here = next((at for at, group in enumerate(groups) if group.key == key), None)
    if here is None:
        return Neighbours()
    others = (
        [group for group in groups if group.key != key] if 3 < len(groups) <= _MOST_OTHERS else []
    )
    return Neighbours(
        _way(access, snapshot, groups[here - 1]) if here else None,
        _way(access, snapshot, groups[here + 1]) if here + 1 < len(groups) else None,
        tuple(_way(access, snapshot, group) for group in others),
    )


def _ordered(publication: Publication, level: str) -> tuple[PublishedGroup, ...]:
    groups = (group for group in publication.groups.values() if group.level == level)
    return tuple(sorted(groups, key=lambda group: (natural_key(group.name), group.key)))


def withheld_ways(access: Access, snapshot: Snapshot, group: PublishedGroup) -> WithheldWays:
    """What helps a reader of a group of which nothing is shown."""
    wave = snapshot.wave
    own = own_questionnaires(access, timezone.localdate())
    has_sent = any(one.is_sent and one.invitation.wave_id == wave.pk for one in own)
    return WithheldWays(
        wider=_wider(access, snapshot, group),
        own_profile=reverse("own_profile", args=[access.organisation.slug, wave.pk])
        if has_sent
        else "",
        next_wave=_next_wave(wave, group.key),
    )


def _wider(access: Access, snapshot: Snapshot, group: PublishedGroup) -> Way | None:
    """The group around this one, where its figures, or those of its shown teams, are published and
    this person may read them.
    """
    publication, slug = snapshot.publication, access.organisation.slug
    around = publication.groups.get(group.parent or "")
    if around is None:
        return None
    teams = publication.shown_teams.get(around.key)
    figures = around if teams is None else teams.figures
    if figures.contrast is WITHHELD:
        return None
    sentence = contrast_sentence(figures)
    name = around.name if teams is None else f"{around.name}: {shown_teams_title(teams)}"
    if around.key == ORGANISATION:
        if not access.may(Permission.SEE_ALL_GROUPS):
            return None
        return Way(name, reverse("organisation_profile", args=[slug, snapshot.wave_id]), sentence)
    department_id = UUID(around.key.partition(":")[2])
    own = access.may(Permission.SEE_DEPARTMENT) and department_id in access.department_ids
    if not (own or access.may(Permission.SEE_ALL_GROUPS)):
        return None
    args = [slug, snapshot.wave_id, department_id]
    return Way(name, reverse("department_profile", args=args), sentence)


def _next_wave(wave: Wave, key: str) -> Wave | None:
    """The open wave with the same questionnaire in which this group is asked again. A wave that is
    only planned may still change, so nobody is told of it here.
    """
    level, _separator, ident = key.partition(":")
    places = WaveTeam.objects.filter(wave__organisation_id=wave.organisation_id)
    if level != ORGANISATION:
        places = places.filter(**{f"{level}_id": ident})
    return (
        Wave.objects.filter(
            kind=WaveKind.ORDINARY,
            state=WaveState.OPEN,
            instrument_code=wave.instrument_code,
            closes_on__gt=wave.closes_on,
            pk__in=places.order_by().values("wave"),
        )
        .order_by("closes_on", "id")
        .first()
    )


def _way(access: Access, snapshot: Snapshot, group: PublishedGroup) -> Way:
    level, _separator, ident = group.key.partition(":")
    args = [access.organisation.slug, snapshot.wave_id, ident]
    return Way(group.name, reverse(f"{level}_profile", args=args))
