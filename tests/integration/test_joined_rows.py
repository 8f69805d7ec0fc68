"""What is read by written SQL is the same as what Django reads, on every database."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.access import memberships_of
from igm_portal.accounts.models import Membership, Module, User
from igm_portal.accounts.roles import Role
from surveys.models import Invitation
from surveys.selectors import invitation_for
from tests.database import values
from tests.world import World, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """One person with two roles, asked in a wave with the addition."""
    world = settle()
    world.switch(Module.SUPPORT)
    team = world.team("a", 2)
    world.give("a-1", Role.DEPARTMENT_HEAD, department=team.department)
    world.wave(team, asks_support=True)
    return world


def test_an_account_its_roles_and_its_organisation(world: World) -> None:
    person = world.people["a-1"]
    rows = sorted(memberships_of(person.pk), key=lambda row: row.pk)
    same = Membership.objects.filter(user=person).select_related("user", "organisation")
    assert len(rows) == 2
    for row, other in zip(rows, same.order_by("pk"), strict=True):
        assert values(row) == values(other)
        assert values(row.user) == values(other.user)
        assert values(row.organisation) == values(other.organisation)


def test_an_invitation_its_wave_and_its_questionnaires(world: World) -> None:
    access = world.access("a-1")
    same = Invitation.objects.select_related("wave__instrument", "wave__support").get(
        person=access.user
    )
    row = invitation_for(access, same.wave_id)
    assert values(row) == values(same)
    assert values(row.wave) == values(same.wave)
    assert row.pseudonym == same.pseudonym
    for own, other in (
        (row.wave.instrument, same.wave.instrument),
        (row.wave.support, same.wave.support),
    ):
        assert own is not None
        assert other is not None
        assert own.get_deferred_fields() == {"content"}
        assert values(own) == {
            name: value for name, value in values(other).items() if name != "content"
        }


def test_what_a_session_may_do_is_read_again_at_every_request(world: World) -> None:
    person, client = world.people["a-1"], Client()
    client.force_login(person)
    start, today = reverse("start", args=[world.slug]), timezone.localdate()
    assert client.get(start).status_code == 200
    Membership.objects.filter(user=person).update(end=today - timedelta(days=1))
    assert client.get(start).status_code == 404
    Membership.objects.filter(user=person).update(end=None)
    assert client.get(start).status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(start).status_code == 302
