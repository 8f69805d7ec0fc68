"""Choosing a questionnaire together: what each is for, a page for a meeting, and with whom."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.outbox.models import Mail
from surveys.forms.questionnaires import newest_entries
from surveys.models import Wave
from surveys.services.mailing import invite
from tests.clients import client_wave, codes
from tests.environment.programs import pages_of, text_of
from tests.files import signed_in
from tests.world import World, settle

MEETING = "de teams Noord en Zuid, in het teamoverleg van 4 december"


@pytest.fixture
def world(db: None) -> World:
    world = settle()
    world.team("a", 8)
    world.give("hr", Role.HR_ADVISER)
    return world


def wave_chosen_with(world: World, words: str) -> Wave:
    team = world.organisation.teams.get()
    wave = world.wave(team, launched=False)
    Wave.objects.filter(pk=wave.pk).update(chosen_with=words)
    wave.refresh_from_db()
    return wave


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("group", ["klantmanager", "manager", "client"])
def test_the_choice_of_every_audience_fits_one_page(
    group: str, language: str, world: World, tmp_path: Path
) -> None:
    browser = signed_in(world, "hr")
    address = reverse("choice_sheet", args=[world.slug, group])
    pdf = browser.get(address, headers={"accept-language": language})
    assert pdf.headers["Content-Type"] == "application/pdf"
    content = pdf.getvalue()
    assert pages_of(content) == 1
    text = " ".join(text_of(content, tmp_path).split())
    entries = [one for one in newest_entries() if one.instrument.group == group]
    reading = [one.reading(language if language in one.names else "nl") for one in entries]
    assert entries
    assert all(one.instrument.title in text for one in reading)
    assert {"nl": "bewaart geen stemmen", "en": "keeps no votes"}[language] in text


def test_there_is_no_choice_for_people_who_are_never_asked(world: World) -> None:
    page = signed_in(world, "hr").get(reverse("choice_sheet", args=[world.slug, "burgers"]))
    assert page.status_code == 404


def test_hr_reads_what_each_questionnaire_is_for(world: World) -> None:
    browser = signed_in(world, "hr")
    for view in ("questionnaires", "new_wave"):
        page = browser.get(reverse(view, args=[world.slug])).content.decode()
        assert "Zien wat klantmanagers helpt en tegenhoudt" in page
    page = browser.get(reverse("questionnaires", args=[world.slug])).content.decode()
    assert reverse("choice_sheet", args=[world.slug, "klantmanager"]) in page


def test_with_whom_it_was_chosen_is_read_at_the_start_and_in_the_invitation(world: World) -> None:
    wave = wave_chosen_with(world, MEETING)
    browser = signed_in(world, "hr")
    for view in ("wave", "wave_plan"):
        page = browser.get(reverse(view, args=[world.slug, wave.pk])).content.decode()
        assert MEETING in page
    browser.post(reverse("launch_wave", args=[world.slug, wave.pk]))
    wave.refresh_from_db()
    employee = signed_in(world, "a-1")
    page = employee.get(reverse("introduction", args=[world.slug, wave.pk])).content.decode()
    assert f"Gekozen met: {MEETING}." in page
    if not wave.mailings.exists():
        invite(access=world.access("hr"), wave=wave, today=timezone.localdate())
    bodies = [mail.body for mail in Mail.objects.all()]
    assert bodies
    assert all(f"Deze vragenlijst is gekozen met {MEETING}." in body for body in bodies)


def test_nothing_is_said_where_nobody_chose(world: World) -> None:
    wave = world.wave(world.organisation.teams.get())
    page = signed_in(world, "a-1").get(reverse("introduction", args=[world.slug, wave.pk]))
    assert "Gekozen met" not in page.content.decode()
    invite(access=world.access("hr"), wave=wave, today=timezone.localdate())
    assert not any("gekozen met" in mail.body for mail in Mail.objects.all())


def test_clients_read_it_too(world: World) -> None:
    wave = client_wave(world)
    Wave.objects.filter(pk=wave.pk).update(chosen_with="de cliëntenraad")
    (code,) = codes(world, wave)
    page = Client(headers={"accept-language": "nl"}).get(reverse("client_card", args=[code]))
    assert "Gekozen met: de cliëntenraad." in page.content.decode()


def test_braces_and_tags_in_it_stay_what_they_are(world: World) -> None:
    wave = wave_chosen_with(world, "{link} <b>iedereen</b>")
    signed_in(world, "hr").post(reverse("launch_wave", args=[world.slug, wave.pk]))
    page = signed_in(world, "a-1").get(reverse("introduction", args=[world.slug, wave.pk]))
    assert "{link} &lt;b&gt;iedereen&lt;/b&gt;" in page.content.decode()
    wave.refresh_from_db()
    if not wave.mailings.exists():
        invite(access=world.access("hr"), wave=wave, today=timezone.localdate())
    assert "gekozen met {link} <b>iedereen</b>." in Mail.objects.first().body  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"{MEETING}.", MEETING),
        ("", ""),
        ("het overleg van 03-12-2026", "het overleg van 03-12-2026"),
        ("jan@zandstad.example", None),
        ("mevrouw 111222333", None),
        ("bel 06 12 34 56 78 9", None),
        ("x" * 161, None),
    ],
)
def test_what_hr_writes_is_short_and_names_nobody(
    typed: str, kept: str | None, world: World
) -> None:
    today = timezone.localdate()
    posted = {
        "questionnaire": "k1@2",
        "title": "Voorjaar",
        "teams": [str(world.organisation.teams.get().pk)],
        "starts_on": today.isoformat(),
        "closes_on": (today + timedelta(days=14)).isoformat(),
        "chosen_with": typed,
    }
    page = signed_in(world, "hr").post(reverse("new_wave", args=[world.slug]), posted)
    assert page.status_code == (200 if kept is None else 302)
    assert [wave.chosen_with for wave in Wave.objects.all()] == ([] if kept is None else [kept])


def test_an_earlier_wave_that_is_taken_over_was_chosen_then_and_not_now(world: World) -> None:
    wave = wave_chosen_with(world, MEETING)
    address = reverse("new_wave", args=[world.slug])
    page = signed_in(world, "hr").get(f"{address}?kopie={wave.pk}").content.decode()
    assert wave.title in page
    assert MEETING not in page
