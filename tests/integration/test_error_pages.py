"""What a person reads when a request cannot be answered: in the own shell, with a way on."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.roles import Role
from tests.integration.test_access import NAMED, ROWS
from tests.world import World

SIGN_IN = ("/account/", 'href="/"')


@pytest.fixture
def hr(world: World) -> Client:
    world.give("hr", Role.HR_ADVISER)
    client = Client()
    client.force_login(world.people["hr"])
    return client


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("launch_wave", "wave"),
        ("invite_again", "wave_mail"),
        ("code_cards", "start_codes"),
    ],
)
def test_the_address_of_a_button_leads_to_the_page_with_the_button(
    hr: Client, world: World, name: str, above: str
) -> None:
    """As after a session that ended half-way: signing in opens the address as a page."""
    wave = world.wave(world.team("a", 9))
    address = reverse(name, args=["zandstad", wave.pk])
    page = hr.get(address)
    assert page.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert page["Allow"] == "POST"
    text = page.content.decode()
    assert "Er is niets gebeurd" in text
    assert f'href="{reverse(above, args=["zandstad", wave.pk])}"' in text


# Every address that only takes POST, with the page that has its button.
BUTTONS = {
    "audit_file": "audit_chain",
    "end_hold": "retention",
    "remove_logo": "edit_logo",
    "approve_email": "person",
    "invite_person": "person",
    "reset_second_step": "person",
    "launch_wave": "wave",
    "invite_again": "wave_mail",
    "code_cards": "start_codes",
    "code_letters": "start_codes",
    "save_one": "introduction",
    "end_conversation": "followup_team",
    "cancel_dialogue": "dialogue",
    "withdraw_question": "dialogue",
    "share_agreement": "look_back",
    "remove_agreement": "look_back",
    "referrals_seen": "referrals",
    "remove_my_plan": "my_plan",
    "remove_assignment": "assignment",
    "remove_obstacle": "edit_obstacle",
    "stop_sharing": "share_assignment",
    "stop_sharing_with": "share_assignment",
    "join_peers": "shared_assignments",
    "leave_peers": "shared_assignments",
    "withdraw_remeasurement": "assignment",
    "remove_learning_moment": "edit_learning_moment",
    "begin_case": "cases",
    "remove_case": "edit_case",
    "begin_puzzle": "puzzles",
    "remove_notice": "edit_notice",
    "make_number": "sharing",
    "retry_export": "export_job",
    "remove_export": "export_job",
    "team_pdf": "team_profile",
    "department_pdf": "department_profile",
    "organisation_pdf": "organisation_profile",
    "mirror_pdf": "mirror",
}


def test_every_button_leads_to_the_page_that_has_it(hr: Client, world: World) -> None:
    """Not to another form above it: whoever came from a button would fill in the wrong one."""
    only_by_post = {name for name, rows in ROWS.items() if any("5" in row.answers for row in rows)}
    assert only_by_post == set(BUTTONS)
    for name, with_button in BUTTONS.items():
        values = {"organisation": world.slug} | {part: uuid4() for part in NAMED[name][1:]}
        text = hr.get(reverse(name, kwargs=values)).content.decode()
        kept = {part: values[part] for part in NAMED[with_button]}
        assert f'href="{reverse(with_button, kwargs=kept)}"' in text, name


def test_a_script_gets_no_page(world: World) -> None:
    wave = world.wave(world.team("a", 9))
    reader = Client()
    reader.force_login(world.people["a-1"])
    address = reverse("save_one", args=["zandstad", wave.pk])
    answer = reader.get(address, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.content) == (HTTPStatus.METHOD_NOT_ALLOWED, b"")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/meedoen/vraag/a/b/", HTTPStatus.NOT_FOUND),
        ("/meedoen/stoppen/", HTTPStatus.METHOD_NOT_ALLOWED),
        ("/meedoen/?code=%00", HTTPStatus.OK),
    ],
)
def test_a_client_stays_among_the_pages_for_clients(
    db: None, address: str, status: HTTPStatus
) -> None:
    page = Client().get(address)
    text = page.content.decode()
    assert page.status_code == status
    assert f'href="{reverse("client_entry")}"' in text
    assert "U mag altijd stoppen" in text
    assert not [way for way in SIGN_IN if way in text]


@pytest.mark.urls("tests.faulty_urls")
@pytest.mark.parametrize(
    ("place", "words"), [("/meedoen/stuk/", "Het ligt niet aan u"), ("/stuk/", "niet aan jou")]
)
def test_a_fault_of_ours_speaks_to_who_met_it(db: None, place: str, words: str) -> None:
    page = Client(raise_request_exception=False).get(place)
    assert page.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    text = page.content.decode()
    assert words in text
    assert ("/meedoen/" in text) == place.startswith("/meedoen/")


def test_an_employee_reads_of_an_address_that_is_not_there(hr: Client) -> None:
    page = hr.get(reverse("wave", args=["zandstad", uuid4()]))
    assert page.status_code == HTTPStatus.NOT_FOUND
    assert 'href="/"' in page.content.decode()


def test_who_gets_lost_or_is_refused_keeps_the_own_menu(world: World) -> None:
    wave = world.wave(world.team("a", 1))
    client = Client()
    client.force_login(world.people["a-1"])
    start = f'href="{reverse("start", args=["zandstad"])}">Start</a>'
    for address, status in (
        ("/zandstad/weg/", HTTPStatus.NOT_FOUND),
        ("/weg/", HTTPStatus.NOT_FOUND),
        (reverse("people", args=["zandstad"]), HTTPStatus.FORBIDDEN),
        (reverse("launch_wave", args=["zandstad", wave.pk]), HTTPStatus.METHOD_NOT_ALLOWED),
    ):
        page = client.get(address)
        assert page.status_code == status, address
        assert page.content.decode().count(start) == 2, address  # menu, and the way back
    assert start not in Client().get("/weg/").content.decode()
    assert "igm-nav" not in client.get("/meedoen/vraag/a/b/").content.decode()
