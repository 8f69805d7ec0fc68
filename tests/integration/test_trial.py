"""A trial of the questions (ADR 54): who answers reads so, and no figure of a group comes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from igm_portal.accounts.models import Membership, Module, Team
from igm_portal.accounts.roles import Function
from reports.models import ReferenceValues, Snapshot
from reports.selectors import closed_before, first_measurements, personal_sems, waves_before
from reports.statistics.sem import PROVISIONAL
from surveys.announcements import announced_kinds, to_announce
from surveys.forms.planning import WaveForm
from surveys.instruments.loader import load
from surveys.instruments.model import Status
from surveys.mailings import by_address, words_of
from surveys.models import MailKind, Wave, WaveKind
from surveys.policy import default_policy
from surveys.selectors import earlier_measurement, invitation_for
from surveys.services.mailing import invite
from surveys.services.refusals import Refused
from surveys.services.waves import launch_wave, may_ask_support, plan_wave
from tests.clients import answer_all
from tests.world import World, settle

pytestmark = pytest.mark.django_db
SIZES = {"oost": 30, "west": 25}


@pytest.fixture(scope="module")
def shared_trial(module_db: None) -> World:
    """Two teams that tried out K1; everyone sent, and the wave is closed."""
    world = settle()
    teams = [world.team(name, size) for name, size in SIZES.items()]
    wave = world.wave(*teams, title="Proef", kind=WaveKind.TRIAL)
    world.answer_all(
        wave, [f"{name}-{i}" for name, size in SIZES.items() for i in range(1, size + 1)]
    )
    world.close(wave)
    return world


@pytest.fixture
def world(shared_trial: World) -> World:
    return shared_trial.read_again()


@pytest.fixture
def trial(world: World) -> Wave:
    return Wave.objects.get(title="Proef")


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def test_its_publication_holds_no_group_and_only_the_quality_page_is_there(
    world: World, trial: Wave
) -> None:
    snapshot = Snapshot.with_trials.get(wave=trial)
    assert not snapshot.publication.groups
    assert not snapshot.publication.spreads
    assert not snapshot.publication.shown_teams
    report = snapshot.quality_report
    assert report is not None
    assert report.clustering == ()  # made of the figures of teams, of which there are none
    assert not Snapshot.objects.filter(wave=trial).exists()
    page = signed_in(world, "hr").get(reverse("quality", args=[world.slug, trial.pk]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Dit was een proefmeting" in text
    assert "igm-tabs" not in text


def test_its_page_leads_to_how_the_questions_worked(world: World, trial: Wave) -> None:
    text = signed_in(world, "hr").get(reverse("wave", args=[world.slug, trial.pk])).content.decode()
    assert reverse("quality", args=[world.slug, trial.pk]) in text
    assert reverse("teams", args=[world.slug, trial.pk]) not in text
    assert "Proefmeting" in text


def test_under_fifty_people_nothing_is_told(world: World) -> None:
    team = world.team("zuid", 9)
    wave = world.wave(team, title="Kleine proef", kind=WaveKind.TRIAL)
    world.answer_all(wave, [f"zuid-{i}" for i in range(1, 10)])
    world.close(wave)
    assert Snapshot.with_trials.get(wave=wave).quality_report is None
    assert signed_in(world, "hr").get(reverse("quality", args=[world.slug, wave.pk])).status_code


def test_nobody_is_mailed_that_there_are_results(world: World, trial: Wave) -> None:
    assert announced_kinds(trial) == ()
    assert trial not in to_announce(timezone.now() + timedelta(days=3))
    assert not trial.has_team_results
    assert not trial.is_announced
    assert trial.is_over


def test_the_invitation_says_that_it_is_a_trial(world: World) -> None:
    wave = world.wave(world.team("noord", 8), title="Nog een", kind=WaveKind.TRIAL)
    assert "proefmeting" in words_of(wave, MailKind.INVITATION).body
    assert "geen scores" in words_of(wave, MailKind.INVITATION).body
    ordinary = world.wave(world.team("midden", 8), title="Gewoon")
    assert "proefmeting" not in words_of(ordinary, MailKind.INVITATION).body
    invite(access=world.access("hr"), wave=wave, today=timezone.localdate())


def test_whoever_answers_reads_it_before_and_after(world: World, trial: Wave) -> None:
    wave = world.wave(world.team("noord", 8), title="Nog een", kind=WaveKind.TRIAL)
    browser = signed_in(world, "noord-1")
    text = browser.get(reverse("introduction", args=[world.slug, wave.pk])).content.decode()
    assert "Hiermee proberen we de vragen uit." in text
    assert "Een teamresultaat" not in text
    world.answer(wave, "noord-1")
    own = browser.get(reverse("own_profile", args=[world.slug, wave.pk])).content.decode()
    assert "proberen we nog uit" in own
    start = browser.get(reverse("start", args=[world.slug])).content.decode()
    assert "Dit is een proefmeting" in start
    old = signed_in(world, "oost-1").get(reverse("own_profile", args=[world.slug, trial.pk]))
    assert reverse("teams", args=[world.slug, trial.pk]) not in old.content.decode()


def test_the_own_result_stays_provisional_and_is_compared_with_nothing(
    world: World, trial: Wave
) -> None:
    checksum = trial.launched.checksum
    ReferenceValues.objects.create(
        checksum=checksum, n=200, computed_on=timezone.localdate(), sems={"houding": 5.0}
    )
    assert personal_sems(trial) == PROVISIONAL
    Wave.objects.filter(pk=trial.pk).update(
        starts_on=timezone.localdate() - timedelta(days=90),
        closes_on=timezone.localdate() - timedelta(days=80),
    )
    later = world.wave(*Team.objects.filter(name__in=SIZES), title="Daarna")
    assert personal_sems(later) != PROVISIONAL
    access = world.access("oost-1")
    assert earlier_measurement(access, invitation_for(access, later.pk)) is None
    Wave.objects.filter(pk=trial.pk).update(kind=WaveKind.ORDINARY)
    assert earlier_measurement(access, invitation_for(access, later.pk)) is not None


def test_no_later_figure_is_made_with_it(world: World, trial: Wave) -> None:
    later = world.wave(*Team.objects.filter(name__in=SIZES), title="Daarna")
    assert list(waves_before(later)) == []
    assert list(closed_before(later)) == [trial]  # its quality page is known all the same
    assert first_measurements(trial.launched) == ()
    call_command("reference_values")
    assert not ReferenceValues.objects.exists()


def test_the_addition_is_not_asked_in_a_trial(world: World) -> None:
    world.switch(Module.SUPPORT)
    wave = world.wave(world.team("noord", 8), title="x", kind=WaveKind.TRIAL, launched=False)
    assert not may_ask_support(wave)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(asks_support=True)
    form = plan(world, kind="trial", asks_support="on")
    assert list(form.errors) == ["asks_support"]


def plan(world: World, **changes: object) -> WaveForm:
    today = timezone.localdate()
    values = {
        "title": "Plan",
        "questionnaire": "k1@2",
        "starts_on": today,
        "closes_on": today + timedelta(days=14),
        "teams": [str(Team.objects.get(name="oost").pk)],
    }
    return WaveForm(world.organisation, data=values | changes)


def test_hr_chooses_it_in_the_plan(world: World) -> None:
    left, chosen = plan(world), plan(world, kind="trial")
    assert left.is_valid()
    assert chosen.is_valid(), chosen.errors
    assert (left.plan()["kind"], chosen.plan()["kind"]) == (WaveKind.ORDINARY, WaveKind.TRIAL)
    assert "kind" in plan(world, kind="retest").errors
    wave = plan_wave(access=world.access("hr"), **chosen.plan())
    browser = signed_in(world, "hr")
    for name in ("wave", "wave_plan", "wave_promises"):
        text = browser.get(reverse(name, args=[world.slug, wave.pk])).content.decode()
        assert "roefmeting" in text, name
    launch_wave(access=world.access("hr"), wave=wave, today=timezone.localdate())
    text = browser.get(reverse("close_wave", args=[world.slug, wave.pk])).content.decode()
    assert "Proefmeting sluiten" in text
    with pytest.raises(Refused):
        launch_wave(access=world.access("hr"), wave=wave, today=timezone.localdate())


def test_a_questionnaire_in_trial_is_asked_in_a_trial_only(world: World) -> None:
    assert plan(world, questionnaire="k4@1", kind="trial").is_valid()
    errors = plan(world, questionnaire="k4@1").errors
    assert list(errors) == ["kind"]
    assert "Samen puzzelen" in str(errors)
    wave = world.wave(world.team("zuid", 8), edition="k4@1", launched=False)
    access, today = world.access("hr"), timezone.localdate()
    with pytest.raises(Refused, match="nog op proef"), override("nl"):
        launch_wave(access=access, wave=wave, today=today)
    Wave.objects.filter(pk=wave.pk).update(kind=WaveKind.TRIAL)
    launch_wave(access=access, wave=wave, today=today)
    wave.refresh_from_db()
    assert str(wave.launched) == "k4@1"


def test_whoever_works_with_clients_is_asked_whatever_the_function(world: World) -> None:
    team = world.team("zuid", 8)
    for index, function in enumerate(Function, start=1):
        person = world.people[f"zuid-{index}"]
        Membership.objects.filter(user=person).update(function=function)
    for edition, kind in (("k3@1", WaveKind.ORDINARY), ("k4@1", WaveKind.TRIAL)):
        wave = world.wave(team, title=edition, edition=edition, kind=kind)
        assert wave.invitations.count() == 8
        texts = [item.text for item in wave.launched.instrument.items]
        assert not [text for text in texts if "consulent" in text or "klantmanager" in text]


def test_a_concept_is_asked_in_no_wave(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    wave = world.wave(world.team("zuid", 8), kind=WaveKind.TRIAL, launched=False)
    concept = replace(load("k1", 1), status=Status.CONCEPT)
    monkeypatch.setattr("surveys.services.waves.loader.load", lambda *_edition: concept)
    with pytest.raises(Refused, match="concept"), override("nl"):
        launch_wave(access=world.access("hr"), wave=wave, today=timezone.localdate())


@pytest.mark.parametrize(("group", "kind"), [("klantmanager", "trial"), ("client", "conversation")])
def test_agreements_are_asked_about_without_names_only(world: World, group: str, kind: str) -> None:
    """Also in kinds of waves that are still to be made: what is allowed is listed, not the rest."""
    wave = world.wave(edition="c2@1", kind=WaveKind.TRIAL, launched=False)
    Wave.objects.filter(pk=wave.pk).update(
        kind=kind, policy_content=default_policy(group).to_dict()
    )
    with pytest.raises(Refused), override("nl"):
        launch_wave(access=world.access("hr"), wave=wave, today=timezone.localdate())
    wave.refresh_from_db()
    assert wave.state == "concept"


def test_of_a_wave_about_agreements_nothing_knows_a_person(world: World) -> None:
    wave = world.wave(edition="c2@1", title="Afspraken", kind=WaveKind.TRIAL)
    participants = answer_all(world, wave, 3)
    assert not wave.invitations.exists()
    assert not by_address(wave)
    assert wave.responses.filter(sent=True).count() == 3
    assert not wave.responses.exclude(team=None).exists()
    people = {person.pk.hex for person in world.people.values()}
    assert not people & {response.pseudonym for response in wave.responses.all()}
    assert participants
