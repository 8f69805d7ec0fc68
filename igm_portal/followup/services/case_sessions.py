"""A conversation about a fictional case: begun, answered without a name, shown, and gone.

Answers come in until whoever leads shows how they are spread. That happens once, from five on, and
leaves numbers only; so nobody can show it twice and subtract. Nothing of it is on record, and what
nobody ends goes that night (ADR 43).
"""

from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Module
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.followup.cases.library import Case
from igm_portal.followup.models import LEAST_ANSWERS, CaseAnswer, CaseSession
from surveys.codes.code import CodeKind, draw
from surveys.instruments.elements import Element

MOST_ANSWERS: Final = 60
"""More people than this sit in no room; it bounds what a script can send."""
OFF = _("Your organisation does not use this any more. Nothing has been kept.")
OVER = _("This conversation is over. Nothing has been kept.")
ALREADY_SHOWN = _("The answers have been shown on the screen: none is added or changed any more.")
FULL = _("There are as many answers as this can take.")
TOO_FEW = _("There are fewer than five answers, so they are not shown.")


@transaction.atomic
def begin_session(*, access: Access, case: Case, today: date) -> CaseSession:
    """Begin a conversation, in place of an earlier one of the same person, of which everything
    goes. Raises Refused where the module is off.
    """
    lock_organisation(access.organisation)
    if not module_is_on(access.organisation.id, Module.CASES):
        raise Refused(OFF)
    CaseSession.objects.of(access).delete()
    return CaseSession.objects.create(
        organisation=access.organisation,
        leader=access.user,
        code=_free_code(),
        case=asdict(case),
        day=today,
    )


def running_session(access: Access, today: date) -> CaseSession | None:
    """The conversation that this person leads now."""
    if not module_is_on(access.organisation.id, Module.CASES):
        return None
    return CaseSession.objects.of(access).running(today).first()


def session_by_code(symbols: str, today: date) -> CaseSession | None:
    """The conversation of this code while it runs."""
    running = CaseSession.objects.running(today).select_related("organisation")
    session = running.filter(code=symbols).first()
    on = session and module_is_on(session.organisation_id, Module.CASES)
    return session if on else None


@transaction.atomic
def hand_in(*, session: CaseSession, browser: str, element: str, action: int) -> None:
    """Keep the one answer of this browser, or put it in place of the earlier one. Raises Refused
    when the conversation is over, the answers have been shown or the room is full.
    """
    current = _open_session(session.pk)
    own = current.answers.filter(browser=browser_mark(current, browser))
    if not own.exists() and current.answers.count() >= MOST_ANSWERS:
        raise Refused(FULL)
    CaseAnswer.objects.update_or_create(
        session=current,
        browser=browser_mark(current, browser),
        defaults={"element": element, "action": action},
    )


@transaction.atomic
def take_back(*, session: CaseSession, browser: str) -> None:
    """Delete the answer of this browser. Raises Refused as `hand_in`."""
    current = _open_session(session.pk)
    current.answers.filter(browser=browser_mark(current, browser)).delete()


def has_answered(session: CaseSession, browser: str) -> bool:
    mark = browser_mark(session, browser)
    return bool(browser) and session.answers.filter(browser=mark).exists()


@transaction.atomic
def show_spread(*, session: CaseSession) -> None:
    """Count the answers, keep the numbers and delete the answers; twice is the same as once.
    Raises Refused with fewer than five, or when the conversation is over.
    """
    current = _locked(session.pk)
    if current.is_shown:
        return
    answers = list(current.answers.values_list("element", "action"))
    if len(answers) < LEAST_ANSWERS:
        raise Refused(TOO_FEW)
    elements = Counter(element for element, _action in answers)
    actions = Counter(action for _element, action in answers)
    current.spread = {
        "elements": {str(element): elements[element] for element in Element},
        "actions": [actions[number] for number in range(len(current.content.actions) + 1)],
    }
    current.save(update_fields=["spread"])
    current.answers.all().delete()


def end_session(*, access: Access) -> None:
    """Delete the conversation of whoever asks, with all answers; twice is the same as once."""
    CaseSession.objects.of(access).delete()


def remove_unended(today: date) -> None:
    """Delete what nobody ended on its day."""
    CaseSession.objects.filter(day__lt=today).delete()


def browser_mark(session: CaseSession, browser: str) -> str:
    """How the database knows a browser in this conversation: not by what its cookie holds, and
    otherwise in the next.
    """
    message = f"{session.pk}:{browser}"
    return salted_hmac("followup.case", message, algorithm="sha256").hexdigest()


def _open_session(session_id: UUID) -> CaseSession:
    session = _locked(session_id)
    if session.is_shown:
        raise Refused(ALREADY_SHOWN)
    return session


def _locked(session_id: UUID) -> CaseSession:
    session = CaseSession.objects.select_for_update().filter(pk=session_id).first()
    if session is None:
        raise Refused(OVER)
    return session


def _free_code() -> str:
    while True:
        symbols = draw(CodeKind.ROOM).symbols
        if not CaseSession.objects.filter(code=symbols).exists():
            return symbols
