"""The questionnaire through its addresses: what is kept, what is refused, and how much it asks."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.models import ReferenceValues
from reports.own.change import CHANGE_SENTENCES
from reports.statistics.change import ChangeOutcome
from reports.texts.sentences import OWN_CONTRAST
from surveys.models import Wave, WaveState
from surveys.models.response import OpenAnswer, Response
from surveys.scoring import answers as codec
from surveys.selectors import response_of
from tests.pages import PageClient, path_of
from tests.world import World

# Session, person, roles with the organisation, invitation with the wave, answers; to save also an
# update.
QUERIES_OF_A_PAGE, QUERIES_OF_SAVING = 5, 6


def url(name: str, wave: Wave, *more: object) -> str:
    return reverse(name, args=["zandstad", wave.pk, *more])


def kept(world: World, wave: Wave, code: str) -> codec.Answer:
    invitation = world.invitation(wave, "a-1")
    response = response_of(invitation)
    if response is None:
        return None
    return codec.get(invitation.questionnaire, response.answers, code)


def test_a_page_turn_saves_and_goes_on(world: World, wave: Wave, employee: Client) -> None:
    answer = employee.post(url("page", wave, 2), {"H1": "4", "H2": "1", "to": "next"})
    assert path_of(answer) == url("page", wave, 3)
    assert (kept(world, wave, "H1"), kept(world, wave, "H2")) == (4, 1)
    assert kept(world, wave, "H3") is None
    page = employee.get(url("page", wave, 2)).content.decode()
    assert page.count("checked") == 2


@pytest.mark.parametrize(
    ("to", "number", "target"),
    [
        ("back", 2, ("page", 1)),
        ("back", 1, ("introduction",)),
        ("later", 2, ("later",)),
        ("next", 11, ("review",)),
        ("anything else", 2, ("page", 3)),
    ],
)
def test_every_button_saves_first(
    world: World, wave: Wave, employee: Client, to: str, number: int, target: tuple[object, ...]
) -> None:
    code = world.invitation(wave, "a-1").questionnaire.pages[number - 1].items[0].code
    answer = employee.post(url("page", wave, number), {code: "2", "to": to})
    assert path_of(answer) == url(str(target[0]), wave, *target[1:])
    assert kept(world, wave, code) == 2


def test_a_page_turn_asks_the_database_little(world: World, wave: Wave, employee: Client) -> None:
    employee.post(url("page", wave, 1), {"GED1": "1"})  # makes the response and warms the caches
    participant = {"participant": world.invitation(wave, "a-1").mark}
    saves = {"H1": "4", "to": "next"} | participant, {"item": "H1", "value": "2"} | participant
    acts: tuple[tuple[int, Callable[[], object]], ...] = (
        (QUERIES_OF_A_PAGE, lambda: employee.get(url("page", wave, 2))),
        (QUERIES_OF_SAVING, lambda: employee.post(url("page", wave, 2), saves[0])),
        (QUERIES_OF_SAVING, lambda: employee.post(url("save_one", wave), saves[1])),
    )
    for most, act in acts:
        with CaptureQueriesContext(connection) as queries:
            act()
        asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
        assert len(asked) <= most, "\n".join(asked)


def test_two_tabs_do_not_undo_each_other(world: World, wave: Wave, employee: Client) -> None:
    """The second tab was opened before the first one saved, and sends another page."""
    employee.post(url("page", wave, 2), {"H1": "5"})
    employee.post(url("page", wave, 3), {"Z1": "2"})
    employee.post(url("page", wave, 2), {"H2": "1"})
    assert [kept(world, wave, code) for code in ("H1", "H2", "Z1")] == [5, 1, 2]
    assert Response.objects.count() == 1


def test_what_is_no_answer_is_refused_with_words_and_the_rest_is_shown_again(
    world: World, wave: Wave, employee: Client
) -> None:
    answer = employee.post(url("page", wave, 2), {"H1": "9", "H2": "3", "to": "next"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert "H2" in page
    assert page.count("checked") == 1
    assert not Response.objects.exists()


@pytest.mark.parametrize("value", ["", "6", "0", "-1", "x", "WN; DROP", "NVT", "٣"])
def test_the_script_is_told_in_words_what_went_wrong(
    wave: Wave, employee: Client, value: str
) -> None:
    """H1 offers no missing codes; another page's answer or a foreign digit is no answer either."""
    answer = employee.post(url("save_one", wave), {"item": "H1", "value": value})
    if value == "":
        assert answer.json() == {"saved": True}
    else:
        assert answer.status_code == 400
        assert answer.json()["message"]
    assert not Response.objects.exclude(answers__regex=r"^\.+$").exists()


def test_a_missing_code_is_taken_where_it_is_offered(
    world: World, wave: Wave, employee: Client
) -> None:
    assert employee.post(url("save_one", wave), {"item": "S1", "value": "WN"}).json()["saved"]
    assert kept(world, wave, "S1") == "WN"


def test_an_unknown_question_is_refused(wave: Wave, employee: Client) -> None:
    for item in ("", "H99", "wave", "ANK' OR 1"):
        assert employee.post(url("save_one", wave), {"item": item, "value": "1"}).status_code == 400


def test_closing_meanwhile_is_said_and_breaks_nothing(wave: Wave, employee: Client) -> None:
    employee.post(url("page", wave, 2), {"H1": "5"})
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSING)
    refusal = employee.post(url("save_one", wave), {"item": "H1", "value": "1"})
    assert (refusal.status_code, refusal.json()["closed"]) == (409, True)
    page = employee.post(url("page", wave, 2), {"H1": "1"}, follow=True)
    assert "gesloten" in page.content.decode()
    assert employee.post(url("review", wave), follow=True).status_code == 200


def test_signed_out_without_a_script_says_that_the_page_was_not_saved(
    world: World, wave: Wave, employee: Client
) -> None:
    employee.post(url("page", wave, 2), {"H1": "4"})
    employee.logout()
    sign_in = employee.post(
        url("page", wave, 2), {"H1": "1"}, follow=True, headers={"accept": "text/html"}
    )
    assert "nog een keer" in sign_in.content.decode()
    assert kept(world, wave, "H1") == 4


def test_signed_out_the_script_is_told_nothing_it_does_not_know(
    wave: Wave, employee: Client
) -> None:
    employee.logout()
    employee.post(
        url("save_one", wave), {"item": "H1", "value": "1"}, headers={"accept": "application/json"}
    )
    page = employee.get(reverse("account_login")).content.decode()
    assert "nog een keer" not in page


def test_sending_twice_shows_the_same_profile(wave: Wave, employee: Client) -> None:
    employee.post(url("page", wave, 2), {"H1": "5", "H2": "5", "H3": "5"})
    for _attempt in range(2):
        answer = employee.post(url("review", wave))
        assert path_of(answer) == url("own_profile", wave)
    for address in (url("page", wave, 2), url("review", wave), url("introduction", wave)):
        assert path_of(employee.get(address)) == url("own_profile", wave)
    late = employee.post(url("page", wave, 2), {"H1": "1"}, follow=True)
    assert "al verstuurd" in late.content.decode()


def test_sending_nothing_is_refused_kindly(wave: Wave, employee: Client) -> None:
    answer = employee.post(url("review", wave), follow=True)
    assert "nog geen" in answer.content.decode()
    assert not Response.objects.filter(sent=True).exists()


def test_free_text_is_kept_and_shown_escaped(wave: Wave, employee: Client) -> None:
    employee.post(url("page", wave, 11), {"open": "<script>alert(1)</script> meer tijd"})
    assert OpenAnswer.objects.get().text.startswith("<script>")
    page = employee.get(url("review", wave)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    too_long = employee.post(url("page", wave, 11), {"open": "x" * 301})
    assert too_long.status_code == 422


def test_the_question_in_ones_own_words_counts_too(wave: Wave, employee: Client) -> None:
    for page in wave.launched.instrument.pages:
        employee.post(url("page", wave, page.number), {item.code: "2" for item in page.items})
    assert "44 van de 45 vragen" in employee.get(url("review", wave)).content.decode()
    last = len(wave.launched.instrument.pages)
    employee.post(url("page", wave, last), {"open": "Tijd"})
    # The link back to a page is an act, not the change of a figure.
    assert "Wijzigen<span" in employee.get(url("review", wave)).content.decode()
    for name in ("review", "later"):
        assert "45 van de 45 vragen" in employee.get(url(name, wave)).content.decode()


def test_a_page_that_does_not_exist(wave: Wave, employee: Client) -> None:
    for number in (0, 12, 999):
        assert employee.get(url("page", wave, number)).status_code == 404


def test_before_the_first_day_the_page_says_when(wave: Wave, employee: Client) -> None:
    day = timezone.localdate() + timedelta(days=3)
    Wave.objects.filter(pk=wave.pk).update(starts_on=day)
    page = employee.get(url("introduction", wave))
    assert page.status_code == 200
    assert "nog niet open" in page.content.decode()


def test_the_own_profile_is_provisional_and_draws_no_conclusion(
    world: World, wave: Wave, employee: Client
) -> None:
    """Decisions 6: without reference values bars and questions, and no sentence at all."""
    world.answer(wave, "a-1", step=5)
    page = employee.get(url("own_profile", wave)).content.decode()
    assert "Voorlopig" in page
    assert not any(str(sentence) in page for sentence in OWN_CONTRAST.values())


def test_with_reference_values_a_large_difference_is_said(
    world: World, wave: Wave, employee: Client
) -> None:
    checksum = wave.launched.checksum
    sems = {"houding": 8.0, "geloof_in_eigen_kunnen": 8.0, "sociale_druk": 8.0}
    sems |= {"vaardigheden": 8.0, "zelfregulering": 8.0}
    ReferenceValues.objects.create(
        checksum=checksum, n=120, computed_on=timezone.localdate(), sems=sems
    )
    low = {f"V{n}": 1 for n in range(1, 6)} | {f"Z{n}": 1 for n in range(1, 5)}
    low |= {f"C{n}": 1 for n in range(1, 8)} | {f"P{n}": 5 for n in range(1, 6)} | {"C8": 5}
    world.answer(wave, "a-1", step=5, **low)
    page = employee.get(url("own_profile", wave)).content.decode()
    assert "Voorlopig" not in page
    assert "kunnen" in page
    assert sum(str(sentence) in page for sentence in OWN_CONTRAST.values()) == 1


def test_too_few_answers_give_no_score_and_that_is_said(
    world: World, wave: Wave, employee: Client
) -> None:
    employee.post(url("page", wave, 2), {"H1": "5", "H2": "5", "H3": "5"})
    employee.post(url("review", wave))
    page = employee.get(url("own_profile", wave)).content.decode()
    assert "Te weinig antwoorden" in page


@pytest.fixture
def twice(world: World) -> tuple[Wave, Client]:
    """The same person in two waves of the same questionnaire, clearly higher the second time."""
    team = world.team("b", 3)
    first = world.wave(team, title="Voorjaar")
    world.answer(first, "b-1", step=2)
    world.answer(first, "b-2", step=3)
    long_ago = timezone.localdate() - timedelta(days=200)
    Wave.objects.filter(pk=first.pk).update(starts_on=long_ago, closes_on=long_ago)
    second = world.wave(team, title="Najaar")
    world.answer(second, "b-1", step=2, **{f"H{n}": 5 for n in range(1, 6)})
    employee = PageClient()
    employee.force_login(world.people["b-1"])
    return second, employee


def test_on_provisional_values_then_stands_beside_now_and_no_change_is_told(
    twice: tuple[Wave, Client],
) -> None:
    wave, employee = twice
    page = employee.get(url("own_profile", wave)).content.decode()
    assert "Voorjaar" in page
    assert "is nog niet te zeggen" in page
    assert not any(f">{words}<" in page for words in CHANGE_SENTENCES.values())
    assert page.count('class="igm-chart__outline"') == 9


def test_after_one_measurement_the_page_says_from_when_it_compares(
    twice: tuple[Wave, Client],
) -> None:
    _second, employee = twice
    first = Wave.objects.get(title="Voorjaar")
    page = employee.get(url("own_profile", first)).content.decode()
    assert "Vanaf je volgende meting met deze vragen zie je hier" in page
    assert "igm-chart__outline" not in page


def test_what_changed_for_one_person_reaches_nobody_else(
    world: World, twice: tuple[Wave, Client]
) -> None:
    """A colleague who answered both times too reads the own figures at the same address; who did
    not answer, the manager and the adviser read no profile there.
    """
    second, employee = twice
    world.answer(second, "b-2", step=3)
    colleague = PageClient()
    colleague.force_login(world.people["b-2"])
    mine, other = (
        re.findall(r'igm-row__then">(\d+)', reader.get(url("own_profile", second)).content.decode())
        for reader in (employee, colleague)
    )
    assert len(mine) == len(other) == 9
    assert mine != other
    for name in ("b-3", "manager-b", "hr"):
        somebody = PageClient()
        somebody.force_login(world.people[name])
        page = somebody.get(url("own_profile", second), follow=True).content.decode()
        assert "igm-row__then" not in page
        assert "igm-chart__outline" not in page


def test_with_reference_values_only_a_reliable_change_is_called_one(
    twice: tuple[Wave, Client],
) -> None:
    wave, employee = twice
    sems = dict.fromkeys(
        ("houding", "geloof_in_eigen_kunnen", "sociale_druk", "vaardigheden", "zelfregulering"), 9.0
    )
    ReferenceValues.objects.create(
        checksum=wave.launched.checksum, n=150, computed_on=timezone.localdate(), sems=sems
    )
    page = employee.get(url("own_profile", wave)).content.decode()
    assert "Voorjaar" in page
    said = {outcome: page.count(f">{words}<") for outcome, words in CHANGE_SENTENCES.items()}
    # houding, and willen of which it is a third
    assert said[ChangeOutcome.HIGHER] == 2 * 2  # beside the picture and in the table
    assert said[ChangeOutcome.LOWER] == 0
    assert said[ChangeOutcome.NOT_SHOWN] == 7
