"""A client comes in: a printed code starts once, a personal code goes on (decisions 28)."""

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from surveys.codes.code import Code, Kind, draw
from surveys.instruments.model import Group
from surveys.models import StartCode, Wave, WaveState
from surveys.models.response import Response
from surveys.scoring import answers as codec
from surveys.seat import ClientSeat, fingerprints
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


def find_start(*, code: Code, address: str, now: datetime) -> Wave:
    """The wave that this start code belongs to; nothing changes. Raises CodeRefused.

    Whether the code was used is not told: whoever printed the codes would read off how many
    clients began, and when. Only `begin` tells, and it costs a code that was not used yet.
    """
    _check_budget(code, address, now)
    printed = (
        StartCode.objects.filter(pk__in=fingerprints(code)).select_related(
            "wave__instrument", "wave__organisation"
        )
    ).first()
    if printed is None:
        raise _wrong(code, address, now)
    _check_open(printed.wave, timezone.localdate(now))
    return printed.wave


def begin(*, code: Code, address: str, now: datetime) -> ClientSeat:
    """Use the start code up, once and for ever, and give the client a code of their own.

    Raises CodeRefused; of two who begin with the same code at once, one does.
    """
    wave = find_start(code=code, address=address, now=now)
    return use_up(code=code, wave=wave, today=timezone.localdate(now))


def go_on(*, code: Code, address: str, now: datetime) -> ClientSeat:
    """The seat that belongs to a resume code, on whatever device. Raises CodeRefused."""
    _check_budget(code, address, now)
    found = (
        Response.objects.filter(
            wave__policy_content__group=Group.CLIENT.value, pseudonym__in=fingerprints(code)
        ).select_related("wave__instrument")
    ).first()
    if found is None:
        raise _wrong(code, address, now)
    return ClientSeat(found.wave, code)


@transaction.atomic
def use_up(*, code: Code, wave: Wave, today: date) -> ClientSeat:
    """Under the wave's lock, so that nobody begins in a wave that is being closed. Who calls this
    keeps to the limits. Raises CodeRefused, also for a code of another wave.
    """
    wave = Wave.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=wave.pk)
    _check_open(wave, today)
    unused = StartCode.objects.filter(pk__in=fingerprints(code), wave=wave, used=False)
    if not unused.update(used=True):
        raise CodeRefused(Problem.USED, wave)
    seat = ClientSeat(wave, draw(Kind.RESUME))
    Response.objects.create(
        organisation_id=wave.organisation_id,
        wave=wave,
        pseudonym=seat.pseudonym,
        answers=codec.blank(seat.questionnaire),
        language=seat.questionnaire.language,
    )
    return seat


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
