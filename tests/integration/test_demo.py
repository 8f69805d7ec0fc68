"""The demo municipality: the same for the same seed, and only in the demo."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from igm_portal.accounts.models import Department, Membership, Organisation, Team, User
from igm_portal.accounts.roles import Role
from igm_portal.demo.accounts import DEMO_ACCOUNTS, DOMAIN, SMALL_DOMAIN
from igm_portal.demo.municipality import DUINRADE, SLUG
from igm_portal.demo.others import DISTRICTS
from igm_portal.demo.story import STORY_TEAM, load_demo
from igm_portal.demo.teams import TEAMS
from igm_portal.followup.models import Agreement
from igm_portal.followup.selectors import progress_of
from igm_portal.outbox.models import Mail
from reports.disclosure.cells import ItemCell, PublishedGroup
from reports.disclosure.group_keys import ORGANISATION
from reports.models import ReferenceValues, Snapshot
from reports.selectors import sem_for
from reports.statistics.contrast import ContrastOutcome
from surveys.models import Wave

DAY = date(2026, 11, 21)

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # the demo runs on SQLite alone


def teams_of(title: str) -> dict[str, PublishedGroup]:
    publication = Snapshot.objects.get(wave__title=title).publication
    return {group.name: group for group in publication.groups.values() if group.level == "team"}


@pytest.fixture(scope="module")
def demo(module_db: None) -> None:
    load_demo(today=DAY, seed=1)


def test_it_is_the_municipality_of_the_story(demo: None) -> None:
    """Loading takes seconds, so what only looks at it stands in one test."""
    zandstad = Organisation.objects.get(slug=SLUG)
    teams = Team.objects.filter(organisation=zandstad)
    assert (Department.objects.filter(organisation=zandstad).count(), teams.count()) == (3, 12)
    assert set(teams.values_list("name", flat=True)) == {plan.name for plan in TEAMS}
    employees = Membership.objects.filter(role=Role.EMPLOYEE)
    sizes = [employees.filter(team=team).count() for team in teams]
    assert (min(sizes), max(sizes)) == (12, 20)
    waves = Wave.objects.filter(instrument_code="k1", organisation=zandstad)
    states = dict(waves.values_list("title", "state"))
    assert sorted(states.values()) == ["closed", "closed", "open"]
    for title in ("Eerste meting", "Tweede meting"):
        _check_story(teams_of(title))
        _check_shown_teams(Snapshot.objects.get(wave__title=title))
    _check_other_behaviours()
    _check_what_came_of_it()
    _check_small(Snapshot.objects.get(organisation__slug=DUINRADE.slug))
    assert not Mail.objects.waiting().exists()  # the invitations went out when the wave began
    _check_one_click()
    second = Wave.objects.get(title="Tweede meting")
    assert sem_for(second.launched.checksum).allows_personal_statements  # then and now in words
    with pytest.raises(CommandError):
        call_command("demo")


def _check_shown_teams(snapshot: Snapshot) -> None:
    """The organisation as a whole is withheld; its shown teams together are not."""
    publication = snapshot.publication
    assert not publication.groups[ORGANISATION].shown
    assert not publication.provisional
    teams = publication.shown_teams[ORGANISATION]
    assert (teams.shown, teams.teams) == (11, 12)
    assert teams.figures.contrast is ContrastOutcome.KUNNEN_LAGS_CLEARLY


def _check_story(groups: dict[str, PublishedGroup]) -> None:
    """Willen held back by kunnen in most teams, the reverse in one, no difference in two."""
    assert [name for name, group in groups.items() if not group.shown] == ["Statushouders"]
    assert groups["Jongeren"].contrast is ContrastOutcome.WILLEN_LAGS_CLEARLY
    stuck = [group.contrast for group in groups.values()].count(ContrastOutcome.KUNNEN_LAGS_CLEARLY)
    assert stuck == 8
    for even in ("Oost", "Schuldhulp"):
        assert groups[even].contrast in {ContrastOutcome.BALANCED, ContrastOutcome.UNDECIDED}


def _check_what_came_of_it() -> None:
    """De Meent agreed three things after the first wave; the second shows what moved and what did
    not, and Duinrade's withheld team walks the same path.
    """
    wave = Wave.objects.get(title="Tweede meting")
    place = wave.teams.get(team_name=STORY_TEAM)
    client = Client()
    client.force_login(Membership.objects.get(role=Role.TEAM_MANAGER, team=place.team_id).user)
    page = client.get(reverse("team_profile", args=[SLUG, wave.pk, place.team_id]))
    since = {agreement.element: text.team for agreement, text in page.context["agreed"]}
    assert "hoger dan toen" in since["praktische_belemmeringen"]
    assert "geen verandering" in since["context"]
    small = Wave.objects.get(organisation__slug=DUINRADE.slug)
    progress = {team.place.team_name: team.state for team in progress_of(small)}
    assert progress == {
        "Dorpen": "held",
        "Inkomen": "not_yet",
        "Participatie": "held",
        "Stad": "planned",
    }
    assert Agreement.objects.get(place__wave=small).place.team_name == "Dorpen"


def _check_other_behaviours() -> None:
    """Methodisch werken has results of three teams and a spiegel; a trial has none of any group and
    says how its questions worked.
    """
    methodical = Snapshot.objects.get(wave__instrument_code="k2")
    teams = teams_of(methodical.wave.title)
    assert {name: group.shown for name, group in teams.items()} == dict.fromkeys(DISTRICTS, True)
    mirror = methodical.publication.groups[ORGANISATION].mirror
    assert all(isinstance(cell, ItemCell) for cell in mirror.values())
    assert len(mirror) == 4
    trial = Wave.objects.get(instrument_code="k4")
    assert trial.is_trial
    assert not Snapshot.objects.filter(wave=trial).exists()
    tried_out = Snapshot.with_trials.get(wave=trial)
    assert tried_out.publication.groups == {}
    report = tried_out.quality_report
    assert report is not None
    assert report.items
    client = Client()
    client.force_login(User.objects.get(email=f"hr@{DOMAIN}"))
    page = client.get(reverse("waves", args=[SLUG])).content.decode()
    assert "Proef met samen puzzelen" in page


def _check_small(snapshot: Snapshot) -> None:
    """Four teams of fifteen, one withheld; the three that are shown may be spoken of together."""
    publication = snapshot.publication
    teams = [group for group in publication.groups.values() if group.level == "team"]
    assert [group.name for group in teams if not group.shown] == ["Dorpen"]
    assert len(teams) == 4
    assert publication.shown_teams[ORGANISATION].shown == 3


def _check_one_click() -> None:
    for account in DEMO_ACCOUNTS:
        answer = Client().post("/demo/", {"account": account.email}, follow=True)
        home = {DOMAIN: f"/{SLUG}/", SMALL_DOMAIN: f"/{DUINRADE.slug}/"}
        assert answer.redirect_chain[-1][0] == home[account.email.partition("@")[2]]
    other = User.objects.get(email=f"centrum.2@{SLUG}.example")
    client = Client()
    assert client.post("/demo/", {"account": other.email}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.no_cover
def test_the_same_day_and_seed_publish_the_same_bytes(demo: None) -> None:
    first = set(Snapshot.objects.values_list("digest", flat=True))
    for model in (ReferenceValues, Snapshot, Wave, Membership, Team, Department, User):
        model.objects.all().delete()
    apps.get_model("accounts", "Organisation").objects.all().delete()
    load_demo(today=DAY, seed=1)
    assert set(Snapshot.objects.values_list("digest", flat=True)) == first


@pytest.mark.parametrize("settings", [{"IGM_DEMO": False}, {"SECURE_SSL_REDIRECT": True}])
def test_the_demo_refuses_production_settings(settings: dict[str, bool]) -> None:
    with override_settings(**settings), pytest.raises(ImproperlyConfigured):
        apps.get_app_config("demo").ready()
