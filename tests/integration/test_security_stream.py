"""Security events as lines for a SIEM: kinds and ids, no name, no address (ADR 75)."""

import json
import logging
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from igm_portal.accounts.roles import Role
from igm_portal.audit.security_stream import is_security_event
from igm_portal.audit.services import record
from igm_portal.logs import JsonLineFormatter
from tests.world import World

LOGGER = "igm_portal.security"


@pytest.fixture
def events(settings: Settings, caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict]]:  # type: ignore[type-arg]
    settings.IGM_SECURITY_EVENTS = True
    caplog.set_level(logging.INFO, LOGGER)

    def read() -> list[dict]:  # type: ignore[type-arg]
        lines = [JsonLineFormatter().format(line) for line in caplog.records if line.name == LOGGER]
        assert "@" not in "".join(lines)
        return [json.loads(line)["event"] for line in lines]

    return read


def test_a_role_is_told_by_ids(
    world: World,
    events: Callable[[], list[dict[str, str]]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        world.give("eva", Role.HR_ADVISER)
    (event,) = events()
    assert event["action"] == "membership.given"
    assert event["organisation"] == str(world.organisation.id)
    assert "Eva" not in str(event)


def test_what_was_rolled_back_is_not_told(
    world: World, events: Callable[[], list[dict[str, str]]]
) -> None:
    world.give("eva", Role.HR_ADVISER)  # never committed in this test
    assert events() == []


def test_a_wrong_password_of_an_employee_or_of_nobody_names_nobody(
    world: World, events: Callable[[], list[dict[str, str]]]
) -> None:
    world.team("a", 1)
    for address in ("a-1@zandstad.example", "niemand@zandstad.example"):
        Client().post(reverse("account_login"), {"login": address, "password": "verkeerd"})
    assert events() == [{"action": "sign_in.failed"}, {"action": "sign_in.failed"}]


def test_off_unless_asked_for(
    world: World,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    caplog.set_level(logging.INFO, LOGGER)
    with django_capture_on_commit_callbacks(execute=True):
        world.give("eva", Role.HR_ADVISER)
        record("log.exported", world.organisation, by=None, organisation_id=None)
    assert not [line for line in caplog.records if line.name == LOGGER]


@pytest.mark.parametrize(
    ("action", "told"),
    [
        *(("sign_in.failed", True), ("second_step.reset", True), ("membership.given", True)),
        *(("provider.set", True), ("figures.exported", True), ("log.exported", True)),
        *(("key.destroyed", True), ("agreement.removed", False), ("wave.launched", False)),
    ],
)
def test_which_events_are_of_security(action: str, told: bool) -> None:
    assert is_security_event(action) is told
