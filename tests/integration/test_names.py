"""What people type in names, dates and numbers: odd things are refused in words, not kept."""

from collections.abc import Callable
from dataclasses import astuple
from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.forms.fields import INVISIBLE
from igm_portal.accounts.forms.people import (
    ChangeRoleForm,
    EmailForm,
    HandOverForm,
    NewPersonForm,
    PersonForm,
    RoleForm,
)
from igm_portal.accounts.forms.structure import DepartmentForm, TeamForm
from igm_portal.accounts.models import Department, Membership, Organisation
from igm_portal.accounts.people_import.parse import parse
from igm_portal.accounts.people_import.prepare import VOCABULARY
from igm_portal.accounts.roles import Role
from igm_portal.plain_text import is_line
from surveys.forms.mail import MailTextForm
from surveys.forms.planning import HIGHEST_MINIMUM, WaveForm
from tests.world import World

ODD = {
    "line end": "Team\nWest",
    "carriage return": "Team\rBcc: x@y.example",
    "tab": "Team\tWest",
    "null": "Team\x00West",
    "escape": "Team\x1b[31m",
    "override": "Team \u202etseW",
    "isolate": "Team \u2066West",
    "mark": "Team\u200fWest",
    "zero width": "Te\u200bam",
    "line separator": "Team\u2028West",
    "byte order mark": "Team\ufeffWest",
}
FIELDS: dict[str, tuple[Callable[[World], forms.Form], str]] = {
    "person": (lambda world: PersonForm(), "name"),
    "staff number": (lambda world: PersonForm(), "staff_number"),
    "new person": (lambda world: NewPersonForm(world.organisation), "name"),
    "department": (lambda world: DepartmentForm(), "name"),
    "team": (lambda world: TeamForm(world.organisation), "name"),
    "wave": (lambda world: WaveForm(world.organisation), "title"),
    "subject": (lambda world: MailTextForm(), "subject"),
}


@pytest.mark.parametrize("sign", ODD)
@pytest.mark.parametrize("place", FIELDS)
def test_names_and_subjects_have_no_invisible_signs(world: World, place: str, sign: str) -> None:
    form, name = FIELDS[place][0](world), FIELDS[place][1]
    with pytest.raises(ValidationError) as refused:
        form.fields[name].clean(ODD[sign])
    assert str(INVISIBLE) in refused.value.messages


@pytest.mark.parametrize("sign", ODD)
@pytest.mark.parametrize("column", ["naam", "team", "afdeling", "personeelsnummer"])
def test_an_import_keeps_none_of_them(column: str, sign: str) -> None:
    """Refused too, or read as the space that it looks like: rows of a file come from elsewhere."""
    found = parse(f'e-mail;{column};rol\nx@y.example;"{ODD[sign]}";\n'.encode(), VOCABULARY)
    assert found.faults or all(is_line(str(cell)) for row in found.rows for cell in astuple(row))


@pytest.mark.parametrize("name", ["Zoë van ’t Hof-Öztürk", "Łukasz", "李雷", "ليلى", "Team 1 & 2"])
def test_names_of_the_whole_world_are_welcome(world: World, name: str) -> None:
    assert PersonForm({"name": name}).is_valid()


def test_a_pasted_space_becomes_a_plain_one() -> None:
    form = PersonForm({"name": "Jan\u00a0de Vries"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Jan de Vries"


def test_a_quoted_address_with_control_characters_is_refused() -> None:
    assert not EmailForm({"email": '"a\x0bb"@zandstad.example'}).is_valid()


def test_a_mail_may_have_lines_but_turns_no_text_round() -> None:
    given = {"subject": "Dag", "body": "Beste,\r\n\r\n\tga\u00a0naar {link} 👨‍👩‍👧\n"}
    assert MailTextForm(given).is_valid()
    for wrong in ("\u202e", "\x00", "\x1b", "\u2028"):
        assert not MailTextForm(given | {"body": f"{{link}} {wrong}x"}).is_valid()


def test_the_page_says_what_is_wrong_and_makes_nothing(world: World) -> None:
    world.give("beheer", Role.ADMINISTRATOR)
    client = Client()
    client.force_login(world.people["beheer"])
    answer = client.post(reverse("new_department", args=[world.slug]), {"name": "We\u202erk"})
    assert str(INVISIBLE) in answer.content.decode()
    assert not Department.objects.exists()


def test_the_command_for_a_new_organisation_refuses_them_too(db: None) -> None:
    with pytest.raises((CommandError, ValidationError)):
        call_command("new_organisation", "Ge\u202emeente", "x", "a@x.example", "Naam")
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "1949-12-31", "2101-01-01", "9999-12-31"])
def test_no_role_begins_or_ends_in_another_age(world: World, day: str) -> None:
    managers = Membership.objects.none()
    assert "start" in RoleForm(world.organisation, data={"start": day}).errors
    assert "start" in HandOverForm(managers, data={"start": day, "to": "x"}).errors
    assert "end" in ChangeRoleForm({"end": day}).errors
    assert "end" not in ChangeRoleForm({"end": "2100-12-31"}).errors


@pytest.mark.parametrize(
    ("minimum", "fine"), [(HIGHEST_MINIMUM, True), (HIGHEST_MINIMUM + 1, False), (10**9, False)]
)
def test_a_threshold_that_hides_everything_is_refused(
    world: World, minimum: int, fine: bool
) -> None:
    today: date = timezone.localdate()
    given = {
        "title": "Voorjaar",
        "questionnaire": "k1@2",
        "starts_on": today,
        "closes_on": today + timedelta(days=7),
        "teams": [world.team("a", 1).pk],
        "minimum": minimum,
    }
    form = WaveForm(world.organisation, data=given)
    assert form.is_valid() is fine
    assert fine or str(HIGHEST_MINIMUM) in form.errors["minimum"][0]
