"""Nothing lost, nothing double, nothing after the end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys import identity
from surveys.instruments.model import Missing
from surveys.models import Wave, WaveState
from surveys.models.response import OpenAnswer, Response
from surveys.scoring import answers as codec
from surveys.scoring.answers import AnswerFault
from surveys.selectors import own_questionnaires, own_scores, response_of
from surveys.services.answering import save_answers, save_open_answer, send_response
from surveys.services.refusals import AnswersRefused
from tests.world import World

TODAY = timezone.localdate()


def save(world: World, wave: Wave, name: str, **changes: codec.Answer) -> Response:
    return save_answers(
        participant=world.invitation(wave, name), changes=changes, language="nl", today=TODAY
    )


def test_saving_changes_only_the_named_items(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    save(world, wave, "a-1", H1=2, G1=Missing.WN)
    response = save(world, wave, "a-1", H2=5)
    instrument = world.invitation(wave, "a-1").questionnaire
    got = {code: codec.get(instrument, response.answers, code) for code in ("H1", "H2", "G1", "V1")}
    assert got == {"H1": 2, "H2": 5, "G1": Missing.WN, "V1": None}


def test_one_response_per_person_however_often_saved(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    for step in (1, 2, 3):
        save(world, wave, "a-1", H1=step)
    assert Response.objects.count() == 1


def test_the_database_holds_one_response_per_person(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    response = save(world, wave, "a-1", H1=1)
    response.pk, response._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(
            organisation_id=response.organisation_id,
            wave=wave,
            pseudonym=response.pseudonym,
            answers=response.answers,
            language="nl",
        )


def test_an_unknown_item_or_step_is_refused_and_nothing_changes(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    before = save(world, wave, "a-1", H1=1).answers
    for changes in ({"H99": 1}, {"H1": 6}, {"H1": 1, "H2": 0}):
        with pytest.raises(AnswerFault):
            save(world, wave, "a-1", **changes)
    assert response_of(world.invitation(wave, "a-1")).answers == before  # type: ignore[union-attr]


def test_sending_scores_once_and_a_second_send_changes_nothing(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    first = world.answer(wave, "a-1", step=5)
    again = send_response(participant=world.invitation(wave, "a-1"), today=TODAY)
    assert (again.pk, again.scores) == (first.pk, first.scores)
    scores = own_scores(world.invitation(wave, "a-1"))
    assert scores is not None
    assert scores.metrics["houding"] == 100.0
    assert scores.metrics["praktische_belemmeringen"] == 0.0


def test_after_sending_nothing_can_be_changed(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    sent = world.answer(wave, "a-1", step=5)
    with pytest.raises(AnswersRefused):
        save(world, wave, "a-1", H1=1)
    assert Response.objects.get().answers == sent.answers


def test_an_empty_questionnaire_is_not_sent(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    with pytest.raises(AnswersRefused):
        send_response(participant=world.invitation(wave, "a-1"), today=TODAY)
    save(world, wave, "a-1", H1=None)
    with pytest.raises(AnswersRefused):
        send_response(participant=world.invitation(wave, "a-1"), today=TODAY)


@pytest.mark.parametrize("days", [-2, 14])
def test_before_the_first_and_after_the_last_day_nothing_is_taken(world: World, days: int) -> None:
    wave = world.wave(world.team("a", 3))
    day = TODAY + timedelta(days=days)
    with pytest.raises(AnswersRefused):
        save_answers(
            participant=world.invitation(wave, "a-1"), changes={"H1": 1}, language="nl", today=day
        )
    with pytest.raises(AnswersRefused):
        send_response(participant=world.invitation(wave, "a-1"), today=day)


def test_the_last_day_still_counts(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    invitation = world.invitation(wave, "a-1")
    save_answers(participant=invitation, changes={"H1": 1}, language="nl", today=wave.closes_on)
    assert send_response(participant=invitation, today=wave.closes_on).sent


def test_a_stale_invitation_cannot_write_into_a_wave_that_closed_meanwhile(world: World) -> None:
    wave = world.wave(world.team("a", 9))
    invitation = world.invitation(wave, "a-1")
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSING)
    with pytest.raises(AnswersRefused):
        save_answers(participant=invitation, changes={"H1": 1}, language="nl", today=TODAY)
    with pytest.raises(AnswersRefused):
        send_response(participant=invitation, today=TODAY)
    assert not Response.objects.exists()


def test_free_text_is_kept_changed_and_removed(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    for text in ("Meer tijd.", "Rust."):
        save_open_answer(
            participant=world.invitation(wave, "a-1"), text=text, language="nl", today=TODAY
        )
    assert OpenAnswer.objects.get().text == "Rust."
    save_open_answer(participant=world.invitation(wave, "a-1"), text="", language="nl", today=TODAY)
    assert not OpenAnswer.objects.exists()


def test_a_response_names_no_person_and_an_invitation_no_response(world: World) -> None:
    """Decisions 20: with every row of the database, but without the key, there is no way across."""
    wave = world.wave(world.team("a", 3))
    response = world.answer(wave, "a-1")
    person = world.people["a-1"]
    kept = [str(value) for value in Response.objects.filter(pk=response.pk).values_list().get()]
    assert not any(str(person.pk) in value or person.email in value for value in kept)
    fields = {field.name for field in Response._meta.get_fields()}
    assert not fields & {"person", "user", "invitation", "created", "sent_at", "updated"}
    flags = {field.name for field in world.invitation(wave, "a-1")._meta.get_fields()}
    assert flags == {"id", "wave", "person", "team"}


@pytest.mark.usefixtures("own_keys")
def test_another_key_finds_nobody(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    world.answer(wave, "a-1")
    other = identity.new_generation()
    Wave.objects.filter(pk=wave.pk).update(key_generation=other)
    assert response_of(world.invitation(wave, "a-1")) is None


def test_pseudonyms_differ_between_waves_and_people(world: World) -> None:
    team = world.team("a", 3)
    first, second = world.wave(team), world.wave(team)
    pseudonyms = {
        world.invitation(wave, name).pseudonym
        for wave in (first, second)
        for name in ("a-1", "a-2")
    }
    assert len(pseudonyms) == 4


def test_start_page_list_says_how_far_someone_is(world: World) -> None:
    team = world.team("a", 3)
    world.wave(team, title="nieuw")
    begun, done = world.wave(team, title="begonnen"), world.wave(team, title="klaar")
    save(world, begun, "a-1", H1=1)
    world.answer(done, "a-1")
    state = {
        own.invitation.wave.title: (own.is_started, own.is_sent, own.may_answer)
        for own in own_questionnaires(world.access("a-1"), TODAY)
    }
    assert state == {
        "nieuw": (False, False, True),
        "begonnen": (True, False, True),
        "klaar": (True, True, False),
    }


def test_saving_first_and_sending_do_not_read_the_questionnaire_again(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    participant = world.invitation(wave, "a-1")
    assert participant.questionnaire.items
    with CaptureQueriesContext(connection) as captured:
        save_answers(participant=participant, changes={"H1": 2}, language="nl", today=TODAY)
        send_response(participant=participant, today=TODAY)
    assert not [q["sql"] for q in captured if "surveys_instrumentversion" in q["sql"]]
    assert Response.objects.get().sent


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole database")
def test_a_new_draft_is_locked_like_one_that_was_there(world: World) -> None:
    """Of two first saves at once the second finds the row of the first: unlocked, its write would
    undo what a third one saves in between.
    """
    wave = world.wave(world.team("a", 3))
    with CaptureQueriesContext(connection) as captured:
        save(world, wave, "a-1", H1=2)
    about = [q["sql"] for q in captured if "surveys_response" in q["sql"]]
    made = next(place for place, sql in enumerate(about) if sql.startswith("INSERT"))
    assert about[made + 1].startswith("SELECT")
    assert "FOR UPDATE" in about[made + 1]
