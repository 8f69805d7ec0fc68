"""Who took part in two waves, found back with the keys: from answers to the published change."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from igm_portal.accounts.models import EmailChange, Team
from reports.disclosure.cells import ChangeCell, PublishedGroup
from reports.disclosure.serialise import from_json, to_json
from reports.models import Snapshot
from reports.selectors import sem_for, sent_answers
from reports.services.closing import close_wave
from reports.services.publishing import publish_wave
from surveys import identity
from surveys.models import Wave
from surveys.models.response import Response
from surveys.services.erasure import erase_own_answers, erase_person
from tests.world import World, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
FIRST, SECOND, THIRD = date(2025, 3, 1), date(2025, 9, 1), date(2026, 3, 1)


@pytest.fixture
def world() -> World:
    return settle()


def held(world: World, team: Sequence[Team], on: date, who: Sequence[str], shift: int = 0) -> Wave:
    """A closed wave of some day, answered by these people, each in an own way."""
    wave = world.wave(*team, title=f"Meting {on}")
    for index, name in enumerate(who):
        codes = [item.code for item in world.invitation(wave, name).questionnaire.items]
        given = {
            code: 1 + (index * 7 + place * 3 + shift * (index % 2)) % 4
            for place, code in enumerate(codes)
        }
        world.answer(wave, name, **given)
    Wave.objects.filter(pk=wave.pk).update(starts_on=on - timedelta(days=14), closes_on=on)
    wave.refresh_from_db()
    close_wave(by=world.people["hr"], wave=wave)
    return wave


def names(team: str, last: int, first: int = 1) -> list[str]:
    return [f"{team}-{number}" for number in range(first, last + 1)]


def group(wave: Wave, name: str = "a") -> PublishedGroup:
    found = Snapshot.objects.get(wave=wave).publication
    return next(one for one in found.groups.values() if one.name == name)


def told(wave: Wave, name: str = "a") -> bool:
    return isinstance(group(wave, name).change.get("willen"), ChangeCell)


def test_the_same_people_tell_their_change(world: World) -> None:
    team = [world.team("a", 12)]
    first = held(world, team, FIRST, names("a", 10))
    second = held(world, team, SECOND, names("a", 10), shift=1)
    publication = second.snapshot.publication
    assert publication.since == first.snapshot.digest
    assert told(second)
    cell = group(second).change["houding"]
    assert isinstance(cell, ChangeCell)
    means = [group(wave).means["houding"] for wave in (first, second)]
    assert abs(cell.value - (means[1].value - means[0].value)) <= 1
    assert (cell.n.low, cell.n.high) == (10, 14)
    assert group(first).change == {}


def test_somebody_else_who_joins_silences_it(world: World) -> None:
    team = [world.team("a", 12)]
    held(world, team, FIRST, names("a", 10))
    second = held(world, team, SECOND, names("a", 11), shift=1)
    assert second.snapshot.publication.since is not None
    assert not told(second)


def test_a_wave_with_nothing_before_it_says_so(world: World) -> None:
    first = held(world, [world.team("a", 12)], FIRST, names("a", 10))
    assert first.snapshot.publication.since is None


def test_nothing_is_linked_once_answers_were_erased(world: World) -> None:
    """What is left of the first wave is not what was published; the rest would be one person's."""
    team = [world.team("a", 14)]
    held(world, team, FIRST, names("a", 11))
    erase_own_answers(access=world.access("a-11"))
    second = held(world, team, SECOND, names("a", 10), shift=1)
    assert second.snapshot.publication.since is None
    assert group(second).change == {}


@pytest.mark.parametrize("gone", ["a-11", "a-12"])
def test_nothing_is_linked_once_a_person_was_erased(gone: str, world: World) -> None:
    """Whether the person had answered (a-11) or not (a-12): the difference would tell that."""
    team = [world.team("a", 14)]
    held(world, team, FIRST, names("a", 11))
    erase_person(by=None, organisation=world.organisation, person=world.people[gone])
    second = held(world, team, SECOND, names("a", 10), shift=1)
    assert second.snapshot.publication.since is None


def test_who_never_answered_may_erase_the_own_answers(world: World) -> None:
    team = [world.team("a", 14)]
    held(world, team, FIRST, names("a", 10))
    erase_own_answers(access=world.access("a-11"))
    assert told(held(world, team, SECOND, names("a", 10), shift=1))


def test_nothing_is_linked_without_the_key_of_the_first_wave(world: World) -> None:
    team = [world.team("a", 12)]
    first = held(world, team, FIRST, names("a", 10))
    generation = identity.new_generation()
    second = world.wave(*team, title="Tweede")
    assert second.key_generation == generation
    for name in names("a", 10):
        world.answer(second, name, step=3)
    Wave.objects.filter(pk=second.pk).update(starts_on=SECOND, closes_on=SECOND)
    identity.destroy(first.key_generation or 0)
    second.refresh_from_db()
    close_wave(by=world.people["hr"], wave=second)
    assert second.snapshot.publication.since is None
    assert second.snapshot.publication.groups


def test_two_keys_link_as_well_as_one(world: World) -> None:
    team = [world.team("a", 12)]
    first = held(world, team, FIRST, names("a", 10))
    identity.new_generation()
    second = held(world, team, SECOND, names("a", 10), shift=1)
    assert first.key_generation != second.key_generation
    assert told(second)


def test_an_account_with_a_new_address_may_be_another_person(world: World) -> None:
    team = [world.team("a", 12)]
    held(world, team, FIRST, names("a", 10))
    EmailChange.objects.create(
        person=world.people["a-3"],
        organisation=world.organisation,
        old_email="oud@zandstad.example",
        changed_by=world.people["hr"],
        changed_on=FIRST,
    )
    assert not told(held(world, team, SECOND, names("a", 10), shift=1))


def test_a_wave_without_a_seal_is_not_known_to_be_whole(world: World) -> None:
    """Published by an older version of the portal."""
    team = [world.team("a", 12)]
    first = held(world, team, FIRST, names("a", 10))
    snapshot = first.snapshot
    Snapshot.objects.filter(pk=snapshot.pk).delete()
    basis = {name: value for name, value in snapshot.basis.items() if name != "rows"}
    old = Snapshot.objects.create(
        wave=first,
        organisation=world.organisation,
        content=snapshot.content,
        quality=snapshot.quality,
        digest=snapshot.digest,
        basis=basis,
    )
    assert old.pk == first.pk
    assert held(world, team, SECOND, names("a", 10), shift=1).snapshot.publication.since is None


def test_the_wave_before_is_the_last_with_the_same_questionnaire(world: World) -> None:
    team = [world.team("a", 12)]
    held(world, team, FIRST, names("a", 10))
    second = held(world, team, SECOND, names("a", 10), shift=1)
    third = held(world, team, THIRD, names("a", 10), shift=2)
    assert third.snapshot.publication.since == second.snapshot.digest


def test_a_change_makes_the_same_bytes_again(world: World) -> None:
    team = [world.team("a", 12), world.team("b", 12)]
    held(world, team, FIRST, names("a", 10) + names("b", 9))
    second = held(world, team, SECOND, names("a", 10) + names("b", 9), shift=1)
    second = Wave.objects.select_related("organisation", "instrument").get(pk=second.pk)
    again = publish_wave(second, sent_answers(second), sem_for(second.launched.checksum))
    assert again.content == second.snapshot.content
    assert again.basis == second.snapshot.basis
    assert to_json(from_json(again.content)) == again.content


def test_the_fingerprint_of_the_rows_says_nothing_about_one_row(world: World) -> None:
    """Another key makes another fingerprint of the same answers."""
    first = held(world, [world.team("a", 12)], FIRST, names("a", 10))
    answers = Response.objects.filter(wave=first).values_list("answers", flat=True)
    rows = first.snapshot.basis["rows"]
    assert len(rows) == 64
    assert all(given not in str(first.snapshot.basis) for given in answers)


def test_facets_are_published_at_closing(world: World) -> None:
    found = group(held(world, [world.team("a", 12)], FIRST, names("a", 10)))
    assert set(found.facets["houding"]) == {"H.gev", "H.ged"}  # type: ignore[arg-type]
    assert set(found.facets["sociale_druk"]) == {"S.men", "S.doe", "S.maa"}  # type: ignore[arg-type]
