"""Answers from paper are typed in: once per code, sent at once, and never over other answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.audit.services import record_once_a_day
from surveys.codes.code import Code, CodeKind, draw
from surveys.models import Wave
from surveys.models.response import Response
from surveys.paper_codes import invitation_of
from surveys.participant import Participant
from surveys.scoring.answers import Answer
from surveys.services.answering import save_answers, save_open_answer, send_response
from surveys.services.client_answering import CodeRefused, use_up
from surveys.services.code_limits import count_wrong, is_spent
from surveys.services.refusals import Refused

# One text for every cause: whoever types learns neither whose code it is nor who answered already.
NOT_TAKEN = _(
    "Nothing can be typed in with this code: it does not belong to this wave, or answers have "
    "come in already. Nothing was saved and nothing was changed."
)


TOO_MANY_CODES = _(
    "Too many codes were typed that open nothing. Try again in ten minutes. Nothing was saved."
)


class NotTaken(Refused):
    """A code that opens nothing here."""

    def __init__(self) -> None:
        super().__init__(NOT_TAKEN)


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """The answers of one paper; `language` is the one it was printed in."""

    code: Code
    answers: Mapping[str, Answer]
    in_own_words: str
    language: str


def enter_answers(
    *, access: Access, wave: Wave, entry: PaperEntry, address: str, now: datetime
) -> None:
    """Save and send the answers of one paper. That somebody sat down to type is on record, once a
    day and whether or not anything came in: an event per paper would be a live count, with the
    moment at which each person answered.

    Every code that is refused counts, of whatever kind and whatever the cause: a limit that is met
    by unknown codes alone would tell them from used ones. It is counted after the transaction,
    because the counters are in the same database and would be rolled back with it.

    Raises Refused for a code that opens nothing here and after too many of those, and
    AnswersRefused for a wave that takes no answers and for a paper without any.
    """
    record_once_a_day(
        "paper.typed", wave, by=access.user, organisation_id=wave.organisation_id, now=now
    )
    if is_spent(entry.code, address, now):
        raise Refused(TOO_MANY_CODES)
    try:
        _enter(wave, entry, now)
    except NotTaken:
        count_wrong(entry.code, address, now)
        raise


@transaction.atomic
def _enter(wave: Wave, entry: PaperEntry, now: datetime) -> None:
    wave = Wave.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=wave.pk)
    today = timezone.localdate(now)
    participant = (
        _client_participant(wave, entry.code, today)
        if wave.anonymous
        else _participant(wave, entry)
    )
    language = entry.language
    save_answers(participant=participant, changes=entry.answers, language=language, today=today)
    if entry.in_own_words:
        save_open_answer(
            participant=participant, text=entry.in_own_words, language=language, today=today
        )
    send_response(participant=participant, today=today)


def _participant(wave: Wave, entry: PaperEntry) -> Participant:
    """The place of who was asked by name; refused as soon as there is a draft of theirs."""
    invitation = invitation_of(wave, entry.code) if entry.code.kind is CodeKind.PAPER else None
    if invitation is None:
        raise NotTaken
    if Response.objects.filter(wave=wave, pseudonym=invitation.pseudonym).exists():
        raise NotTaken
    return invitation


def _client_participant(wave: Wave, code: Code, today: date) -> Participant:
    """The start code on the paper is used up, as on a screen; the own code is told to nobody."""
    if code.kind is not CodeKind.START:
        raise NotTaken
    try:
        return use_up(code=code, wave=wave, own=draw(CodeKind.RESUME), today=today)
    except CodeRefused:
        raise NotTaken from None
