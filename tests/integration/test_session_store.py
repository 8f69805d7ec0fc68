"""A session is read by a query of our own; what opens and what does not is as Django has it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.session_store import SessionStore
from tests.world import World

pytestmark = pytest.mark.django_db


def test_it_holds_what_a_session_of_django_holds() -> None:
    """Whoever is signed in while the portal is updated stays signed in."""
    before = DjangoStore()
    before.update({"one": 1, "words": ["Zó", "è"]})
    before.save()
    assert SessionStore(before.session_key).load() == DjangoStore(before.session_key).load()
    after = SessionStore(before.session_key)
    after["one"] = 2
    after.save()
    assert DjangoStore(before.session_key).load() == {"one": 2, "words": ["Zó", "è"]}


@pytest.mark.parametrize("store", [SessionStore, DjangoStore])
def test_past_its_end_or_unknown_it_is_empty_and_its_key_is_not_taken_over(
    store: type[DjangoStore],
) -> None:
    session = store()
    session["one"] = 1
    session.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for key in (session.session_key, "a" * 32):
        late = store(key)
        assert late.load() == {}
        late["two"] = 2
        late.save()
        assert late.session_key not in {key, None}


def test_a_session_past_its_end_opens_nothing(world: World) -> None:
    world.team("a", 2)
    browser, start = Client(), reverse("start", args=["zandstad"])
    browser.force_login(world.people["a-1"])
    assert browser.get(start).status_code == 200
    Session.objects.update(expire_date=timezone.now())
    assert browser.get(start).status_code == 302
    browser.cookies[settings.SESSION_COOKIE_NAME] = "' OR 1=1 --"
    assert browser.get(start).status_code == 302


def test_a_changed_session_opens_nothing(world: World) -> None:
    world.team("a", 2)
    browser, start = Client(), reverse("start", args=["zandstad"])
    browser.force_login(world.people["a-1"])
    Session.objects.update(session_data="e30:changed")
    assert browser.get(start).status_code == 302
