"""From result to change: what a team writes down, who reads it, and what those above answer."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.followup.models import Agreement, Conversation, ConversationEnd, Referral
from igm_portal.followup.selectors import course_of
from igm_portal.worker.nightly import nightly
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element
from surveys.models import Wave, WaveTeam
from tests.published import close
from tests.world import World, settle

TODAY = timezone.localdate()
WORDS = "Rode map voor spoed"


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    """Two teams of one department with a head; their results are there."""
    world = settle()
    first, second = world.team("a", 8), world.team("b", 8)
    world.give("head", Role.DEPARTMENT_HEAD, department=first.department)
    wave = world.wave(first, second)
    world.answer_all(wave, [f"{team}-{number}" for team in "ab" for number in range(1, 9)])
    world.close(wave)
    return world


@pytest.fixture
def wave(world: World) -> Wave:
    return Wave.objects.get()


def place(wave: Wave, name: str = "a") -> WaveTeam:
    return wave.teams.select_related("wave", "team").get(team_name=name)


def client(world: World, who: str) -> Client:
    browser = Client()
    browser.force_login(world.people[who])
    return browser


def address(world: World, wave: Wave, name: str, *more: UUID) -> str:
    return reverse(name, args=[world.slug, wave.pk, place(wave).team_id, *more])


def fields(**changes: str) -> dict[str, str]:
    return {
        "what": WORDS,
        "owner": "team",
        "look_back_on": (TODAY + timedelta(weeks=6)).isoformat(),
        "kind": "priority",
        "element": "context",
        "grounds": "",
    } | changes


def agree(world: World, wave: Wave, who: str = "a-1", **changes: str) -> Any:
    return client(world, who).post(address(world, wave, "new_agreement"), fields(**changes))


def lay(world: World, wave: Wave, **changes: str) -> Referral:
    agree(world, wave)
    agreement = Agreement.objects.get()
    values = {
        "addressee": "head",
        "question": WORDS,
        "answer_by": (TODAY + timedelta(weeks=3)).isoformat(),
        "manager_knows": "on",
        "zeker": "1",
    } | changes
    client(world, "manager-a").post(address(world, wave, "refer", agreement.pk), values)
    return Referral.objects.get()


def test_a_team_writes_an_agreement_and_reads_it_together(world: World, wave: Wave) -> None:
    assert agree(world, wave).status_code == 302
    for who in ("a-2", "manager-a"):
        page = client(world, who).get(address(world, wave, "followup_team")).content.decode()
        assert WORDS in page
        assert str(METRIC_NAMES["context"]) in page
        assert world.people["a-1"].name not in page  # nobody reads who typed it


def test_a_day_is_taken_as_people_type_it(world: World, wave: Wave) -> None:
    day = TODAY + timedelta(weeks=7)
    agree(world, wave, look_back_on=f"{day.day}-{day.month}-{day.year}")
    assert Agreement.objects.get().look_back_on == day


@pytest.mark.parametrize("who", ["b-1", "manager-b", "head", "hr"])
def test_nobody_above_or_beside_the_team_reads_it(world: World, wave: Wave, who: str) -> None:
    agree(world, wave)
    agreement = Agreement.objects.get()
    browser = client(world, who)
    for name, more in (
        ("followup_team", []),
        ("new_agreement", []),
        ("look_back", [agreement.pk]),
        ("refer", [agreement.pk]),
    ):
        assert browser.get(address(world, wave, name, *more)).status_code == 403
        assert browser.post(address(world, wave, name, *more)).status_code in {403, 405}
    assert browser.post(address(world, wave, "remove_agreement", agreement.pk)).status_code == 403
    assert Agreement.objects.exists()
    if who == "hr":
        page = browser.get(reverse("followup_progress", args=[world.slug, wave.pk]))
        assert WORDS not in page.content.decode()


def test_an_agreement_of_another_team_is_not_reached_through_the_own_one(
    world: World, wave: Wave
) -> None:
    agree(world, wave)
    agreement = Agreement.objects.get()
    own = reverse("look_back", args=[world.slug, wave.pk, place(wave, "b").team_id, agreement.pk])
    assert client(world, "b-1").get(own).status_code == 404
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("vreemd", Role.HR_ADVISER)
    world.people["vreemd"] = elsewhere.people["vreemd"]
    assert client(world, "vreemd").get(address(world, wave, "followup_team")).status_code == 404


def test_at_most_three_are_open_and_an_ended_one_makes_room(world: World, wave: Wave) -> None:
    for number in range(3):
        assert agree(world, wave, what=f"Afspraak {number}").status_code == 302
    refusal = agree(world, wave, what="Een vierde")
    assert refusal.status_code == 200
    assert "Een vierde" in refusal.content.decode()  # nothing typed is lost
    assert Agreement.objects.count() == 3
    first = Agreement.objects.first()
    assert first is not None
    client(world, "a-2").post(
        address(world, wave, "look_back", first.pk), {"state": "stopped", "sentence": ""}
    )
    assert agree(world, wave, what="Een vierde").status_code == 302
    late = client(world, "a-2").post(
        address(world, wave, "look_back", first.pk), {"state": "done", "sentence": ""}
    )
    assert late.status_code == 200  # refused in words
    assert first.steps.count() == 1


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        ("Bel mevrouw Jansen terug", False),
        ("Mail jan@zandstad.example", False),
        ("BSN 123456782 opzoeken", False),
        ("Elke dinsdag een uur zonder telefoon", True),
    ],
)
def test_a_text_that_points_to_a_person_is_asked_about(
    world: World, wave: Wave, what: str, kept: bool
) -> None:
    answer = agree(world, wave, what=what)
    assert Agreement.objects.exists() is kept
    if kept:
        return
    assert what in answer.content.decode()
    agree(world, wave, what=what, sure="on")
    assert Agreement.objects.exists() is not what.startswith("BSN")  # never, whatever is ticked


@pytest.mark.parametrize(("kind", "asked"), [("training", True), ("time", False)])
def test_when_all_is_training_and_the_context_is_low_the_work_itself_is_asked_about(
    world: World, wave: Wave, kind: str, asked: bool
) -> None:
    later = world.wave(place(wave).team, title="Najaar")
    close(later, low=Element.CONTEXT)
    address_after = agree(world, later, kind=kind).headers["Location"]
    assert address_after.endswith("?vraag=werk") is asked
    page = client(world, "a-1").get(address_after).content.decode()
    assert ("Zo laten" in page) is asked


def test_where_nothing_stands_out_training_is_not_asked_about(world: World, wave: Wave) -> None:
    assert "vraag" not in agree(world, wave, kind="training").headers["Location"]


def test_a_conversation_is_planned_moved_and_held(world: World, wave: Wave) -> None:
    browser = client(world, "manager-a")
    day = TODAY + timedelta(days=3)
    for leader in ("manager", "member"):
        browser.post(
            address(world, wave, "plan_conversation"),
            {"day": day.isoformat(), "format": "hour", "leader": leader},
        )
    conversation = Conversation.objects.get()
    assert (conversation.day, conversation.leader) == (day, "member")
    for _press in range(2):  # pressed twice
        browser.post(address(world, wave, "end_conversation"), {"uitkomst": "nothing_agreed"})
    conversation = Conversation.objects.get()
    assert (conversation.outcome, conversation.day) == (ConversationEnd.NOTHING_AGREED, TODAY)
    course = course_of(place(wave))
    assert (course.discussed_on, course.nothing_agreed) == (TODAY, True)
    page = client(world, "hr").get(reverse("followup_progress", args=[world.slug, wave.pk]))
    assert "gehouden op" in page.content.decode()


def test_the_hour_comes_first_and_after_its_day_that_it_was_held(world: World, wave: Wave) -> None:
    """One button stands out: start, then note that you have talked, then agree."""
    browser, url = client(world, "manager-a"), address(world, wave, "followup_team")

    def stands_out() -> list[str]:
        page = browser.get(url).content.decode()
        return re.findall(r'primary-action"[^>]*>([^<]+)<', page[page.index("<main") :])

    assert stands_out() == ["Start het uur"]
    WaveTeam.objects.filter(pk=place(wave).pk).update(conversation_on=TODAY - timedelta(days=1))
    assert stands_out() == ["We hebben het besproken"]
    for days, button in ((0, "Start het uur"), (-1, "We hebben het besproken")):
        day = (TODAY + timedelta(days=3)).isoformat()
        values = {"day": day, "format": "hour", "leader": "manager"}
        browser.post(address(world, wave, "plan_conversation"), values)
        Conversation.objects.update(day=TODAY + timedelta(days=days))
        assert stands_out() == [button]
    assert "Die dag is voorbij" in browser.get(url).content.decode()
    browser.post(address(world, wave, "end_conversation"), {"uitkomst": "held"})
    assert stands_out() == ["Leg een afspraak vast"]
    agree(world, wave)
    assert stands_out() == []


def test_what_was_laid_before_the_head_is_answered_in_sight_of_the_team(
    world: World, wave: Wave
) -> None:
    referral = lay(world, wave)
    head = client(world, "head")
    inbox = reverse("referrals", args=[world.slug])
    assert WORDS in head.get(inbox).content.decode()
    head.post(reverse("referrals_seen", args=[world.slug]), {"referral": str(referral.pk)})
    no_reason = head.post(inbox, {"referral": str(referral.pk), "kind": "no", "words": ""})
    assert no_reason.status_code == 200
    head.post(
        inbox,
        {"referral": str(referral.pk), "kind": "no", "words": "Geen geld dit jaar"},
    )
    assert [answer.kind for answer in referral.answers.all()] == ["seen", "no"]
    page = client(world, "a-3").get(address(world, wave, "followup_team")).content.decode()
    assert "Geen geld dit jaar" in page
    late = head.post(
        reverse("referrals_seen", args=[world.slug]), {"referral": str(referral.pk)}, follow=True
    )
    assert "Hierop is al geantwoord" in late.content.decode()
    again = head.post(inbox, {"referral": str(referral.pk), "kind": "no", "words": "nog eens"})
    assert again.status_code == 200  # it waits no more, so nothing is ticked
    assert referral.answers.count() == 2


@pytest.mark.parametrize("who", ["hr", "other"])
def test_it_lies_before_its_addressee_alone(world: World, wave: Wave, who: str) -> None:
    referral = lay(world, wave)
    other = world.team("c", 1, department="Inkomen")
    world.give("other", Role.DEPARTMENT_HEAD, department=other.department)
    browser = client(world, who)
    inbox = reverse("referrals", args=[world.slug])
    assert WORDS not in browser.get(inbox).content.decode()
    day = (TODAY + timedelta(days=9)).isoformat()
    browser.post(inbox, {"referral": str(referral.pk), "kind": "yes", "by_date": day})
    browser.post(reverse("referrals_seen", args=[world.slug]), {"referral": str(referral.pk)})
    assert not referral.answers.exists()


def test_one_answer_serves_several_teams(world: World, wave: Wave) -> None:
    lay(world, wave)
    for name in "b":
        url = reverse("new_agreement", args=[world.slug, wave.pk, place(wave, name).team_id])
        client(world, "b-1").post(url, fields(what="Ook b"))
    other = Agreement.objects.get(what="Ook b")
    url = reverse("refer", args=[world.slug, wave.pk, place(wave, "b").team_id, other.pk])
    day = (TODAY + timedelta(weeks=3)).isoformat()
    client(world, "b-1").post(
        url,
        {"addressee": "head", "question": "Ook b", "answer_by": day}
        | {"manager_knows": "on", "zeker": "1"},
    )
    ids = [str(one.pk) for one in Referral.objects.all()]
    client(world, "head").post(
        reverse("referrals", args=[world.slug]), {"referral": ids, "kind": "yes", "by_date": day}
    )
    assert [one.answers.count() for one in Referral.objects.all()] == [1, 1]


def test_without_a_head_nothing_is_laid_before_nobody(world: World, wave: Wave) -> None:
    world.people["head"].memberships.all().delete()
    agree(world, wave)
    agreement = Agreement.objects.get()
    day = (TODAY + timedelta(weeks=3)).isoformat()
    answer = client(world, "a-1").post(
        address(world, wave, "refer", agreement.pk),
        {"addressee": "head", "question": WORDS, "answer_by": day}
        | {"manager_knows": "on", "zeker": "1"},
    )
    assert answer.status_code == 200
    assert not Referral.objects.exists()


def test_the_audit_log_holds_the_team_and_never_its_words_or_who_typed_them(
    world: World, wave: Wave
) -> None:
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    lay(world, wave)
    events = AuditEvent.objects.exclude(pk__in=before)
    assert [event.action for event in events] == ["referral.laid"]
    (event,) = events
    assert (event.object_label, event.actor_id) == ("a", None)
    assert WORDS not in str(event.details)


def test_what_was_typed_by_mistake_goes_until_somebody_built_on_it(
    world: World, wave: Wave
) -> None:
    agree(world, wave)
    agreement = Agreement.objects.get()
    client(world, "a-1").post(address(world, wave, "remove_agreement", agreement.pk))
    assert not Agreement.objects.exists()
    lay(world, wave)
    agreement = Agreement.objects.get()
    client(world, "a-1").post(address(world, wave, "remove_agreement", agreement.pk))
    assert Agreement.objects.exists()


def test_two_years_after_the_wave_all_of_it_is_gone(world: World, wave: Wave) -> None:
    lay(world, wave)
    client(world, "a-1").post(address(world, wave, "end_conversation"), {"uitkomst": "held"})
    end = Wave.objects.get(pk=wave.pk).closes_on
    for days, number in ((700, 1), (740, 0)):
        nightly(timezone.now() + timedelta(days=days + (end - TODAY).days))
        assert Agreement.objects.count() == number
    assert not Referral.objects.exists()
    assert not Conversation.objects.exists()


def test_an_agreement_follows_its_team_into_the_next_wave(world: World, wave: Wave) -> None:
    agree(world, wave)
    again = world.wave(place(wave).team, title="Najaar")
    world.answer_all(again, [f"a-{number}" for number in range(1, 9)])
    world.close(again)
    url = reverse("followup_team", args=[world.slug, again.pk, place(wave).team_id])
    assert WORDS in client(world, "a-1").get(url).content.decode()
