"""What is said of an agreement then and now, attacked: it tells nothing that is not published.

A participant knows the own answers of both waves exactly, and reads the text of each element of
the own team and of all shown teams. Towns that look the same and in which those answers are the
same, but somebody else's lie far apart, give the same text.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from igm_portal.followup.services.agreements import make_agreement
from igm_portal.followup.views.figures import elements_since, team_since, together_since
from reports.disclosure.cells import MeanCell
from reports.overview.differences import Verdict, difference
from reports.overview.since import VERDICTS
from reports.overview.texts import mean_text
from surveys.instruments.elements import Element
from tests.attack.twins import DIRECTIONS, moved, seen
from tests.attack.worlds import NAMED, Town, random_town
from tests.published import close
from tests.world import World

pytestmark = pytest.mark.attack

COUNTED = (Element.BELEMMERINGEN,)
TOWNS: dict[str, tuple[str, tuple[int, ...], tuple[Element, ...]]] = {
    # town: the team, its insiders, and the elements of which counts are shown
    "one at 100 beside six at 50": ("a", (0,), ()),
    "two at 0 beside seven ordinary people": ("a", (0, 1), ()),
    "seven who agree near an end of the answer grid": ("a", (0,), ()),
    "three published teams of seven and six withheld of five": ("t0", (0,), COUNTED),
    "51 people of whom two at 0 and the others at 90 or 95": ("t0", (0, 1), COUNTED),
    "85 people who all answer the same": ("t1", (0, 1), COUNTED),
}


def texts(team: str, then: Town, now: Town) -> list[str]:
    """All that the page of this team can say, whatever element its agreements are about."""
    pair = then.publication, now.publication
    return [
        text
        for element in Element
        for text in (team_since(team, element, *pair), together_since(element, *pair))
    ]


def twins(
    town: Town, team: str, insiders: tuple[int, ...], leave: tuple[Element, ...]
) -> Iterator[tuple[Town, int]]:
    """Towns that look the same, each with the person who answered something else in it."""
    persons = [at for at in range(len(town.people[team])) if at not in insiders]
    for person in (persons[0], persons[-1]):
        for ends in DIRECTIONS:
            twin = moved(town, team, person, insiders, leave, *ends, by_facet=True, most=4)
            if seen(twin) == seen(town) and twin.answers != town.answers:
                yield twin, person


@pytest.mark.parametrize("name", TOWNS)
def test_an_insider_learns_nothing_from_then_and_now(name: str) -> None:
    town, (team, insiders, leave) = NAMED[name], TOWNS[name]
    said = texts(team, town, town)
    furthest = 0.0
    for twin, person in twins(town, team, insiders, leave):
        assert texts(team, twin, town) == said, "another then"
        assert texts(team, town, twin) == said, "another now"
        people, others = town.people[team], twin.people[team]
        assert [others[at].scores for at in insiders] == [people[at].scores for at in insiders]
        apart = (abs(people[person].scores[e] - others[person].scores[e]) for e in Element)
        furthest = max(furthest, *apart)
    assert furthest >= 30, "somebody else may have answered something else altogether"


def test_every_figure_in_it_stands_on_a_page_and_the_words_follow_from_those() -> None:
    """Two waves of the same teams drawn at random: teams come and go out of sight."""
    compared = hidden = 0
    for seed in range(25):
        then, now = (random_town(Random(2 * seed + at)) for at in (0, 1))  # noqa: S311
        both = {one.name for one in then.teams} & {one.name for one in now.teams}
        for team in sorted(both):
            for element in Element:
                text = team_since(team, element, then.publication, now.publication)
                cells = [town.publication.groups[team].means[element] for town in (then, now)]
                shown = [cell for cell in cells if isinstance(cell, MeanCell)]
                if len(shown) < 2:
                    assert not re.search(r"\d", text), text
                    hidden += 1
                    continue
                compared += 1
                words = [mean_text(cell) for cell in shown]
                for word in words:
                    assert word in text
                    text = text.replace(word, "", 1)
                assert not re.search(r"\d", text), text
                verdict = difference(element, *shown).verdict
                said = {one for one in Verdict if str(VERDICTS[one]) in text}
                assert said == {verdict}
    assert compared > 100
    assert hidden > 100


@pytest.mark.django_db
def test_it_is_made_without_reading_an_answer(world: World) -> None:
    teams = [world.team(name, 1) for name in ("Centrum", "Noord", "Oost")]
    first, second = (world.wave(*teams, title=title) for title in ("Een", "Twee"))
    today = timezone.localdate()
    close(first, on=today - timedelta(days=200))
    place = first.teams.select_related("wave").get(team_name="Centrum")
    agreements = [
        make_agreement(
            access=world.access("manager-Centrum"),
            place=place,
            today=today - timedelta(days=190),
            what="Rode map",
            owner="team",
            look_back_on=today,
            kind="priority",
            element=element,
            grounds="",
        )
        for element in (Element.CONTEXT, Element.GELOOF)
    ]
    close(second, on=today - timedelta(days=1))
    now = second.teams.select_related("wave").get(team_name="Centrum")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        since = elements_since(world.access("Centrum-1"), now, agreements)
    assert all("60 (56" in one.team and one.together for one in since.values())
    assert len(since) == 2
    read = {table for query in asked for table in re.findall(r'"(surveys_\w+)"\.', query["sql"])}
    assert "surveys_wave" in read
    assert not read & {"surveys_response", "surveys_openanswer", "surveys_tally"}
