"""What people are promised before they begin follows from the frozen policy of their wave."""

from dataclasses import fields, replace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from surveys.models import Wave
from surveys.policy import Policy, default_policy
from tests.world import World

CHANGES: dict[str, Any] = {
    "means": 8,
    "counts": 12,
    "participation_normal": 0.6,
    "participation_minimum": 0.45,
    "levels": ("organisation",),
}
SAID_ELSEWHERE = {
    "group": "chooses which of the promises are shown at all",
    "margin": "says when a difference is called small; it protects nobody",
    "bands": "numbers are told roughly, and their bands are never under three wide",
}


def promises(policy: Policy, folder: str = "surveys") -> str:
    return render_to_string(f"{folder}/components/promises.html", {"policy": policy})


@pytest.mark.parametrize("name", CHANGES)
def test_another_policy_is_another_promise(name: str) -> None:
    policy = default_policy("klantmanager")
    assert promises(policy) != promises(replace(policy, **{name: CHANGES[name]}))


def test_no_rule_is_left_out() -> None:
    assert {field.name for field in fields(Policy)} == set(CHANGES) | set(SAID_ELSEWHERE)


def test_the_numbers_are_those_of_the_policy() -> None:
    text = promises(default_policy("klantmanager").raised(means=9, counts=13))
    assert " 9 " in text
    assert " 13 " in text
    assert "40" in text
    assert "50" in text


def test_a_policy_without_indicative_results_does_not_speak_of_them() -> None:
    indicative = promises(default_policy("klantmanager"))
    plain = promises(default_policy("klantmanager").raised(means=10))
    assert "7" in indicative
    assert indicative.count("<li>") == plain.count("<li>")
    assert "indicati" not in plain


def test_managers_are_not_promised_a_team_result() -> None:
    for policy in (
        default_policy("manager"),
        replace(default_policy("klantmanager"), levels=("organisation",)),
    ):
        text = promises(policy)
        assert "eamresultaat" not in text
        assert "team result" not in text


@pytest.mark.parametrize(("name", "value"), [("means", 12), ("counts", 20)])
def test_clients_read_it_from_their_policy_too(name: str, value: int) -> None:
    policy = default_policy("client")
    raised = policy.raised(**{name: value})
    assert promises(policy, "surveys/client") != promises(raised, "surveys/client")


def test_the_introduction_shows_the_promises_of_its_own_wave(world: World) -> None:
    wave = world.wave(world.team("a", 12))
    policy = wave.policy.raised(means=11)
    Wave.objects.filter(pk=wave.pk).update(policy_content=policy.to_dict())
    client = Client()
    client.force_login(world.people["a-1"])
    page = client.get(reverse("introduction", args=[world.slug, wave.pk])).content.decode()
    lines = [line.strip() for line in promises(policy).splitlines() if "11" in line]
    assert lines
    assert all(line in page for line in lines)
