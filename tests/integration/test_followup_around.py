"""Around the path from result to change: days in a calendar, what HR sees, the next wave."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.followup.course import course_steps
from igm_portal.followup.mails import postscripts
from igm_portal.followup.models import Agreement, ConversationEnd, StepState
from igm_portal.followup.selectors import course_of
from igm_portal.followup.services.agreements import add_step, make_agreement
from igm_portal.followup.services.conversations import end_conversation, plan_conversation
from igm_portal.outbox.sending import send_due
from reports.texts.elements import METRIC_NAMES
from surveys.models import Wave, WaveTeam
from tests.post_office import PostOffice
from tests.published import close
from tests.world import World

TODAY = timezone.localdate()
CLOSED = TODAY - timedelta(days=10)
WORDS = "Rode map voor spoed"


@pytest.fixture
def wave(world: World) -> Wave:
    wave = world.wave(world.team("Centrum", 1), world.team("Noord", 1), title="Voorjaar")
    close(wave, on=CLOSED)
    return Wave.objects.get(pk=wave.pk)


def place(wave: Wave, name: str = "Centrum") -> WaveTeam:
    return wave.teams.select_related("wave", "team").get(team_name=name)


def agree(world: World, wave: Wave, on: date) -> Agreement:
    return make_agreement(
        access=world.access("manager-Centrum"),
        place=place(wave),
        today=CLOSED,
        what=WORDS,
        owner="team",
        look_back_on=on,
        kind="priority",
        element="context",
        grounds="",
    )


def get(world: World, who: str, name: str, *args: object) -> Any:
    browser = Client()
    browser.force_login(world.people[who])
    return browser.get(reverse(name, args=[world.slug, *args]))


def test_days_go_into_a_calendar_without_saying_what_was_agreed(world: World, wave: Wave) -> None:
    talk, back = TODAY + timedelta(days=3), TODAY + timedelta(weeks=6)
    access = world.access("manager-Centrum")
    plan_conversation(access=access, place=place(wave), day=talk, format="hour", leader="manager")
    for _number in range(2):  # on one day together: one event
        agree(world, wave, back)
    team = place(wave).team_id
    answer = get(world, "Centrum-1", "followup_calendar", wave.pk, team)
    calendar = vobject.readOne(answer.content.decode())
    events = {event.dtstart.value: event.summary.value for event in calendar.vevent_list}
    assert set(events) == {talk, back}
    text = answer.content.decode()
    assert WORDS not in text
    assert str(METRIC_NAMES["context"]) not in text
    assert "afspra" not in text.lower()
    assert "agenda/" in get(world, "Centrum-1", "followup_team", wave.pk, team).content.decode()
    for who in ("hr", "Noord-1"):
        assert get(world, who, "followup_calendar", wave.pk, team).status_code == 403
    for agreement in Agreement.objects.all():
        add_step(
            agreement=agreement, state=StepState.DONE, sentence="", look_back_on=None, today=TODAY
        )
    end_conversation(access=access, place=place(wave), outcome=ConversationEnd.HELD, today=TODAY)
    assert get(world, "Centrum-1", "followup_calendar", wave.pk, team).status_code == 404


def test_the_next_wave_is_announced_with_what_came_of_the_agreements(
    world: World, wave: Wave
) -> None:
    """On the start page, in numbers and states: neither words nor an element; the questionnaire
    itself says nothing of it.
    """
    states = (StepState.DONE, StepState.STOPPED, None)
    for state in states:
        agreement = agree(world, wave, TODAY + timedelta(weeks=6))
        if state:
            add_step(
                agreement=agreement, state=state, sentence="zin", look_back_on=None, today=TODAY
            )
    sentence = "1 nog niet, 1 gelukt, 1 gestopt"
    assert sentence not in get(world, "Centrum-1", "start").content.decode()
    again = world.wave(place(wave).team, title="Najaar")
    for who in ("Centrum-1", "manager-Centrum"):
        page = get(world, who, "start").content.decode()
        assert sentence in page
        assert WORDS not in page
    for who in ("Noord-1", "hr"):
        assert sentence not in get(world, who, "start").content.decode()
    questionnaire = get(world, "Centrum-1", "introduction", again.pk).content.decode()
    assert sentence not in questionnaire
    assert "afspraken" not in questionnaire[questionnaire.index("<main") :].partition("</main")[0]


def mails_offered(world: World, wave: Wave) -> list[str]:
    """To whom HR can offer help from the page that says who has talked."""
    page = get(world, "hr", "followup_progress", wave.pk).content.decode()
    return re.findall(r'href="mailto:([^"]+@)[^"@]+\?subject=Het%20gesprek%20over', page)


def test_hr_reads_who_has_no_conversation_yet_and_finds_the_page(world: World, wave: Wave) -> None:
    progress = reverse("followup_progress", args=[world.slug, wave.pk])
    start = get(world, "hr", "start").content.decode()
    assert "2 teams hebben nog geen gesprek" in start
    assert progress in start
    assert progress in get(world, "hr", "wave", wave.pk).content.decode()
    for name in ("followup_progress", "wave"):
        page = get(world, "hr", name, wave.pk).content.decode()
        assert 'aria-current="step"><span>Besproken: 0 van 2 teams' in page, name
    assert mails_offered(world, wave) == ["manager-centrum@", "manager-noord@"]
    for name in ("Centrum", "Noord"):
        end_conversation(
            access=world.access(f"manager-{name}"),
            place=place(wave, name),
            outcome=ConversationEnd.HELD,
            today=TODAY,
        )
    assert progress not in get(world, "hr", "start").content.decode()
    page = get(world, "hr", "followup_progress", wave.pk).content.decode()
    assert "Besproken: 2 van 2 teams" in page
    assert mails_offered(world, wave) == []
    assert 'aria-current="step"><span>Afgesproken, teruggekeken: door de teams' in page
    assert "geen gesprek" not in get(world, "manager-Noord", "start").content.decode()


def test_a_head_reads_how_many_of_the_own_teams_have_talked(world: World, wave: Wave) -> None:
    """A number and no names; of other departments nothing."""
    first = place(wave).team
    elsewhere = world.team("Zuid", 1, department="Inkomen")
    later = world.wave(first, place(wave, "Noord").team, elsewhere, title="Najaar")
    world.give("head", Role.DEPARTMENT_HEAD, department=first.department)
    close(later, on=TODAY - timedelta(days=5))
    for name in ("Centrum", "Zuid"):
        end_conversation(
            access=world.access(f"manager-{name}"),
            place=later.teams.select_related("wave", "team").get(team_name=name),
            outcome=ConversationEnd.HELD,
            today=TODAY,
        )
    page = get(world, "head", "referrals").content.decode()
    rail = page[page.index("Je teams na “Najaar”") :].partition("</section>")[0]
    assert "Besproken: 1 van 2 teams" in rail
    assert "Opnieuw meten" in rail
    assert "Opnieuw gemeten" not in rail  # what is to do is not named as done
    assert not {"Centrum", "Noord", "Zuid"} & set(re.findall(r"\w+", rail))
    assert "Je teams na" not in get(world, "hr", "referrals").content.decode()


def test_who_agreed_something_has_talked_noted_or_not(world: World, wave: Wave) -> None:
    assert [state for _words, state in course_steps(course_of(place(wave)))][:2] == ["done", "now"]
    agree(world, wave, TODAY + timedelta(weeks=6))
    states = [state for _words, state in course_steps(course_of(place(wave)))]
    assert states == ["done", "done", "done", "now", ""]


def test_a_step_is_named_as_what_is_to_do_until_it_is_done(world: World, wave: Wave) -> None:
    """And the agreements of the page say the same as the step."""
    steps = [words for words, _state in course_steps(course_of(place(wave)))]
    assert steps[1:] == ["Bespreken", "Afspreken", "Terugkijken", "Opnieuw meten"]
    team = place(wave).team_id

    def page() -> str:
        return str(get(world, "Centrum-1", "followup_team", wave.pk, team).content.decode())

    assert "Na deze meting is er nog niets afgesproken" in page()
    agreement = agree(world, wave, TODAY)
    add_step(agreement=agreement, state=StepState.DONE, sentence="", look_back_on=None, today=TODAY)
    words = [words for words, _state in course_steps(course_of(place(wave)))]
    assert [one.split()[0] for one in words[1:4]] == ["Besproken", "Afgesproken", "Teruggekeken"]
    assert "niets afgesproken" not in page().replace("Besproken, niets afgesproken", "")
    assert "Wat jullie na deze meting afspraken, is afgerond" in page()
    again = world.wave(place(wave).team, title="Najaar")
    close(again, on=TODAY - timedelta(days=1))
    later = get(world, "Centrum-1", "followup_team", again.pk, team).content.decode()
    assert "<span>Afspreken</span>" in later
    assert "Na deze meting is er nog niets afgesproken" in later
    assert WORDS in later  # what was agreed before it has not gone


def test_a_wave_that_nobody_talks_about_has_no_course_after_its_result(world: World) -> None:
    wave = world.wave(world.team("Centrum", 1))
    assert "Na de uitslag" not in get(world, "hr", "wave", wave.pk).content.decode()


def test_the_invitation_says_everyone_of_a_team_what_came_of_its_agreements(
    world: World, wave: Wave, office: PostOffice
) -> None:
    """In numbers and states; not its words, not the element, and nothing to another team."""
    for state in (StepState.DONE, None):
        agreement = agree(world, wave, TODAY + timedelta(weeks=6))
        if state:
            add_step(
                agreement=agreement, state=state, sentence="zin", look_back_on=None, today=TODAY
            )
    centrum = place(wave)
    again = world.wave(centrum.team, place(wave, "Noord").team, title="Najaar", launched=False)
    hr = Client()
    hr.force_login(world.people["hr"])
    page = hr.get(reverse("wave", args=[world.slug, again.pk])).content.decode()
    assert "1 gelukt" not in page, "who sends the mail does not read it"
    hr.post(reverse("launch_wave", args=[world.slug, again.pk]), {"by_mail": "on"})
    send_due(timezone.now)
    texts = {mail["To"].partition("@")[0]: mail.get_content() for mail in office.mails}
    assert set(texts) == {"centrum-1", "noord-1"}
    text = " ".join(texts["centrum-1"].split())
    assert "Na “Voorjaar” sprak je team 2 dingen af: 1 nog niet, 1 gelukt." in text
    assert f"/metingen/{wave.pk}/team/{centrum.team_id}/opvolging/" in text
    for secret in (WORDS, "zin ", str(METRIC_NAMES["context"])):
        assert secret not in text
    assert "afspr" not in texts["noord-1"].partition("Goed om te weten")[0]
    assert "PS" not in texts["noord-1"]
    world.give("Noord-2", Role.EMPLOYEE, team=centrum.team)
    assert postscripts(again).keys() == {centrum.team_id}


def test_who_waits_for_the_first_day_reads_it_too_when_the_wave_ends_later(
    world: World, wave: Wave, office: PostOffice
) -> None:
    agree(world, wave, TODAY + timedelta(weeks=6))
    again = world.wave(place(wave).team, title="Najaar")
    hr = Client()
    hr.force_login(world.people["hr"])
    address = [world.slug, again.pk]
    assert hr.post(reverse("invite", args=address)).status_code == 302
    later = (again.closes_on + timedelta(days=7)).isoformat()
    hr.post(reverse("extend_wave", args=address), {"closes_on": later})
    send_due(timezone.now)
    (mail,) = office.mails
    assert "sprak je team één ding af: 1 nog niet" in " ".join(mail.get_content().split())
    assert hr.post(reverse("invite_again", args=address)).status_code == 302
