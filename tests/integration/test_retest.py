"""A retest: the same people once more, of which only a measurement error comes (ADR 65)."""

from datetime import timedelta
from itertools import product
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from igm_portal.accounts.models import EmailChange, Membership
from igm_portal.demo import answer_model
from reports.models import ReferenceValues, Snapshot
from reports.models.reference import ReferenceKind
from reports.selectors import sem_for
from reports.services.reference import compute_reference
from reports.statistics.sem import PROVISIONAL, Origin
from surveys.forms.retest import RetestForm
from surveys.mailings import words_of
from surveys.models import Invitation, MailKind, Wave, WaveKind, WaveState
from surveys.models.response import Response
from surveys.plan_dates import proposed_retest
from surveys.scoring.respondent import score
from surveys.scoring.stored import to_dict
from surveys.selectors import earlier_measurement
from surveys.services.refusals import Refused
from surveys.services.retests import plan_retest
from surveys.services.waves import extend_wave, launch_wave, withdraw_wave
from tests.world import World, end_roles, settle

TODAY = timezone.localdate()
NAMES = [f"{team}-{number}" for team in ("a", "b") for number in range(1, 31)]
HOUDING = "houding"


def first_wave(world: World, size: int = 30) -> Wave:
    """Two teams of whom everybody answered, closed two weeks ago."""
    wave = world.wave(world.team("a", size), world.team("b", size), title="Eerste")
    world.answer_all(wave, [f"{team}-{n}" for team in "ab" for n in range(1, size + 1)])
    _answer(wave, seed=1)
    world.close(wave)
    return _ended(wave)


def _ended(wave: Wave) -> Wave:
    days = {"starts_on": TODAY - timedelta(days=30), "closes_on": TODAY - timedelta(days=15)}
    Wave.objects.filter(pk=wave.pk).update(**days)
    wave.refresh_from_db()
    return wave


def _answer(wave: Wave, seed: int, *, day: float = 0.0) -> None:
    """Other answers for everyone: the same person each time, and with `day` another day."""
    instrument = wave.launched.instrument
    for index, response in enumerate(_in_order(wave)):
        person = answer_model.person(Random(index))  # noqa: S311
        random = Random(f"{seed}-{index}" if day else f"first-{index}")  # noqa: S311
        given = answer_model.answers(instrument, answer_model.STUCK, person, random)
        signs = [
            str(given[item.code]) if isinstance(given.get(item.code), int) else sign
            for item, sign in zip(instrument.items, response.answers, strict=True)
        ]
        response.answers = "".join(signs)
        response.scores = to_dict(score(instrument, response.answers))
        response.save(update_fields=["answers", "scores"])


def _in_order(wave: Wave) -> list[Response]:
    """The answers by the name of the person, so that both times the same person is the same."""
    rows = {response.pseudonym: response for response in Response.objects.filter(wave=wave)}
    invited = Invitation.objects.filter(wave=wave).select_related("wave", "person")
    named = sorted(invited, key=lambda one: one.person.name)
    return [rows[one.pseudonym] for one in named if one.pseudonym in rows]


def retest_of(world: World, first: Wave, names: list[str], *, close: bool = True) -> Wave:
    wave = plan_retest(
        access=world.access("hr"),
        first=first,
        title="Tweede",
        starts_on=TODAY,
        closes_on=TODAY + timedelta(days=7),
    )
    launch_wave(access=world.access("hr"), wave=wave, today=TODAY)
    wave.refresh_from_db()
    world.answer_all(wave, names)
    _answer(wave, seed=2, day=1.0)
    if close:
        world.close(wave)
        wave.refresh_from_db()
    return wave


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    world = settle()
    first_wave(world)
    return world


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world.read_again()


@pytest.fixture
def first(world: World) -> Wave:
    return Wave.objects.select_related("instrument").get(title="Eerste")


pytestmark = pytest.mark.django_db


def test_sixty_pairs_give_a_measurement_error_of_everything(world: World, first: Wave) -> None:
    wave = retest_of(world, first, NAMES)
    report = wave.snapshot.retest_report
    assert report is not None
    assert len(report.elements) == 9
    by_metric = {one.metric: one for one in report.elements}
    for metric in (HOUDING, "context", "praktische_belemmeringen"):
        one = by_metric[metric]
        assert one.n is not None
        assert (one.n.low, one.n.high) == (50, 99)
        assert isinstance(one.sem, int)
        assert 3 < one.sem < 30
    assert not wave.snapshot.publication.groups
    assert wave.snapshot.quality_report is None
    table = sem_for(first.launched.checksum)
    assert set(table.origins.values()) == {Origin.RETEST}
    assert table.of("context") == by_metric["context"].sem
    assert table.allows_personal_statements


def test_of_under_fifty_pairs_nothing_comes_and_nothing_is_lost(world: World, first: Wave) -> None:
    wave = retest_of(world, first, NAMES[:49])
    report = wave.snapshot.retest_report
    assert report is not None
    assert report.measured == ()
    assert all(one.n is None for one in report.elements)
    assert not ReferenceValues.objects.exists()
    assert sem_for(first.launched.checksum) is PROVISIONAL
    assert Response.objects.filter(wave=wave).count() == 49
    assert Response.objects.filter(wave=first).count() == 60


def test_whoever_may_be_another_person_by_now_is_no_pair(world: World, first: Wave) -> None:
    """An administrator changed the addresses of eleven of sixty, and nobody vouched for them."""
    wave = retest_of(world, first, NAMES, close=False)
    for name in NAMES[:11]:
        EmailChange.objects.create(
            person=world.people[name],
            organisation=world.organisation,
            old_email=f"{name}@vroeger.example",
            changed_by=world.people["hr"],
            changed_on=TODAY,
        )
    world.close(wave)
    wave.refresh_from_db()
    report = wave.snapshot.retest_report
    assert report is not None
    assert report.measured == ()


def test_it_takes_the_place_of_consistency_and_waves_before_keep_theirs(
    world: World, first: Wave
) -> None:
    running = world.wave(world.team("c", 8), title="Loopt al")
    wave = retest_of(world, first, NAMES)
    consistency = ReferenceValues.objects.create(
        checksum=first.launched.checksum, n=120, computed_on=TODAY, sems={HOUDING: 4.2}
    )
    assert sem_for(first.launched.checksum).origins[HOUDING] is Origin.RETEST
    world.close(running)
    assert running.snapshot.basis["sem"]["origins"][HOUDING] == "voorlopig"
    later = world.wave(world.team("d", 8), title="Start later")
    world.close(later)
    basis = later.snapshot.basis["sem"]
    assert basis["origins"]["contrast"] == "hertest"
    assert basis["sources"]["hertest"]["n_low"] == 50
    assert basis["values"][HOUDING] == sem_for(wave.launched.checksum).of(HOUDING)
    ReferenceValues.objects.filter(kind=ReferenceKind.RETEST).delete()
    assert sem_for(first.launched.checksum).of(HOUDING) == consistency.sems[HOUDING]


def test_it_holds_from_the_moment_on_which_it_may_be_read(world: World, first: Wave) -> None:
    wave = retest_of(world, first, NAMES, close=False)
    Wave.objects.filter(pk=wave.pk).update(
        starts_on=TODAY - timedelta(days=3), closes_on=TODAY - timedelta(days=1)
    )
    world.close(wave)
    wave.refresh_from_db()
    assert wave.results_at is not None
    if wave.results_at > timezone.now():
        assert sem_for(first.launched.checksum) is PROVISIONAL
    later = wave.results_at + timedelta(minutes=1)
    assert sem_for(first.launched.checksum, at=later).origins[HOUDING] is Origin.RETEST


def test_it_counts_nowhere_else(world: World, first: Wave) -> None:
    wave = retest_of(world, first, NAMES)
    assert not Snapshot.objects.filter(wave=wave).exists()
    assert Snapshot.with_trials.filter(wave=wave).exists()
    assert compute_reference(first.launched, today=TODAY).n == 60
    assert not Wave.objects.published().filter(kind=WaveKind.RETEST).exists()


def test_who_was_asked_the_first_time_and_still_works_here_is_asked(
    world: World, first: Wave
) -> None:
    elsewhere = world.team("nieuw", 3)
    end_roles(world.people["a-1"], TODAY - timedelta(days=1))
    Membership.objects.filter(user=world.people["a-2"]).update(
        team=elsewhere
    )  # moved since: asked in the team of then
    wave = retest_of(world, first, NAMES[1:], close=False)
    assert wave.invitations.count() == 59
    teams = set(wave.invitations.values_list("team__name", flat=True))
    assert teams == {"a", "b"}


def test_the_one_who_answers_reads_the_own_result_and_no_change(world: World, first: Wave) -> None:
    wave = retest_of(world, first, NAMES, close=False)
    invitation = world.invitation(wave, "a-3")
    assert earlier_measurement(world.access("a-3"), invitation) is None
    browser = Client()
    browser.force_login(world.people["a-3"])
    page = browser.get(reverse("own_profile", args=[world.slug, wave.pk]), follow=True)
    text = page.content.decode()
    assert "Je beantwoordde deze vragen een tweede keer" in text
    assert "hoger dan toen" not in text
    assert browser.get(reverse("quality", args=[world.slug, wave.pk])).status_code == 403
    other = Client()
    other.force_login(world.people["hr"])
    address = reverse("own_profile", args=[world.slug, wave.pk])
    assert other.get(address).status_code in {302, 403, 404}


def test_the_origin_stands_where_a_measurement_error_is_used(world: World, first: Wave) -> None:
    wave = retest_of(world, first, NAMES)
    hr = Client()
    hr.force_login(world.people["hr"])
    told = "hertest, n = 50 tot 99, "
    for one in (first, wave):
        page = hr.get(reverse("quality", args=[world.slug, one.pk])).content.decode()
        assert told in page, one.title
    own = Client()
    own.force_login(world.people["a-3"])
    page = own.get(reverse("own_profile", args=[world.slug, first.pk])).content.decode()
    assert f"De onzekerheid is gemeten: {told}" in page
    later = world.wave(world.team("d", 12), title="Start later")
    world.answer_all(later, [f"d-{number}" for number in range(1, 13)])
    world.close(later)
    team = later.teams.get()
    answer = hr.get(reverse("team_profile", args=[world.slug, later.pk, team.team_id]))
    assert told in answer.content.decode()


def test_the_invitation_says_that_it_is_voluntary_and_why(world: World, first: Wave) -> None:
    wave = retest_of(world, first, NAMES, close=False)
    words = words_of(wave, MailKind.INVITATION)
    assert "Meedoen is vrijwillig, ook als je de eerste keer meedeed" in words.body
    assert "Waarom twee keer?" in words.body


@pytest.mark.parametrize(
    ("begins", "ends", "fields"),
    [
        (6, 14, ["starts_on"]),
        (14, 29, ["closes_on"]),
        (14, 13, ["closes_on"]),
        (6, 29, ["starts_on", "closes_on"]),
    ],
)
def test_days_that_say_little_are_refused(
    first: Wave, begins: int, ends: int, fields: list[str]
) -> None:
    days = {
        "starts_on": (first.closes_on + timedelta(days=begins)).isoformat(),
        "closes_on": (first.closes_on + timedelta(days=ends)).isoformat(),
    }
    form = RetestForm(first, data={"title": "Tweede", **days})
    assert list(form.errors) == fields


def test_what_is_proposed_is_allowed(first: Wave) -> None:
    for shift, later in product(range(0, 400, 3), (0, 14, 15, 21, 27, 28)):
        closed_on = first.closes_on + timedelta(days=shift)
        today = closed_on + timedelta(days=later)
        begins, ends = proposed_retest(closed_on, today)
        assert closed_on + timedelta(days=7) <= begins <= ends <= closed_on + timedelta(days=28)
        assert begins >= today, "nobody can be asked in the past"


def test_it_cannot_be_extended_past_its_bound(world: World, first: Wave) -> None:
    wave = retest_of(world, first, NAMES[:1], close=False)
    with pytest.raises(Refused):
        extend_wave(
            access=world.access("hr"), wave=wave, closes_on=first.closes_on + timedelta(days=29)
        )
    extend_wave(
        access=world.access("hr"), wave=wave, closes_on=first.closes_on + timedelta(days=28)
    )


def test_one_retest_of_a_wave_unless_it_was_withdrawn(world: World, first: Wave) -> None:
    wave = retest_of(world, first, NAMES[:1], close=False)
    with pytest.raises(Refused), override("nl"):
        retest_of(world, first, NAMES[:1])
    withdraw_wave(access=world.access("hr"), wave=wave)
    assert retest_of(world, first, NAMES[:1]).state == WaveState.CLOSED


@pytest.mark.parametrize("state", ["open", "trial", "small", "clients", "no key"])
def test_whose_people_cannot_be_asked_twice(world: World, first: Wave, state: str) -> None:
    if state == "open":
        other = world.wave(world.team("e", 60))
    elif state == "trial":
        other = world.wave(world.team("e", 60), kind=WaveKind.TRIAL)
        world.close(other)
    elif state == "clients":
        other = world.wave(edition="c1@1")
        world.close(other)
    elif state == "small":
        other = world.wave(world.team("e", 49))
        world.close(other)
    else:
        Wave.objects.filter(pk=first.pk).update(key_generation=99)
        other = first
    other.refresh_from_db()
    days = {"starts_on": TODAY, "closes_on": TODAY + timedelta(days=7)}
    with pytest.raises(Refused):
        plan_retest(access=world.access("hr"), first=other, title="Tweede", **days)
    hr = Client()
    hr.force_login(world.people["hr"])
    answer = hr.get(reverse("retest", args=[world.slug, other.pk]))
    assert answer.status_code == 302


def test_hr_plans_it_from_the_page_of_the_wave(world: World, first: Wave) -> None:
    hr = Client()
    hr.force_login(world.people["hr"])
    address = reverse("retest", args=[world.slug, first.pk])
    assert address in hr.get(reverse("wave", args=[world.slug, first.pk])).content.decode()
    assert "60 mensen zijn de eerste keer gevraagd" in hr.get(address).content.decode()
    days = {"starts_on": TODAY.isoformat(), "closes_on": (TODAY + timedelta(days=7)).isoformat()}
    answer = hr.post(address, {"title": "Tweede keer", **days}, follow=True)
    wave = Wave.objects.get(title="Tweede keer")
    page = answer.content.decode()
    assert "Hertest van “Eerste”" in page
    assert "60 mensen die de eerste keer gevraagd zijn" in page
    edit = hr.get(reverse("edit_wave", args=[world.slug, wave.pk]))
    assert edit.status_code == 302
    changed = hr.post(reverse("retest", args=[world.slug, wave.pk]), {"title": "Anders", **days})
    assert changed.status_code == 302
    wave.refresh_from_db()
    assert wave.title == "Anders"
    wrong = hr.post(
        reverse("retest", args=[world.slug, wave.pk]), {"title": "Anders", "starts_on": "x"}
    )
    assert wrong.status_code == 422
    assert not hr.get(reverse("new_wave", args=[world.slug]) + f"?kopie={wave.pk}").context[
        "source"
    ]


def test_who_erases_answers_afterwards_changes_nothing_that_is_told(
    world: World, first: Wave
) -> None:
    """There is no second computation over one person fewer: not by closing again, not by another
    retest.
    """
    wave = retest_of(world, first, NAMES)
    told = wave.snapshot.quality
    _in_order(wave)[0].delete()
    _in_order(first)[0].delete()
    assert world.close(wave).quality == told
    assert ReferenceValues.objects.filter(kind=ReferenceKind.RETEST).count() == 1
    days = {"starts_on": TODAY, "closes_on": TODAY + timedelta(days=7)}
    with pytest.raises(Refused):
        plan_retest(access=world.access("hr"), first=first, title="Nog eens", **days)
    with pytest.raises(Refused):
        withdraw_wave(access=world.access("hr"), wave=wave)
