"""Two who use one code at the same moment: one of them begins."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from surveys.codes.code import Code
from surveys.models import StartCode
from surveys.models.response import Response
from surveys.services.client_answering import CodeRefused, Problem, begin
from surveys.services.refusals import AnswersRefused
from tests.clients import ADDRESS, answer, client_wave, codes, start
from tests.world import settle

pytestmark = pytest.mark.django_db(transaction=True)


def together(number: int, act: Callable[[], object]) -> list[object]:
    """What each of `number` threads got from the same call, a refusal as its problem."""
    gate, outcomes = Barrier(number), []

    def run() -> None:
        gate.wait()
        try:
            outcomes.append(act())
        except CodeRefused as refusal:
            outcomes.append(refusal.problem)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_one_code_starts_one_questionnaire_however_many_begin_at_once() -> None:
    cache.clear()
    world = settle()
    code = codes(world, client_wave(world))[0]
    outcomes = together(6, lambda: start(code))
    assert outcomes.count(Problem.USED) == 5
    assert (Response.objects.count(), StartCode.objects.filter(used=True).count()) == (1, 1)


def test_who_presses_six_times_at_once_gets_one_participant_and_one_own_code() -> None:
    cache.clear()
    world = settle()
    code = codes(world, client_wave(world))[0]

    def press() -> Code:
        now = timezone.now()
        return begin(code=code, value="een", earlier=["een"], address=ADDRESS, now=now).code

    outcomes = together(6, press)
    assert len(set(outcomes)) == 1
    assert isinstance(outcomes[0], Code)
    assert (Response.objects.count(), StartCode.objects.filter(used=True).count()) == (1, 1)


def test_one_client_on_two_devices_sends_once() -> None:
    cache.clear()
    world = settle()
    participant = start(codes(world, client_wave(world))[0])

    def send() -> None:
        with suppress(AnswersRefused):  # the other one was first
            answer(participant)

    together(2, send)
    assert Response.objects.filter(sent=True).count() == 1
