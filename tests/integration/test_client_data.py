"""A client sees what is kept, and erases it, with the own code alone."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.audit.models import AuditEvent
from reports.models import Snapshot
from reports.services import closing
from surveys.models import Wave, WaveState
from surveys.models.response import OpenAnswer, Response
from surveys.participant import ClientParticipant
from surveys.services.answering import save_answers, save_open_answer
from surveys.services.client_answering import CodeRefused, go_on
from surveys.services.erasure import erase_client_answers
from surveys.services.refusals import AnswersRefused
from tests.clients import ADDRESS, answer, answer_all, browser_of, client_wave, codes, start
from tests.pages import PageClient, path_of
from tests.world import World

TODAY = timezone.localdate()


pytestmark = pytest.mark.usefixtures("no_earlier_tries")


@pytest.fixture
def wave(world: World) -> Wave:
    return client_wave(world)


@pytest.fixture
def participant(world: World, wave: Wave) -> ClientParticipant:
    """A client who has sent, with a sentence of one's own."""
    participant = start(codes(world, wave)[0])
    save_open_answer(participant=participant, text="Ik mis mijn werk.", language="nl", today=TODAY)
    answer(participant)
    return participant


def stored(browser: Client) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(browser.get(reverse("client_data_json")).content)
    return content


def test_everything_kept_is_readable(participant: ClientParticipant) -> None:
    text = browser_of(participant).get(reverse("client_data")).content.decode()
    item = participant.questionnaire.items[0]
    assert all(words in text for words in ("Ik mis mijn werk.", item.text))
    assert str(participant.code) not in text


def test_machines_get_the_same(participant: ClientParticipant) -> None:
    data = stored(browser_of(participant))
    asked = [item.code for item in participant.questionnaire.items]
    assert [one["code"] for one in data["answers"]] == asked
    assert (data["kept"], data["open_answer"]) == ("sent", "Ik mis mijn werk.")
    assert set(data["scores"]) >= {"willen", "kunnen"}


def test_a_draft_is_shown_too(world: World, wave: Wave) -> None:
    participant = start(codes(world, wave)[0])
    first = participant.questionnaire.items[0]
    save_answers(participant=participant, changes={first.code: 2}, language="nl", today=TODAY)
    data = stored(browser_of(participant))
    assert (data["kept"], data["scores"]) == ("draft", {})
    assert data["answers"][0]["answer"]


def test_one_client_does_not_see_or_erase_another(world: World, wave: Wave) -> None:
    one, other = answer_all(world, wave, 2)
    assert stored(browser_of(one))["answers"] != stored(browser_of(other))["answers"]
    browser_of(one).post(reverse("client_erase"))
    assert stored(browser_of(other))["kept"] == "sent"


def test_without_a_code_there_is_nothing(participant: ClientParticipant) -> None:
    for name in ("client_data", "client_data_json", "client_erase"):
        assert PageClient().get(reverse(name))["Location"] == reverse("client_entry")
        assert PageClient().post(reverse("client_erase"))["Location"] == reverse("client_entry")
    assert Response.objects.count() == 1


def test_looking_at_the_question_erases_nothing(participant: ClientParticipant) -> None:
    assert browser_of(participant).get(reverse("client_erase")).status_code == 200
    assert Response.objects.count() == 1


def test_erasing_takes_all_of_it_and_leaves_no_trace(participant: ClientParticipant) -> None:
    browser, before = browser_of(participant), AuditEvent.objects.count()
    answer = browser.post(reverse("client_erase"))
    assert path_of(answer) == reverse("client_entry")
    assert not answer.cookies["meedoen"].value
    assert not Response.objects.exists()
    assert not OpenAnswer.objects.exists()
    assert AuditEvent.objects.count() == before
    with pytest.raises(CodeRefused):
        go_on(code=participant.code, address=ADDRESS, now=timezone.now())


def test_another_device_cannot_bring_erased_answers_back(world: World, wave: Wave) -> None:
    participant = start(codes(world, wave)[0])
    elsewhere = browser_of(participant)
    browser_of(participant).post(reverse("client_erase"))
    first = participant.questionnaire.items[0].code
    with pytest.raises(AnswersRefused):
        save_answers(participant=participant, changes={first: 1}, language="nl", today=TODAY)
    saved = elsewhere.post(reverse("client_save_one"), {"item": first, "value": "1"})
    assert saved.status_code == 409
    assert path_of(elsewhere.get(reverse("client_introduction"))) == reverse("client_entry")
    assert not Response.objects.exists()


def test_in_a_closed_wave_too_and_the_result_of_everybody_stays(world: World, wave: Wave) -> None:
    participants = answer_all(world, wave, 15)
    digest = world.close(wave).digest
    browser = browser_of(participants[0])
    assert stored(browser)["kept"] == "sent"
    for _ in range(2):
        erase_client_answers(participant=participants[0])
    assert wave.responses.count() == 14
    assert stored(browser)["kept"] == "nothing"
    assert Snapshot.objects.get().digest == digest


def test_while_a_wave_is_closing_it_is_before_or_after_and_never_half(
    world: World, wave: Wave
) -> None:
    participants = answer_all(world, wave, 15)
    closing._stop_answers(wave)
    known, snapshot = closing._published(wave), closing._make_snapshot(wave)
    browser_of(participants[0]).post(reverse("client_erase"))
    closing._finish(wave, snapshot, known, None)
    wave.refresh_from_db()
    assert (wave.state, wave.responses.count()) == (WaveState.CLOSED, 14)


def test_where_the_key_is_gone_nobody_can_find_the_answers(
    participant: ClientParticipant, wave: Wave
) -> None:
    """A browser that still holds the code reads that; nothing is erased by guesswork."""
    browser = browser_of(participant)
    assert wave.key_generation is not None
    Wave.objects.update(key_generation=wave.key_generation + 1)
    for name in ("client_data", "client_erase"):
        answer = (
            browser.post(reverse(name)) if name == "client_erase" else browser.get(reverse(name))
        )
        assert answer.status_code == 503
    assert Response.objects.count() == 1
