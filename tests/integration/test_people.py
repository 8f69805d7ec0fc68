"""People, roles, departments and teams, as the administrator works with them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.forms.people import RoleForm
from igm_portal.accounts.models import Department, Membership, StaffNumber, Team, User
from igm_portal.accounts.people_import.parse import parse
from igm_portal.accounts.people_import.prepare import VOCABULARY
from igm_portal.accounts.people_list import listed_details, team_names
from igm_portal.accounts.roles import GRANTS, Function, Place, Role
from igm_portal.accounts.selectors import find_people
from igm_portal.accounts.services.people import add_person, change_person, give_role
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import change_role, hand_over_team
from igm_portal.accounts.services.structure import (
    change_team,
    make_department,
    make_team,
    remove_department,
    remove_team,
    rename_department,
)
from igm_portal.audit.models import AuditEvent
from tests.world import LONG_AGO, World, settle

LONG = "Maatschappelijke Ontwikkeling, Participatie en Werkgeversdienstverlening regio Noordoost"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def page(world: World, access: Access) -> Callable[..., tuple[str, Client]]:
    """An address of this organisation, and the administrator's browser."""
    client = Client()
    client.force_login(access.user)

    def of(name: str, **given: object) -> tuple[str, Client]:
        return reverse(name, kwargs={"organisation": world.slug, **given}), client

    return of


Page = Callable[..., tuple[str, Client]]


def actions() -> set[str]:
    return set(AuditEvent.objects.values_list("action", flat=True))


# --- departments and teams ------------------------------------------------------------------------


def test_departments_and_teams_are_made_renamed_moved_and_removed(access: Access) -> None:
    assert len(LONG) > 80
    work = make_department(access=access, name="Werk")
    income = make_department(access=access, name=LONG)
    team = make_team(access=access, name="Noord", department=work)
    rename_department(access=access, department=income, name="Inkomen")
    change_team(access=access, team=team, name=LONG, department=income)
    assert Team.objects.get().department.name == "Inkomen"
    remove_department(access=access, department=work)
    remove_team(access=access, team=team)
    remove_department(access=access, department=income)
    assert not Department.objects.exists()
    assert {
        "department.made",
        "department.renamed",
        "department.removed",
        "team.made",
        "team.changed",
        "team.removed",
    } <= actions()


def test_a_name_is_there_once_in_any_case_of_letters(access: Access) -> None:
    work = make_department(access=access, name="Werk")
    make_team(access=access, name="Noord", department=work)
    with pytest.raises(Refused):
        make_department(access=access, name="WERK")
    with pytest.raises(Refused):
        make_team(access=access, name="noord", department=work)


def test_what_has_been_used_stays(world: World, access: Access, today: date) -> None:
    team = world.team("a", 1)
    Membership.objects.filter(team=team).update(end=today - timedelta(days=1))
    before = AuditEvent.objects.count()
    with pytest.raises(Refused):
        remove_team(access=access, team=team)
    with pytest.raises(Refused):
        remove_department(access=access, department=team.department)
    assert Team.objects.filter(pk=team.pk).exists()
    assert AuditEvent.objects.count() == before


def test_the_pages_of_departments_and_teams(world: World, page: Page) -> None:
    url, client = page("new_department")
    assert client.post(url, {"name": "Werk"}).status_code == 302
    assert client.post(url, {"name": "werk"}).status_code == 200
    work = Department.objects.get()
    url, client = page("new_team")
    client.post(url, {"name": "Noord", "department": work.pk})
    team = Team.objects.get()
    url, client = page("edit_team", team_id=team.pk)
    client.post(url, {"name": "Zuid", "department": work.pk})
    assert Team.objects.get().name == "Zuid"
    url, client = page("structure")
    assert "Zuid" in client.get(url).content.decode()
    client.post(page("remove_department", department_id=work.pk)[0])
    assert Department.objects.exists()
    client.post(page("remove_team", team_id=team.pk)[0])
    client.post(page("remove_department", department_id=work.pk)[0])
    assert not Department.objects.exists()


def test_a_team_cannot_be_put_in_a_department_of_another_organisation(
    world: World, page: Page
) -> None:
    elsewhere = settle("duinen", "Duinen").department("Werk")
    url, client = page("new_team")
    assert client.post(url, {"name": "Noord", "department": elsewhere.pk}).status_code == 200
    assert not Team.objects.exists()


# --- people ---------------------------------------------------------------------------------------


def add(access: Access, email: str, **given: object) -> User:
    values: dict[str, object] = {
        "name": "Eva",
        "staff_number": "",
        "role": Role.HR_ADVISER,
        "start": timezone.localdate(),
        "team": None,
        "department": None,
        "function": "",
    }
    return add_person(access=access, email=email, **(values | given))  # type: ignore[arg-type]


def test_somebody_is_added_with_a_role_and_without_a_password(access: Access) -> None:
    eva = add(access, "Eva@Zandstad.example", staff_number="12", name="E" * 120)
    assert eva.email == "eva@zandstad.example"
    assert not eva.has_usable_password()
    assert StaffNumber.objects.get().person == eva
    assert {"person.added", "membership.given"} <= actions()


def test_nobody_is_added_twice(access: Access) -> None:
    add(access, "eva@zandstad.example", staff_number="12")
    with pytest.raises(Refused):
        add(access, "EVA@zandstad.example")
    with pytest.raises(Refused):
        add(access, "ivo@zandstad.example", staff_number="12")
    assert not User.objects.filter(email="ivo@zandstad.example").exists()


def test_a_staff_number_belongs_to_one_person_of_one_organisation(access: Access) -> None:
    eva, ivo = add(access, "eva@zandstad.example", staff_number="12"), add(access, "ivo@b.example")
    with pytest.raises(Refused):
        change_person(access=access, person=ivo, name="Ivo", staff_number="12")
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("baas", Role.ADMINISTRATOR)
    add(elsewhere.access("baas"), "uma@b.example", staff_number="12")
    change_person(access=access, person=eva, name="Eva", staff_number="")
    change_person(access=access, person=ivo, name="Ivo", staff_number="12")
    numbered = StaffNumber.objects.filter(organisation=access.organisation)
    assert [number.person for number in numbered] == [ivo]


def test_people_are_found_by_name_address_number_role_and_team(
    world: World, access: Access, today: date
) -> None:
    team = world.team("a", 2)
    eva = add(access, "eva@zandstad.example", name="Eva de Vries", staff_number="77-A")
    left = world.give("weg", Role.HR_ADVISER)
    Membership.objects.filter(user=left).update(end=today - timedelta(days=1))

    def found(**wanted: object) -> set[str]:
        people = find_people(world.organisation, today=today, **wanted)  # type: ignore[arg-type]
        return {person.email.split("@")[0] for person in people}

    assert found(words="vries eva") == found(words="77-a") == {eva.email.split("@")[0]}
    assert found(words="a-1@zand") == {"a-1"}
    assert found(team=team) == {"a-1", "a-2", "manager-a"}
    assert found(team=team, role=Role.TEAM_MANAGER) == {"manager-a"}
    assert found(former=True) == {"weg"}
    assert "weg" not in found()


@pytest.mark.parametrize("former", [False, True])
def test_a_list_shows_of_people_what_the_queries_elsewhere_say(
    world: World, access: Access, today: date, former: bool
) -> None:
    """By written SQL: their roles with their order, and their staff numbers."""
    team = world.team("a", 4)
    world.give("a-1", Role.DEPARTMENT_HEAD, department=team.department)
    world.give("a-1", Role.ADMINISTRATOR)
    add(access, "eva@zandstad.example", name="Eva de Vries", staff_number="77-A")
    for number, name in enumerate(("a-1", "a-3", "never")):
        StaffNumber.objects.create(
            organisation=world.organisation, person=world.person(name), number=f"P{number}"
        )
    days = {
        "a-2": (LONG_AGO, today),
        "a-3": (LONG_AGO, today - timedelta(days=1)),
        "a-4": (today + timedelta(days=3), None),
        "manager-a": (LONG_AGO, today + timedelta(days=3)),
    }
    for name, (start, end) in days.items():
        Membership.objects.filter(user=world.people[name]).update(start=start, end=end)
    other = settle("duinen", "Duinen")
    Membership.objects.create(
        user=world.people["a-1"],
        organisation=other.organisation,
        role=Role.HR_ADVISER,
        start=today,
    )
    StaffNumber.objects.create(
        organisation=other.organisation, person=world.people["a-2"], number="elders"
    )
    people = list(find_people(world.organisation, today=today, former=former))
    details = listed_details(world.organisation, [one.pk for one in people], today, former=former)
    assert len(people) == len(details) == (2 if former else 6)
    for person in people:
        roles = Membership.objects.filter(user=person, organisation=world.organisation)
        if not former:
            roles = roles.filter(Q(end=None) | Q(end__gte=today))
        numbers = StaffNumber.objects.filter(person=person, organisation=world.organisation)
        expected = [
            (
                role.role,
                role.team and role.team.name,
                role.department and role.department.name,
                role.function,
                role.start,
                role.end,
            )
            for role in roles.order_by("-start", "role")
        ]
        assert details[person.pk].roles == expected
        assert details[person.pk].number == "".join(numbers.values_list("number", flat=True))
    assert listed_details(world.organisation, [], today, former=former) == {}


def test_the_teams_of_a_list_are_noticed_to_change(world: World) -> None:
    def expected() -> list[tuple[UUID, str]]:
        here = Team.objects.filter(organisation=world.organisation).order_by("pk")
        return list(here.values_list("pk", "name"))

    def names() -> list[tuple[UUID, str]]:
        return [(UUID(ident), name) for ident, name in team_names(world.organisation)]

    settle("duinen", "Duinen").team("b", 1)
    assert names() == expected() == []
    team = world.team("a", 1)
    assert names() == expected() == [(team.pk, "a")]
    Team.objects.filter(pk=team.pk).update(name="c")
    assert names() == expected() == [(team.pk, "c")]


def test_thousands_are_shown_a_page_at_a_time(
    world: World, page: Page, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    people = User.objects.bulk_create(
        User(
            organisation=world.organisation,
            email=f"p{n}@zandstad.example",
            name=f"Persoon {n:04}",
            password=make_password(None),
        )
        for n in range(3_000)
    )
    Membership.objects.bulk_create(
        Membership(
            user=person,
            organisation=world.organisation,
            role=Role.HR_ADVISER,
            start=LONG_AGO,
        )
        for person in people
    )
    url, client = page("people")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        text = client.get(f"{url}?q=Persoon&page=2").content.decode()
    assert "Persoon 0050" in text
    assert "Persoon 0049" not in text
    assert "q=Persoon&amp;page=3" in text
    assert client.get(f"{url}?page=nonsense").status_code == 200
    assert client.get(f"{url}?page=9999&team={uuid4()}&role=x").status_code == 200


def test_the_list_asks_no_more_of_the_database_with_more_people_and_teams(
    world: World, page: Page
) -> None:
    url, client = page("people")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    world.team("a", 2)
    queries()  # the form is drawn once for the same teams
    before = queries()
    assert before == 5
    for number in range(5):
        world.team(f"b{number}", 8)
    queries()
    assert queries() == before


def test_the_teams_to_choose_are_those_of_now_and_of_here(world: World, page: Page) -> None:
    team, other = world.team("a", 2), world.team("b", 2)
    url, client = page("people")
    settle("duinen", "Duinen").team("Strandteam", 1)

    def choices(query: str = "") -> str:
        return client.get(f"{url}{query}").content.decode().partition('id="found"')[0]

    before = choices()
    assert f'value="{team.pk}">' in before
    assert "Strandteam" not in before
    Team.objects.filter(pk=team.pk).update(name="Herdoopt")
    assert "Herdoopt" not in before
    assert "Herdoopt" in choices()
    assert f'value="{other.pk}" selected>' in choices(f"?team={other.pk}")
    assert f'value="{team.pk}" selected>' in choices(f"?team={team.pk}")
    assert " selected>" not in choices(f"?team={uuid4()}").replace('value="" selected>', "")
    assert 'value="Persoon zoek"' in choices("?q=Persoon+zoek")
    assert "Persoon zoek" not in choices()
    assert 'value="employee" selected>' in choices("?role=employee&page=2")
    assert before.count("<option") == choices("?former=on").count("<option")
    assert "checked" in choices("?former=on")
    assert "checked" not in choices()
    Team.objects.create(organisation=world.organisation, department=team.department, name="Nieuw")
    assert ">Nieuw<" in choices()


def test_adding_and_changing_through_the_pages(world: World, page: Page) -> None:
    team = world.team("a", 0)
    url, client = page("new_person")
    form = {"name": "Eva", "email": "eva@zandstad.example", "role": "employee"}
    form |= {"start": "2026-01-01", "function": "klantmanager"}
    assert client.post(url, form).status_code == 200  # a team is needed
    assert client.post(url, form | {"team": team.pk}).status_code == 302
    eva = User.objects.get(email="eva@zandstad.example")
    assert eva.memberships.get().function == Function.KLANTMANAGER
    url, client = page("edit_person", person_id=eva.pk)
    client.post(url, {"name": "Eva Smit", "staff_number": "5"})
    text = client.get(page("person", person_id=eva.pk)[0]).content.decode()
    assert "Eva Smit" in text


# --- roles ----------------------------------------------------------------------------------------


def test_a_role_ends_on_its_last_day(world: World, access: Access, today: date) -> None:
    world.team("a", 1)
    membership = world.people["a-1"].memberships.get()
    change_role(access=access, membership=membership, function="", end=today, today=today)
    here = Membership.objects.filter(pk=membership.pk)
    assert here.on(today).exists()
    assert not here.on(today + timedelta(days=1)).exists()
    assert {"membership.ended", "membership.function_changed"} <= actions()


def test_a_role_that_has_not_begun_can_be_withdrawn_and_one_that_has_cannot(
    world: World, access: Access, today: date
) -> None:
    later = give_role(
        by=access.user,
        person=world.person("eva"),
        organisation=world.organisation,
        role=Role.HR_ADVISER,
        start=today + timedelta(days=5),
    )
    change_role(access=access, membership=later, function="", end=today, today=today)
    assert not Membership.objects.filter(pk=later.pk).exists()
    world.give("ivo", Role.HR_ADVISER)
    begun = world.people["ivo"].memberships.get()
    early = LONG_AGO - timedelta(days=1)
    with pytest.raises(Refused):
        change_role(access=access, membership=begun, function="", end=early, today=today)


def test_nobody_has_the_same_role_twice_at_once(world: World, access: Access) -> None:
    world.give("ivo", Role.HR_ADVISER)
    with pytest.raises(Refused):
        give_role(
            by=access.user,
            person=world.people["ivo"],
            organisation=world.organisation,
            role=Role.HR_ADVISER,
            start=timezone.localdate(),
        )


def test_nobody_grants_rights_to_himself(world: World, access: Access, today: date) -> None:
    world.give("second", Role.ADMINISTRATOR)
    own = access.memberships[0]
    with pytest.raises(Refused):
        give_role(
            by=access.user,
            person=access.user,
            organisation=world.organisation,
            role=Role.HR_ADVISER,
            start=today,
        )
    end = today + timedelta(days=9)
    change_role(access=access, membership=own, function="", end=end, today=today)
    for longer in (None, end + timedelta(days=1)):
        with pytest.raises(Refused):
            change_role(access=access, membership=own, function="", end=longer, today=today)
    team = world.team("a", 0)
    with pytest.raises(Refused):
        hand_over_team(
            access=access, team=team, leaving=[], to=access.user, start=today + timedelta(days=1)
        )
    assert [role.role for role in access.user.memberships.all()] == [Role.ADMINISTRATOR]


def test_the_last_administrator_stays(world: World, access: Access, today: date) -> None:
    own = access.memberships[0]
    with pytest.raises(Refused):
        change_role(access=access, membership=own, function="", end=today, today=today)
    own.refresh_from_db()
    assert own.end is None
    world.give("second", Role.ADMINISTRATOR)
    change_role(access=access, membership=own, function="", end=today, today=today)
    second = world.people["second"].memberships.get()
    with pytest.raises(Refused):
        change_role(access=access, membership=second, function="", end=today, today=today)


def test_a_team_is_handed_over_in_one_go(world: World, page: Page, today: date) -> None:
    team = world.team("a", 1)
    old = world.people["manager-a"].memberships.get()
    start = today + timedelta(days=10)
    url, client = page("hand_over_team", team_id=team.pk)
    form = {"leaving": [old.pk], "start": start.isoformat()}
    assert client.post(url, form | {"to": "niemand@zandstad.example"}).status_code == 200
    outsider = settle("duinen", "Duinen").give("vreemd", Role.HR_ADVISER)
    assert client.post(url, form | {"to": outsider.email}).status_code == 200
    assert client.post(url, form | {"to": "a-1@zandstad.example"}).status_code == 302
    old.refresh_from_db()
    assert old.end == start - timedelta(days=1)
    new = world.people["a-1"].memberships.get(role=Role.TEAM_MANAGER)
    assert (new.start, new.team_id) == (start, team.pk)
    assert {"team.handed_over", "membership.given"} <= actions()


def test_a_refused_hand_over_leaves_the_old_manager(
    world: World, access: Access, today: date
) -> None:
    team = world.team("a", 0)
    old = world.people["manager-a"].memberships.get()
    with pytest.raises(Refused):
        hand_over_team(
            access=access,
            team=team,
            leaving=[old],
            to=access.user,
            start=today + timedelta(days=3),
        )
    old.refresh_from_db()
    assert old.end is None


def test_roles_through_the_pages(world: World, page: Page) -> None:
    world.team("a", 1)
    person = world.people["a-1"]
    url, client = page("new_role", person_id=person.pk)
    form = {"role": "department_head", "start": "2026-01-01"}
    assert client.post(url, form).status_code == 200
    assert client.post(url, form | {"team": Team.objects.get().pk}).status_code == 200
    department = Department.objects.get()
    assert client.post(url, form | {"department": department.pk}).status_code == 302
    head = person.memberships.get(role=Role.DEPARTMENT_HEAD)
    url, client = page("edit_role", person_id=person.pk, membership_id=head.pk)
    assert client.post(url, {"function": "", "end": "2025-01-01"}).status_code == 200
    assert client.post(url, {"function": "", "end": "2030-01-01"}).status_code == 302
    head.refresh_from_db()
    assert head.end == date(2030, 1, 1)


def test_people_of_another_organisation_do_not_exist(world: World, page: Page) -> None:
    elsewhere = settle("duinen", "Duinen")
    outsider = elsewhere.give("vreemd", Role.HR_ADVISER)
    role = outsider.memberships.get()
    own = world.people["administrator"]
    for name in ("person", "edit_person", "edit_email", "new_role", "approve_email"):
        url, client = page(name, person_id=outsider.pk)
        assert client.post(url, {}).status_code in {404, 405}, name
        assert client.get(url).status_code in {404, 405}, name
    for person in (outsider, own):
        url, client = page("edit_role", person_id=person.pk, membership_id=role.pk)
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", Place)
def test_a_role_has_its_place_everywhere_and_no_other(
    world: World, access: Access, role: Role, place: Place
) -> None:
    """Form, import and database take the place from `GRANTS`."""
    fits = GRANTS[role].place is place
    department = make_department(access=access, name="Werk")
    team = make_team(access=access, name="Noord", department=department)
    objects: dict[Place, dict[str, Any]] = {
        Place.TEAM: {"team": team},
        Place.DEPARTMENT: {"department": department},
        Place.NONE: {},
    }
    places = objects[place]
    values = {"role": role, "start": LONG_AGO, **{name: obj.pk for name, obj in places.items()}}
    assert RoleForm(world.organisation, data=values).is_valid() == fits
    somebody = world.give("somebody", Role.HR_ADVISER)
    membership = Membership(
        user=somebody, organisation=world.organisation, role=role, start=LONG_AGO, **places
    )
    Membership.objects.filter(user=somebody).delete()
    if fits:
        membership.save()
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            membership.save()
    names = {"team": ("Werk", "Noord"), "department": ("Werk", ""), "none": ("", "")}[place]
    header = "e-mail;naam;afdeling;team;rol"
    line = f"new@zandstad.example;Nieuw;{names[0]};{names[1]};{GRANTS[role].word}"
    content = parse(f"{header}\n{line}\n".encode(), VOCABULARY)
    assert (not content.faults) == fits
    assert [row.role for row in content.rows] == [role] * fits
