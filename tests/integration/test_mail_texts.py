"""In which words a wave invites and reminds: the standard text, and one that HR writes."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from igm_portal.accounts.models import User
from surveys.mail_texts import MailWords, fill, misplaced, standard
from surveys.mailings import example
from surveys.models import MailKind, MailText, Wave
from surveys.services.mailing import invite, write_text
from surveys.services.refusals import Refused
from tests.mailing import INVITATION, REMINDER, TODAY, page, send, waiting
from tests.post_office import PostOffice
from tests.world import World


def test_the_mail_speaks_to_one_person(world: World, office: PostOffice) -> None:
    wave = world.wave(world.team("a", 1), title="Voorjaar")
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    (mail,) = office.mails
    text = mail.get_content()
    assert text.startswith("Beste A-1,")
    assert f"{settings.IGM_SITE_URL}/zandstad/" in text
    assert "Voorjaar" in text
    assert (
        mail["Subject"].strip() == "Uitnodiging voor de vragenlijst “Aan mijn vakmanschap werken”"
    )
    assert "{" not in text + mail["Subject"]


@pytest.mark.parametrize("kind", list(MailKind))
def test_the_standard_texts_are_in_order(kind: MailKind) -> None:
    words = standard(kind)
    assert misplaced(words.subject) == misplaced(words.body) == ()
    assert "{link}" in words.body
    assert "{laatste_dag}" in words.body or kind == MailKind.RESULTS  # the wave is over by then


def test_the_last_day_is_written_in_dutch(world: World) -> None:
    wave = world.wave(world.team("a", 1))
    wave.closes_on = date(2027, 3, 1)
    mail = example(wave, MailWords("tot {laatste_dag}", ""), "Ans", MailKind.INVITATION)
    assert mail.subject == "tot maandag 1 maart 2027"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Beste {naam}", ()),
        ("Beste {Naam} van {team}", ("{Naam}", "{team}")),
        ("Beste {naam", ("{",)),
        ("Beste {naam}}", ("}",)),
        ("{naam.__class__} {0} {}", ("{naam.__class__}", "{0}", "{}")),
        ("{{naam}}", ("{", "}")),
    ],
)
def test_what_means_nothing_between_braces_is_named(text: str, wrong: tuple[str, ...]) -> None:
    assert misplaced(text) == wrong


def test_a_name_with_braces_stays_a_name() -> None:
    filled = fill(MailWords("{naam}", "{link}"), {"naam": "{link}", "link": "https://x.example"})
    assert filled == MailWords("{link}", "https://x.example")


def test_a_name_cannot_carry_a_header(world: World, office: PostOffice) -> None:
    wave = world.wave(world.team("a", 1))
    User.objects.filter(name="A-1").update(name="Ans\r\nBcc: ander@elders.example")
    words = MailWords("Voor {naam}", "{link}")
    write_text(access=world.access("hr"), wave=wave, kind=INVITATION, words=words, today=TODAY)
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    (mail,) = office.mails
    assert (mail["Subject"], mail["Bcc"]) == ("Voor Ans Bcc: ander@elders.example", None)


def test_hr_writes_a_text_sees_it_and_goes_back_to_the_standard(hr: Client) -> None:
    wave = Wave.objects.get()
    url = page("invitation_text", wave)
    given = {"subject": "Doe je mee, {naam}?", "body": "Hier: {link}", "to": "preview"}
    shown = hr.post(url, given)
    assert "Doe je mee, Hr?" in shown.content.decode()
    assert not MailText.objects.exists()
    assert hr.post(url, given | {"to": "save"}).status_code == 302
    assert "Doe je mee, Hr?" in hr.get(page("wave_mail", wave)).content.decode()
    hr.post(url, given | {"to": "standard"})
    assert not MailText.objects.exists()
    assert waiting() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Dag {wie}"},
        {"body": "Zonder adres"},
        {"body": "{link} {wachtwoord}"},
        {"subject": ""},
        {"body": "x" * 4001 + "{link}"},
        {"subject": "x" * 151},
    ],
)
def test_a_text_that_cannot_be_sent_is_not_kept(hr: Client, wrong: dict[str, str]) -> None:
    given = {"subject": "Dag", "body": "{link}", "to": "save"} | wrong
    answer = hr.post(page("reminder_text", Wave.objects.get()), given)
    assert answer.status_code == 200
    assert "utrecht-form-field--invalid" in answer.content.decode()
    assert not MailText.objects.exists()


def test_a_text_that_has_gone_out_cannot_change(world: World) -> None:
    wave = world.wave(world.team("a", 1))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    words = MailWords("Anders", "{link}")
    with pytest.raises(Refused):
        write_text(access=world.access("hr"), wave=wave, kind=INVITATION, words=words, today=TODAY)
    write_text(access=world.access("hr"), wave=wave, kind=REMINDER, words=words, today=TODAY)
    assert list(MailText.objects.values_list("kind", flat=True)) == ["reminder"]
