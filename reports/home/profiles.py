"""The newest published profiles that concern somebody, each with its sentence and a small picture.

Published cells alone. Of older waves only the way to them stands here: their pages say the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.urls import reverse

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.render_cache import RenderCache
from reports.charts.multiples import NamedMeans, small
from reports.charts.view import SparkView, spark_view
from reports.disclosure.cells import PublishedGroup
from reports.disclosure.group_keys import department_key, team_key
from reports.models import Snapshot
from reports.overview.scope import Branch, branches_of, ident, scope_of
from reports.overview.waves import LONGEST_TREND, snapshots
from reports.overview.whole import Whole, whole_of
from reports.profile.sentences import contrast_sentence, second_sentence
from reports.selectors import own_snapshots, readable_publication
from reports.texts.charts import chart_texts
from reports.texts.shown_teams import shown_teams_words
from surveys.models import Wave, WaveTeam
from surveys.waves_at_hand import WavesAtHand

OLDER = 5


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """One group of a closed wave. `has_figures` is whether any of its figures is published,
    `picture` is None where willen and kunnen are not; `scope` says of whom the figures are where
    the name does not.
    """

    name: str
    wave: Wave
    url: str
    has_figures: bool
    sentence: str
    second: str = ""
    picture: SparkView | None = None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class TeamProfiles:
    """Profiles of the teams somebody works in, leads, or was asked in: those of the newest wave,
    and of the waves before it.
    """

    newest: tuple[ProfileCard, ...]
    older: tuple[ProfileCard, ...]


@dataclass(frozen=True, slots=True)
class BranchProfiles:
    """A department with its teams, or the organisation by itself."""

    top: ProfileCard
    teams: tuple[ProfileCard, ...]


def team_profiles(access: Access, places: Sequence[WaveTeam]) -> TeamProfiles:
    """The profiles of the own teams, newest wave first; of older waves the last few."""
    newest, shown_places = _shown(places)
    snapshots_of_waves = own_snapshots(access, {place.wave_id for place in shown_places})
    return _of_teams(access, newest, shown_places, snapshots_of_waves)


def own_profiles(
    access: Access, places: Sequence[WaveTeam], at_hand: WavesAtHand
) -> tuple[TeamProfiles, ProfileCard | None]:
    """The same, and all shown teams together, of the newest wave in which this person was asked;
    None for who reads the organisation anyway, and where nothing is shown. One query.
    """
    newest, shown_places = _shown(places)
    waves = {place.wave_id for place in shown_places}
    asked_in = (invitation.wave for invitation in at_hand.invitations)
    newest_wave = next((wave for wave in asked_in if wave.is_announced), None)
    reads_whole = newest_wave is not None and not access.may(Permission.SEE_ALL_GROUPS)
    if newest_wave and reads_whole:
        waves.add(newest_wave.pk)
    snapshots_of_waves = own_snapshots(access, waves)
    whole = None
    if newest_wave and reads_whole:
        whole = _whole(access, newest_wave, snapshots_of_waves.get(newest_wave.pk))
    return _of_teams(access, newest, shown_places, snapshots_of_waves), whole


def _shown(places: Sequence[WaveTeam]) -> tuple[int, Sequence[WaveTeam]]:
    """How many places are of the newest wave, and the places of which a card is made."""
    newest = sum(place.wave_id == places[0].wave_id for place in places)
    return newest, places[: newest + OLDER]


def _of_teams(
    access: Access,
    newest: int,
    places: Sequence[WaveTeam],
    snapshots_of_waves: Mapping[UUID, Snapshot],
) -> TeamProfiles:
    slug = access.organisation.slug
    publications = {
        wave: readable_publication(snapshot) for wave, snapshot in snapshots_of_waves.items()
    }
    cards = [
        _team(slug, place, publication.groups[team_key(place.team_id)] if publication else None)
        for place in places
        for publication in (publications[place.wave_id],)
    ]
    return TeamProfiles(tuple(cards[:newest]), tuple(cards[newest:]))


def branch_profiles(access: Access, closed_waves: Sequence[Wave]) -> tuple[BranchProfiles, ...]:
    """For a head the own departments with their teams, for HR the organisation: of the newest of
    the `closed_waves` waves that shows any of it, or else of the newest. Empty where there is none.
    """
    scope, slug = scope_of(access), access.organisation.slug
    own = {department_key(department_id) for department_id in access.department_ids}
    newest: tuple[BranchProfiles, ...] = ()
    for wave in closed_waves[:LONGEST_TREND]:
        ((_wave, snapshot),) = snapshots(access, [wave])
        if readable_publication(snapshot) is None:
            continue
        parts = tuple(
            sorted(
                (
                    part
                    for part in branches_of(snapshot, scope)
                    if part.top.key in own or part.top.level == "organisation"
                ),
                key=lambda part: part.top.level == "organisation",
            )
        )
        shows_any = any(group.shown for part in parts for group in part.groups)
        if shows_any or not newest:
            newest = _of_wave(slug, wave, parts)
        if shows_any:
            break
    return newest


def _whole(access: Access, wave: Wave, snapshot: Snapshot | None) -> ProfileCard | None:
    publication = readable_publication(snapshot) if snapshot else None
    if snapshot is None or publication is None:
        return None
    (figures,) = _WHOLES.get(snapshot.digest, lambda: (whole_of(publication),))
    if figures is None:
        return None
    slug, scope = access.organisation.slug, shown_teams_words(figures.shown_teams, figures.teams)
    card = _card(slug, wave, figures.figures, scope)
    return replace(card, url=reverse("shown_teams", args=[slug, wave.pk]), second="")


def _of_wave(slug: str, wave: Wave, parts: tuple[Branch, ...]) -> tuple[BranchProfiles, ...]:
    return tuple(
        BranchProfiles(
            _card(slug, wave, top, part.shown_teams),
            tuple(_card(slug, wave, team) for team in teams),
        )
        for part in parts
        for top, *teams in (part.groups,)
    )


def _team(slug: str, place: WaveTeam, group: PublishedGroup | None) -> ProfileCard:
    """A damaged snapshot says nothing here: the page of the team says what is the matter."""
    if group is not None:
        return _card(slug, place.wave, group)
    address = reverse("team_profile", args=[slug, place.wave_id, place.team_id])
    return ProfileCard(place.team_name, place.wave, address, has_figures=True, sentence="")


def _card(slug: str, wave: Wave, group: PublishedGroup, scope: str = "") -> ProfileCard:
    place = [] if group.level == "organisation" else [ident(group)]
    text = _CARD_TEXTS.get(id(group), lambda: _card_text(group))
    return ProfileCard(
        name=group.name,
        wave=wave,
        url=reverse(f"{group.level}_profile", args=[slug, wave.pk, *place]),
        has_figures=group.shown,
        sentence=text.sentence,
        second=text.second,
        picture=text.picture,
        scope=scope,
    )


# By digest: the shown teams of a publication are hundreds to count.
_WHOLES: Final[RenderCache[tuple[Whole | None]]] = RenderCache(64)


@dataclass(frozen=True, slots=True)
class _CardText:
    """What the figures of a group say; it holds the group, so that no other gets the same id."""

    group: PublishedGroup
    sentence: str
    second: str
    picture: SparkView | None


_CARD_TEXTS: Final[RenderCache[_CardText]] = RenderCache(512)


def _card_text(group: PublishedGroup) -> _CardText:
    chart = small(NamedMeans(group.name, group.means), chart_texts("", axis="", brief=True))
    picture = spark_view(chart) if chart else None
    return _CardText(group, contrast_sentence(group), second_sentence(group), picture)
