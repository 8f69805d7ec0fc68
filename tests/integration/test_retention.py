"""What is past its term goes on its day and not the day before; what is held back stays."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.kept_kinds import ANNOUNCEMENT_TERM, BOUNDS, Kept, goes_on, months_later
from igm_portal.accounts.models import Destruction, LegalHold, User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.retention import choose_terms, end_hold, hold_back
from igm_portal.audit.models import AuditEvent
from igm_portal.audit.sealing import SETTLING_TIME, chain_faults, seal
from igm_portal.followup.models import Agreement, Conversation, Peer
from igm_portal.followup.services.peer_groups import OFFER_TERM, invite_peer
from igm_portal.retention.destroying import destroy_due
from igm_portal.retention.due import due_until
from igm_portal.worker.nightly import nightly
from reports.models import Snapshot
from reports.selectors import first_measurements
from surveys.models import Invitation, Wave, WaveTeam
from surveys.models.response import Response
from surveys.services.keys import rotate_keys
from tests.tampering import age, made_old
from tests.world import World, end_roles, settle

TODAY = timezone.localdate()
OF_A_WAVE = (Kept.LINK, Kept.ANSWERS, Kept.FOLLOWUP, Kept.RESULTS)
USUAL = {kind: bounds.usual for kind, bounds in BOUNDS.items()}


@pytest.fixture
def wave(world: World) -> Wave:
    """Closed, of nine people of whom eight sent; its team agreed on something."""
    world.give("administrator", Role.ADMINISTRATOR)
    wave = world.wave(world.team("a", 9), title="Voorjaar")
    world.answer_all(wave, [f"a-{number}" for number in range(1, 9)])
    world.close(wave)
    place = WaveTeam.objects.get(wave=wave)
    Conversation.objects.create(
        organisation=world.organisation,
        place=place,
        day=TODAY,
        format="hour",
        leader="manager",
    )
    Agreement.objects.create(
        organisation=world.organisation,
        place=place,
        what="Elke maandag samen.",
        owner="team",
        look_back_on=TODAY,
        kind="time",
        made_on=TODAY,
    )
    wave.refresh_from_db()
    return wave


def last_day(wave: Wave, kind: Kept) -> date:
    """The last day on which this is kept."""
    return months_later(wave.closes_on, USUAL[kind])


def is_there(kind: Kept, wave: Wave) -> bool:
    found: dict[Kept, Callable[[], bool]] = {
        Kept.LINK: lambda: Invitation.objects.filter(wave=wave).exists(),
        Kept.ANSWERS: lambda: Response.objects.filter(wave=wave).exists(),
        Kept.FOLLOWUP: lambda: Agreement.objects.filter(place__wave=wave).exists(),
        Kept.RESULTS: lambda: Snapshot.including_unannounced.filter(pk=wave.pk).exists(),
    }
    return found[kind]()


# --- on the day ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", OF_A_WAVE)
def test_of_a_wave_it_goes_on_its_day_and_not_the_day_before(kind: Kept, wave: Wave) -> None:
    destroy_due(last_day(wave, kind))
    assert is_there(kind, wave)
    destroy_due(last_day(wave, kind) + timedelta(days=1))
    assert not is_there(kind, wave)
    later = [other for other in OF_A_WAVE if USUAL[other] > USUAL[kind]]
    assert all(is_there(other, wave) for other in later)
    record = Destruction.objects.get(kind=kind)
    assert (record.label, record.begin, record.months) == ("Voorjaar", wave.closes_on, USUAL[kind])
    assert record.day == last_day(wave, kind) + timedelta(days=1)
    assert AuditEvent.objects.filter(action="retention.destroyed").exists()


def test_an_account_goes_on_its_day_with_its_answers(world: World, wave: Wave) -> None:
    end_roles(world.people["a-1"], TODAY)
    last = months_later(TODAY, USUAL[Kept.ACCOUNTS])
    before = Response.objects.count()
    destroy_due(last)
    assert User.objects.filter(pk=world.people["a-1"].pk).exists()
    destroy_due(last + timedelta(days=1))
    assert not User.objects.filter(pk=world.people["a-1"].pk).exists()
    assert User.objects.filter(pk=world.people["a-2"].pk).exists()
    assert Response.objects.count() == before - 1
    assert Destruction.objects.get(kind=Kept.ACCOUNTS).label == ""


def test_rows_of_the_log_go_on_their_day(world: World, wave: Wave) -> None:
    """They are aged, and not the clock: the database looks at its own."""
    past = (TODAY - months_later(TODAY, -USUAL[Kept.LOG])).days
    (on_the_day,) = made_old(world, past, 1)
    (gone,) = made_old(world, past + 1, 1)
    seal(timezone.now() + SETTLING_TIME + timedelta(minutes=1))
    destroy_due(TODAY)
    left = set(AuditEvent.objects.values_list("pk", flat=True))
    assert gone not in left
    assert on_the_day in left
    assert list(chain_faults(world.organisation.id)) == []
    assert Destruction.objects.get(kind=Kept.LOG).label


def test_who_appointed_an_administrator_stays_in_the_log(world: World, wave: Wave) -> None:
    events = AuditEvent.objects.filter(action="membership.given")
    ids = [str(m.pk) for m in world.people["administrator"].memberships.all()]
    appointment = events.get(object_id__in=ids)
    made_old(world, 500, 1)
    age(appointment.pk, 500)
    seal(timezone.now() + SETTLING_TIME + timedelta(minutes=1))
    destroy_due(TODAY)
    assert events.filter(pk=appointment.pk).exists()
    assert not AuditEvent.objects.filter(action="test.done").exists()
    assert list(chain_faults(world.organisation.id)) == []


def test_an_invitation_to_a_leergang_lapses(world: World) -> None:
    world.team("a", 1)
    world.team("b", 1)
    invite_peer(access=world.access("manager-a"), person=world.people["manager-b"])
    nightly(timezone.now() + OFFER_TERM)
    assert Peer.objects.count() == 2
    nightly(timezone.now() + OFFER_TERM + timedelta(days=1))
    assert not Peer.objects.exists()
    invite_peer(access=world.access("manager-a"), person=world.people["manager-b"])


# --- what is left -------------------------------------------------------------------------------


def test_without_the_link_not_even_the_key_finds_an_answer_back(world: World, wave: Wave) -> None:
    own = {world.invitation(wave, f"a-{n}").pseudonym for n in range(1, 10)}
    answers = sorted(Response.objects.values_list("answers", flat=True))
    destroy_due(last_day(wave, Kept.LINK) + timedelta(days=1))
    left = Response.objects.filter(wave=wave)
    assert sorted(left.values_list("answers", flat=True)) == answers
    assert not own & set(left.values_list("pseudonym", flat=True))
    assert set(left.values_list("team", flat=True)) == {None}
    assert wave.instrument is not None
    assert first_measurements(wave.instrument) == ()


def test_the_results_of_the_wave_stay_as_they_were(world: World, wave: Wave) -> None:
    before = Snapshot.including_unannounced.get(pk=wave.pk).digest
    destroy_due(last_day(wave, Kept.ANSWERS) + timedelta(days=1))
    snapshot = Snapshot.including_unannounced.get(pk=wave.pk)
    assert snapshot.digest == before
    assert snapshot.publication.groups


def test_another_organisation_keeps_its_own_terms(world: World, wave: Wave) -> None:
    other = settle("duinen", "Duinen")
    elsewhere = other.wave(other.team("z", 9), title="Elders")
    other.answer_all(elsewhere, [f"z-{n}" for n in range(1, 9)])
    other.close(elsewhere)
    choose_terms(access=world.access("administrator"), months=USUAL | {Kept.LINK: 1}, today=TODAY)
    destroy_due(wave.closes_on + timedelta(days=62))
    assert not is_there(Kept.LINK, wave)
    assert is_there(Kept.LINK, elsewhere)


def test_an_open_wave_never_goes(world: World, wave: Wave) -> None:
    open_wave = world.wave(world.team("b", 3), title="Open")
    destroy_due(TODAY + timedelta(days=5000))
    assert Wave.objects.filter(pk=open_wave.pk).exists()
    assert Invitation.objects.filter(wave=open_wave).exists()


def test_twice_in_one_night_is_the_same(wave: Wave) -> None:
    day = last_day(wave, Kept.RESULTS) + timedelta(days=1)
    destroy_due(day)
    before = Destruction.objects.count()
    destroy_due(day)
    assert Destruction.objects.count() == before


def test_what_went_is_never_changed(wave: Wave) -> None:
    destroy_due(last_day(wave, Kept.LINK) + timedelta(days=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Destruction.objects.update(label="iets anders")


# --- choosing -----------------------------------------------------------------------------------


def test_a_shorter_term_takes_nothing_within_a_month(world: World, wave: Wave) -> None:
    """Nobody makes something go tonight, and the page of next month tells all of it."""
    later = wave.closes_on + timedelta(days=100)
    choose_terms(access=world.access("administrator"), months=USUAL | {Kept.LINK: 1}, today=later)
    told = due_until(world.organisation, later + ANNOUNCEMENT_TERM, later)
    assert [(due.kind, due.day) for due in told] == [(Kept.LINK, later + ANNOUNCEMENT_TERM)]
    destroy_due(later + ANNOUNCEMENT_TERM - timedelta(days=1))
    assert is_there(Kept.LINK, wave)
    destroy_due(later + ANNOUNCEMENT_TERM)
    assert not is_there(Kept.LINK, wave)


def test_a_longer_term_holds_at_once_and_takes_a_shorter_one_back(world: World, wave: Wave) -> None:
    access = world.access("administrator")
    last = last_day(wave, Kept.LINK)
    choose_terms(access=access, months=USUAL | {Kept.LINK: 2}, today=last)
    choose_terms(access=access, months=USUAL | {Kept.LINK: 24}, today=last)
    destroy_due(last + timedelta(days=40))
    assert is_there(Kept.LINK, wave)
    destroy_due(months_later(wave.closes_on, 24) + timedelta(days=1))
    assert not is_there(Kept.LINK, wave)


@pytest.mark.parametrize(
    "months",
    [
        *({Kept.LINK: 0}, {Kept.LOG: 5}, {Kept.LOG: 25}, {Kept.FOLLOWUP: 25}, {Kept.RESULTS: 121}),
        *({Kept.LINK: 20, Kept.ANSWERS: 19}, {Kept.ANSWERS: 30, Kept.RESULTS: 29}),
    ],
)
def test_out_of_bounds_or_order_is_refused(world: World, months: dict[Kept, int]) -> None:
    world.give("administrator", Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        choose_terms(access=world.access("administrator"), months=USUAL | months, today=TODAY)


@pytest.mark.parametrize(
    ("begin", "months", "day"),
    [
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2026, 11, 29), 18, date(2028, 5, 30)),
    ],
)
def test_a_term_ends_at_the_end_of_a_shorter_month(begin: date, months: int, day: date) -> None:
    assert goes_on(begin, [(date.min, months)]) == day


def test_of_an_organisation_from_before_nothing_goes_for_a_month(world: World, wave: Wave) -> None:
    """As the migration leaves it: on the day of an update something may be long past its term."""
    updated = last_day(wave, Kept.RESULTS) + timedelta(days=100)
    world.organisation.terms_from = updated + ANNOUNCEMENT_TERM
    world.organisation.save(update_fields=["terms_from"])
    choose_terms(
        access=world.access("administrator"), months=USUAL | {Kept.RESULTS: 61}, today=updated
    )
    destroy_due(updated + ANNOUNCEMENT_TERM - timedelta(days=1))
    assert all(is_there(kind, wave) for kind in OF_A_WAVE)
    told = due_until(world.organisation, updated + ANNOUNCEMENT_TERM, updated)
    assert {due.kind for due in told if due.wave} == set(OF_A_WAVE)
    destroy_due(updated + ANNOUNCEMENT_TERM)
    assert not any(is_there(kind, wave) for kind in OF_A_WAVE)


# --- holding back -------------------------------------------------------------------------------


def hold(world: World, kind: str = "", wave: Wave | None = None, days: int = 700) -> LegalHold:
    hold_back(
        access=world.access("administrator"),
        kind=kind,
        wave_id=wave.pk if wave else None,
        wave=wave.title if wave else "",
        reason="Bezwaar",
        until=TODAY + timedelta(days=days),
        today=TODAY,
    )
    return LegalHold.objects.get()


@pytest.mark.parametrize("kind", ["", *OF_A_WAVE])
def test_what_is_held_back_stays_until_the_day_after(world: World, wave: Wave, kind: str) -> None:
    hold(world, kind, wave, days=4000)
    destroy_due(TODAY + timedelta(days=4000))
    held = [Kept(kind)] if kind else list(OF_A_WAVE)
    assert all(is_there(one, wave) for one in held)
    destroy_due(TODAY + timedelta(days=4001))
    assert not any(is_there(one, wave) for one in OF_A_WAVE)


def test_a_hold_on_a_wave_holds_the_accounts_of_who_was_asked(world: World, wave: Wave) -> None:
    end_roles(world.people["a-1"], TODAY)
    outside = world.give("outside", Role.HR_ADVISER)
    end_roles(outside, TODAY)
    one = hold(world, Kept.LINK, wave)
    day = months_later(TODAY, USUAL[Kept.ACCOUNTS]) + timedelta(days=1)
    destroy_due(day)
    assert User.objects.filter(pk=world.people["a-1"].pk).exists()
    assert not User.objects.filter(pk=outside.pk).exists()
    end_hold(access=world.access("administrator"), hold_id=one.pk, today=day)
    destroy_due(day)
    assert not User.objects.filter(pk=world.people["a-1"].pk).exists()


@pytest.mark.usefixtures("own_keys")
def test_a_key_of_a_wave_that_is_held_back_is_not_destroyed(world: World, wave: Wave) -> None:
    one = hold(world, "", wave)
    rotate_keys()
    with pytest.raises(CommandError, match="stopgezet"):
        call_command("destroy_key", "1", yes=True, verbosity=0)
    end_hold(access=world.access("administrator"), hold_id=one.pk, today=TODAY)
    call_command("destroy_key", "1", yes=True, verbosity=0)


def test_a_hold_of_another_organisation_is_not_there(world: World, wave: Wave) -> None:
    one = hold(world, "", wave)
    other = settle("duinen", "Duinen")
    other.give("administrator", Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        end_hold(access=other.access("administrator"), hold_id=one.pk, today=TODAY)


# --- pages --------------------------------------------------------------------------------------


def visit(world: World, who: str, name: str) -> str:
    client = Client()
    client.force_login(world.people[who])
    return client.get(reverse(name, args=[world.slug])).content.decode()


def test_everybody_reads_the_terms_and_few_what_goes(world: World, wave: Wave) -> None:
    wave.closes_on = months_later(TODAY, -USUAL[Kept.LINK]) + timedelta(days=5)
    Wave.objects.filter(pk=wave.pk).update(
        closes_on=wave.closes_on, starts_on=wave.closes_on - timedelta(days=5)
    )
    hold(world, Kept.FOLLOWUP, wave)
    for who in ("administrator", "hr"):
        text = visit(world, who, "retention")
        assert "Voorjaar" in text
        assert "Wat mensen kwijtraken" in text
        assert "Bezwaar" in text
    text = visit(world, "a-1", "retention")
    assert "18 maanden" in text
    assert "Voorjaar" not in text
    assert "Bezwaar" not in text


def test_an_administrator_changes_terms_and_stops_on_the_pages(world: World, wave: Wave) -> None:
    client = Client()
    client.force_login(world.people["administrator"])
    terms = reverse("edit_terms", args=[world.slug])
    refused = client.post(terms, {**USUAL, "link": "99"}).content.decode()
    assert "24" in refused
    client.post(terms, {**USUAL, "link": "6"})
    assert "6 maanden" in visit(world, "a-1", "retention")
    until = (TODAY + timedelta(days=30)).isoformat()
    address = reverse("new_hold", args=[world.slug])
    asked = {"kind": "", "wave": str(wave.pk), "reason": "Woo-verzoek", "until": until}
    wrong = client.post(address, {**asked, "until": "gisteren of zo"}).content.decode()
    assert "Woo-verzoek" in wrong
    client.post(address, asked)
    one = LegalHold.objects.get()
    assert (one.wave_id, one.wave, one.decided_by) == (
        wave.pk,
        "Voorjaar",
        world.people["administrator"],
    )
    client.post(reverse("end_hold", args=[world.slug, one.pk]))
    assert "Opgeheven" in visit(world, "hr", "destructions")


def test_the_record_tells_no_number_of_people(world: World, wave: Wave) -> None:
    destroy_due(last_day(wave, Kept.ANSWERS) + timedelta(days=1))
    text = visit(world, "hr", "destructions")
    assert "Voorjaar" in text
    fields = {field.name for field in Destruction._meta.get_fields()}
    assert fields == {
        *("id", "organisation", "kind", "subject", "label", "begin", "months", "day"),
    }
