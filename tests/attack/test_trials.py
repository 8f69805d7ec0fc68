"""Nothing of a trial stands on a page, in a file or in a mail, but on its quality page (ADR 54).

All roles read everything they can reach beside an ordinary wave of the same people; they try every
address of results with the trial in it; then its answers are changed, and they read again.
"""

from random import Random
from uuid import UUID

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from igm_portal.accounts.roles import Role
from igm_portal.outbox.models import Mail
from reports.models import Snapshot
from reports.urls import urlpatterns
from surveys.models import Wave, WaveKind
from surveys.models.response import Response
from tests.attack.reading import Pages, differences, everything, files, is_own, pdfs
from tests.world import World, settle

pytestmark = [pytest.mark.attack, pytest.mark.django_db]

ROLES = ("administrator", "hr", "head", "manager-acht", "acht-1", "twaalf-1")
TEAMS = {"acht": 9, "twaalf": 13, "veel": 33}
TRIAL = "Zeldzame naam van een proef"
PLANNING = {
    *("waves", "wave", "wave_plan", "wave_plan_pdf", "wave_promises", "wave_mail", "quality"),
    *("new_wave", "audit_log", "wave_progress", "followup_progress", "invitation_text"),
    "new_hold",  # of its data too somebody may have to keep what would go
}
"""Pages of who plans waves: that there was a trial is no secret; its answers are."""
OF_THE_TRIAL_ITSELF = {"quality", "wave_plan", "wave_plan_pdf", "close_wave"}


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    """Three teams, an ordinary wave and a trial of the same questionnaire, both closed."""
    world = settle()
    teams = [world.team(name, size) for name, size in TEAMS.items()]
    world.give("head", Role.DEPARTMENT_HEAD, department=teams[0].department)
    world.give("administrator", Role.ADMINISTRATOR)
    for title, kind in (("Gewoon", WaveKind.ORDINARY), (TRIAL, WaveKind.TRIAL)):
        wave = world.wave(*teams, title=title, kind=kind)
        world.answer_all(
            wave, [f"{name}-{i}" for name, n in TEAMS.items() for i in range(1, n + 1)]
        )
        world.close(wave)
    return world


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world.read_again()


@pytest.fixture
def trial(world: World) -> Wave:
    return Wave.objects.get(title=TRIAL)


def read_all(world: World, who: str) -> Pages:
    read = everything(world, who)
    found = {**read, **pdfs(world, who, read)}
    return found | files(world, who) if who == "hr" else found


def test_its_name_stands_on_pages_of_planning_alone(world: World) -> None:
    for who in ROLES:
        read = read_all(world, who)
        assert read
        named = {place for place, text in read.items() if TRIAL in text and not is_file(place)}
        names = {get_resolver().resolve(place.partition("?")[0]).url_name for place in named}
        allowed = PLANNING if who in ("hr", "administrator") else set()
        assert names - allowed <= OWN_PAGES, (who, names - allowed)
        assert not [place for place, text in read.items() if is_file(place) and TRIAL in text]


OWN_PAGES = {"start", "mine", "my_data", "my_data_wave", "erase_answers", "data_of_wave"}


def is_file(place: str) -> bool:
    return place.startswith(("pdf ", "file "))


def test_no_address_of_results_opens_for_it(world: World, trial: Wave) -> None:
    place = trial.teams.get(team_name="veel")
    ids: dict[str, UUID] = {
        "wave_id": trial.pk,
        "team_id": place.team_id,
        "department_id": place.department_id,
    }
    tried = 0
    for pattern in urlpatterns:
        name = pattern.name or ""
        needed = set(pattern.pattern.converters)
        if "wave_id" not in needed or name in OF_THE_TRIAL_ITSELF or not needed <= ids.keys():
            continue
        try:
            address = reverse(name, args=[world.slug, *(ids[one] for one in needed_order(pattern))])
        except NoReverseMatch:
            continue
        if is_own(address) or name.startswith("own_"):
            continue
        for who in ROLES:
            browser = Client()
            browser.force_login(world.people[who])
            for answer in (browser.get(address), browser.post(address, {"kind": "report"})):
                assert answer.status_code in {302, 403, 404, 405}, (name, who, answer.status_code)
        tried += 1
    assert tried >= 4


def needed_order(pattern: object) -> list[str]:
    return list(pattern.pattern.converters)  # type: ignore[attr-defined]


def test_other_answers_to_it_change_nothing_that_anybody_reads(world: World, trial: Wave) -> None:
    before = {who: everything(world, who) for who in ROLES}
    _answer_otherwise(trial)
    for who in ROLES:
        assert differences(before[who], everything(world, who)) == [], who


def test_other_answers_to_it_change_no_file(world: World, trial: Wave) -> None:
    """Apart from the pages: that a file was made is on record, and shows in the log."""
    pages = everything(world, "hr")
    before = {**files(world, "hr"), **pdfs(world, "hr", pages)}
    assert before
    _answer_otherwise(trial)
    assert differences(before, {**files(world, "hr"), **pdfs(world, "hr", pages)}) == []


def _answer_otherwise(trial: Wave) -> None:
    random = Random(7)  # noqa: S311
    for response in Response.objects.filter(wave=trial):
        response.answers = "".join(random.choice("1234") for _sign in response.answers)
        response.save(update_fields=["answers"])


def test_an_overview_asked_for_it_shows_another_wave_or_none(world: World, trial: Wave) -> None:
    browser = Client()
    browser.force_login(world.people["hr"])
    for name in ("overview", "overview_trend"):
        address = reverse(name, args=[world.slug])
        for query in (f"?meting={trial.pk}", f"?meting={trial.pk}&vragenlijst=k1@1"):
            assert TRIAL not in browser.get(address + query, follow=True).content.decode()


def test_what_was_published_is_the_same_as_without_it(world: World, trial: Wave) -> None:
    assert not Snapshot.with_trials.get(wave=trial).publication.groups
    assert not Mail.objects.filter(subject__contains=TRIAL).exclude(subject__startswith="Uitn")
