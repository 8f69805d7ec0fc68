"""Publish the answers of one wave, as canonical text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from reports.aggregation.group_figures import GroupRows, group_figures
from reports.aggregation.importance import importances
from reports.aggregation.mirror import with_mirror
from reports.aggregation.quality import quality_of
from reports.aggregation.support import with_support
from reports.disclosure.associations import with_associations
from reports.disclosure.cells import Publication
from reports.disclosure.group_keys import ORGANISATION, department_key, team_key
from reports.disclosure.links import Links
from reports.disclosure.publish import publish, withhold_all
from reports.disclosure.quality import to_json as quality_to_json
from reports.disclosure.retest import to_json as retest_to_json
from reports.disclosure.serialise import to_json
from reports.disclosure.tree import Permits
from reports.disclosure.waves import ALONE, Continuity, Roster, Rosters
from reports.selectors import (
    Asked,
    SentAnswers,
    asked_in,
    closed_before,
    earlier_spreads,
    imported_spreads,
    mirrored_before,
    waves_before,
)
from reports.services.linking import links_of
from reports.services.retesting import retest_of
from reports.services.row_fingerprint import row_fingerprint
from reports.services.tree import places
from reports.statistics.sem import SemTable
from surveys.models import Wave
from surveys.scoring.batch import Batch
from surveys.scoring.respondent import SCORING_VERSION

RostersIn = Callable[[Wave], Rosters]


@dataclass(frozen=True, slots=True)
class Published:
    """What a closed wave shows for ever; `quality` is empty under 50 respondents."""

    content: str
    quality: str
    basis: dict[str, Any]


def publish_wave(wave: Wave, respondents: SentAnswers, sems: SemTable) -> Published:
    """The publication as canonical JSON, the quality report, and what they are based on.

    The same rows give the same bytes: there is no moment and no order of arrival in it.
    """
    version, tree = wave.launched, places(wave, respondents.teams)
    batch = Batch(version.instrument, respondents.answers)
    rows, retest = row_fingerprint(wave, respondents), _retest(wave, respondents, batch)
    asked = cache(asked_in)  # of hundreds of thousands of people, for links and continuity
    rosters_in = cache(lambda one: rosters_of(asked(one)))
    if wave.has_group_figures:
        # First what takes much memory for a moment: rosters and cells stay until the end.
        spreads, importance = earlier_spreads(wave), importances(batch, wave.pk.int)
        links, support = links_of(wave, respondents, batch, asked), respondents.support
        del respondents  # the texts of all answers: what follows needs the room
        publication, permits = _publication(
            wave, support, tree, batch, sems, spreads, links, rosters_in
        )
        publication = with_associations(publication, importance, permits)
    else:
        publication = withhold_all(wave.policy)
    basis = {
        "instrument": str(version),
        "checksum": version.checksum,
        "scoring_version": SCORING_VERSION,
        "sem": asdict(sems),
        "rows": rows,
    }
    if wave.support is not None:
        basis["support"] = {"instrument": str(wave.support), "checksum": wave.support.checksum}
    quality = retest if wave.is_retest else _quality(wave, tree, batch, publication, rosters_in)
    asked.cache_clear()
    rosters_in.cache_clear()  # the text of all cells needs the room
    return Published(to_json(publication), quality, basis)


def _retest(wave: Wave, respondents: SentAnswers, batch: Batch) -> str:
    """How much days differ, as a retest tells; empty of any other wave."""
    retest = retest_of(wave, respondents, batch) if wave.is_retest else None
    return retest_to_json(retest) if retest else ""


def _quality(
    wave: Wave,
    tree: Sequence[GroupRows],
    batch: Batch,
    publication: Publication,
    rosters_in: RostersIn,
) -> str:
    """The report on the questionnaire: how the questions worked; empty where there is none."""
    if wave.is_conversation:
        return ""
    known_before = continuity_of(wave, closed_before(wave), rosters_in)
    quality = quality_of(batch, tree, publication, known_before)
    return quality_to_json(quality) if quality else ""


def _publication(
    wave: Wave,
    support_answers: Sequence[str],
    tree: Sequence[GroupRows],
    batch: Batch,
    sems: SemTable,
    spreads: Mapping[str, int],
    links: Links | None,
    rosters_in: RostersIn,
) -> tuple[Publication, Permits]:
    """The figures of all groups, as far as they may be shown, and what earlier waves permit."""
    earlier = waves_before(wave)
    figures = group_figures(
        tree,
        batch,
        sems,
        minimum=wave.policy.means,
        earlier=spreads,
        elsewhere=imported_spreads(wave),
    )
    figures = with_mirror(figures, tree, batch, minimum=wave.policy.means)
    continuity, asked_before = continuity_of(wave, earlier, rosters_in), ALONE
    if wave.support is not None:
        support = Batch(wave.support.instrument, support_answers)
        figures = with_support(figures, tree, support, minimum=wave.policy.counts)
        asked_before = continuity_of(wave, earlier.filter(asks_support=True), rosters_in)
    mirrored = continuity_of(wave, mirrored_before(wave), rosters_in) if wave.has_mirror else ALONE
    publication = publish(figures, wave.policy, continuity, links, asked_before, mirrored)
    return publication, continuity.permits


def continuity_of(wave: Wave, earlier: Iterable[Wave], rosters_in: RostersIn) -> Continuity:
    """Compared with every one of the `earlier` waves, not with the last alone: what was published
    then is still known.
    """
    return Continuity(rosters_in(wave), [rosters_in(one) for one in earlier])


def rosters_of(roster: Asked) -> Rosters:
    """Who was asked, per group of the tree. A wave for clients has no rosters."""
    members: dict[str, list[Roster]] = {}
    sizes: dict[str, int] = {}
    for team in roster.teams:
        people = roster.people.get(team.team_id, frozenset())
        for key in (team_key(team.team_id), department_key(team.department_id), ORGANISATION):
            members.setdefault(key, []).append(people)
            sizes[key] = sizes.get(key, 0) + team.size
    rosters = {
        key: first.union(*others) if others else first for key, (first, *others) in members.items()
    }
    return Rosters(rosters, {key: sizes[key] - len(rosters[key]) for key in rosters})
