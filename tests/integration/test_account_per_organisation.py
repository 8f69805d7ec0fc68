"""The migration that gives whoever had roles in two organisations an account in each (ADR 81)."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from igm_portal.accounts.models import EmailChange, Membership, StaffNumber, User
from surveys import identity
from surveys.models import Invitation
from surveys.models.response import Response
from tests.world import World, settle

copy = import_module("igm_portal.accounts.migrations.0022_account_per_organisation")._copy


@pytest.fixture
def shared(world: World) -> tuple[World, User]:
    """Somebody of Zandstad who was asked and answered in Duinen too, as one account could."""
    world.team("a", 2)
    person = world.people["a-1"]
    other = settle("duinen", "Duinen")
    team = other.team("b", 8)
    wave = other.wave(team)
    other.answer_all(wave, [f"b-{number}" for number in range(1, 9)])
    twin = other.people["b-1"]
    Membership.objects.filter(user=twin).update(user=person)
    StaffNumber.objects.create(organisation=other.organisation, person=person, number="7")
    Invitation.objects.filter(person=twin).update(person=person)
    generation = wave.key_generation or 0
    old, new = (identity.pseudonym(generation, wave.pk, one.pk) for one in (twin, person))
    Response.objects.filter(pseudonym=old).update(pseudonym=new)
    twin.delete()
    return other, person


def test_what_was_kept_there_goes_with_the_account_there(shared: tuple[World, User]) -> None:
    other, person = shared
    copy(apps, person, other.organisation.pk)
    there = User.objects.get(organisation=other.organisation, email=person.email)
    assert not there.has_usable_password()
    assert there.name == person.name
    assert Membership.objects.get(user=there).organisation == other.organisation
    assert StaffNumber.objects.get(person=there).number == "7"
    invitation = Invitation.objects.get(person=there)
    assert Response.objects.filter(pseudonym=invitation.pseudonym).count() == 1
    here = Membership.objects.get(user=person)
    assert here.organisation_id == person.organisation_id
    assert not Invitation.objects.filter(person=person).exists()


def test_an_address_in_doubt_is_settled_first(shared: tuple[World, User], world: World) -> None:
    other, person = shared
    EmailChange.objects.create(
        person=person,
        organisation=other.organisation,
        old_email="vroeger@duinen.example",
        changed_by=world.people["a-2"],
        changed_on=date(2026, 1, 1),
    )
    with pytest.raises(ValueError, match="nieuw e-mailadres open"):
        copy(apps, person, other.organisation.pk)
