"""The hour on the screen is enough: a team chooses, agrees, lays it before the head and ends."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.followup.models import Agreement, Conversation, ConversationEnd, Referral
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element
from surveys.models import Wave
from tests.published import NOTHING, close
from tests.world import World

TODAY = timezone.localdate()
WORDS = "Rode map voor spoed"
AGREEMENT = {
    "doe": "afspraak",
    "what": WORDS,
    "owner": "team",
    "look_back_on": (TODAY + timedelta(weeks=6)).isoformat(),
    "kind": "priority",
    "element": "context",
    "grounds": "",
}
REFERRAL = {
    "addressee": "head",
    "question": "Mag spoed via de rode map?",
    "answer_by": (TODAY + timedelta(weeks=3)).isoformat(),
    "manager_knows": "on",
}


@pytest.fixture
def wave(world: World) -> Wave:
    """Team a with a head above it; its context stands out low. Of team b nothing is shown."""
    first = world.team("a", 2)
    world.give("head", Role.DEPARTMENT_HEAD, department=first.department)
    wave = world.wave(first, world.team("b", 1))
    close(wave, {"b": NOTHING}, low=Element.CONTEXT)
    return wave


def hour(world: World, wave: Wave, team: str = "a") -> str:
    place = wave.teams.get(team_name=team)
    return reverse("team_presentation", args=[world.slug, wave.pk, place.team_id])


def client(world: World, who: str) -> Client:
    browser = Client()
    browser.force_login(world.people[who])
    return browser


def last(world: World, wave: Wave, who: str = "manager-a", team: str = "a", **more: str) -> str:
    page = client(world, who).get(hour(world, wave, team), {"stap": "7", **more})
    assert page.status_code == 200
    return page.content.decode()


def send(world: World, wave: Wave, data: dict[str, str], more: str = "", team: str = "a") -> Any:
    browser = client(world, f"manager-{team}")
    return browser.post(f"{hour(world, wave, team)}?stap=7{more}", data)


@pytest.mark.parametrize("team", ["a", "b"])
def test_the_hour_and_its_sheet_are_where_the_team_is_sent(
    world: World, wave: Wave, team: str
) -> None:
    """Whether figures of the team are shown or not."""
    browser = client(world, f"{team}-1")
    args = [world.slug, wave.pk, wave.teams.get(team_name=team).team_id]
    page = browser.get(reverse("followup_team", args=args)).content.decode()
    start, sheet, plan = (
        page.index(f'"{url}"')
        for url in (
            hour(world, wave, team),
            reverse("team_pdf", args=args),
            reverse("plan_conversation", args=args),
        )
    )
    assert start < sheet < plan
    assert 'name="kind" value="gespreksblad"' in page[sheet:plan]
    assert browser.get(hour(world, wave, team)).status_code == 200
    paper = browser.post(reverse("team_pdf", args=args), {"kind": "gespreksblad"})
    assert paper["Content-Type"] == "application/pdf"


def test_what_the_team_chose_comes_back_in_the_form_and_is_kept_nowhere(
    world: World, wave: Wave
) -> None:
    browser, url = client(world, "manager-a"), hour(world, wave)
    choose = browser.get(url, {"stap": "5"}).content.decode()
    assert choose.count('name="onderdeel"') == len(Element)
    agree = browser.get(url, {"stap": "6", "onderdeel": "context"}).content.decode()
    assert str(METRIC_NAMES["context"]) in agree
    assert 'href="?stap=7&amp;onderdeel=context"' in agree
    form = browser.get(url, {"stap": "7", "onderdeel": ["context", "gedrag_van_wie"]})
    assert form.context["form"]["element"].value() == "context"
    assert "gedrag_van_wie" not in form.content.decode()  # no such element
    assert not Agreement.objects.exists()
    assert "onderdeel" not in browser.get(url, {"stap": "5"}).content.decode().replace(
        'name="onderdeel"', ""
    )  # it is known from the address alone


@pytest.mark.parametrize("team", ["a", "b"])
def test_an_agreement_is_typed_on_the_last_step_with_or_without_figures(
    world: World, wave: Wave, team: str
) -> None:
    answer = send(world, wave, AGREEMENT, "&onderdeel=context", team)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{hour(world, wave, team)}?stap=7&onderdeel=context")
    page = last(world, wave, f"{team}-1", team)
    assert WORDS in page
    assert not page.count('href="/zandstad/')
    assert Agreement.objects.get().element == "context"


def test_the_second_agreement_is_about_the_second_choice(world: World, wave: Wave) -> None:
    send(world, wave, AGREEMENT)
    url = f"{hour(world, wave)}?stap=7&onderdeel=context&onderdeel=houding"
    page = client(world, "manager-a").get(url)
    assert page.context["form"]["element"].value() == "houding"


def test_nothing_typed_is_lost_and_after_three_there_is_no_form(world: World, wave: Wave) -> None:
    answer = send(world, wave, AGREEMENT | {"what": "Bel mevrouw Jansen", "look_back_on": ""})
    assert answer.status_code == 200
    assert "Bel mevrouw Jansen" in answer.content.decode()
    for number in range(3):
        send(world, wave, AGREEMENT | {"what": f"Afspraak {number}"})
    assert 'name="what"' not in last(world, wave)
    assert "Een vierde" in send(world, wave, AGREEMENT | {"what": "Een vierde"}).content.decode()
    assert Agreement.objects.count() == 3


def test_when_all_is_training_the_hour_asks_about_the_work_itself(world: World, wave: Wave) -> None:
    question = "Moet er eerst iets in het werk zelf"
    answer = send(world, wave, AGREEMENT | {"kind": "training"})
    page = client(world, "manager-a").get(answer["Location"]).content.decode()
    assert question in page
    assert question not in last(world, wave)  # asked once


def test_what_those_above_will_read_is_on_the_screen_before_it_lies_there(
    world: World, wave: Wave
) -> None:
    send(world, wave, AGREEMENT)
    agreement = Agreement.objects.get()
    more = f"&voorleggen={agreement.pk}"
    assert WORDS in last(world, wave, voorleggen=str(agreement.pk))
    preview = send(world, wave, REFERRAL, more).content.decode()
    shown = preview[preview.index("<blockquote") : preview.index("</blockquote>")]
    assert REFERRAL["question"] in shown
    assert not Referral.objects.exists()
    changed = send(world, wave, REFERRAL | {"aanpassen": "1"}, more).content.decode()
    assert "<blockquote" not in changed
    assert REFERRAL["question"] in changed
    answer = send(world, wave, REFERRAL | {"zeker": "1"}, more)
    assert "vraag" not in answer["Location"]
    assert Referral.objects.get().question == REFERRAL["question"]
    head = client(world, "head").get(reverse("referrals", args=[world.slug])).content.decode()
    assert REFERRAL["question"] in head
    assert WORDS not in head
    assert "voorleggen=" not in last(world, wave)  # once is enough


def test_the_page_of_the_team_shows_it_first_as_well(world: World, wave: Wave) -> None:
    send(world, wave, AGREEMENT)
    args = [world.slug, wave.pk, wave.teams.get(team_name="a").team_id]
    url = reverse("refer", args=[*args, Agreement.objects.get().pk])
    browser = client(world, "a-1")
    assert REFERRAL["question"] in browser.post(url, REFERRAL).content.decode()
    assert not Referral.objects.exists()
    assert browser.post(url, REFERRAL | {"zeker": "1"}).status_code == 302
    assert Referral.objects.exists()


@pytest.mark.parametrize("agreed", [True, False])
def test_the_hour_ends_on_the_screen(world: World, wave: Wave, agreed: bool) -> None:
    if agreed:
        send(world, wave, AGREEMENT)
    outcome = ConversationEnd.HELD if agreed else ConversationEnd.NOTHING_AGREED
    assert f'value="{outcome}"' in last(world, wave)
    for _press in range(2):
        send(world, wave, {"doe": "einde", "uitkomst": outcome})
    assert Conversation.objects.get().outcome == outcome
    assert 'value="einde"' not in last(world, wave)


def test_what_was_mistyped_is_taken_back_on_the_screen(world: World, wave: Wave) -> None:
    send(world, wave, AGREEMENT)
    send(world, wave, {"doe": "weg", "afspraak": str(Agreement.objects.get().pk)})
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("who", ["hr", "head", "manager-b"])
def test_who_leads_the_hour_of_another_team_reads_and_types_nothing(
    world: World, wave: Wave, who: str
) -> None:
    send(world, wave, AGREEMENT)
    browser, url = client(world, who), f"{hour(world, wave)}?stap=7"
    page = browser.get(url)
    assert page.status_code == (403 if who == "manager-b" else 200)
    assert WORDS not in page.content.decode()
    assert 'name="what"' not in page.content.decode()
    assert browser.post(url, AGREEMENT | {"what": "Van een ander"}).status_code == 403
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("ident", ["x", "5d3c2b1a-0f9e-4d8c-b7a6-958473625140", "of b"])
def test_an_agreement_that_is_not_of_this_team_is_not_there(
    world: World, wave: Wave, ident: str
) -> None:
    if ident == "of b":
        send(world, wave, AGREEMENT, team="b")
        ident = str(Agreement.objects.get().pk)
    browser = client(world, "manager-a")
    assert browser.get(hour(world, wave), {"stap": "7", "voorleggen": ident}).status_code == 404
    assert send(world, wave, {"doe": "weg", "afspraak": ident}).status_code == 404
