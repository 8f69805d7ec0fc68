"""A client comes in: a printed code starts once, a personal code goes on (ADR 5)."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from surveys import identity
from surveys.codes.code import Code, CodeKind, from_number
from surveys.instruments.model import RespondentGroup
from surveys.models import StartCode, Wave, WaveState
from surveys.models.response import Response
from surveys.participant import ClientParticipant, fingerprints
from surveys.scoring import answers as codec
from surveys.services.code_limits import count_wrong, is_spent


class Problem(StrEnum):
    """Why a code does not open anything; each has words of its own in `surveys.client_texts`."""

    UNKNOWN = "unknown"
    USED = "used"
    EARLY = "early"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    TOO_MANY = "too_many"


class CodeRefused(Exception):
    """A well-formed code that opens nothing; `wave` where it belongs to one."""

    def __init__(self, problem: Problem, wave: Wave | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.wave = wave


class StalePage(Exception):
    """The page has been open for too long to begin from; nothing was used up."""


def find_start(*, code: Code, address: str, now: datetime) -> Wave:
    """The wave that this start code belongs to; nothing changes. Raises CodeRefused.

    Whether the code was used is not told: whoever printed the codes would read off how many
    clients began, and when. Only `begin` tells, and it costs a code that was not used yet.
    """
    _check_budget(code, address, now)
    start_code = (
        StartCode.objects.filter(pk__in=fingerprints(code)).select_related(
            "wave__instrument", "wave__organisation"
        )
    ).first()
    if start_code is None:
        raise _wrong(code, address, now)
    _check_open(start_code.wave, timezone.localdate(now))
    return start_code.wave


def begin(
    *, code: Code, value: str | None, earlier: Collection[str] = (), address: str, now: datetime
) -> ClientParticipant:
    """Use the start code up, once and for ever, and give the client a code of their own.

    The own code follows from the start code and the one-time `value` of the page, so that whoever
    lost the reply gets the same code again with the same value, or with one of `earlier`; a used
    code alone opens nothing. Raises CodeRefused, and StalePage where there is no value to begin
    with. Of two who begin at once with the same code and other values, one does.
    """
    wave = find_start(code=code, address=address, now=now)  # counts; not to be rolled back
    return _begin(code, wave, value, earlier, timezone.localdate(now))


@transaction.atomic
def _begin(
    code: Code, wave: Wave, value: str | None, earlier: Collection[str], today: date
) -> ClientParticipant:
    wave = Wave.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=wave.pk)
    for one in earlier:
        participant = ClientParticipant(wave, _own_code(wave, code, one))
        if Response.objects.filter(wave=wave, pseudonym=participant.pseudonym).exists():
            return participant
    if value is None:
        if StartCode.objects.filter(pk__in=fingerprints(code), used=True).exists():
            raise CodeRefused(Problem.USED, wave)
        raise StalePage
    return use_up(code=code, wave=wave, own=_own_code(wave, code, value), today=today)


def go_on(*, code: Code, address: str, now: datetime) -> ClientParticipant:
    """The participant that belongs to a resume code, on whatever device. Raises CodeRefused."""
    _check_budget(code, address, now)
    response = (
        Response.objects.filter(
            wave__policy_content__group=RespondentGroup.CLIENT.value,
            pseudonym__in=fingerprints(code),
        ).select_related("wave__instrument")
    ).first()
    if response is None:
        raise _wrong(code, address, now)
    return ClientParticipant(response.wave, code)


@transaction.atomic
def use_up(*, code: Code, wave: Wave, own: Code, today: date) -> ClientParticipant:
    """Make the participant that goes on with `own`, under the wave's lock, so that nobody begins in
    a wave that is being closed. Who calls this keeps to the limits. Raises CodeRefused, also for a
    code of another wave.
    """
    wave = Wave.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=wave.pk)
    _check_open(wave, today)
    unused_codes = StartCode.objects.filter(pk__in=fingerprints(code), wave=wave, used=False)
    if not unused_codes.update(used=True):
        raise CodeRefused(Problem.USED, wave)
    participant = ClientParticipant(wave, own)
    Response.objects.create(
        organisation_id=wave.organisation_id,
        wave=wave,
        pseudonym=participant.pseudonym,
        answers=codec.blank(participant.questionnaire),
        language=participant.questionnaire.language,
    )
    return participant


def _own_code(wave: Wave, code: Code, value: str) -> Code:
    """The 63 bits of the own code, from the key, the printed code and a value that is stored
    nowhere: neither the key nor the printed code is enough to make it.
    """
    if wave.key_generation is None:
        raise identity.MissingKey("This wave has not been launched.")
    secret = identity.fingerprint(wave.key_generation, "own", f"{code.symbols}:{value}")
    return from_number(CodeKind.RESUME, int(secret, 16))


def _check_open(wave: Wave, today: date) -> None:
    if wave.state == WaveState.WITHDRAWN:
        raise CodeRefused(Problem.WITHDRAWN, wave)
    if wave.state != WaveState.OPEN or today > wave.closes_on:
        raise CodeRefused(Problem.CLOSED, wave)
    if today < wave.starts_on:
        raise CodeRefused(Problem.EARLY, wave)


def _check_budget(code: Code, address: str, now: datetime) -> None:
    if is_spent(code, address, now):
        raise CodeRefused(Problem.TOO_MANY)


def _wrong(code: Code, address: str, now: datetime) -> CodeRefused:
    count_wrong(code, address, now)
    return CodeRefused(Problem.UNKNOWN)
