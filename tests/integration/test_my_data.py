"""Seeing and erasing what is stored about oneself (AVG art. 15, 17, 20; ADR 20, 21)."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from igm_portal.accounts.models import EmailChange, User
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail, MailFault, MailState
from igm_portal.outbox.services import enqueue
from reports.models import Snapshot
from surveys.models import DestroyedKey, Invitation, Wave
from surveys.models.response import OpenAnswer, Response
from surveys.services.answering import save_answers, save_open_answer
from surveys.services.erasure import erase_own_answers, erase_person
from surveys.services.refusals import Refused
from tests.pages import PageClient
from tests.second_steps import give_app
from tests.world import World, end_roles

TODAY = timezone.localdate()
NAMES = [f"a-{number}" for number in range(1, 9)]


@pytest.fixture
def closed(world: World) -> Wave:
    """Of nine people a-1 to a-8 have sent; a-1 wrote something too."""
    wave = world.wave(world.team("a", 9), title="Voorjaar")
    invitation = world.invitation(wave, "a-1")
    save_open_answer(participant=invitation, text="Meer rust.", language="nl", today=TODAY)
    world.answer_all(wave, NAMES)
    world.close(wave)
    return wave


def visit(world: World, who: str, name: str = "my_data") -> Any:
    client = PageClient()
    client.force_login(world.people[who])
    return client.get(reverse(name, args=[world.slug]))


def stored(world: World, who: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(visit(world, who, "my_data_json").content)
    return content


@pytest.mark.parametrize("name", ["my_data", "my_data_page"])
def test_everything_stored_is_readable(world: World, closed: Wave, name: str) -> None:
    text = visit(world, "a-1", name).content.decode()
    asked = closed.launched.instrument
    said = ("A-1", "a-1@zandstad.example", "Voorjaar", "Meer rust.", asked.items[0].text)
    assert all(words in text for words in said)
    label = asked.scales[asked.items[0].scale].steps[0].label
    assert label in text


def test_the_file_needs_no_portal(world: World, closed: Wave) -> None:
    answer = visit(world, "a-1", "my_data_page")
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.content.decode()
    assert "src=" not in text
    assert "href=" not in text


def test_machines_get_the_same(world: World, closed: Wave) -> None:
    data = stored(world, "a-1")
    (wave,) = data["waves"]
    asked = closed.launched.instrument
    assert [answer["code"] for answer in wave["answers"]] == [item.code for item in asked.items]
    assert (wave["kept"], wave["open_answer"]) == ("sent", "Meer rust.")
    assert set(wave["scores"]) >= {"willen", "kunnen", "contrast"}
    assert data["account"]["roles"][0]["place"] == "a"


def test_who_did_not_answer_reads_that_nothing_is_kept(world: World, closed: Wave) -> None:
    (wave,) = stored(world, "a-9")["waves"]
    assert "Invullen kon van" in visit(world, "a-9").content.decode()
    assert (wave["kept"], wave["answers"], wave["scores"]) == ("nothing", [], {})


def test_the_second_step_is_own_data_too(world: World, closed: Wave) -> None:
    give_app(world.people["a-1"])
    steps = stored(world, "a-1")["account"]["second_steps"]
    assert [step["kind"] for step in steps] == ["app", "recovery_codes"]
    SocialAccount.objects.create(user=world.people["a-1"], provider=world.slug, uid="0a1b2c")
    assert stored(world, "a-1")["account"]["work_accounts"][0]["subject"] == "0a1b2c"
    assert "Je herstelcodes" in visit(world, "a-1").content.decode()


def test_a_draft_is_own_data_too(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    invitation = world.invitation(wave, "a-1")
    save_answers(participant=invitation, changes={"H1": 2}, language="nl", today=TODAY)
    assert stored(world, "a-1")["waves"][0]["kept"] == "draft"
    assert "Invullen kan van" in visit(world, "a-1").content.decode()  # it can be done still


def test_nobody_sees_data_of_somebody_else(world: World, closed: Wave) -> None:
    for who in ("a-2", "hr", "manager-a"):
        text = visit(world, who).content.decode()
        assert "Meer rust." not in text
        assert "a-1@zandstad.example" not in text


def test_waiting_mail_and_events_about_me_are_shown(world: World, closed: Wave) -> None:
    enqueue(to="a-1@zandstad.example", subject="Nog even invullen", body="...")
    data = stored(world, "a-1")["account"]
    assert [mail["subject"] for mail in data["mail"]] == ["Nog even invullen"]
    assert [event["action"] for event in data["events"]] == ["membership.given"]


def test_an_invitation_that_did_not_arrive_is_shown(world: World, closed: Wave) -> None:
    now = timezone.now()
    for name in ("a-1", "a-2"):
        Mail.objects.create(
            person=world.people[name].pk,
            state=MailState.REFUSED,
            fault=MailFault.REFUSED,
            reply="550 5.1.1" if name == "a-1" else "552",
            not_before=now,
            expires_at=now,
            ended_at=now,
        )
    assert [mail["reply"] for mail in stored(world, "a-1")["account"]["undelivered"]] == [
        "550 5.1.1"
    ]
    page = visit(world, "a-1").content.decode()
    assert "550 5.1.1" in page
    assert "552" not in page


def test_an_invitation_that_went_out_is_shown_while_it_is_kept(world: World, closed: Wave) -> None:
    now = timezone.now()
    Mail.objects.create(
        person=world.people["a-1"].pk,
        state=MailState.SENT,
        not_before=now,
        expires_at=now,
        ended_at=now,
    )
    assert len(stored(world, "a-1")["account"]["invited"]) == 1
    assert "zeven dagen bewaard" in visit(world, "a-1").content.decode()
    assert not stored(world, "a-2")["account"]["invited"]


def test_of_an_anonymous_wave_it_is_said_that_nothing_can_be_found(
    world: World, closed: Wave
) -> None:
    assert closed.key_generation is not None
    DestroyedKey.objects.create(generation=closed.key_generation, destroyed_on=TODAY)
    for who in ("a-1", "a-9"):
        (wave,) = stored(world, who)["waves"]
        assert (wave["kept"], wave["answers"]) == ("anonymous", [])


def test_after_a_new_address_earlier_answers_stay_closed(world: World, closed: Wave) -> None:
    """Otherwise an administrator could read them by giving somebody another address."""
    EmailChange.objects.create(
        person=world.people["a-1"],
        organisation=world.organisation,
        old_email="oud@zandstad.example",
        changed_by=world.people["hr"],
        changed_on=TODAY,
    )
    assert stored(world, "a-1")["waves"][0]["kept"] == "locked"
    client = PageClient()
    client.force_login(world.people["a-1"])
    for name in ("own_profile", "introduction", "review"):
        address = reverse(name, args=[world.slug, closed.pk])
        assert client.get(address).status_code == 403
    erase_own_answers(access=world.access("a-1"))
    assert Response.objects.filter(wave=closed).count() == 8


def test_erasing_is_asked_first_and_says_what_stays(world: World, closed: Wave) -> None:
    answer = visit(world, "a-1", "erase_my_answers")
    text = answer.content.decode()
    assert all(
        gettext(stays) in text
        for stays in (
            "That you were asked. Otherwise nobody could tell how many people a result is about.",
            "Copies for emergencies (backups), until they are replaced.",
        )
    )
    assert Response.objects.filter(wave=closed).count() == 8


def test_erasing_takes_my_answers_in_closed_and_open_waves_and_nothing_else(
    world: World, closed: Wave
) -> None:
    again = world.wave(closed.teams.get().team, title="Najaar")
    world.answer(again, "a-1")
    world.answer(again, "a-2")
    digest = Snapshot.objects.get(wave=closed).digest
    own = {world.invitation(wave, "a-1").pseudonym for wave in (closed, again)}
    client = PageClient()
    client.force_login(world.people["a-1"])
    client.post(reverse("erase_my_answers", args=[world.slug]))
    assert not Response.objects.filter(pseudonym__in=own).exists()
    assert not OpenAnswer.objects.exists()
    assert (closed.responses.count(), again.responses.count()) == (7, 1)
    assert Snapshot.objects.get(wave=closed).digest == digest
    assert closed.invitations.count() == 9
    assert world.answer(again, "a-1").sent  # and may begin again


def test_looking_and_erasing_leave_no_trace(world: World, closed: Wave) -> None:
    """An event would tell that there was something to see or to erase (ADR 20)."""
    before = AuditEvent.objects.count()
    for who in ("a-1", "a-9"):
        visit(world, who)
        visit(world, who, "my_data_json")
        erase_own_answers(access=world.access(who))
    assert AuditEvent.objects.count() == before


def test_who_has_left_still_sees_and_erases_own_data_and_nothing_else(
    world: World, closed: Wave
) -> None:
    end_roles(world.people["a-1"], TODAY - timedelta(days=1))
    client = PageClient()
    client.force_login(world.people["a-1"])
    assert "Meer rust." in visit(world, "a-1").content.decode()
    assert reverse("my_data", args=[world.slug]) in client.get("/").content.decode()
    assert client.get(reverse("start", args=[world.slug])).status_code == 404
    client.post(reverse("erase_my_answers", args=[world.slug]))
    assert closed.responses.count() == 7


def test_a_sign_in_is_forgotten_after_a_day(world: World, closed: Wave) -> None:
    visit(world, "a-1")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    call_command("close_waves")
    assert not Session.objects.exists()


def test_an_outsider_has_no_data_here(world: World, closed: Wave) -> None:
    world.person("vreemd")
    assert visit(world, "vreemd").status_code == 404


def test_a_person_is_erased_with_everything_but_the_figures(world: World, closed: Wave) -> None:
    person = world.people["a-1"]
    visit(world, "a-1")  # leaves a session
    enqueue(to=person.email, subject="Herinnering", body="...")
    size = closed.teams.get().size
    erase_person(by=world.people["hr"], organisation=world.organisation, person=person)
    assert not User.objects.filter(email="a-1@zandstad.example").exists()
    assert not Invitation.objects.filter(person_id=person.pk).exists()
    assert not Mail.objects.filter(recipient=person.email).exists()
    assert (closed.responses.count(), closed.teams.get().size) == (7, size)
    event = AuditEvent.objects.get(action="person.erased")
    assert not re.search(r"\ba-1\b", f"{event.object_label} {event.details}".lower())


def test_nobody_erases_himself_nor_the_last_administrator(world: World, closed: Wave) -> None:
    world.give("beheer", Role.ADMINISTRATOR)
    for by in ("beheer", "hr"):
        with pytest.raises(Refused):
            erase_person(
                by=world.people[by],
                organisation=world.organisation,
                person=world.people["beheer"],
            )
    assert User.objects.filter(pk=world.people["beheer"].pk).exists()


def test_the_command_asks_first(
    world: World, closed: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.give("beheer", Role.ADMINISTRATOR)
    monkeypatch.setattr("builtins.input", lambda question: "nee")
    with pytest.raises(CommandError):
        call_command("erase_person", world.slug, "a-1@zandstad.example")
    monkeypatch.setattr("builtins.input", lambda question: "wis")
    call_command("erase_person", world.slug, "a-1@zandstad.example")
    assert closed.responses.count() == 7


NO_PERSON = {
    "accounts.Department", "accounts.Logo", "accounts.Organisation", "accounts.Team",
    "surveys.InstrumentVersion", "surveys.InstrumentText", "surveys.Wave", "surveys.WaveTeam",
    "surveys.MailText",
    "surveys.Mailing", "surveys.DestroyedKey",
    "accounts.ImportLayout",
    "accounts.SignInProvider",  # names one administrator, in that function
    "socialaccount.SocialApp",  # not used
    "surveys.KeyCheck", "surveys.ErasureCount", "outbox.Heartbeat", "outbox.Stoppage",
    "surveys.StartCode", "surveys.Tally",
    "reports.Snapshot", "reports.ReferenceValues",
    "surveys.Announcement", "followup.Conversation", "followup.Agreement", "followup.AgreementStep",
    "followup.LearningMoment", "followup.Referral", "followup.ReferralAnswer", "followup.MailRound",
    "accounts.ModuleDecision", "surveys.Dialogue",
    "followup.OwnCase", "followup.NoticeWords", "followup.PeerGroup",
    "accounts.KeepingTerm", "accounts.Destruction", "worker.NightlyRun", "audit.ChainLink",
    "audit.ChainHead",
    "contenttypes.ContentType", "auth.Permission", "auth.Group",
}  # fmt: skip
TOLD = {
    "accounts.User", "accounts.Membership", "accounts.StaffNumber", "accounts.EmailChange",
    "socialaccount.SocialAccount", "account.EmailAddress", "mfa.Authenticator",
    "accounts.LegalHold",  # who decided on it: by its event
    "audit.AuditEvent", "outbox.Mail", "surveys.Invitation", "surveys.Response",
    "surveys.OpenAnswer", "surveys.NamelessQuestion",
    "surveys.Sharing", "surveys.EndedSharing",  # to their client; of whom reads there is no list
    "followup.OwnPlan", "followup.Notice", "followup.CaseSession", "followup.Puzzle",
    "followup.PuzzleAction",
    "followup.Assignment", "followup.AssignmentReader", "followup.LookBack", "followup.Obstacle",
    "followup.Peer", "followup.Remeasurement",
}  # fmt: skip
NOT_FOR_LONG = {
    "sessions.Session": "a day",
    "usersessions.UserSession": "as its session; shown to its owner on the own page",
    "reports.Job": "a day after it is ready; which files somebody asked for, on the own page",
    "reports.FileChunk": "as its job; published figures",
    "django_tasks_database.DBTaskResult": "an hour after it is done; the number of such a file",
    "surveys.ProfessionalNumber": "fifteen minutes, or until a client typed it",
    "accounts.LinkRequest": "a week; for whom a code at signing in was taken",
    "socialaccount.SocialToken": "not used: nothing that the provider gives out is kept",
    "accounts.ImportPreview": "a day; names and numbers of a file being imported",
    "accounts.ImportUpload": "an hour; a file whose columns somebody chooses",
    "followup.CaseAnswer": "until the spread is shown, or that night; of a browser, of no person",
    "account.EmailConfirmation": "not used: nobody confirms an address by allauth",
}


def test_every_model_is_told_or_holds_nobody() -> None:
    """A new model must be put in one of three lists: told, about nobody, or gone within a day."""
    known = NO_PERSON | TOLD | set(NOT_FOR_LONG)
    assert {model._meta.label for model in apps.get_models()} == known
