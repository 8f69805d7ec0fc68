"""Pages after a result for everyone: in both languages, by keyboard, and without a script."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import CouncilOpinion, Module
from igm_portal.accounts.roles import Role
from igm_portal.followup.models import Agreement
from igm_portal.followup.services.agreements import add_step, make_agreement
from igm_portal.followup.services.modules import decide_on_module
from igm_portal.followup.services.referrals import lay_before
from surveys.models import Dialogue, NamelessQuestion, Wave
from surveys.services.dialogues import plan_dialogue
from tests.browser.looking import ALL_VIEWS, faults_of, walk
from tests.published import NOTHING, close
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]
QUESTION = "Waarom tellen we gesprekken, en niet wat er daarna gebeurt?"


@pytest.fixture
def world(live_server: LiveServer) -> World:
    world = settle()
    team = world.team("a", 2)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    world.give("administrator", Role.ADMINISTRATOR)
    wave = world.wave(team, world.team("b", 1))
    close(wave, {"b": NOTHING}, on=timezone.localdate() - timedelta(days=9))
    return world


def person(world: World, context: BrowserContext, site: str, name: str, language: str) -> Page:
    client = Client()
    client.force_login(world.people[name])
    session = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [
            {"name": session, "value": client.cookies[session].value, "url": site},
            {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site},
        ]
    )
    return context.new_page()


def agree(world: World, wave: Wave, what: str) -> Agreement:
    today = timezone.localdate()
    return make_agreement(
        access=world.access("manager-a"),
        place=wave.teams.select_related("wave", "team").get(team_name="a"),
        today=today,
        what=what,
        owner="team",
        look_back_on=today,
        kind="priority",
        element="context",
        grounds="",
    )


def switch_on(world: World) -> None:
    today = timezone.localdate()
    decide_on_module(
        access=world.access("administrator"),
        module=Module.QUESTIONS,
        switched_on=True,
        opinion=CouncilOpinion.CONSENT,
        opinion_on=today,
        remark="Voor een jaar",
        today=today,
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_in_order_and_is_walked_with_tab(
    language: str,
    world: World,
    new_context: Open,
    live_server: LiveServer,
    axe: Callable[[Page], None],
) -> None:
    wave, today = Wave.objects.get(), timezone.localdate()
    place = wave.teams.select_related("wave", "team__department").get(team_name="a")
    lying, tried = agree(world, wave, "Rode map voor spoed"), agree(world, wave, "Om de week casus")
    lay_before(
        access=world.access("manager-a"),
        agreement=lying,
        addressee="head",
        question="Mag spoed via de rode map?",
        answer_by=today + timedelta(weeks=3),
        today=today,
    )
    add_step(
        agreement=tried, state="under_way", sentence="Twee keer", look_back_on=None, today=today
    )
    switch_on(world)
    department = place.team.department
    plan_dialogue(
        access=world.access("head"),
        department=department,
        day=today + timedelta(days=10),
        today=today,
    )
    team = [wave.pk, place.team_id]
    withheld = [wave.pk, wave.teams.get(team_name="b").team_id]
    pages: tuple[tuple[str, str, Sequence[object]], ...] = (
        ("a-1", "start", []),
        ("a-1", "followup_team", team),
        ("manager-b", "followup_team", withheld),
        ("a-1", "plan_conversation", team),
        ("a-1", "new_agreement", team),
        ("a-1", "look_back", [*team, tried.pk]),
        ("a-1", "refer", [*team, tried.pk]),
        ("a-1", "scripts", []),
        ("a-1", "script", ["hour"]),
        ("a-1", "wisdom", []),
        ("a-1", "dialogue", [department.pk]),
        ("head", "dialogue", [department.pk]),
        ("head", "plan_dialogue", [department.pk]),
        ("head", "referrals", []),
        ("hr", "followup_progress", [wave.pk]),
        ("hr", "wave", [wave.pk]),
        ("hr", "referrals", []),
        ("a-1", "modules", []),
        ("administrator", "modules", []),
        ("administrator", "edit_module", ["questions"]),
    )
    opened: dict[str, Page] = {}
    faults: list[str] = []
    for who, name, args in pages:
        if who not in opened:
            opened[who] = person(world, new_context(), live_server.url, who, language)
        page = opened[who]
        page.goto(live_server.url + reverse(name, args=[world.slug, *args]))
        views = ALL_VIEWS[::3] if language == "nl" else ALL_VIEWS[1:3]
        faults += faults_of(page, axe, language=language, views=views)
        faults += [f"{who} {name}: {fault}" for fault in walk(page)]
    assert not faults, "\n".join(faults)


def test_a_module_and_a_dialogue_need_no_script(
    world: World, new_context: Open, live_server: LiveServer
) -> None:
    """From the word of the works council to a question handed in, changed and withdrawn."""

    def plain(who: str) -> Page:
        context = new_context(java_script_enabled=False)
        return person(world, context, live_server.url, who, "nl")

    administrator = plain("administrator")
    administrator.goto(f"{live_server.url}/zandstad/modules/")
    administrator.locator("a[href$='/modules/questions/']").click()
    administrator.get_by_label("Aan", exact=True).check()
    administrator.get_by_role("button", name="Opslaan").click()
    expect(administrator.get_by_text("staat uit tot de ondernemingsraad").first).to_be_visible()
    administrator.locator("[name=opinion]").select_option("consent")
    administrator.locator("[name=opinion_on]").fill(timezone.localdate().isoformat())
    administrator.get_by_role("button", name="Opslaan").click()
    expect(administrator.get_by_text("Aan, sinds")).to_be_visible()

    department = world.department("Werk")
    address = f"{live_server.url}/zandstad/activeringsdialoog/{department.pk}/"
    head = plain("head")
    head.goto(address)
    head.get_by_role("link", name="Plan de dialoog").click()
    head.get_by_role("button", name="Opslaan").click()
    expect(head.get_by_role("link", name="Verzetten")).to_be_visible()
    assert Dialogue.objects.get().day > timezone.localdate() + timedelta(days=7)

    member = plain("a-1")
    member.goto(address)
    member.locator("textarea[name=text]").fill(f"{QUESTION}\n")
    member.get_by_role("button", name="zonder naam").click()
    expect(member.get_by_text(f"“{QUESTION}”")).to_be_visible()
    member.locator("textarea[name=text]").fill("bel 06 12345678")
    member.locator("form:has(textarea) button[type=submit]").click()
    expect(member.locator("#id_text_error")).to_contain_text("een telefoonnummer")
    assert NamelessQuestion.objects.get().text == QUESTION
    member.goto(address)
    member.get_by_role("button", name="Mijn vraag intrekken").click()
    expect(member.get_by_text(QUESTION)).to_have_count(0)
    assert not NamelessQuestion.objects.exists()
    head.goto(address)
    head.get_by_role("button", name="Zeg de dialoog af").click()
    assert not Dialogue.objects.exists()
