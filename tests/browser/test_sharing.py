"""A client and a klantmanager look at a result together (ADR 69), and everyone else tries to."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import Membership, Module
from igm_portal.accounts.roles import Function, Role
from surveys.codes.code import Code, CodeKind
from surveys.models import EndedSharing, Sharing, WaveKind
from surveys.services.sharing import new_number, share
from tests.browser.looking import faults_of
from tests.browser.moves import sign_in
from tests.clients import answer, codes, start
from tests.environment.watch import Watch
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")
CODE = re.compile(r"[2-9A-Z]{5}-[2-9A-Z]{5}")
NOTHING = "Met deze code is nu niets te lezen"


@pytest.fixture
def world(live_server: LiveServer) -> World:
    cache.clear()
    world = settle()
    world.switch(Module.CONVERSATION)
    team = world.team("a", 2)
    world.give("hr", Role.HR_ADVISER)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    for name, function in (
        ("inkomen", Function.INKOMENSCONSULENT),
        ("account", Function.ACCOUNTMANAGER),
    ):
        world.give(name, Role.EMPLOYEE, team=team)
        Membership.objects.filter(user=world.people[name]).update(function=function)
    return world


@pytest.mark.parametrize(("language", "script"), [("nl", True), ("nl-easy", True), ("nl", False)])
def test_from_choosing_to_taking_back(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    axe: Callable[[Page], None],
    watch: Watch,
    world: World,
    language: str,
    script: bool,
) -> None:
    site = live_server.url
    watch.expect("status of 422")  # for the code of what was taken back

    def browser(speaks: str = "nl") -> Page:
        context = new_context(java_script_enabled=script)
        name = settings.LANGUAGE_COOKIE_NAME
        context.add_cookies([{"name": name, "value": speaks, "url": site}])
        return context.new_page()

    def look(page: Page, speaks: str = "nl") -> None:
        if script:
            assert not list(faults_of(page, axe, language=speaks.removesuffix("-easy"))), page.url
            page.set_viewport_size({"width": 1280, "height": 800})

    wave = world.wave(edition="c1@2", kind=WaveKind.CONVERSATION)
    participant = start(codes(world, wave)[0])
    answer(participant, step=1)
    reader = browser()
    sign_in(reader, site, world, "a-1")
    reader.goto(f"{site}/zandstad/in-gesprek/meelezen/")
    reader.locator("form[action$='/nummer/'] button").press("Enter")
    look(reader)
    (number,) = NUMBER.findall(reader.locator(".igm-code").inner_text())

    client = browser(language)
    client.goto(f"{site}/meedoen/")
    client.locator("#id_code").fill(str(participant.code))
    client.locator("form:has(#id_code) button.utrecht-button--primary-action").press("Enter")
    client.wait_for_url(re.compile("/meedoen/uitslag/"))  # who has sent comes out there
    client.locator("a[href*='/delen/']").press("Enter")
    look(client, language)
    for element in ("houding", "geloof_in_eigen_kunnen", "context"):
        client.locator(f"input[value={element}]").press("Space")
    client.locator("#id_number").fill(number.lower())
    client.locator("main form button.utrecht-button--primary-action").press("Enter")
    expect(client.locator("h1")).to_contain_text("A-1")
    assert not Sharing.objects.exists()
    look(client, language)
    client.locator("button[name=confirmed]").press("Enter")
    code_place = client.locator("#delen .igm-code")
    expect(code_place).to_be_visible()
    look(client, language)
    (code,) = CODE.findall(code_place.inner_text())

    reader.locator("#id_code").fill(code)
    reader.locator("button", has_text="Lezen op dit scherm").press("Enter")
    expect(reader.locator("h1")).to_contain_text("Wat de cliënt je laat lezen")
    expect(reader.locator("main")).to_contain_text("G6")
    expect(reader.locator("main")).to_contain_text("De cliënt bepaalt wat die te horen krijgt")
    expect(reader.locator("main li.igm-row")).to_have_count(3)
    look(reader)
    assert code not in reader.url

    client.reload()
    expect(client.locator("#delen")).to_contain_text("door A-1")
    client.locator("#delen form button").press("Enter")
    expect(client.locator("#delen")).to_have_count(0)
    assert (Sharing.objects.count(), EndedSharing.objects.count()) == (0, 1)

    reader.goto(f"{site}/zandstad/in-gesprek/meelezen/")
    reader.locator("#id_code").fill(code)
    reader.locator("button", has_text="Lezen op dit scherm").press("Enter")
    expect(reader.locator("main")).to_contain_text(NOTHING)
    look(reader)


def read_in_a_browser(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, world: World
) -> Page:
    """The klantmanager `a-1`, with on the screen what a client shares."""
    participant = start(codes(world, world.wave(edition="c1@2", kind=WaveKind.CONVERSATION))[0])
    answer(participant, step=1)
    now = timezone.now()
    number = new_number(access=world.access("a-1"), now=now)
    sharing = share(
        participant=participant,
        number=Code(CodeKind.PROFESSIONAL, number.symbols),
        elements=["context"],
        now=now,
    )
    reader = new_context().new_page()
    sign_in(reader, live_server.url, world, "a-1")
    reader.goto(f"{live_server.url}/zandstad/in-gesprek/meelezen/")
    reader.locator("#id_code").fill(sharing.code)
    reader.locator("button", has_text="Lezen op dit scherm").press("Enter")
    expect(reader.locator("h1")).to_contain_text("Wat de cliënt je laat lezen")
    return reader


def test_the_page_goes_by_itself_unless_somebody_keeps_it(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    axe: Callable[[Page], None],
    world: World,
) -> None:
    """It is said two minutes before, and one press is enough to read on."""
    reader = read_in_a_browser(new_context, live_server, world)
    reader.clock.install()
    reader.reload()
    keep = reader.get_by_role("button", name="Nog een kwartier openlaten")
    expect(reader.get_by_text("sluit vanzelf na vijftien minuten")).to_be_visible()
    reader.clock.fast_forward("12:59")
    expect(keep).to_have_count(0)
    reader.clock.fast_forward("00:02")
    expect(reader.get_by_role("alert")).to_contain_text("Over twee minuten sluit deze pagina")
    assert not list(faults_of(reader, axe, language="nl"))
    keep.press("Enter")
    expect(keep).to_have_count(0)
    reader.clock.fast_forward("14:59")
    expect(reader.locator("h1")).to_contain_text("Wat de cliënt je laat lezen")
    expect(keep).to_be_visible()
    reader.clock.fast_forward("00:02")
    expect(reader.locator("#id_code")).to_have_value("")


def test_going_back_brings_nothing_back(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, world: World
) -> None:
    """After it was closed and taken back, the browser shows the result by no button of its own."""
    reader = read_in_a_browser(new_context, live_server, world)
    reader.locator("header a").press("Enter")
    expect(reader.locator("#id_code")).to_have_value("")
    Sharing.objects.all().delete()
    reader.go_back()
    expect(reader.locator("body")).not_to_contain_text("Wat de cliënt je laat lezen")
    reader.goto(f"{live_server.url}/zandstad/in-gesprek/meelezen/")
    expect(reader.locator("main")).not_to_contain_text("Wat de cliënt je laat lezen")


@pytest.mark.parametrize(
    "name", ["a-2", "inkomen", "account", "manager-a", "head", "hr", "administrator"]
)
def test_nobody_else_gets_in(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    watch: Watch,
    world: World,
    name: str,
) -> None:
    """With the code in hand."""
    watch.expect("status of 422" if name == "a-2" else "status of 403")
    read_in_a_browser(new_context, live_server, world)
    sharing = Sharing.objects.get()
    other, site = new_context().new_page(), live_server.url
    sign_in(other, site, world, name)
    answered = other.goto(f"{site}/zandstad/in-gesprek/meelezen/")
    assert answered is not None
    if name == "a-2":
        other.locator("#id_code").fill(sharing.code)
        other.locator("button", has_text="Lezen op dit scherm").press("Enter")
        expect(other.locator("main")).to_contain_text(NOTHING)
    else:
        assert answered.status == 403
    expect(other.locator("body")).not_to_contain_text("Wat de cliënt je laat lezen")
    assert len(Sharing.objects.get().read_at) == 1
