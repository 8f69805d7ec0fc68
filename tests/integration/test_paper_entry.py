"""Answers from paper: into the right place, once, and whoever types learns nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.audit.services import record_once_a_day
from surveys.codes.code import Code, CodeKind, draw
from surveys.forms.paper_entry import NOTHING_TYPED
from surveys.models import StartCode, Wave
from surveys.models.response import OpenAnswer, Response
from surveys.paper_codes import invitation_of, paper_code
from surveys.scoring import answers as codec
from surveys.scoring.respondent import score
from surveys.scoring.stored import from_dict
from surveys.selectors import response_of
from surveys.services.code_limits import BUDGETS, count_wrong
from surveys.services.paper_entry import NOT_TAKEN, TOO_MANY_CODES
from tests.clients import client_wave, codes, start
from tests.environment.programs import text_of
from tests.pages import PageClient
from tests.world import World

ADDRESS = "127.0.0.1"  # of Django's test client


@pytest.fixture
def typist(world: World) -> Client:
    if "hr" not in world.people:
        world.give("hr", Role.HR_ADVISER)
    client = PageClient()
    client.force_login(world.people["hr"])
    return client


def page(wave: Wave) -> str:
    return reverse("paper_entry", args=["zandstad", wave.pk])


def typed(wave: Wave, code: Code, **changes: str) -> dict[str, str]:
    """Everything on the paper crossed at 4, but for the changes."""
    asked = wave.launched.instrument
    boxes = {i.code: str(min(4, asked.scales[i.scale].maximum)) for i in asked.items}
    return {"code": str(code), "language": "nl", **boxes} | changes


def test_a_paper_ends_where_a_screen_would(world: World, wave: Wave, typist: Client) -> None:
    code = paper_code(world.invitation(wave, "a-1"))
    sheet = typed(wave, code, H1="1", S1="wn", H2="", open="Meer tijd", language="en")
    answer = typist.post(page(wave), sheet, follow=True)
    assert "De antwoorden zijn binnen" in answer.content.decode()
    response = response_of(world.invitation(wave, "a-1"))
    assert response is not None
    asked = wave.launched.instrument
    assert [codec.get(asked, response.answers, item) for item in ("H1", "S1", "H2")] == [
        1,
        "WN",
        None,
    ]
    assert (response.sent, response.language) == (True, "en")
    assert response.scores is not None
    assert from_dict(response.scores) == score(asked, response.answers)
    assert OpenAnswer.objects.get().text == "Meer tijd"
    person = PageClient()
    person.force_login(world.people["a-1"])
    own = person.get(reverse("own_profile", args=["zandstad", wave.pk]))
    assert own.status_code == 200


@pytest.mark.parametrize("sent", [True, False])
def test_nothing_that_came_in_before_is_changed(
    sent: bool, world: World, wave: Wave, typist: Client
) -> None:
    if sent:
        world.answer(wave, "a-1", step=2)
    else:
        person = PageClient()
        person.force_login(world.people["a-1"])
        person.post(reverse("page", args=["zandstad", wave.pk, 2]), {"H1": "2"})
    before = Response.objects.values().get()
    code = paper_code(world.invitation(wave, "a-1"))
    refused = typist.post(page(wave), typed(wave, code))
    assert refused.status_code == 422
    assert str(NOT_TAKEN) in refused.content.decode()
    assert Response.objects.values().get() == before


def test_the_second_paper_of_one_code_is_refused(world: World, wave: Wave, typist: Client) -> None:
    code = paper_code(world.invitation(wave, "a-1"))
    typist.post(page(wave), typed(wave, code))
    before = Response.objects.values().get()
    assert typist.post(page(wave), typed(wave, code, H1="1")).status_code == 422
    assert Response.objects.values().get() == before


def test_every_code_that_opens_nothing_gets_the_same_words(
    world: World, wave: Wave, typist: Client
) -> None:
    """A typist cannot tell a used code from one of nobody, nor from one of another wave."""
    world.answer(wave, "a-1")
    other = world.wave(world.team("b", 9), title="Anders")
    tried = (
        paper_code(world.invitation(wave, "a-1")),
        paper_code(world.invitation(other, "b-1")),
        draw(CodeKind.PAPER),
        draw(CodeKind.START),
        draw(CodeKind.RESUME),
    )
    for code in tried:
        content = typist.post(page(wave), typed(wave, code)).content.decode()
        assert str(NOT_TAKEN) in content
    assert Response.objects.count() == 1


def test_an_empty_paper_is_the_same_for_every_code(
    world: World, wave: Wave, typist: Client
) -> None:
    """Otherwise it tells who has not answered, and leaves no trace."""
    world.answer(wave, "a-1")
    told = set()
    for code in (
        *(paper_code(world.invitation(wave, f"a-{n}")) for n in (1, 2)),
        draw(CodeKind.PAPER),
    ):
        empty = dict.fromkeys(typed(wave, code), "") | {"code": str(code), "language": "nl"}
        for words in ("", "Meer tijd"):
            answer = typist.post(page(wave), empty | {"open": words})
            assert answer.status_code == 422
            assert str(NOTHING_TYPED) in answer.content.decode()
            told.add(answer.content.decode().count(str(NOT_TAKEN)))
    assert told == {0}


@pytest.mark.usefixtures("standing_clock")
@pytest.mark.parametrize("kind", [CodeKind.PAPER, CodeKind.START])
def test_guessing_where_papers_are_typed_in_is_stopped(
    kind: CodeKind, world: World, wave: Wave, typist: Client
) -> None:
    """The counters are in the database, and outlive the transaction of the refused paper."""
    if kind is CodeKind.START:
        wave = client_wave(world)
    for _ in range(BUDGETS[kind]["address"] - 1):
        count_wrong(draw(kind), ADDRESS, timezone.now())
    last, refused = (
        typist.post(page(wave), typed(wave, draw(kind))).content.decode() for _ in range(2)
    )
    assert [str(NOT_TAKEN) in one for one in (last, refused)] == [True, False]
    assert str(TOO_MANY_CODES) in refused


@pytest.mark.usefixtures("standing_clock")
def test_a_used_code_counts_as_an_unknown_one(world: World, wave: Wave, typist: Client) -> None:
    """Otherwise the limit would tell which of the two it is."""
    world.answer(wave, "a-1")
    for code in (paper_code(world.invitation(wave, "a-1")), draw(CodeKind.PAPER)):
        cache.clear()
        for _ in range(BUDGETS[CodeKind.PAPER]["address"] - 1):
            count_wrong(draw(CodeKind.PAPER), ADDRESS, timezone.now())
        pages = [typist.post(page(wave), typed(wave, code)).content.decode() for _ in range(2)]
        assert [str(NOT_TAKEN) in one for one in pages] == [True, False]
        assert str(TOO_MANY_CODES) in pages[-1]


def test_whoever_types_sees_no_name_and_no_answer_of_before(
    world: World, wave: Wave, typist: Client
) -> None:
    code = paper_code(world.invitation(wave, "a-1"))
    after = typist.post(page(wave), typed(wave, code, open="Geheim"), follow=True).content.decode()
    for name in (world.people["a-1"].name, world.people["a-1"].email, "Geheim", str(code)):
        assert name not in after
    event = AuditEvent.objects.filter(action="paper.typed").values().get()
    assert str(code) not in str(event)
    assert str(world.people["a-1"].pk) not in str(event)


def test_mistakes_are_told_at_the_question_and_nothing_is_saved(
    world: World, wave: Wave, typist: Client
) -> None:
    code = paper_code(world.invitation(wave, "a-1"))
    for wrong in ({"H1": "6"}, {"H1": "WN"}, {"code": "XXXX"}, {"language": "xx"}):
        assert typist.post(page(wave), typed(wave, code) | wrong).status_code == 422
    empty = dict.fromkeys(typed(wave, code), "") | {"code": str(code), "language": "nl"}
    assert typist.post(page(wave), empty).status_code == 422
    assert not Response.objects.exists()


def test_the_paper_of_a_client_uses_the_code_on_the_card(world: World, typist: Client) -> None:
    wave = client_wave(world)
    first, used = codes(world, wave, 2)
    start(used)
    assert typist.post(page(wave), typed(wave, used)).status_code == 422
    assert typist.post(page(wave), typed(wave, first, P1="WZ")).status_code == 302
    assert Response.objects.get(sent=True).language == "nl"
    assert StartCode.objects.filter(used=True).count() == 2
    again = typist.post(page(wave), typed(wave, first))
    assert str(NOT_TAKEN) in again.content.decode()
    assert Response.objects.filter(sent=True).count() == 1


def test_a_refused_paper_of_a_client_leaves_the_code_as_it_was(
    world: World, typist: Client
) -> None:
    wave, other = client_wave(world), client_wave(world, "Tweede")
    (code,) = codes(world, other)
    assert typist.post(page(wave), typed(wave, code)).status_code == 422
    empty = dict.fromkeys(typed(other, code), "") | {"code": str(code), "language": "nl"}
    assert typist.post(page(other), empty).status_code == 422
    assert not StartCode.objects.get().used
    assert not Response.objects.exists()


def test_a_wave_that_is_over_takes_no_paper(world: World, wave: Wave, typist: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Wave.objects.filter(pk=wave.pk).update(closes_on=yesterday)
    code = paper_code(world.invitation(wave, "a-1"))
    assert typist.post(page(wave), typed(wave, code)).status_code == 404
    assert not Response.objects.exists()


def test_codes_differ_per_person_and_wave_and_lead_back(world: World, wave: Wave) -> None:
    other = world.wave(world.team("b", 9), title="Anders")
    people = [*wave.invitations.all(), *other.invitations.all()]
    given = [paper_code(one) for one in people]
    assert len(set(given)) == len(people)
    for one, code in zip(people, given, strict=True):
        assert invitation_of(one.wave, code) == one
    assert invitation_of(wave, given[-1]) is None


def test_the_log_counts_no_papers(world: World, wave: Wave, typist: Client) -> None:
    """One event a day, made before it is known whether anything came in."""
    typist.post(page(wave), typed(wave, draw(CodeKind.PAPER)))
    (event,) = AuditEvent.objects.filter(action="paper.typed")
    for number in (1, 2):
        code = paper_code(world.invitation(wave, f"a-{number}"))
        assert typist.post(page(wave), typed(wave, code)).status_code == 302
    assert [*AuditEvent.objects.filter(action="paper.typed")] == [event]
    tomorrow = timezone.now() + timedelta(days=1)
    access = world.access("hr")
    record_once_a_day("paper.typed", wave, by=access.user, organisation_id=None, now=tomorrow)
    assert AuditEvent.objects.filter(action="paper.typed").count() == 2


def test_only_the_person_gets_the_paper_with_the_code(
    world: World, wave: Wave, tmp_path: Path
) -> None:
    person = PageClient()
    person.force_login(world.people["a-1"])
    paper = person.get(reverse("own_questionnaire_pdf", args=["zandstad", wave.pk]))
    assert paper.content.startswith(b"%PDF-")
    assert world.people["a-1"].name not in text_of(paper.content, tmp_path)
    introduction = person.get(reverse("introduction", args=["zandstad", wave.pk]))
    assert (
        reverse("own_questionnaire_pdf", args=["zandstad", wave.pk])
        in introduction.content.decode()
    )
