"""A choice of people from the list: asked with numbers first, then done in one go."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Membership, User
from igm_portal.accounts.roles import Function, Role
from igm_portal.accounts.services.selection import placement
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from tests.world import World, settle

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def client(world: World) -> Client:
    client = Client()
    client.force_login(world.give("administrator", Role.ADMINISTRATOR))
    return client


def keys(world: World, *names: str) -> list[str]:
    return [str(world.people[name].pk) for name in names]


def post(client: Client, world: World, query: Any = "", **data: Any) -> HttpResponse:
    url = reverse("selection", args=[world.slug]) + query
    return client.post(url, {"whom": "chosen"} | data)  # type: ignore[return-value]


def numbers(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    match = re.search(r'name="numbers" value="([^"]*)"', answer.content.decode())
    assert match
    return match[1]


def confirm(client: Client, world: World, query: Any = "", **data: Any) -> HttpResponse:
    """Ask, and then do what the page shows."""
    seen = numbers(post(client, world, query, step="2", **data))
    return post(client, world, query, step="2", numbers=seen, **data)


def without_passwords(world: World, *names: str) -> None:
    people = User.objects.filter(pk__in=[world.people[name].pk for name in names])
    people.update(password=make_password(None))


def roles(world: World, name: str) -> list[tuple[str, date | None]]:
    own = Membership.objects.filter(user=world.people[name]).order_by("start", "pk")
    return [(role.team.name if role.team else role.role, role.end) for role in own]


def test_the_list_ticks_people_and_keeps_the_search(world: World, client: Client) -> None:
    world.team("oost", 3)
    page = client.get(reverse("people", args=[world.slug]) + "?q=oost-1").content.decode()
    assert f'{reverse("selection", args=[world.slug])}?q=oost-1"' in page
    assert f'type="checkbox" name="person" value="{world.people["oost-1"].pk}"' in page
    assert "Kies Oost-1" in page
    assert page.count('type="checkbox" name="person"') == 1


def test_without_anybody_or_without_an_action_nothing_happens(world: World, client: Client) -> None:
    world.team("oost", 1)
    people = reverse("people", args=[world.slug])
    for data in (
        {"do": "invite"},
        {"do": "end", "person": ["no key", "0"]},
        {"do": "burn", "person": keys(world, "oost-1")},
    ):
        answer = post(client, world, **data)
        assert (answer.status_code, answer["Location"]) == (302, people)
    assert client.get(reverse("selection", args=[world.slug]))["Location"] == people


def test_only_who_is_ticked_and_has_no_password_is_invited(world: World, client: Client) -> None:
    world.team("oost", 4)
    without_passwords(world, "oost-1", "oost-2", "oost-3")
    chosen = keys(world, "oost-1", "oost-2", "oost-4")
    seen = numbers(post(client, world, do="invite", person=chosen))
    assert not Mail.objects.exists()
    post(client, world, do="invite", person=chosen, numbers=seen, to="new")
    assert Mail.objects.count() == 2
    events = AuditEvent.objects.filter(action="person.invited")
    assert set(events.values_list("object_id", flat=True)) == set(chosen[:2])


def test_numbers_that_changed_are_shown_again(world: World, client: Client) -> None:
    world.team("oost", 2)
    without_passwords(world, "oost-1", "oost-2")
    data = {"do": "invite", "person": keys(world, "oost-1", "oost-2")}
    seen = numbers(post(client, world, **data))
    User.objects.filter(pk=world.people["oost-2"].pk).update(password=make_password("x" * 20))
    answer = post(client, world, **data, numbers=seen, to="new")
    assert "anders dan je zag" in answer.content.decode()
    assert not Mail.objects.exists()
    post(client, world, **data, numbers=numbers(answer), to="new")
    assert Mail.objects.count() == 1


def test_all_of_the_list_are_those_the_search_gives_on_every_page(
    world: World, client: Client
) -> None:
    world.team("oost", 60)
    world.team("west", 2)
    answer = confirm(
        client, world, "?q=oost&page=2", do="end", whom="all", last_day=TODAY.isoformat()
    )
    assert answer.status_code == 302
    assert answer["Location"].endswith("?q=oost&page=2")
    assert Membership.objects.filter(end=TODAY).count() == 61  # and the manager
    assert roles(world, "west-1") == [("west", None)]


def test_all_on_the_page_are_those_that_stood_there(world: World, client: Client) -> None:
    world.team("oost", 3)
    data = {"do": "end", "page": keys(world, "oost-1", "oost-2"), "last_day": TODAY.isoformat()}
    first = post(client, world, whom="page", **data)
    assert 'name="whom" value="chosen"' in first.content.decode()
    shown = re.findall(r'name="person" value="([^"]+)"', first.content.decode())
    assert set(shown) == set(keys(world, "oost-1", "oost-2"))


def test_a_place_in_a_team_ends_the_other_and_keeps_the_function(
    world: World, client: Client
) -> None:
    world.team("oost", 2)
    west = world.team("west", 1)
    Membership.objects.filter(user=world.people["oost-2"]).update(function=Function.ACCOUNTMANAGER)
    chosen = keys(world, "oost-1", "oost-2", "west-1", "administrator")
    data = {
        "do": "place",
        "person": chosen,
        "team": str(west.pk),
        "start": TOMORROW.isoformat(),
        "leaves_others": "on",
    }
    asked = post(client, world, step="2", **data)
    page = asked.content.decode()
    assert "Plaats 2 mensen" in page
    assert "Jij telt niet mee" in page
    assert roles(world, "oost-1") == [("oost", None)]
    post(client, world, step="2", numbers=numbers(asked), **data)
    assert roles(world, "oost-1") == [("oost", TODAY), ("west", None)]
    assert roles(world, "west-1") == [("west", None)]
    assert roles(world, "administrator") == [("administrator", None)]
    begun = Membership.objects.get(user=world.people["oost-2"], team=west)
    assert (begun.function, begun.start) == (Function.ACCOUNTMANAGER, TOMORROW)
    actions = AuditEvent.objects.filter(actor="administrator@zandstad.example")
    assert [actions.filter(action=f"membership.{act}").count() for act in ("given", "ended")] == [
        2,
        2,
    ]


def test_another_team_than_was_seen_is_asked_about_again(world: World, client: Client) -> None:
    world.team("oost", 1)
    west, north = world.team("west", 1), world.team("noord", 1)
    data = {"do": "place", "person": keys(world, "oost-1"), "start": TODAY.isoformat()}
    seen = numbers(post(client, world, step="2", team=str(west.pk), **data))
    answer = post(client, world, step="2", team=str(north.pk), numbers=seen, **data)
    assert "anders dan je zag" in answer.content.decode()
    assert roles(world, "oost-1") == [("oost", None)]


def test_where_nothing_would_be_done_there_is_nothing_to_press(
    world: World, client: Client
) -> None:
    west = world.team("west", 1)
    data = {"do": "place", "team": str(west.pk), "start": TODAY.isoformat()}
    answer = post(client, world, step="2", person=keys(world, "west-1"), **data)
    assert numbers(answer) == ""
    assert "Plaats " not in answer.content.decode()
    again = post(client, world, step="2", person=keys(world, "west-1"), numbers="", **data)
    assert again.status_code == 200


def test_an_end_takes_everything_but_the_own_roles(world: World, client: Client) -> None:
    oost = world.team("oost", 1)
    role = Membership.objects.get(user=world.people["manager-oost"])
    Membership.objects.create(
        user=world.people["oost-1"],
        organisation=world.organisation,
        role=Role.TEAM_MANAGER,
        team=oost,
        start=TODAY + timedelta(days=9),
    )
    chosen = keys(world, "oost-1", "manager-oost", "administrator")
    confirm(client, world, do="end", person=chosen, last_day=TOMORROW.isoformat())
    assert roles(world, "oost-1") == [("oost", TOMORROW)]
    role.refresh_from_db()
    assert role.end == TOMORROW
    assert roles(world, "administrator") == [("administrator", None)]
    assert AuditEvent.objects.filter(action="membership.withdrawn").count() == 1
    assert AuditEvent.objects.filter(action="membership.ended").count() == 2


def test_no_end_lies_in_the_past(world: World, client: Client) -> None:
    world.team("oost", 1)
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    answer = post(
        client, world, step="2", do="end", person=keys(world, "oost-1"), last_day=yesterday
    )
    assert "Kies vandaag of een latere dag" in answer.content.decode()
    assert roles(world, "oost-1") == [("oost", None)]


def test_nobody_and_no_team_of_another_organisation_is_reached(
    world: World, client: Client
) -> None:
    world.team("oost", 1)
    elsewhere = settle("duinen", "Duinen")
    strand = elsewhere.team("strand", 1)
    stranger = str(elsewhere.people["strand-1"].pk)
    answer = post(client, world, do="end", person=stranger)
    assert answer.status_code == 302
    assert "Kies eerst" in client.get(answer["Location"]).content.decode()
    both = post(client, world, do="end", person=[stranger, *keys(world, "oost-1")])
    assert "strand-1" not in both.content.decode()
    assert "Rollen van 1 persoon beëindigen" in both.content.decode()
    data = {"do": "place", "person": keys(world, "oost-1"), "start": TODAY.isoformat()}
    answer = post(client, world, step="2", team=str(strand.pk), **data)
    assert numbers(answer) == ""
    with pytest.raises(ValueError, match="another organisation"):
        placement(
            access=world.access("administrator"),
            people=User.objects.all(),
            team=strand,
            start=TODAY,
            function="",
            leaves_others=True,
        )


def test_only_an_administrator_chooses(world: World) -> None:
    world.team("oost", 1)
    for name in ("hr", "manager-oost", "oost-1"):
        if name == "hr":
            world.give("hr", Role.HR_ADVISER)
        client = Client()
        client.force_login(world.people[name])
        assert post(client, world, do="end", person=keys(world, "oost-1")).status_code == 403


@pytest.mark.parametrize("do", ["invite", "place", "end"])
def test_ten_times_as_many_people_take_as_many_queries(
    do: str, world: World, client: Client
) -> None:
    world.team("oost", 3)
    world.team("west", 30)
    noord = world.team("noord", 1)
    data = {"do": do, "whom": "all", "step": "2", "team": str(noord.pk), "to": "new"} | {
        "start": TODAY.isoformat(),
        "last_day": TODAY.isoformat(),
    }
    counts = []
    for team in ("oost", "west"):
        people = User.objects.filter(email__startswith=f"{team}-")
        people.update(password=make_password(None))
        seen = numbers(post(client, world, f"?q={team}-", **data))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert post(client, world, f"?q={team}-", numbers=seen, **data).status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1]
