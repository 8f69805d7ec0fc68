from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.roles import Role
from surveys import identity
from surveys.codes.code import Code
from surveys.models import Wave
from tests import post_office
from tests.clients import codes
from tests.pages import PageClient
from tests.post_office import PostOffice
from tests.world import World


@pytest.fixture
def own_keys(tmp_path: Path) -> Iterator[None]:
    """For tests that make or destroy keys: tests at the same time share the other folder."""
    with override_settings(IGM_KEY_DIR=tmp_path / "keys"):
        identity.new_generation()
        yield


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Django's clock stand still: no ten minutes of a limit end while a test runs."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def no_earlier_tries(db: None) -> Iterator[None]:
    """For tests of what is counted per address or code."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def office(db: None) -> Iterator[PostOffice]:
    """A mail server that takes what is sent to it."""
    with post_office.opened() as opened:
        yield opened


@pytest.fixture
def wave(world: World) -> Wave:
    """An open wave of one team of nine."""
    return world.wave(world.team("a", 9))


@pytest.fixture
def code(world: World, wave: Wave) -> Code:
    """A start code, in a module whose `wave` is one for clients."""
    return codes(world, wave)[0]


@pytest.fixture
def closed(db: None, town: tuple[World, Wave]) -> Wave:
    """The closed wave of a module that made one in `town`, once for all of its tests."""
    return Wave.objects.get(pk=town[1].pk)


@pytest.fixture
def employee(world: World, wave: Wave) -> PageClient:
    """The browser of one of the nine, `a-1`."""
    browser = PageClient()
    browser.force_login(world.people["a-1"])
    return browser


@pytest.fixture
def access(world: World) -> Access:
    """What the administrator may do."""
    world.give("administrator", Role.ADMINISTRATOR)
    return world.access("administrator")


@pytest.fixture
def hr(world: World) -> Client:
    """The browser of HR, which has one open wave, of three people."""
    world.wave(world.team("a", 3))
    client = Client()
    client.force_login(world.people["hr"])
    return client


@pytest.fixture
def hr_with_a_team(world: World) -> Client:
    """The browser of HR, which has a team of nine and no wave."""
    world.team("a", 9)
    client = Client()
    client.force_login(world.give("hr", Role.HR_ADVISER))
    return client
