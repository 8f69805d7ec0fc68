"""Ways on from the page of a group: to its neighbours, and to what helps where nothing is shown."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.spelling import natural_key
from reports.disclosure.cells import WITHHELD, PublishedGroup
from reports.disclosure.group_keys import ORGANISATION
from reports.models import Snapshot
from reports.profile.sentences import contrast_sentence
from reports.selectors import visible_teams
from reports.texts.shown_teams import shown_teams_title
from surveys.models import Wave, WaveState, WaveTeam
from surveys.selectors import own_questionnaires


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


def neighbours(access: Access, wave: Wave, key: str) -> tuple[Way | None, Way | None]:
    """The teams, or departments, that this person may see before and after this one, by name."""
    if key == ORGANISATION:
        return None, None
    places = list(visible_teams(access).filter(wave=wave))
    level, _separator, ident = key.partition(":")
    if level == "team":
        groups = {(place.team_id, place.team_name) for place in places}
    else:
        groups = {
            (place.department_id, place.department_name)
            for place in places
            if _sees_department(access, place.department_id)
        }
    ordered = sorted(groups, key=lambda group: (natural_key(group[1]), str(group[0])))
    places_of = {str(one): place for place, (one, _name) in enumerate(ordered)}
    here = places_of.get(ident)
    if here is None:
        return None, None
    around = (ordered[here - 1 : here] if here else [], ordered[here + 1 : here + 2])
    before, after = ([_way(access, wave, level, *group) for group in side] for side in around)
    return before[0] if before else None, after[0] if after else None


def withheld_ways(access: Access, snapshot: Snapshot, group: PublishedGroup) -> WithheldWays:
    """What helps a reader of a group of which nothing is shown."""
    wave = snapshot.wave
    own = own_questionnaires(access, timezone.localdate())
    sent = any(one.sent and one.invitation.wave_id == wave.pk for one in own)
    return WithheldWays(
        wider=_wider(access, snapshot, group),
        own_profile=reverse("own_profile", args=[access.organisation.slug, wave.pk])
        if sent
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
    if not _sees_department(access, department_id):
        return None
    args = [slug, snapshot.wave_id, department_id]
    return Way(name, reverse("department_profile", args=args), sentence)


def _sees_department(access: Access, department_id: UUID) -> bool:
    return access.may(Permission.SEE_ALL_GROUPS) or (
        access.may(Permission.SEE_DEPARTMENT) and department_id in access.department_ids
    )


def _next_wave(wave: Wave, key: str) -> Wave | None:
    """The open wave with the same questionnaire in which this group is asked again. A wave that is
    only planned may still change, so nobody is told of it here.
    """
    level, _separator, ident = key.partition(":")
    asked = WaveTeam.objects.filter(wave__organisation_id=wave.organisation_id)
    if level != ORGANISATION:
        asked = asked.filter(**{f"{level}_id": ident})
    return (
        Wave.objects.filter(
            state=WaveState.OPEN,
            instrument_code=wave.instrument_code,
            closes_on__gt=wave.closes_on,
            pk__in=asked.order_by().values("wave"),
        )
        .order_by("closes_on", "id")
        .first()
    )


def _way(access: Access, wave: Wave, level: str, ident: UUID, name: str) -> Way:
    return Way(name, reverse(f"{level}_profile", args=[access.organisation.slug, wave.pk, ident]))
