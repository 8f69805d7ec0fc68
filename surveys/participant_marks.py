"""Whose page is it: every page of filling in and of an own result has the mark of its participant.

A browser keeps one sign-in and one cookie for all its tabs. A page that was opened by one person
may be used after somebody else sat down, so a request says to which participant its page belongs,
and is refused when that is not the participant of this browser now
(docs/adr/0014-whose-page-is-it.md).
"""

from uuid import UUID

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from igm_portal.accounts.access import Access

MARK_FIELD = "participant"


class OtherParticipant(Exception):
    """The page belongs to another participant than the one in this browser."""


def marked(address: str, mark: str) -> str:
    """The address of a page of this participant alone."""
    return f"{address}?{MARK_FIELD}={mark}"


def person_mark(person_id: UUID, slug: str) -> str:
    """32 hexadecimal characters for pages about a person in this organisation, in all waves."""
    message = f"{slug}:{person_id}"
    return salted_hmac("surveys.person", message, algorithm="sha256").hexdigest()[:32]


def own_mark(access: Access) -> str:
    """That of whoever is signed in."""
    return person_mark(access.user.pk, access.organisation.slug)


def names_participant(request: HttpRequest) -> bool:
    return MARK_FIELD in request.GET or MARK_FIELD in request.POST


def require_mark(request: HttpRequest, mark: str) -> None:
    """Raises OtherParticipant for a request from a page of another participant, and for a form that
    names none.

    An address without a mark was typed, or came by mail: it is of whoever sits here.
    """
    names = [*request.GET.getlist(MARK_FIELD), *request.POST.getlist(MARK_FIELD)]
    if request.method == "POST" and MARK_FIELD not in request.POST:
        raise OtherParticipant
    if not all(constant_time_compare(name, mark) for name in names):
        raise OtherParticipant
