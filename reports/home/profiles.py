"""The newest published profiles that concern somebody, each with its sentence and a small picture.

Published cells alone. Of older waves only the way to them stands here: their pages say the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from reports.charts.multiples import NamedMeans, small
from reports.charts.view import SparkView, spark_view
from reports.disclosure.cells import PublishedGroup
from reports.disclosure.group_keys import department_key, team_key
from reports.overview.scope import Branch, branches_of, ident, scope_of
from reports.overview.waves import LONGEST_TREND, snapshots
from reports.overview.whole import whole_of
from reports.profile.sentences import contrast_sentence, second_sentence
from reports.selectors import readable_publication, snapshots_of
from reports.texts.charts import chart_texts
from reports.texts.shown_teams import shown_teams_words
from surveys.models import Invitation, Wave, WaveTeam

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
    if not places:
        return TeamProfiles((), ())
    newest = [place for place in places if place.wave_id == places[0].wave_id]
    places = places[: len(newest) + OLDER]
    waves = {place.wave_id for place in places}
    publications = {
        snapshot.wave_id: readable_publication(snapshot)
        for snapshot in snapshots_of(access).filter(wave__in=waves)
    }
    slug = access.organisation.slug
    cards = [
        _team(slug, place, publication.groups[team_key(place.team_id)] if publication else None)
        for place in places
        for publication in (publications[place.wave_id],)
    ]
    return TeamProfiles(tuple(cards[: len(newest)]), tuple(cards[len(newest) :]))


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


def whole_card(access: Access) -> ProfileCard | None:
    """All shown teams together, of the newest wave in which this person was asked; None for who
    reads the organisation anyway, and where nothing is shown.
    """
    if access.may(Permission.SEE_ALL_GROUPS):
        return None
    own_waves = Invitation.objects.filter(person_id=access.user.id).values("wave")
    snapshot = snapshots_of(access).filter(wave__in=own_waves).first()
    publication = readable_publication(snapshot) if snapshot else None
    figures = whole_of(publication) if publication else None
    if snapshot is None or figures is None:
        return None
    slug, scope = access.organisation.slug, shown_teams_words(figures.shown_teams, figures.teams)
    card = _card(slug, snapshot.wave, figures.figures, scope)
    return replace(card, url=reverse("shown_teams", args=[slug, snapshot.wave_id]), second="")


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
    chart = small(NamedMeans(group.name, group.means), chart_texts("", axis="", brief=True))
    place = [] if group.level == "organisation" else [ident(group)]
    return ProfileCard(
        name=group.name,
        wave=wave,
        url=reverse(f"{group.level}_profile", args=[slug, wave.pk, *place]),
        has_figures=group.shown,
        sentence=contrast_sentence(group),
        second=second_sentence(group),
        picture=spark_view(chart) if chart else None,
        scope=scope,
    )
