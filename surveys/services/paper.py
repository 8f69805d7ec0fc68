"""Answers from paper are typed in: once per code, sent at once, and never over other answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.audit.services import record
from surveys.codes.code import Code, Kind
from surveys.models import Wave
from surveys.models.response import Response
from surveys.paper_codes import invitation_of
from surveys.scoring.answers import Answer
from surveys.seat import Seat
from surveys.services.answering import save_answers, save_open_answer, send_response
from surveys.services.client_answering import CodeRefused, begin
from surveys.services.refusals import Refused

# One text for every cause: whoever types learns neither whose code it is nor who answered already.
NOT_TAKEN = _(
    "Nothing can be typed in with this code: it does not belong to this wave, or answers have "
    "come in already. Nothing was saved and nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one paper; `language` is the one it was printed in."""

    code: Code
    answers: Mapping[str, Answer]
    in_own_words: str
    language: str


@transaction.atomic
def type_in(*, access: Access, wave: Wave, sheet: Sheet, address: str, now: datetime) -> None:
    """Save and send the answers of one paper. That somebody typed one is on record, not which.

    Raises Refused for a code that opens nothing here, and AnswersRefused for a wave that takes no
    answers and for a paper without any.
    """
    wave = Wave.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=wave.pk)
    today = timezone.localdate(now)
    seat = _client_seat(wave, sheet.code, address, now) if wave.anonymous else _seat(wave, sheet)
    language = sheet.language
    save_answers(seat=seat, changes=sheet.answers, language=language, today=today)
    if sheet.in_own_words:
        save_open_answer(seat=seat, text=sheet.in_own_words, language=language, today=today)
    send_response(seat=seat, today=today)
    record("paper.typed", wave, by=access.user, organisation_id=wave.organisation_id)


def _seat(wave: Wave, sheet: Sheet) -> Seat:
    """The place of who was asked by name; refused as soon as there is a draft of theirs."""
    invitation = invitation_of(wave, sheet.code) if sheet.code.kind is Kind.PAPER else None
    if invitation is None:
        raise Refused(NOT_TAKEN)
    if Response.objects.filter(wave=wave, pseudonym=invitation.pseudonym).exists():
        raise Refused(NOT_TAKEN)
    return invitation


def _client_seat(wave: Wave, code: Code, address: str, now: datetime) -> Seat:
    """The start code on the paper is used up, as on a screen; the own code is told to nobody."""
    if code.kind is not Kind.START:
        raise Refused(NOT_TAKEN)
    try:
        seat = begin(code=code, address=address, now=now)
    except CodeRefused:
        raise Refused(NOT_TAKEN) from None
    if seat.wave_id != wave.pk:
        raise Refused(NOT_TAKEN)
    return seat
