"""What an administrator can mend is counted as the lists of it say."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from igm_portal.accounts.attention import attention
from igm_portal.accounts.models import Membership, Team, User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import find_people, never_invited, teams_without
from igm_portal.accounts.services.invitations import invite_all
from tests.world import World, settle

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def town(world: World) -> World:
    """Who is here today, later, until today, until yesterday; with two roles; who was invited."""
    world.give("beheer", Role.ADMINISTRATOR)
    teams = [world.team(name, 2) for name in "abcd"]
    for name, end in (("a-1", TODAY), ("b-1", YESTERDAY), ("b-2", YESTERDAY)):
        Membership.objects.filter(user=world.people[name]).update(end=end)
    Membership.objects.filter(user=world.people["c-1"]).update(start=TODAY + timedelta(days=9))
    Membership.objects.filter(user=world.people["manager-d"]).update(end=YESTERDAY)
    world.give("a-2", Role.DEPARTMENT_HEAD, department=teams[0].department)
    names = ("a-1", "a-2", "b-1", "c-1", "c-2", "d-1", "manager-a")
    people = User.objects.filter(pk__in=[world.people[name].pk for name in names])
    people.update(password=make_password(None))
    User.objects.filter(pk=world.people["d-1"].pk).update(is_active=False)
    invited = User.objects.filter(pk=world.people["c-2"].pk)
    invite_all(access=world.access("beheer"), people=list(invited), site="https://x.example")
    other = settle("duinen", "Duinen")
    other.team("a", 3)
    User.objects.filter(organisation=other.organisation).update(password=make_password(None))
    return world


def test_the_numbers_are_those_of_the_lists(town: World) -> None:
    here = town.organisation
    counts = attention(here, TODAY)
    assert counts.people == find_people(here, today=TODAY).count() == 10
    assert counts.teams == Team.objects.filter(organisation=here).count() == 4
    assert counts.empty_teams == teams_without(here, Role.EMPLOYEE, TODAY).count() == 1
    assert counts.unmanaged_teams == teams_without(here, Role.TEAM_MANAGER, TODAY).count() == 1
    assert counts.not_invited == len(never_invited(here, TODAY)) == 4
    assert counts.not_reached == 0


def test_a_role_that_ends_counts_at_once(town: World) -> None:
    before = attention(town.organisation, TODAY)
    Membership.objects.filter(user=town.people["manager-a"]).update(end=YESTERDAY)
    after = attention(town.organisation, TODAY)
    assert after.people == before.people - 1
    assert after.not_invited == before.not_invited - 1
    assert after.unmanaged_teams == before.unmanaged_teams + 1
