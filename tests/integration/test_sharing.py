"""Sharing in a conversation (ADR 69): who may read, how it begins and ends, and what is left."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.access import access_of
from igm_portal.accounts.models import CouncilOpinion, Membership, Module, ModuleDecision
from igm_portal.accounts.roles import Function, Role
from igm_portal.audit.models import AuditEvent
from igm_portal.worker.nightly import nightly
from reports.models import Snapshot
from surveys import identity
from surveys.codes.code import Code, CodeKind, draw
from surveys.forms.planning import WaveForm
from surveys.instruments.elements import Element
from surveys.models import EndedSharing, ProfessionalNumber, Sharing, Wave, WaveKind
from surveys.participant import ClientParticipant
from surveys.services import code_limits
from surveys.services.erase_again import erase_again
from surveys.services.erasure import erase_client_answers, erase_person
from surveys.services.refusals import Refused
from surveys.services.sharing import (
    NUMBER_LASTS,
    TERM,
    end_sharings,
    new_number,
    read_sharing,
    share,
    sharing_of,
    stop_sharing,
)
from surveys.services.waves import launch_wave
from tests.clients import ADDRESS, answer, browser_of, client_wave, codes, start
from tests.pages import PageClient, path_of
from tests.world import World, settle

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, 3, tzinfo=UTC)
EVERYTHING = [element.value for element in Element]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def conversation_wave(world: World, title: str = "In gesprek", edition: str = "c1@2") -> Wave:
    return world.wave(edition=edition, title=title, kind=WaveKind.CONVERSATION)


@dataclass
class Sharer:
    """A client whose answers were sent, and the klantmanager of the conversation."""

    world: World
    wave: Wave
    client: ClientParticipant

    def number(self, name: str = "a-1", now: datetime | None = None) -> Code:
        made = new_number(access=self.world.access(name), now=now or timezone.now())
        return Code(CodeKind.PROFESSIONAL, made.symbols)

    def share(
        self, name: str = "a-1", elements: list[str] | None = None, now: datetime | None = None
    ) -> Code:
        now = now or timezone.now()
        sharing = share(
            participant=self.client,
            number=self.number(name, now),
            elements=EVERYTHING if elements is None else elements,
            now=now,
        )
        return Code(CodeKind.SHARING, sharing.code)

    def read(self, code: Code, name: str = "a-1", now: datetime | None = None) -> Sharing | None:
        access = access_of(self.world.people[name], self.world.slug)
        assert access is not None
        return read_sharing(access=access, code=code, address=ADDRESS, now=now or timezone.now())


@pytest.fixture(scope="module")
def settled(module_db: None) -> World:
    """Team a of klantmanagers, the other functions, and everyone who leads."""
    world = settle()
    world.switch(Module.CONVERSATION)
    team = world.team("a", 3)
    world.give("hr", Role.HR_ADVISER)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    for name, function in (
        ("inkomen", Function.INKOMENSCONSULENT),
        ("account", Function.ACCOUNTMANAGER),
        ("geen", ""),
    ):
        world.give(name, Role.EMPLOYEE, team=team)
        Membership.objects.filter(user=world.people[name]).update(function=function)
    return world


@pytest.fixture
def world(settled: World) -> World:
    return settled.read_again()


@pytest.fixture
def sharer(world: World) -> Sharer:
    wave = conversation_wave(world)
    participant = start(codes(world, wave)[0])
    answer(participant)
    return Sharer(world, wave, participant)


def signed_in(world: World, name: str) -> PageClient:
    browser = PageClient()
    browser.force_login(world.people[name])
    return browser


def page_of(browser: PageClient, world: World) -> str:
    return str(browser.get(reverse("sharing", args=[world.slug])).content.decode())


# Who may read

OTHERS = ("administrator", "hr", "head", "manager-a", "inkomen", "account", "geen", "a-2")


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_reads_also_not_with_the_code(sharer: Sharer, name: str) -> None:
    code = sharer.share()
    browser = signed_in(sharer.world, name)
    address = reverse("sharing", args=[sharer.world.slug])
    page = browser.post(address, {"code": str(code)})
    assert page.status_code in {403, 422}
    assert "Wat de cliënt je laat lezen" not in page.content.decode()
    assert Sharing.objects.get().read_at == []


@pytest.mark.parametrize("name", [one for one in OTHERS if one != "a-2"])
def test_who_works_otherwise_reads_that_nobody_can_give_access(world: World, name: str) -> None:
    browser, address = signed_in(world, name), reverse("sharing", args=[world.slug])
    for page in (browser.get(address), browser.post(reverse("make_number", args=[world.slug]))):
        assert page.status_code == 403
        assert "Met jouw werk kun je niet lezen" in page.content.decode()
        assert "Heb je de pagina nodig" not in page.content.decode()


@pytest.mark.parametrize("name", [one for one in OTHERS if one != "a-2"])
def test_nobody_else_gets_a_number(sharer: Sharer, name: str) -> None:
    browser = signed_in(sharer.world, name)
    assert browser.post(reverse("make_number", args=[sharer.world.slug])).status_code == 403
    with pytest.raises(Refused):
        sharer.number(name)
    assert not ProfessionalNumber.objects.exists()


def test_the_function_is_looked_at_at_every_reading(sharer: Sharer) -> None:
    """A klantmanager who becomes inkomensconsulent too, here or elsewhere, reads no more."""
    code = sharer.share()
    assert sharer.read(code)
    roles = Membership.objects.filter(user=sharer.world.people["a-1"])
    roles.update(function=Function.INKOMENSCONSULENT)
    assert sharer.read(code) is None
    roles.update(function=Function.KLANTMANAGER)
    assert sharer.read(code)
    sharer.world.give("a-1", Role.HR_ADVISER)
    assert sharer.read(code) is None


def test_a_number_of_who_changed_work_meanwhile_shares_nothing(sharer: Sharer) -> None:
    number = sharer.number()
    Membership.objects.filter(user=sharer.world.people["a-1"]).update(
        function=Function.INKOMENSCONSULENT
    )
    with pytest.raises(Refused):
        share(participant=sharer.client, number=number, elements=EVERYTHING, now=timezone.now())
    assert not Sharing.objects.exists()


# How it begins


def test_the_client_sees_who_it_is_and_what_will_be_read_before_anything_is_shared(
    sharer: Sharer,
) -> None:
    number, browser = sharer.number(), browser_of(sharer.client)
    asked = browser.post(
        reverse("client_share"), {"elements": ["context", "houding"], "number": str(number)}
    ).content.decode()
    assert "A-1" in asked
    assert "Er is nog niets gedeeld" in asked
    assert not Sharing.objects.exists()
    done = browser.post(
        reverse("client_share"),
        {"elements": ["context", "houding"], "number": str(number), "confirmed": "yes"},
        follow=True,
    ).content.decode()
    sharing = Sharing.objects.get()
    assert sharing.elements == ["houding", "context"]
    assert sharing.professional == sharer.world.people["a-1"]
    assert str(Code(CodeKind.SHARING, sharing.code)) in done
    assert not ProfessionalNumber.objects.exists()


def test_what_is_read_is_what_was_shown_before(sharer: Sharer) -> None:
    number, browser = sharer.number(), browser_of(sharer.client)
    chosen = {"elements": ["context", "praktische_belemmeringen"], "number": str(number)}
    before = browser.post(reverse("client_share"), chosen).content.decode()
    browser.post(reverse("client_share"), chosen | {"confirmed": "yes"})
    code = Code(CodeKind.SHARING, Sharing.objects.get().code)
    reader = signed_in(sharer.world, "a-1")
    after = reader.post(
        reverse("sharing", args=[sharer.world.slug]), {"code": str(code)}
    ).content.decode()
    part = re.compile(
        r'<div class="igm-scores.*?</section>|<div class="igm-scores.*?<p class', re.S
    )
    first, second = part.search(before), part.search(after)
    assert first
    assert second
    assert first[0].split("<p class")[0] == second[0].split("<p class")[0]


@pytest.mark.parametrize(
    "typed", ["", "XR49", "XR49-7KC1", "😀", "KJ2-MTK", "2FH-KMD-MTN", "X" * 400]
)
def test_a_mistyped_number_is_explained_and_nothing_is_lost(sharer: Sharer, typed: str) -> None:
    page = browser_of(sharer.client).post(
        reverse("client_share"), {"elements": ["context"], "number": typed}
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="context" checked' in text
    assert "Typ het nog een keer" in text


@pytest.mark.parametrize("chosen", [{}, {"elements": "verzonnen"}])
def test_something_has_to_be_chosen(sharer: Sharer, chosen: dict[str, str]) -> None:
    number = str(sharer.number())
    page = browser_of(sharer.client).post(reverse("client_share"), chosen | {"number": number})
    assert page.status_code == 422
    assert number in page.content.decode()
    with pytest.raises(Refused):
        share(
            participant=sharer.client,
            number=Code(CodeKind.PROFESSIONAL, number.replace("-", "")),
            elements=["verzonnen"],
            now=timezone.now(),
        )


def test_a_number_works_once_for_fifteen_minutes_and_in_its_own_organisation(
    sharer: Sharer,
) -> None:
    number = sharer.number(now=NOW)
    with pytest.raises(Refused):
        share(participant=sharer.client, number=number, elements=EVERYTHING, now=NOW + NUMBER_LASTS)
    at_last = NOW + NUMBER_LASTS - timedelta(seconds=1)
    elsewhere = settle("duinrade", "Duinrade")
    elsewhere.switch(Module.CONVERSATION)
    stranger = start(codes(elsewhere, conversation_wave(elsewhere))[0])
    answer(stranger)
    with pytest.raises(Refused):
        share(participant=stranger, number=number, elements=EVERYTHING, now=at_last)
    share(participant=sharer.client, number=number, elements=EVERYTHING, now=at_last)
    other = start(codes(sharer.world, sharer.wave)[0])
    answer(other)
    with pytest.raises(Refused):
        share(participant=other, number=number, elements=EVERYTHING, now=at_last)
    assert Sharing.objects.count() == 1


def test_another_number_takes_the_place_of_the_first(sharer: Sharer) -> None:
    first, second = sharer.number(), sharer.number()
    assert ProfessionalNumber.objects.count() == 1
    with pytest.raises(Refused):
        share(participant=sharer.client, number=first, elements=EVERYTHING, now=timezone.now())
    share(participant=sharer.client, number=second, elements=EVERYTHING, now=timezone.now())
    assert Sharing.objects.count() == 1


def test_the_client_is_told_of_what_weighs_heavily_and_that_it_can_be_seen_what_is_missing(
    sharer: Sharer,
) -> None:
    """What weighs heavily is an answer: no page may say that none is ever shared."""
    own = browser_of(sharer.client)
    for name in ("client_share", "client_about_sharing"):
        text = own.get(reverse(name)).content.decode()
        assert "Dan ziet de ander waar u last van heeft" in text
        assert "antwoorden, getallen" not in text
    assert "De ander ziet welke onderwerpen u niet deelt" in text
    assert "Beslist uw klantmanager mee over uw uitkering?" in text
    sharer.share()
    panel = own.get(reverse("client_share")).content.decode()
    assert "Houd uw eigen code voor uzelf" in panel


def test_the_own_code_of_a_client_opens_nothing_for_a_professional(sharer: Sharer) -> None:
    """Somebody may say the wrong one of two codes; the page asks for two parts beforehand."""
    sharer.share()
    browser = signed_in(sharer.world, "a-1")
    assert "Een code met drie delen is alleen voor de cliënt" in page_of(browser, sharer.world)
    typed = {"code": str(sharer.client.code)}
    page = browser.post(reverse("sharing", args=[sharer.world.slug]), typed)
    assert page.status_code == 422
    assert Sharing.objects.get().read_at == []


def test_one_professional_at_a_time(sharer: Sharer) -> None:
    sharer.share()
    with pytest.raises(Refused):
        sharer.share("a-2")
    stop_sharing(participant=sharer.client, now=timezone.now())
    sharer.share("a-2")
    assert [one.professional for one in Sharing.objects.all()] == [sharer.world.people["a-2"]]


def test_guessing_numbers_is_stopped(sharer: Sharer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_limits, "WINDOW", 10**10)  # ten minutes must not end in this test
    browser = browser_of(sharer.client)
    for _try in range(20):
        guess = {"elements": ["context"], "number": str(draw(CodeKind.PROFESSIONAL))}
        browser.post(reverse("client_share"), guess)
    right = {"elements": ["context"], "number": str(sharer.number())}
    page = browser.post(reverse("client_share"), right)
    assert page.status_code == 422
    assert "A-1" not in page.content.decode()


def test_before_sending_and_in_another_kind_of_wave_there_is_nothing_to_share(
    sharer: Sharer,
) -> None:
    unsent = start(codes(sharer.world, sharer.wave)[0])
    ordinary = start(codes(sharer.world, client_wave(sharer.world))[0])
    answer(ordinary)
    for participant in (unsent, ordinary):
        page = browser_of(participant).get(reverse("client_share"), follow=True)
        assert 'name="number"' not in page.content.decode()
        with pytest.raises(Refused):
            share(
                participant=participant,
                number=sharer.number(),
                elements=EVERYTHING,
                now=timezone.now(),
            )
    text = browser_of(ordinary).get(reverse("client_result")).content.decode()
    assert "Samen naar mijn resultaat" not in text


def test_in_a_browser_in_which_somebody_is_signed_in_nothing_is_shared(sharer: Sharer) -> None:
    """A klantmanager on whose device a client filled in does not share in the client's place."""
    browser = browser_of(sharer.client)
    browser.force_login(sharer.world.people["a-1"])
    number = str(sharer.number())
    page = browser.get(reverse("client_share")).content.decode()
    assert "Op dit apparaat is iemand aangemeld" in page
    for more in ({}, {"confirmed": "yes"}):
        browser.post(reverse("client_share"), {"elements": ["context"], "number": number} | more)
    assert not Sharing.objects.exists()


def test_two_clients_in_one_browser(sharer: Sharer) -> None:
    """A page of the first shares and stops nothing of the second."""
    second = start(codes(sharer.world, sharer.wave)[0])
    answer(second)
    browser, mark = browser_of(second), sharer.client.mark
    number = str(sharer.number())
    given = {"participant": mark, "elements": "context", "number": number, "confirmed": "yes"}
    assert Client.post(browser, reverse("client_share"), given).status_code == 409
    assert not Sharing.objects.exists()
    sharer.share()
    stopped = Client.post(browser, reverse("client_stop_sharing"), {"participant": second.mark})
    assert stopped.status_code == 302
    assert Sharing.objects.count() == 1


# Reading


def test_every_reading_is_told_to_the_client(sharer: Sharer) -> None:
    code = sharer.share(now=NOW)
    sharer.read(code, now=NOW + timedelta(days=1, seconds=17))
    sharer.read(code, now=NOW + timedelta(days=2))
    own = browser_of(sharer.client).get(reverse("client_result")).content.decode()
    assert "wanneer het gelezen is (2 keer)" in own
    assert "2 december 2026 om 10:03 uur, door A-1" in own
    assert "3 december 2026 om 10:03 uur, door A-1" in own


def test_the_page_is_kept_nowhere_and_leads_nowhere(sharer: Sharer) -> None:
    code = sharer.share()
    browser = signed_in(sharer.world, "a-1")
    page = browser.post(reverse("sharing", args=[sharer.world.slug]), {"code": str(code)})
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    text = page.content.decode()
    body = text.split("<body")[1]
    assert str(code) not in text
    assert code.symbols not in text
    assert "<form" not in body
    assert "<nav" not in body
    assert "download" not in body
    assert "pdf" not in body.lower()
    assert "data-print" not in body
    assert not re.search(r'rel="(prefetch|prerender|preconnect)"', text)
    assert 'class="igm-stack igm-stack--loose igm-no-print"' in body
    # Nothing of it comes back without the code.
    assert "Wat de cliënt je laat lezen" not in page_of(browser, sharer.world)


def test_no_page_of_a_professional_tells_whether_anybody_shares(sharer: Sharer) -> None:
    addresses = (
        "start",
        "sharing",
        "my_data",
        "client_cards",
        "scripts",
        "about_sharing",
        "modules",
    )

    names = ("a-1", "hr", "administrator", "head", "manager-a")
    before = {name: pages_of(sharer, name, addresses) for name in names}
    code = sharer.share()
    sharer.read(code)
    assert {name: pages_of(sharer, name, addresses) for name in names} == before


def pages_of(sharer: Sharer, name: str, addresses: tuple[str, ...]) -> list[str]:
    browser = signed_in(sharer.world, name)
    pages = [browser.get(reverse(one, args=[sharer.world.slug])) for one in addresses]
    return [TOKEN.sub("", page.content.decode()) for page in pages]


@pytest.mark.parametrize("kind", ["mistyped", "unknown", "of another", "taken back", "over"])
def test_whatever_the_cause_the_same_is_said(sharer: Sharer, kind: str) -> None:
    code = sharer.share("a-2" if kind == "of another" else "a-1")
    typed = {"mistyped": "XXX", "unknown": str(draw(CodeKind.SHARING))}.get(kind, str(code))
    if kind == "taken back":
        stop_sharing(participant=sharer.client, now=timezone.now())
    if kind == "over":
        Sharing.objects.update(ends_at=timezone.now())
    page = signed_in(sharer.world, "a-1").post(
        reverse("sharing", args=[sharer.world.slug]), {"code": typed}
    )
    assert page.status_code == 422
    assert "Met deze code is nu niets te lezen" in page.content.decode()


def test_guessing_codes_is_stopped(sharer: Sharer) -> None:
    code, now = sharer.share("a-2"), timezone.now()  # one moment: a budget holds per ten minutes
    for _try in range(50):
        sharer.read(draw(CodeKind.SHARING), now=now)
    assert sharer.read(code, "a-2", now) is None  # from the same address


def test_a_page_of_somebody_else_in_this_browser_reads_nothing(sharer: Sharer) -> None:
    code = sharer.share()
    browser = signed_in(sharer.world, "a-1")
    address = reverse("sharing", args=[sharer.world.slug])
    answer_ = Client.post(browser, address, {"code": str(code), "participant": "0" * 32})
    assert answer_.status_code == 409
    assert Client.post(browser, address, {"code": str(code)}).status_code == 409
    assert Sharing.objects.get().read_at == []


# How it ends


def test_it_is_over_at_thirty_days_to_the_second(sharer: Sharer) -> None:
    code = sharer.share(now=NOW)
    assert sharer.read(code, now=NOW + TERM - timedelta(seconds=1))
    assert sharer.read(code, now=NOW + TERM) is None
    assert sharing_of(sharer.client, NOW + TERM) is None
    end_sharings(NOW + TERM - timedelta(seconds=1))
    assert Sharing.objects.exists()
    end_sharings(NOW + TERM)
    assert not Sharing.objects.exists()
    ended = EndedSharing.objects.get()
    assert (ended.readings, ended.until) == (1, (NOW + TERM).date())


def test_thirty_days_over_the_change_of_the_clock(sharer: Sharer) -> None:
    """From 1 March on summer time begins in between: thirty days of 24 hours all the same."""
    now = datetime(2027, 3, 10, 23, 30, tzinfo=UTC)
    code = sharer.share(now=now)
    assert sharer.read(code, now=now + TERM - timedelta(seconds=1))
    assert sharer.read(code, now=now + TERM) is None


def test_one_press_ends_it_also_on_a_page_that_is_open(sharer: Sharer) -> None:
    code = sharer.share()
    reader, address = signed_in(sharer.world, "a-1"), reverse("sharing", args=[sharer.world.slug])
    assert reader.post(address, {"code": str(code)}).status_code == 200
    own = browser_of(sharer.client)
    page = own.get(reverse("client_result")).content.decode()
    assert reverse("client_stop_sharing") in page
    text = own.post(reverse("client_stop_sharing"), follow=True).content.decode()
    assert "U bent gestopt met delen" in text
    assert "Aantal keer gelezen: 1" in text
    assert "A-1" not in text
    assert reader.post(address, {"code": str(code)}).status_code == 422
    own.post(reverse("client_stop_sharing"))  # twice is once
    assert EndedSharing.objects.count() == 1


def test_it_can_be_stopped_when_the_module_is_off_and_ends_that_night(sharer: Sharer) -> None:
    code = sharer.share()
    sharer.world.switch(Module.CONVERSATION, on=False)
    assert sharer.read(code) is None
    own = browser_of(sharer.client)
    assert "Delen kan nu niet" in own.get(reverse("client_share")).content.decode()
    nightly(timezone.now())
    assert not Sharing.objects.exists()
    text = own.get(reverse("client_share")).content.decode()
    assert "Aantal keer gelezen: 0" in text


@pytest.mark.parametrize("cause", ["role ended", "erased", "other work"])
def test_it_ends_with_the_work_of_the_professional(sharer: Sharer, cause: str) -> None:
    sharer.share()
    person = sharer.world.people["a-1"]
    if cause == "role ended":
        yesterday = timezone.localdate() - timedelta(days=1)
        Membership.objects.filter(user=person).update(end=yesterday)
    elif cause == "erased":
        erase_person(
            by=sharer.world.people["administrator"],
            organisation=sharer.world.organisation,
            person=person,
        )
    else:
        Membership.objects.filter(user=person).update(function=Function.ACCOUNTMANAGER)
    assert sharing_of(sharer.client, timezone.now()) is None
    nightly(timezone.now())
    assert (Sharing.objects.count(), EndedSharing.objects.count()) == (0, 1)


@pytest.mark.usefixtures("own_keys")
def test_it_ends_with_the_key_without_which_nobody_could_take_it_back(world: World) -> None:
    wave = conversation_wave(world)
    participant = start(codes(world, wave)[0])
    answer(participant)
    sharer = Sharer(world, wave, participant)
    code = sharer.share()
    assert wave.key_generation
    identity.destroy(wave.key_generation)
    assert sharer.read(code) is None
    end_sharings(timezone.now())
    assert not Sharing.objects.exists()


def test_who_erases_the_own_answers_shares_nothing_any_more(sharer: Sharer) -> None:
    code = sharer.share()
    stop_sharing(participant=sharer.client, now=timezone.now())
    code = sharer.share()
    browser_of(sharer.client).post(reverse("client_erase"))
    assert (Sharing.objects.count(), EndedSharing.objects.count()) == (0, 0)
    assert sharer.read(code) is None


@pytest.mark.usefixtures("own_keys")
def test_a_database_put_back_opens_nothing_that_was_taken_back(world: World) -> None:
    wave = conversation_wave(world)
    participant = start(codes(world, wave)[0])
    answer(participant)
    sharer = Sharer(world, wave, participant)
    code = sharer.share()
    with transaction.atomic():
        stop_sharing(participant=participant, now=timezone.now())
        transaction.set_rollback(True)
    assert sharer.read(code)
    erase_again()
    assert sharer.read(code) is None
    assert not Sharing.objects.exists()


def test_closing_the_wave_ends_nothing_and_makes_no_figure(sharer: Sharer) -> None:
    code = sharer.share()
    sharer.world.close(sharer.wave)
    assert sharer.read(code)
    snapshot = Snapshot.including_unannounced.get(wave=sharer.wave)
    assert not snapshot.publication.groups
    assert snapshot.quality == ""
    assert not Snapshot.with_trials.filter(wave=sharer.wave).exists()
    hr = signed_in(sharer.world, "hr")
    for name in ("quality", "teams", "organisation_profile", "wave_files"):
        assert hr.get(reverse(name, args=[sharer.world.slug, sharer.wave.pk])).status_code == 404
    page = hr.get(reverse("wave", args=[sharer.world.slug, sharer.wave.pk])).content.decode()
    assert "Deze meting is voorbij" in page
    erase_client_answers(participant=sharer.client)
    assert sharer.read(code) is None


# What is left


def rows() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = sorted(repr(row) for row in cursor.fetchall())
    return found


@pytest.mark.parametrize("end", ["taken back", "term"])
def test_after_the_end_no_table_knows_a_professional_or_a_shared_score(
    sharer: Sharer, end: str, caplog: pytest.LogCaptureFixture
) -> None:
    """All tables: the audit log, sessions, tasks, the cache of limits, and every other."""
    reader, own = signed_in(sharer.world, "a-1"), browser_of(sharer.client)
    page_of(reader, sharer.world)
    own.get(reverse("client_share"))
    nightly(timezone.now())  # what any night does, on a Monday also mails
    before, events = rows(), AuditEvent.objects.count()
    reader.post(reverse("make_number", args=[sharer.world.slug]))
    number = str(Code(CodeKind.PROFESSIONAL, ProfessionalNumber.objects.get().symbols))
    given = {"elements": ["all"], "number": number}
    own.post(reverse("client_share"), given)
    own.post(reverse("client_share"), given | {"confirmed": "yes"})
    code = Code(CodeKind.SHARING, Sharing.objects.get().code)
    reader.post(reverse("sharing", args=[sharer.world.slug]), {"code": str(code)})
    if end == "taken back":
        own.post(reverse("client_stop_sharing"))
    else:
        Sharing.objects.update(ends_at=timezone.now())
        nightly(timezone.now())
    changed = {
        table: sorted(set(now) ^ set(before[table]))
        for table, now in rows().items()
        if now != before[table]
    }
    (ended,) = EndedSharing.objects.all()
    assert set(changed) <= {
        "surveys_endedsharing",
        "surveys_erasurecount",
        "surveys_tally",
        "worker_nightlyrun",  # when the night's work was last done
    }
    for secret in (
        sharer.world.people["a-1"].pk.hex,
        "a-1@",
        code.symbols,
        number.replace("-", ""),
    ):
        assert secret not in repr(changed)
        assert secret not in caplog.text
    assert ended.readings == 1
    names = {field.name for field in EndedSharing._meta.concrete_fields}
    assert names == {"id", "response", "readings", "until"}
    assert AuditEvent.objects.count() == events


def test_what_a_client_reads_and_takes_along_of_it(sharer: Sharer) -> None:
    code = sharer.share(elements=["context"])
    sharer.read(code)
    own = browser_of(sharer.client)
    page = own.get(reverse("client_data")).content.decode()
    assert "U deelt met A-1" in page
    data = own.get(reverse("client_data_json")).json()
    assert (data["sharing"]["professional"], data["sharing"]["elements"]) == ("A-1", ["context"])
    assert len(data["sharing"]["read_at"]) == 1
    stop_sharing(participant=sharer.client, now=timezone.now())
    data = own.get(reverse("client_data_json")).json()
    assert data["sharing"] is None
    assert [one["readings"] for one in data["ended_sharings"]] == [1]
    assert "A-1" not in own.get(reverse("client_data")).content.decode()


# What must be on record first


def test_it_goes_on_only_with_a_dpia_on_record(world: World) -> None:
    world.switch(Module.CONVERSATION, on=False)
    browser = signed_in(world, "administrator")
    address = reverse("edit_module", args=[world.slug, "conversation"])
    today = timezone.localdate().isoformat()
    given = {"switch": "on", "opinion": "consent", "opinion_on": today}
    page = browser.post(address, given)
    assert page.status_code == 200
    assert "blijft uit tot er een DPIA is" in page.content.decode()
    page = browser.post(address, given | {"dpia_on": today})
    assert "Vul in wie adviseerde" in page.content.decode()
    browser.post(address, given | {"dpia_on": today, "dpia_adviser": "de FG"})
    assert (
        "met advies van: de FG"
        in browser.get(reverse("modules", args=[world.slug])).content.decode()
    )
    assert (
        "DPIA"
        not in browser.get(reverse("edit_module", args=[world.slug, "notices"])).content.decode()
    )


def test_the_database_holds_that_too(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ModuleDecision.objects.create(
            organisation=world.organisation,
            module=Module.CONVERSATION,
            switched_on=True,
            opinion=CouncilOpinion.CONSENT,
            opinion_on=timezone.localdate(),
            day=timezone.localdate(),
        )


def test_off_there_is_nothing_to_plan_and_nothing_to_launch(world: World) -> None:
    concept = world.wave(edition="c1@2", title="Plan", kind=WaveKind.CONVERSATION, launched=False)
    world.switch(Module.CONVERSATION, on=False)
    with pytest.raises(Refused):
        launch_wave(access=world.access("hr"), wave=concept, today=timezone.localdate())
    assert f'value="{WaveKind.CONVERSATION}"' not in str(WaveForm(world.organisation)["kind"])
    away = signed_in(world, "a-1").get(reverse("sharing", args=[world.slug]))
    assert path_of(away) == reverse("modules", args=[world.slug])
    made = signed_in(world, "a-1").post(reverse("make_number", args=[world.slug]))
    assert path_of(made) == reverse("modules", args=[world.slug])


@pytest.mark.parametrize("edition", ["c2@1", "k1@2"])
def test_keeping_appointments_and_employees_are_never_for_conversations(
    world: World, edition: str
) -> None:
    """C2 asks what could be used against whoever answers honestly."""
    today = timezone.localdate()
    form = WaveForm(
        world.organisation,
        data={
            "questionnaire": edition,
            "kind": WaveKind.CONVERSATION,
            "title": "In gesprek",
            "starts_on": today.isoformat(),
            "closes_on": (today + timedelta(days=20)).isoformat(),
        },
    )
    assert "kind" in form.errors
    wave = world.wave(edition=edition, title="x", kind=WaveKind.CONVERSATION, launched=False)
    with pytest.raises(Refused):
        launch_wave(access=world.access("hr"), wave=wave, today=today)


def test_pages_of_planning_say_what_it_is_for(world: World) -> None:
    hr = signed_in(world, "hr")
    concept = world.wave(edition="c1@2", title="Plan", kind=WaveKind.CONVERSATION, launched=False)
    for name, words in (
        ("wave", "laat niet zien wie deelt"),
        ("wave_plan", "kan het ooit lezen"),
        ("wave_promises", "Er is geen resultaat van iedereen samen"),
    ):
        text = hr.get(reverse(name, args=[world.slug, concept.pk])).content.decode()
        assert words in text
        assert "mensen samen" not in text
