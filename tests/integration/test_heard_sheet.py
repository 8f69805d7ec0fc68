"""What a head reads on one page, and the sheet that goes back to the department."""

from datetime import timedelta
from pathlib import Path

import pdfua
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.followup.models import AnswerKind, Referral
from igm_portal.followup.services.agreements import make_agreement
from igm_portal.followup.services.referrals import answer, lay_before
from surveys.models import Wave
from tests.environment.programs import pages_of, tags, text_of
from tests.published import close
from tests.world import World

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TEAMS = ("Zonnedauw", "Morgenrood", "Avondster")
SENTENCES = {
    "Zonnedauw": "Mogen wij twee ochtenden zonder telefoon?",
    "Morgenrood": "Kan het formulier voor spoed korter?",
    "Avondster": "Wanneer komt er een rustige gespreksruimte?",
}


@pytest.fixture
def wave(world: World) -> Wave:
    """Three teams of one department, and one elsewhere; each laid a sentence before its head."""
    teams = [world.team(name, 1) for name in TEAMS]
    elsewhere = world.team("Maanlicht", 1, department="Inkomen")
    world.give("head", Role.DEPARTMENT_HEAD, department=teams[0].department)
    world.give("other", Role.DEPARTMENT_HEAD, department=elsewhere.department)
    wave = world.wave(*teams, elsewhere)
    close(wave, {})
    for name in (*TEAMS, "Maanlicht"):
        lay(world, wave, name, SENTENCES.get(name, "Een zin van elders"))
    return wave


def lay(world: World, wave: Wave, team: str, question: str) -> Referral:
    access = world.access(f"manager-{team}")
    agreement = make_agreement(
        access=access,
        place=wave.teams.select_related("wave", "team").get(team_name=team),
        today=TODAY,
        what="Dit las alleen het team",
        owner="team",
        look_back_on=TODAY + timedelta(weeks=6),
        kind="priority",
        element="context",
        grounds="",
    )
    return lay_before(
        access=access,
        agreement=agreement,
        addressee="head",
        question=question,
        answer_by=TODAY + timedelta(weeks=3),
        today=TODAY,
    )


def reply(world: World, team: str, kind: AnswerKind, words: str = "") -> None:
    by_date = None if kind == AnswerKind.NO else TODAY + timedelta(days=30)
    answer(
        access=world.access("head"),
        referrals=Referral.objects.filter(agreement__place__team_name=team),
        kind=kind,
        words=words,
        by_date=by_date,
        today=TODAY,
    )


def client(world: World, who: str) -> Client:
    browser = Client()
    browser.force_login(world.people[who])
    return browser


def sheet(world: World, who: str = "head") -> bytes:
    department = world.people["head"].memberships.get().department_id
    answer = client(world, who).get(reverse("heard_sheet", args=[world.slug, department]))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def test_the_sheet_names_what_was_heard_and_answered_and_no_team(
    world: World, wave: Wave, tmp_path: Path
) -> None:
    reply(world, "Zonnedauw", AnswerKind.YES)
    reply(world, "Morgenrood", AnswerKind.SEEN)
    reply(world, "Morgenrood", AnswerKind.NO, "het ministerie schrijft het voor")
    content = sheet(world)
    text = " ".join(text_of(content, tmp_path).split())
    for words in (
        "Wat we hoorden, wat we doen",
        SENTENCES["Zonnedauw"],
        "het ministerie schrijft het voor.",
        "Nog zonder antwoord: 1.",
    ):
        assert words in text
    assert text.index("Dit doen we") < text.index("Dit doen we niet")
    for name in (*TEAMS, "Maanlicht", "elders", SENTENCES["Avondster"], "alleen het team"):
        assert name not in text  # nor what was not answered yet
    assert pages_of(content) == 1
    assert {"Title", "H1"} & set(tags(content))
    file = tmp_path / "blad.pdf"
    file.write_bytes(content)
    assert not pdfua.validate(str(file)).findings


def test_a_sheet_with_nothing_and_one_with_much_are_one_page(
    world: World, wave: Wave, tmp_path: Path
) -> None:
    Referral.objects.all().delete()
    assert "is ons niets voorgelegd" in " ".join(text_of(sheet(world), tmp_path).split())
    for number in range(3):
        lay(world, wave, TEAMS[number], "Een lange vraag over van alles en nog wat. " * 6)
        reply(world, TEAMS[number], AnswerKind.NO, "omdat het niet kan en niet mag. " * 9)
    assert pages_of(sheet(world)) == 1


def test_only_the_own_head_takes_it(world: World, wave: Wave) -> None:
    department = world.people["head"].memberships.get().department_id
    url = reverse("heard_sheet", args=[world.slug, department])
    for who in ("other", "hr", "manager-Zonnedauw"):
        assert client(world, who).get(url).status_code == 403


def test_the_page_of_a_head_holds_what_waits_and_the_sentence_of_each_own_team(
    world: World, wave: Wave
) -> None:
    text = client(world, "head").get(reverse("referrals", args=[world.slug])).content.decode()
    for name in TEAMS:
        assert SENTENCES[name] in text
        team = wave.teams.get(team_name=name).team_id
        assert reverse("team_profile", args=[world.slug, wave.pk, team]) in text
    assert "Maanlicht" not in text


def test_hr_reads_how_much_waits_for_a_head_and_no_word_of_it(world: World, wave: Wave) -> None:
    text = client(world, "hr").get(reverse("referrals", args=[world.slug])).content.decode()
    assert "Werk: 3 zinnen van teams wachten" in text
    assert "Inkomen: 1 zin van een team wacht" in text
    assert not [sentence for sentence in SENTENCES.values() if sentence in text]
