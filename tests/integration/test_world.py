"""What the tests make in a few statements is what the services would have left."""

from typing import Any

import pytest
from django.forms.models import model_to_dict

from igm_portal.accounts.models import Membership, Module
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from surveys.models.response import Response
from tests.world import PASSWORD, World


def facts_of(world: World, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The role of this person and what the audit log says of it, without what names the person."""
    membership = Membership.objects.get(user=world.people[name])
    event = AuditEvent.objects.get(object_id=str(membership.pk))
    return (
        model_to_dict(membership, exclude=["id", "user"]),
        model_to_dict(event, exclude=["id", "at", "object_id", "object_label"]),
    )


def test_people_of_a_team(world: World) -> None:
    team = world.team("a", 1)
    world.give("hand", Role.EMPLOYEE, team=team)
    assert facts_of(world, "a-1") == facts_of(world, "hand")
    person = world.people["a-1"]
    person.full_clean()
    assert (person.email, person.name) == ("a-1@zandstad.example", "A-1")
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("asks_support", [False, True])
def test_answers_of_many(world: World, asks_support: bool) -> None:
    world.switch(Module.SUPPORT)
    wave = world.wave(world.team("a", 2), asks_support=asks_support)
    world.answer_all(wave, ["a-1"])
    items = world.invitation(wave, "a-1").questionnaire.items
    world.answer(wave, "a-2", **{item.code: 1 + 3 * n % 4 for n, item in enumerate(items)})
    rows = [
        model_to_dict(one, exclude=["id", "pseudonym"])
        for one in Response.objects.filter(wave=wave)
    ]
    assert rows[0] == rows[1]
    assert all(Response.objects.filter(wave=wave).values_list("sent", flat=True))
