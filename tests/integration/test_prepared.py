"""Queries whose SQL is kept: the same answers as Django's own, each time anew, and its locks."""

from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import DateField, QuerySet
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from igm_portal.accounts.models import Membership, User
from igm_portal.accounts.roles import Role
from igm_portal.prepared import Given, Prepared
from tests.world import World


def of_person() -> QuerySet[Membership]:
    held = Membership.objects.on(Given("day", DateField()))
    return held.filter(user=Given("user", User._meta.pk)).select_related("organisation")


def test_it_answers_as_the_query_that_it_stands_for(world: World) -> None:
    held, today = Prepared(of_person), timezone.localdate()
    world.team("a", 2)
    for user in User.objects.all():
        plain = Membership.objects.on(today).filter(user=user)
        found = held(user=user.pk, day=today)
        assert {it.pk for it in found} == {it.pk for it in plain}
        assert {it.organisation for it in found} == {it.organisation for it in plain}
    assert held.one(user=uuid4(), day=today) is None


def test_no_answer_is_kept(world: World) -> None:
    held, today = Prepared(of_person), timezone.localdate()
    user = world.give("hr", Role.HR_ADVISER)
    assert held(user=user.pk, day=today)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not held(user=user.pk, day=today)


@pytest.mark.django_db
def test_a_lock_outside_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = Prepared(
        lambda: User.objects.select_for_update().filter(pk=Given("pk", User._meta.pk))
    )
    assert locked(pk=uuid4()) == []
    monkeypatch.setattr(connection, "get_autocommit", lambda: True)
    with pytest.raises(TransactionManagementError):
        locked(pk=uuid4())
