"""What helps in the profession: asked after a questionnaire, apart from it, and read by few."""

import json
from pathlib import Path
from statistics import fmean

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Module
from igm_portal.accounts.roles import Role
from reports.disclosure.cells import WITHHELD, ItemCell
from reports.disclosure.group_keys import ORGANISATION, department_key, team_key
from reports.exports.table import rows
from reports.files.publication_texts import export_source
from surveys.forms.planning import WaveForm
from surveys.models import Wave
from surveys.models.response import Response
from surveys.policy import default_policy
from surveys.scoring.respondent import score
from surveys.scoring.stored import to_dict
from surveys.services.answering import save_answers, send_response
from surveys.services.refusals import Refused
from surveys.services.waves import launch_wave, plan_wave
from tests.environment.programs import text_of
from tests.pages import PageClient
from tests.world import World

TODAY = timezone.localdate()
CODES = ("SCH1", "OVL1", "AFS1", "RUI1", "OMS1", "SCH2", "OVL2", "AFS2", "RUI2", "OMS2")


@pytest.fixture
def asked(world: World) -> Wave:
    """Two departments of two teams of seven, all asked what helps them too."""
    world.switch(Module.SUPPORT)
    teams = [world.team(name, 7, department) for name, department in TEAMS]
    for name, department in (("head", "Werk"), ("other-head", "Inkomen")):
        world.give(name, Role.DEPARTMENT_HEAD, department=world.department(department))
    return world.wave(*teams, asks_support=True)


TEAMS = (("a", "Werk"), ("b", "Werk"), ("c", "Inkomen"), ("d", "Inkomen"))


def everyone(world: World, wave: Wave) -> None:
    """Everybody sends; now and then somebody skips a question, one skips all of the addition."""
    for number, name in enumerate(f"{team}-{n}" for team, _ in TEAMS for n in range(1, 8)):
        invitation = world.invitation(wave, name)
        given: dict[str, int | None] = {
            item.code: 1 + (number * 3 + place) % 5 if item.code in CODES else 2 + number % 2
            for place, item in enumerate(invitation.questionnaire.items)
        }
        for place, code in enumerate(CODES):
            if number == 3 or (number + place) % 11 == 0:
                given[code] = None
        save_answers(participant=invitation, changes=given, language="nl", today=TODAY)
        send_response(participant=invitation, today=TODAY)


def browser(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def test_the_figures_equal_an_independent_calculation(world: World, asked: Wave) -> None:
    """From the letters in the database, by hand: a letter is a step, 25 points apart."""
    everyone(world, asked)
    groups = world.close(asked).publication.groups
    raw = list(
        Response.objects.filter(wave=asked).values_list("team__department", "support_answers")
    )
    departments = {key for key, _letters in raw}
    assert len(departments) == 2
    for place, code in enumerate(CODES):
        for key, group in groups.items():
            if group.level == "team":
                assert group.support == {}
                continue
            points = [
                25 * (int(letters[place]) - 1)
                for department, letters in raw
                if letters[place] != "." and key in (ORGANISATION, department_key(department))
            ]
            cell = group.support[code]
            assert isinstance(cell, ItemCell)
            assert cell.value == int(fmean(points) + 0.5)
            assert cell.coded is None
            assert cell.n.low <= len(points) <= (cell.n.high or len(points))


def test_it_changes_nothing_of_the_seven_elements(world: World, asked: Wave) -> None:
    """The same answers without the addition give the same scores and the same cells."""
    everyone(world, asked)
    for response in Response.objects.filter(wave=asked):
        plain = score(asked.launched.instrument, response.answers)
        assert response.scores == json.loads(json.dumps(to_dict(plain)))
    with_it = world.close(asked).publication
    bare = world.wave(*[place.team for place in asked.teams.all()], title="Zonder")
    given = dict(Response.objects.filter(wave=asked).values_list("pseudonym", "answers"))
    for invitation in asked.invitations.all():
        other = world.invitation(bare, invitation.person.email.split("@")[0])
        letters = given[invitation.pseudonym]
        changes = {
            item.code: int(letter)
            for item, letter in zip(bare.launched.instrument.items, letters, strict=True)
        }
        save_answers(participant=other, changes=changes, language="nl", today=TODAY)
        send_response(participant=other, today=TODAY)
    without = world.close(bare).publication
    for key, group in with_it.groups.items():
        assert group.means == without.groups[key].means
        assert without.groups[key].support == {}


def test_hr_reads_all_and_a_head_the_own_department_alone(world: World, asked: Wave) -> None:
    everyone(world, asked)
    world.close(asked)
    werk, inkomen = (world.department(name).pk for name in ("Werk", "Inkomen"))
    whole = reverse("organisation_support", args=[world.slug, asked.pk])
    of = {
        key: reverse("department_support", args=[world.slug, asked.pk, key])
        for key in (werk, inkomen)
    }
    answers = {
        name: [browser(world, name).get(url).status_code for url in (whole, of[werk], of[inkomen])]
        for name in ("hr", "head", "other-head", "manager-a", "a-1")
    }
    assert answers == {
        "hr": [200, 200, 200],
        "head": [403, 200, 403],
        "other-head": [403, 403, 200],
        "manager-a": [403, 403, 403],
        "a-1": [403, 403, 403],
    }
    page = browser(world, "head").get(of[werk]).content.decode()
    assert of[inkomen] not in page
    assert of[werk] in browser(world, "hr").get(whole).content.decode()


def test_no_address_leads_to_a_team(world: World, asked: Wave) -> None:
    everyone(world, asked)
    snapshot = world.close(asked)
    team = asked.teams.all()[0].team_id
    url = reverse("department_support", args=[world.slug, asked.pk, team])
    assert browser(world, "hr").get(url).status_code == 404
    assert not snapshot.publication.groups[team_key(team)].support
    told = [
        row for row in rows([export_source(snapshot, TODAY)]) if row.measure.startswith("steun.")
    ]
    assert {row.group.level for row in told} == {"department", "organisation"}
    assert len(told) == 30
    assert all(row.low is None and row.high is None for row in told)


def test_too_few_is_the_one_text_and_no_number(world: World, asked: Wave) -> None:
    for name in [f"{team}-{n}" for team in "ab" for n in range(1, 8)]:
        world.answer(asked, name)
    for name in ("c-1", "c-2", "c-3", "c-4", "d-1", "d-2", "d-3", "d-4"):
        world.answer(asked, name)
    groups = world.close(asked).publication.groups
    key = department_key(world.department("Inkomen").pk)
    assert set(groups[key].support.values()) == {WITHHELD}
    url = reverse("department_support", args=[world.slug, asked.pk, world.department("Inkomen").pk])
    page = browser(world, "hr").get(url).content.decode()
    assert "Niet getoond, om te voorkomen dat antwoorden te herleiden zijn." in page
    assert "igm-row__value" not in page


def test_somebody_reads_before_the_first_question_what_is_asked_and_may_skip_it(
    world: World, asked: Wave
) -> None:
    client, mark = browser(world, "a-1"), world.invitation(asked, "a-1").mark
    own = {"participant": mark}
    start = client.get(reverse("introduction", args=[world.slug, asked.pk]), own).content.decode()
    assert "Wat helpt jou in je vak?" in start.replace("wat helpt", "Wat helpt")
    assert "Je mag deze vragen overslaan." in start
    number = next(p.number for p in asked.questionnaire_in("nl").pages if p.is_addition)
    page = reverse("page", args=[world.slug, asked.pk, number])
    assert "Deze vragen overslaan" in client.get(page, own).content.decode()
    answer = client.post(
        f"{page}?participant={mark}", own | {"to": "review", "OVL1": "2", "language": "nl"}
    )
    assert answer["Location"].startswith(reverse("review", args=[world.slug, asked.pk]))
    kept = Response.objects.get(wave=asked)
    assert (kept.answers.strip("."), kept.support_answers) == ("", ".2........")


def test_it_stands_in_ones_own_data_and_goes_with_the_rest(world: World, asked: Wave) -> None:
    world.answer(asked, "a-1", OVL1=1)
    client = PageClient()
    client.force_login(world.people["a-1"])
    data = client.get(reverse("my_data_json", args=[world.slug])).content.decode()
    assert "Ik heb genoeg tijd om met collega's over cliënten te overleggen." in data
    client.post(reverse("erase_my_answers", args=[world.slug]))
    assert not Response.objects.filter(wave=asked, support_answers__contains="1").exists()


def test_off_it_cannot_be_planned_and_a_plan_made_before_is_not_launched(world: World) -> None:
    world.switch(Module.SUPPORT)
    team = world.team("a", 9)
    concept = world.wave(team, launched=False, asks_support=True)
    assert "asks_support" in WaveForm(world.organisation).fields
    world.switch(Module.SUPPORT, on=False)
    assert "asks_support" not in WaveForm(world.organisation).fields
    with pytest.raises(Refused):
        launch_wave(access=world.access("hr"), wave=concept, today=TODAY)


def test_managers_are_never_asked(world: World) -> None:
    world.switch(Module.SUPPORT)
    world.give("hr", Role.HR_ADVISER)
    team = world.team("a", 9)
    wave = plan_wave(
        access=world.access("hr"),
        title="Leidinggevenden",
        code="m1",
        version=2,
        policy=default_policy("manager"),
        starts_on=TODAY,
        closes_on=TODAY,
        teams=[team],
        asks_support=True,
    )
    with pytest.raises(Refused):
        launch_wave(access=world.access("hr"), wave=wave, today=TODAY)


def test_a_tick_with_the_questionnaire_of_managers_is_refused_and_not_dropped(
    world: World,
) -> None:
    world.switch(Module.SUPPORT)
    team = world.team("a", 9)
    data = {"title": "Meting", "starts_on": TODAY, "closes_on": TODAY, "teams": [team.pk]}
    errors = {
        code: WaveForm(
            world.organisation, data=data | {"questionnaire": code, "asks_support": "on"}
        ).errors
        for code in ("k1@2", "m1@2")
    }
    assert "asks_support" not in errors["k1@2"]
    assert errors["m1@2"]["asks_support"] == [
        "Alleen klantmanagers krijgen deze vragen. Haal het vinkje weg."
    ]


@pytest.mark.parametrize("name", ["wave_plan", "wave_plan_pdf"])
def test_the_plan_for_the_works_council_says_what_is_asked_besides(
    world: World, asked: Wave, tmp_path: Path, name: str
) -> None:
    answer = browser(world, "hr").get(reverse(name, args=[world.slug, asked.pk]))
    on_paper = name == "wave_plan_pdf"
    text = text_of(answer.content, tmp_path) if on_paper else answer.content.decode()
    assert "tien vragen, die iedereen mag overslaan" in text
    assert "Per team is er niets, en het telt in geen andere score mee." in text


def test_english_readers_read_it_in_english(world: World, asked: Wave) -> None:
    texts = {item.code: item.text for item in asked.questionnaire_in("en").items}
    assert texts["OVL1"] == "I have enough time to consult colleagues about clients."
    assert [item.code for item in asked.questionnaire_in("en").items][-10:] == list(CODES)
