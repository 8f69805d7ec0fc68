"""One dump of a closed wave, without the key, ties nobody to an answer (ADR 20)."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.models import Wave
from surveys.models.response import Response
from surveys.services.answering import save_open_answer
from tests.attack.dump import Features, dump, features, plain
from tests.attack.matching import Crowds, by_order, by_value
from tests.world import World

pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]
TEAMS, SIZE = 4, 20


@dataclass(frozen=True)
class Case:
    """A wave in which everybody answered, and who gave which answer: known to the judge only."""

    world: World
    wave: Wave
    crowds: Crowds
    truth: Mapping[str, str]

    def people(self) -> dict[str, str]:
        """Every text by which a row can name somebody."""
        found: dict[str, str] = {}
        for person in self.world.people.values():
            found |= {plain(person.pk): plain(person.pk), plain(person.email): plain(person.pk)}
        return found

    def answers(self) -> dict[str, str]:
        keys = Response.objects.filter(wave=self.wave).values_list("pk", flat=True)
        return {plain(key): plain(key) for key in keys}


@pytest.fixture
def case(world: World) -> Case:
    """People sign in and answer in an order of their own; some in another language."""
    teams = [world.team(f"t{number}", SIZE) for number in range(TEAMS)]
    wave = world.wave(*teams)
    names = [f"t{team}-{number}" for team in range(TEAMS) for number in range(1, SIZE + 1)]
    random = Random(7)  # noqa: S311
    random.shuffle(names)
    for at, name in enumerate(names):
        _take_part(world, wave, name, step=1 + at % 4)
        if at % 9 == 0:
            _in_another_language(world, wave, name)
    truth = {plain(world.people[name].pk): _answer_of(world, wave, name) for name in names}
    crowds = [
        (
            [plain(world.people[f"t{team}-{number}"].pk) for number in range(1, SIZE + 1)],
            [truth[plain(world.people[f"t{team}-{number}"].pk)] for number in range(1, SIZE + 1)],
        )
        for team in range(TEAMS)
    ]
    return Case(world, wave, crowds, truth)


def _take_part(world: World, wave: Wave, name: str, step: int) -> None:
    client = Client()
    client.force_login(world.people[name])
    client.get(reverse("introduction", args=[world.slug, wave.pk]))
    today = timezone.localdate()
    save_open_answer(
        participant=world.invitation(wave, name), text="Meer rust.", language="nl", today=today
    )
    world.answer(wave, name, step=step)


def _in_another_language(world: World, wave: Wave, name: str) -> None:
    """As will happen once a questionnaire has more languages."""
    found = Response.objects.filter(pseudonym=world.invitation(wave, name).pseudonym)
    assert found.update(language="en") == 1


def _answer_of(world: World, wave: Wave, name: str) -> str:
    return plain(Response.objects.get(pseudonym=world.invitation(wave, name).pseudonym).pk)


def test_while_a_wave_is_open_the_order_of_arrival_ties_people_to_answers(case: Case) -> None:
    """The attacker is able, by order and by value; this is why rows are rewritten at closing."""
    tables = dump()
    people, answers = features(tables, case.people()), features(tables, case.answers())
    found = by_order(people, answers, case.crowds, case.truth)
    assert any(match.hits > 0.9 * TEAMS * SIZE for match in found)
    pseudonyms = {"pseudonym": {answer: answer for answer in case.truth.values()}}
    assert by_value({"computed with the key": case.truth}, pseudonyms, case.crowds, case.truth)
    # Of a person only a session tells a moment, for a day (ADR 20).
    assert not [name for name in people if "login" in name or "seen" in name]


def test_after_closing_no_two_columns_tie_people_to_answers(case: Case) -> None:
    case.world.close(case.wave)
    tables = dump()
    people, answers = features(tables, case.people()), features(tables, case.answers())
    assert len(people) > 10  # the attacker does see columns about people
    assert by_order(people, answers, case.crowds, case.truth) == []
    assert by_value(people, answers, case.crowds, case.truth) == []
    assert _differing(answers) <= TOLD


TOLD = {"id", "pseudonym", "team_id", "answers", "scores", "rowid", "ctid"}


def _differing(answers: Features) -> set[str]:
    """The columns of answers that are not the same for all: whatever else differs, such as a
    language or a moment, could be known of a person.
    """
    names = {name.rsplit(" (", 1)[0] for name in answers if name.startswith("surveys_response.")}
    return {name.split(".")[1] for name in names}
