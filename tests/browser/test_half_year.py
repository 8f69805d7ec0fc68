"""Half a year of a klantmanager, and the assignment of a manager: from the first click to the last.

The clock is moved by the days that the database holds; every page is opened by a click or a typed
address, as people do.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import Module
from igm_portal.accounts.roles import Role
from igm_portal.followup.models import Assignment, CaseSession, OwnPlan, Remeasurement
from surveys.instruments.elements import Element
from surveys.models import Wave
from surveys.models.response import Response
from tests.browser.looking import faults_of
from tests.browser.moves import sign_in
from tests.integration.test_manager_wave import manager_wave
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]
TODAY = timezone.localdate()
REVIEW = re.compile(r"/nakijken/(\?participant=\w+)?$")


def test_half_a_year_of_a_klantmanager(
    live_server: LiveServer, new_context: Open, axe: Callable[[Page], None]
) -> None:
    site, world = live_server.url, settle()
    world.give("administrator", Role.ADMINISTRATOR)
    for module in (Module.OWN_PLAN, Module.NOTICES, Module.CASES, Module.SUPPORT):
        world.switch(module)
    team = world.team("a", 8)
    first = world.wave(team, title="Voorjaar", asks_support=True)
    world.answer_all(first, [f"a-{number}" for number in range(2, 9)])
    page = new_context().new_page()
    page.set_viewport_size({"width": 360, "height": 740})

    sign_in(page, site, world, "a-1")
    fill_in(page, 3)
    row = Response.objects.get(wave=first, pseudonym=world.invitation(first, "a-1").pseudonym)
    assert re.fullmatch(r"\d{10}", row.support_answers)  # HR-steun, in the same sitting
    expect(page.locator("main")).to_contain_text("zoals je het zelf hebt verteld")

    hr_adds_a_learning_moment(new_context().new_page(), site, world)
    make_a_plan(page)
    page.get_by_role("link", name="Leermomenten").first.click()
    with page.expect_download() as calendar:
        page.get_by_role("link", name="In mijn agenda").click()
    assert calendar.value.suggested_filename == "agenda.ics"
    hang_up_a_notice(page)
    answer_a_case(new_context, site, world, axe)

    world.close(first)
    look_back_on_the_plan(page, site)
    second = second_wave(world, first)
    page.goto(f"{site}/{world.slug}/")
    fill_in(page, 2)
    expect(page.get_by_role("heading", name="Toen en nu")).to_be_visible()
    expect(page.locator("#toen")).to_contain_text("Voorjaar")
    expect(page.locator("#toen .igm-scores")).to_be_visible()
    axe(page)
    assert Response.objects.filter(wave=second, sent=True).exists()


def fill_in(page: Page, choice: int) -> None:
    """From the start page to the own profile; `choice` is the place of the answer given to all."""
    page.get_by_role("link", name="Beginnen").click()
    page.get_by_role("link", name="Beginnen").click()
    while not REVIEW.search(page.url):
        questions = page.locator("fieldset[data-question]")
        for place in range(questions.count()):
            questions.nth(place).locator("[data-answers] input").nth(choice).check()
        with page.expect_navigation():
            page.locator("button[name=to][value=next]").click()
    page.get_by_role("button", name="Versturen en mijn profiel bekijken").click()


def hr_adds_a_learning_moment(page: Page, site: str, world: World) -> None:
    sign_in(page, site, world, "hr")
    page.goto(f"{site}/{world.slug}/leermomenten/")
    page.get_by_role("link", name="Leermoment toevoegen").click()
    page.get_by_label("Inspiratielab").check()
    page.locator("[name=title]").fill("Rust in een vol hoofd")
    page.get_by_label("Bij welk element hoort het?").select_option("context")
    page.get_by_label("Op welke dag is het?").fill((TODAY + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", name="Rust in een vol hoofd")).to_be_visible()


def make_a_plan(page: Page) -> None:
    page.get_by_role("link", name="Maak een klein plan").click()
    page.get_by_label("Rust en steun om je heen").check()
    page.locator("[name=step]").fill("Vijf minuten niets plannen")
    page.locator("[name=moment]").fill("ik de hoorn neerleg")
    page.locator("[name=action]").fill("schrijf ik één zin op")
    page.locator("[name=day]").fill((TODAY + timedelta(days=14)).isoformat())
    page.get_by_role("button", name="Hier bewaren").click()
    expect(page.get_by_text("Als ik de hoorn neerleg, dan schrijf ik één zin op.")).to_be_visible()


def hang_up_a_notice(page: Page) -> None:
    page.get_by_role("link", name="Leermomenten").first.click()
    page.get_by_role("link", name="Meekijken").click()
    page.get_by_role("link", name="Een briefje ophangen").click()
    page.get_by_label("Dit wil ik leren").check()
    page.get_by_label("In je eigen woorden").fill("Een gesprek met een tolk")
    page.get_by_role("button", name="Ophangen").click()
    expect(page.get_by_role("heading", name="Een gesprek met een tolk")).to_be_visible()


def answer_a_case(new_context: Open, site: str, world: World, axe: Callable[[Page], None]) -> None:
    """The manager leads; five phones answer, on which nobody is signed in."""
    window = new_context().new_page()
    sign_in(window, site, world, "manager-a")
    window.goto(f"{site}/{world.slug}/casus/")
    window.locator("button[value=jaap]").click()
    window.goto(f"{site}/{world.slug}/casus/gesprek/?stap=2")
    code = window.locator(".igm-room__code").inner_text()
    for number in range(5):
        phone = new_context().new_page()
        phone.set_viewport_size({"width": 360, "height": 740})
        phone.goto(f"{site}/casus/")
        phone.locator("[name=code]").fill(code)
        phone.locator("[name=code]").press("Enter")
        phone.locator("[name=element]").nth(number).check()
        phone.locator("[name=action]").nth(number % 2).check()
        phone.locator("form button[name=to]").click()
        expect(phone.locator("a[href*=opnieuw]")).to_be_visible()
        phone.context.close()
    window.goto(f"{site}/{world.slug}/casus/gesprek/?stap=3")
    window.locator("button[value=show]").click()
    expect(window.locator(".igm-spread__number").first).to_be_visible()
    window.goto(f"{site}/{world.slug}/casus/gesprek/?stap=6")
    window.locator("button[value=end]").click()
    expect(window.get_by_role("heading", level=1)).to_be_visible()
    assert not CaseSession.objects.exists()


def look_back_on_the_plan(page: Page, site: str) -> None:
    """Its day has come: it happened, and the plan goes."""
    OwnPlan.objects.update(day=TODAY)
    page.goto(f"{site}/zandstad/")
    page.get_by_role("link", name="Mijn profiel").first.click()
    page.get_by_role("link", name="Naar mijn plan").click()
    expect(page.get_by_text("Is het gebeurd, en helpt het?")).to_be_visible()
    page.get_by_role("button", name="Mijn plan weghalen").click()
    expect(page.get_by_text("Je hebt hier geen plan meer.")).to_be_visible()


def second_wave(world: World, first: Wave) -> Wave:
    """The same questions half a year later: the first wave moves back to where it then was."""
    earlier = timedelta(days=182)
    Wave.objects.filter(pk=first.pk).update(
        starts_on=first.starts_on - earlier, closes_on=TODAY - timedelta(days=168)
    )
    return world.wave(world.organisation.teams.get(name="a"), title="Najaar")


def test_an_assignment_from_an_obstacle_to_measuring_again(
    live_server: LiveServer, new_context: Open, axe: Callable[[Page], None]
) -> None:
    site, world = live_server.url, settle()
    teams = [world.team("a", 1), world.team("b", 1)]
    world.give("head", Role.DEPARTMENT_HEAD, department=teams[0].department)
    wave = manager_wave(world, *teams)
    asked = wave.launched.instrument
    low = {
        item.code: asked.scales[item.scale].maximum if item.key == "-" else 1
        for item in asked.items_of(Element.CONTEXT)
    }
    world.answer(wave, "manager-a", **low)
    page = new_context().new_page()

    def look() -> None:
        assert not list(faults_of(page, axe, language="nl")), page.url
        page.set_viewport_size({"width": 1280, "height": 800})

    sign_in(page, site, world, "manager-a")
    page.get_by_role("link", name="Mijn profiel").first.click()
    expect(page.get_by_role("heading", name="Wat heb je nodig van je directie?")).to_be_visible()
    page.get_by_role("link", name="Mijn veranderopdracht").click()  # MR1 leads to it
    look()
    page.get_by_label("Wat is er aan de hand?").fill("Mevrouw Jansen belt nooit terug")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("de naam van een persoon").first).to_be_visible()
    look()
    page.get_by_label("Wat is er aan de hand?").fill("Werk en Werkgevers weten niets van elkaar")
    page.get_by_label("Rust en steun om je heen").check()
    page.get_by_role("button", name="Bewaren").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Werk en Werkgevers weten niets van elkaar"
    )
    look()

    page.get_by_role("link", name="De keten tekenen").press("Enter")
    look()
    for number, who in enumerate(("Inkomen", "Werk", "Werkgevers"), 1):
        page.locator(f"[name=who_{number}]").fill(who)
    page.locator("[name=missing_2]").fill("welke vacatures er nog zijn")
    page.get_by_role("button", name="Bewaren").press("Enter")
    expect(page.locator(".igm-chain > li")).to_have_count(3)
    page.get_by_text("De keten als tabel").click()
    look()
    page.get_by_role("link", name="Een belemmering opschrijven").click()
    look()
    page.get_by_label("Wat staat er in de weg?").fill("Op maandag zit iedereen vol")
    page.get_by_role("button", name="Bewaren").press("Enter")
    with page.expect_download() as paper:
        page.get_by_role("link", name="Bewaren als PDF").click()
    assert paper.value.suggested_filename == "mijn-blad.pdf"
    with page.expect_download() as calendar:
        page.get_by_role("link", name="In mijn agenda").click()
    assert calendar.value.suggested_filename == "agenda.ics"

    share_in_a_group(page, new_context, site, world, axe)
    Assignment.objects.update(look_back_on=TODAY)  # six weeks later
    page.goto(f"{site}/zandstad/")
    page.get_by_role("link", name="Terugkijken").click()
    page.get_by_role("link", name="Schrijf op wat je ziet").click()
    look()
    page.get_by_label("Wat zie je, in één zin?").fill("Er wordt op maandag gebeld")
    page.get_by_role("button", name="Bewaren").press("Enter")
    expect(page.get_by_text("Er wordt op maandag gebeld")).to_be_visible()
    page.get_by_role("link", name="Op maandag zit iedereen vol").click()
    page.get_by_label("Dit is uit de weg").check()
    page.get_by_role("button", name="Bewaren").press("Enter")
    expect(page.locator("s")).to_have_text("Op maandag zit iedereen vol")

    page.get_by_role("link", name="Vraag HR om opnieuw te meten").click()
    look()
    page.locator("[name=wished_on]").fill((TODAY + timedelta(days=120)).isoformat())
    page.get_by_role("button", name="Aan HR vragen").press("Enter")
    expect(page.get_by_text("HR heeft nog niet geantwoord.")).to_be_visible()
    hr_answers(new_context().new_page(), site, world, axe, TODAY + timedelta(days=130))
    page.goto(f"{site}/zandstad/")
    expect(page.get_by_text("HR heeft geantwoord")).to_be_visible()
    page.locator("main").get_by_role("link", name="Lezen").click()
    expect(page.get_by_text("Samen met de andere teams")).to_be_visible()
    look()


def share_in_a_group(
    page: Page, new_context: Open, site: str, world: World, axe: Callable[[Page], None]
) -> None:
    """A leergang of two: invited, accepted, shared, read without a script, and taken back."""
    page.get_by_role("link", name="Leergang").click()
    axe(page)
    page.get_by_role("link", name="Een leidinggevende uitnodigen").click()
    axe(page)
    page.get_by_label("Wie nodig je uit?").select_option(str(world.people["manager-b"].pk))
    page.get_by_role("button", name="Uitnodigen").press("Enter")
    expect(page.get_by_text("(uitgenodigd)")).to_be_visible()

    peer = new_context(java_script_enabled=False).new_page()
    sign_in(peer, site, world, "manager-b")
    peer.get_by_role("link", name="Lezen").first.click()
    expect(peer.get_by_text("Je bent uitgenodigd.")).to_be_visible()
    peer.get_by_role("button", name="Meedoen", exact=True).press("Enter")
    expect(peer.get_by_text("Niemand deelt nu een opdracht met jou.")).to_be_visible()

    page.get_by_role("link", name="Mijn veranderopdracht").click()
    page.get_by_role("link", name="Wie leest er mee").click()
    axe(page)
    page.get_by_role("button", name="Met deze mensen delen").press("Enter")
    expect(page.get_by_role("button", name="Stoppen : Manager-B")).to_be_visible()
    axe(page)
    peer.reload()
    peer.get_by_role("link", name="Manager-A").click()
    expect(peer.locator(".igm-chain > li")).to_have_count(3)
    reader = new_context().new_page()
    sign_in(reader, site, world, "manager-b")
    reader.goto(peer.url)
    axe(reader)
    page.get_by_role("button", name="Stoppen : Manager-B").press("Enter")
    expect(page.get_by_text("Niemand behalve jij.")).to_be_visible()
    peer.goto(f"{site}/zandstad/veranderopdracht/gedeeld/")
    expect(peer.get_by_text("Niemand deelt nu een opdracht met jou.")).to_be_visible()
    page.get_by_role("link", name="Veranderopdracht", exact=True).click()


def hr_answers(page: Page, site: str, world: World, axe: Callable[[Page], None], day: date) -> None:
    sign_in(page, site, world, "hr")
    expect(page.get_by_text("1 leidinggevende vraagt om opnieuw te meten")).to_be_visible()
    page.locator("main").get_by_role("link", name="Lezen").click()
    axe(page)
    page.get_by_role("link", name="Manager-A, team a").click()
    axe(page)
    page.get_by_label("Ja, vanaf een datum").check()
    page.locator("[name=words]").fill("Samen met de andere teams")
    page.locator("[name=by_date]").fill(day.isoformat())
    page.get_by_role("button", name="Verstuur het antwoord").press("Enter")
    expect(page.get_by_text("De leidinggevende leest je antwoord")).to_be_visible()
    assert Remeasurement.objects.get().answer == "yes"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_assignment_without_a_script(
    live_server: LiveServer, new_context: Open, language: str
) -> None:
    """Written, looked back on and removed; each page in one language, at the width of a phone."""
    site, world = live_server.url, settle()
    world.team("a", 1)
    page = new_context(java_script_enabled=False).new_page()
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site}]
    )
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, site, world, "manager-a")
    page.locator("nav a[href$='/leermomenten/']").first.click()
    page.locator("main a[href$='/veranderopdracht/']").click()
    for words in ("edit", "chain", "obstacle", "look_back"):
        if words == "edit":
            page.locator("[name=matter]").fill("Het wringt")
        elif words == "chain":
            page.locator("a[href*='/ketenkaart/']").click()
            for number in range(1, 4):
                page.locator(f"[name=who_{number}]").fill(f"deel {number}")
        elif words == "obstacle":
            page.locator("a[href*='/belemmering/']").click()
            page.locator("[name=sentence]").fill("geen tijd")
        else:
            page.locator("a[href*='/terugkijken/']").first.click()
            page.locator("[name=sentence]").fill("er wordt gebeld")
        page.locator("main form .utrecht-button--primary-action").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Het wringt")
    page.locator("form[action$='/veranderopdracht/weg/'] button").click()
    page.wait_for_url("**/leermomenten/")
    assert not Assignment.objects.exists()
