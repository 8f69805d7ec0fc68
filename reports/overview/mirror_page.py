"""The spiegel of one wave: that wave, and of each other group of respondents the wave nearest to it
in time, each as it was published (ADR 57).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from igm_portal.local_texts import in_own_words
from reports.charts.scores import interval_of, score_rows
from reports.charts.spec import Family, Group, Interval, Row
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import (
    ItemCell,
    MeanCell,
    Publication,
    PublishedGroup,
    Withheld,
)
from reports.disclosure.group_keys import ORGANISATION
from reports.models import Snapshot
from reports.overview.differences import MeanDifference
from reports.overview.mirror import (
    COMPARED_GROUPS,
    FACET,
    Perspective,
    Perspectives,
    facet_difference,
)
from reports.overview.mirror_texts import (
    ASIDE,
    HOW,
    MEANINGS,
    MISSING,
    NAMES,
    SENTENCES,
    TOPICS,
)
from reports.overview.texts import difference_text, wave_short_name
from reports.profile.support import answers_around, point_of
from reports.selectors import readable_publication
from reports.texts.charts import chart_texts, columns, people
from reports.texts.elements import FACET_NAMES
from reports.texts.sentences import WITHHELD_TEXT
from reports.texts.shown_teams import shown_teams_title
from surveys.instruments.mirror import QUESTIONS, MirrorTopic, mirror_questions
from surveys.instruments.model import RespondentGroup
from surveys.models import Wave
from surveys.reader_language import Reading, first_spoken

NEAR: Final = timedelta(days=366)
"""How far apart two waves may have closed: a choice."""


@dataclass(frozen=True, slots=True)
class SideView:
    """One column: who, in which wave, how many people; `teams` says in how many teams they were
    asked, or that it is the shown ones together; `reading` has the questions.
    """

    group: RespondentGroup
    name: str
    wave: str
    people: str
    teams: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What one side says of a topic: its question, the mean as text, and the answers around it;
    the last is empty where there is no mean.
    """

    side: SideView
    question: str
    mean: str
    around: str


@dataclass(frozen=True, slots=True)
class TopicView:
    title: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class MissingView:
    """A side that is not there, and how it gets there."""

    group: RespondentGroup
    text: str
    how: str


@dataclass(frozen=True, slots=True)
class MirrorView:
    """The page. `facet` is None where one of the two that are compared has no figure of it;
    `is_withheld` says that both took part all the same.
    """

    sides: tuple[SideView, ...]
    missing: tuple[MissingView, ...]
    sentence: str
    detail: str
    meaning: tuple[str, ...]
    facet: ChartView | None
    questions: ChartView | None
    topics: tuple[TopicView, ...]
    is_withheld: bool

    @property
    def with_clients(self) -> bool:
        return any(side.group is RespondentGroup.CLIENT for side in self.sides)


def mirror_view(snapshot: Snapshot) -> MirrorView:
    """From cells of the snapshots alone, and of others than this one only what may be read now."""
    publications = _publications(snapshot)
    perspectives = {
        group: Perspective(
            _organisation(publication),
            mirror_questions(wave.instrument_code, wave.instrument_version),
        )
        for group, (wave, publication) in publications.items()
    }
    sides = tuple(
        _side(group, wave, publication, perspectives[group])
        for group, (wave, publication) in publications.items()
    )
    apart = facet_difference(perspectives)
    is_provisional = any(publication.provisional for _wave, publication in publications.values())
    topics = tuple(_topic(topic, sides, perspectives) for topic in MirrorTopic)
    facet = _facet_chart(perspectives)
    return MirrorView(
        sides=sides,
        missing=tuple(
            MissingView(group, str(MISSING[group]), str(HOW[group]))
            for group in RespondentGroup
            if group not in publications
        ),
        sentence=_sentence(apart, perspectives),
        detail=_detail(apart),
        meaning=_meaning(
            apart, is_provisional=is_provisional, of_other_teams=_of_other_teams(publications)
        ),
        facet=facet,
        questions=_question_chart(perspectives),
        topics=tuple(topic for topic in topics if topic.answers),
        is_withheld=facet is None and all(group in publications for group in COMPARED_GROUPS),
    )


def _organisation(publication: Publication) -> PublishedGroup:
    """The organisation, by its shown teams together where its own figures are withheld."""
    together = publication.shown_teams.get(ORGANISATION)
    return together.figures if together else publication.groups[ORGANISATION]


def _publications(snapshot: Snapshot) -> Mapping[RespondentGroup, tuple[Wave, Publication]]:
    """By group of respondents, in the order of the columns; a damaged snapshot of another wave
    counts as not there.
    """
    wave = snapshot.wave
    nearest: dict[RespondentGroup, tuple[Wave, Publication]] = {
        RespondentGroup(wave.policy.group): (wave, snapshot.publication)
    }
    others = Snapshot.objects.filter(
        organisation_id=snapshot.organisation_id,
        wave__instrument_code__in={code for code, _version in QUESTIONS},
        wave__closes_on__range=(wave.closes_on - NEAR, wave.closes_on + NEAR),
    ).select_related("wave__instrument")
    for other in sorted(
        others, key=lambda one: (abs(one.wave.closes_on - wave.closes_on), str(one.wave_id))
    ):
        group = RespondentGroup(other.wave.policy.group)
        if group not in nearest and other.wave.has_mirror:
            publication = readable_publication(other)
            if publication is not None:
                nearest[group] = (other.wave, publication)
    return {group: nearest[group] for group in RespondentGroup if group in nearest}


def _side(
    group: RespondentGroup, wave: Wave, publication: Publication, perspective: Perspective
) -> SideView:
    cells = (*perspective.organisation.mirror.values(), perspective.facet)
    bands = [cell.n for cell in cells if isinstance(cell, ItemCell | MeanCell)]
    together = publication.shown_teams.get(ORGANISATION)
    number = wave.teams.count()
    teams_asked = ngettext("%(number)s team asked", "%(number)s teams asked", number) % {
        "number": number
    }
    teams = shown_teams_title(together) if together else teams_asked if number else ""
    language = first_spoken((get_language(),), wave.languages)
    instrument = wave.launched.in_language(language, wave.revision_of(language), wave.words)
    return SideView(
        group=group,
        name=str(NAMES[group]),
        wave=wave_short_name(wave),
        people=people(min(bands, key=lambda band: band.low, default=None)),
        teams=teams,
        reading=Reading(language, instrument),
    )


def _sentence(apart: MeanDifference | None, perspectives: Perspectives) -> str:
    if apart is not None:
        return str(SENTENCES[apart.verdict])
    absent = [group for group in COMPARED_GROUPS if group not in perspectives]
    if absent:
        return _("No spiegel yet: %(who)s are missing") % {"who": str(NAMES[absent[0]]).lower()}
    return _("Of these two no comparison can be shown")


def _detail(apart: MeanDifference | None) -> str:
    if apart is None:
        return ""
    points = difference_text(apart.points, apart.low, apart.high)
    return in_own_words(_("{Klantmanagers} minus managers: %(points)s points.")) % {
        "points": points
    }


def _of_other_teams(publications: Mapping[RespondentGroup, tuple[Wave, Publication]]) -> bool:
    """Whether the two that are compared were not asked in the same teams."""
    rosters = {
        frozenset(wave.teams.values_list("team_id", flat=True))
        for group, (wave, _publication) in publications.items()
        if group in COMPARED_GROUPS
    }
    return len(rosters) > 1


def _meaning(
    apart: MeanDifference | None, *, is_provisional: bool, of_other_teams: bool
) -> tuple[str, ...]:
    if apart is None:
        return (str(ASIDE),)
    half = apart.high - (apart.points or 0)
    lines = [str(MEANINGS[apart.verdict])]
    if of_other_teams:
        lines.append(
            in_own_words(
                _(
                    "{Klantmanagers} and managers were not asked in the same teams. That alone can "
                    "make a difference."
                )
            )
        )
    if apart.low <= 0 <= apart.high:
        lines.append(
            _("With so few people a difference counts from about %(points)s points on.")
            % {"points": half + 1}
        )
    if is_provisional:
        lines.append(_("Provisional: we count with wide margins."))
    return tuple(lines)


def _facet_chart(perspectives: Perspectives) -> ChartView | None:
    """Both sides of the facet, each with its interval."""
    cells = [
        (group, perspectives[group].facet) for group in COMPARED_GROUPS if group in perspectives
    ]
    if len(cells) < len(COMPARED_GROUPS):
        return None
    rows = tuple(
        Row(str(NAMES[group]), Family.NEUTRAL, interval_of(cell) if cell else None)
        for group, cell in cells
    )
    if any(row.withheld for row in rows):
        return None
    texts = chart_texts(str(FACET_NAMES[FACET]))
    return chart_view(
        score_rows((Group("", rows),), texts),
        ident="mirror-facet",
        sentence="",
        columns=columns(_("Who")),
    )


def _question_chart(perspectives: Perspectives) -> ChartView | None:
    """Per topic a mark for everyone who is asked it; no interval, so no word about a difference."""
    groups = []
    for topic in MirrorTopic:
        rows = tuple(
            Row(str(NAMES[group]), Family.NEUTRAL, _point(one.answer(topic)))
            for group, one in perspectives.items()
            if one.answer(topic) is not None
        )
        if rows:
            groups.append(Group(str(TOPICS[topic]), rows))
    if not any(row.interval for group in groups for row in group.rows):
        return None
    texts = replace(chart_texts(_("Question by question")), ends=(_("is in the way"), _("helps")))
    chart = replace(score_rows(tuple(groups), texts), intervals=False)
    return chart_view(chart, ident="mirror-questions", sentence="", columns=columns(_("Question")))


def _point(cell: ItemCell | Withheld | None) -> Interval | None:
    return None if cell is None else point_of(cell)


def _topic(topic: MirrorTopic, sides: Sequence[SideView], perspectives: Perspectives) -> TopicView:
    answers = (
        _answer(
            side, perspectives[side.group].questions[topic], perspectives[side.group].answer(topic)
        )
        for side in sides
        if topic in perspectives[side.group].questions
    )
    return TopicView(str(TOPICS[topic]), tuple(answers))


def _answer(side: SideView, code: str, cell: ItemCell | Withheld | None) -> AnswerView:
    question = side.reading.instrument.item(code).text
    if isinstance(cell, ItemCell):
        around = " – ".join(answers_around(side.reading.instrument, code, cell))
        return AnswerView(side, question, str(cell.value), around)
    absent = _("This wave closed before single questions had a mean.")
    return AnswerView(side, question, absent if cell is None else str(WITHHELD_TEXT), "")
