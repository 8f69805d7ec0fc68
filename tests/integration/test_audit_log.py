"""The audit log as the administrator reads it."""

import re
from pathlib import Path

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.audit_texts import ACTIONS, action_text, details_text
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.roles import give_role
from igm_portal.accounts.services.structure import make_department
from igm_portal.audit.services import record
from tests.world import World, settle

ROOT = Path(__file__).resolve().parents[2]


def reader(world: World) -> Client:
    client = Client()
    client.force_login(world.give("administrator", Role.ADMINISTRATOR))
    return client


def test_events_are_found_by_action_and_by_person(world: World) -> None:
    client = reader(world)
    world.give("eva", Role.HR_ADVISER)
    make_department(access=world.access("administrator"), name="Werk & Inkomen")
    url = reverse("audit_log", args=[world.slug])

    def rows(**wanted: str) -> int:
        return client.get(url, wanted).content.decode().count("<time ")

    assert rows() == 3
    assert rows(action="membership.given") == 2
    assert rows(q="eva@zandstad") == 1
    assert rows(q="administrator@ werk") == 1
    assert rows(action="department.made", q="eva") == 0
    assert "Werk &amp; Inkomen" in client.get(url).content.decode()


def test_a_way_round_to_a_role_of_ones_own_stands_in_the_log(world: World) -> None:
    """An administrator makes a second one, who gives the first what nobody gives to himself."""
    client = reader(world)
    first, second = world.people["administrator"], world.person("tweede")
    today, place = timezone.localdate(), world.organisation
    give_role(by=first, person=second, organisation=place, role=Role.ADMINISTRATOR, start=today)
    give_role(by=second, person=first, organisation=place, role=Role.HR_ADVISER, start=today)
    page = client.get(reverse("audit_log", args=[world.slug])).content.decode()
    rows = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in page.split("<tr")]
    latest, before = (row for row in rows if second.email in row)
    assert latest.index(second.email) < latest.index(first.email) < latest.index("HR-adviseur")
    assert before.index(first.email) < before.index(second.email) < before.index("Beheerder")


def test_another_organisation_has_its_own_log(world: World) -> None:
    client = reader(world)
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("vreemd", Role.HR_ADVISER)
    text = client.get(reverse("audit_log", args=[world.slug])).content.decode()
    assert "vreemd" not in text


def test_a_long_log_has_pages(world: World) -> None:
    client = reader(world)
    for number in range(120):
        record(
            "department.made",
            world.department(f"Afdeling {number}"),
            by=world.people["administrator"],
            organisation_id=world.organisation.id,
        )
    url = reverse("audit_log", args=[world.slug])
    assert client.get(url).content.decode().count("<time ") == 50
    assert client.get(url, {"page": "3"}).content.decode().count("<time ") == 21


def test_details_are_words() -> None:
    said = details_text({"role": "employee", "start": "2026-01-31", "checksum": "sha256:1"})
    assert "2026-01-31" not in said
    assert "employee" not in said
    assert "sha256" not in said


def test_every_act_in_the_code_has_words() -> None:
    call = re.compile(r'record\w*\(\s*(?:\w+,\s*)?"([a-z]+\.[a-z_]+)"')
    folders = (ROOT / name for name in ("igm_portal", "surveys", "reports"))
    texts = (path.read_text(encoding="utf-8") for root in folders for path in root.rglob("*.py"))
    written = {action for text in texts for action in call.findall(text)}
    assert "wave.closed" in written
    assert written <= set(ACTIONS)


def test_an_act_without_words_is_still_shown() -> None:
    assert action_text("thing.done") == "thing.done"
