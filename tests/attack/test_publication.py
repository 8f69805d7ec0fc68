"""What all pages together say, attacked with a linear programme (onthulling).

The attacker has every published cell of every wave and knows how many answered in each team.
"""

from collections.abc import Sequence

import pytest

from reports.aggregation.group_figures import group_figures
from reports.disclosure.cells import Publication
from reports.disclosure.tree import build, publishable
from reports.selectors import sent_answers
from reports.services.tree import places
from reports.statistics.sem import PROVISIONAL
from surveys.models import Wave
from surveys.scoring.batch import Batch
from surveys.scoring.respondent import score
from tests.unit.reports.disclosure.build import Group, person
from tests.unit.reports.disclosure.test_attacker import WEIGHTS, Attacker
from tests.world import World

pytestmark = [pytest.mark.attack, pytest.mark.django_db]


@pytest.fixture
def waves(world: World) -> tuple[Wave, Wave]:
    """A department with a team at the top, one at the bottom and a small one; another of twelve.
    In the second wave one has left, and everybody answers the other way round.
    """
    sizes = {"hoog": 8, "laag": 9, "klein": 6, "groot": 12}
    teams = [
        world.team(name, size + 1, department="Inkomen" if name == "groot" else "Werk")
        for name, size in sizes.items()
    ]
    first = world.wave(*teams, title="Eerste")
    second = world.wave(*teams, title="Tweede")
    for wave, steps in ((first, {"hoog": 9, "laag": 1}), (second, {"hoog": 1, "laag": 9})):
        for name, size in sizes.items():
            own = [f"{name}-{number}" for number in range(1, size + 1)]
            if name in steps:
                for one in own:
                    world.answer(wave, one, step=steps[name])
            else:
                world.answer_all(wave, own)
        world.close(wave)
    return first, second


def groups_of(wave: Wave, publication: Publication) -> list[Group]:
    """The tree as the attacker knows it: who is where, and how many have all elements."""
    wave = Wave.objects.select_related("organisation", "instrument").get(pk=wave.pk)
    sent = sent_answers(wave)
    instrument = wave.launched.instrument
    found = []
    for key, group in publication.groups.items():
        team = key.removeprefix("team:")
        people = [
            person()
            for where, answers in zip(sent.teams, sent.answers, strict=True)
            if str(where) == team and score(instrument, answers).complete
        ]
        found.append(Group(key, group.level, group.parent, people, size=group.size))
    return found


def test_nobody_comes_out_within_50_points(waves: Sequence[Wave]) -> None:
    for wave in waves:
        publication = wave.snapshot.publication
        attacker = Attacker(publication, groups_of(wave, publication))
        assert len(attacker.rows) > 40  # there is something to attack
        for unit in attacker.units:
            for metric in WEIGHTS:
                low, high = attacker.range_of(unit, metric)
                assert high - low >= 50 - 1e-6, (wave.title, unit.key, metric)


def test_two_who_pool_their_answers_learn_the_mean_of_five_or_more_others(
    waves: Sequence[Wave],
) -> None:
    """Every set of people that can be had by subtraction holds at least seven."""
    for wave in waves:
        wave = Wave.objects.select_related("organisation", "instrument").get(pk=wave.pk)
        sent, policy = sent_answers(wave), wave.policy
        made = group_figures(
            places(wave, sent.teams),
            Batch(wave.launched.instrument, sent.answers),
            PROVISIONAL,
            minimum=policy.means,
        )
        people = {group.key: group.complete for group in made.groups}
        shown = {key for key, g in wave.snapshot.publication.groups.items() if g.shown}
        cover = publishable(build(made.groups), people, set(people), policy.means)
        assert set(cover) == shown
        atoms = [people[key] - sum(people[part] for part in parts) for key, parts in cover.items()]
        assert all(n == 0 or n - 2 >= 5 for n in atoms)
