"""A browser whose forms name the participant of whoever sits there, as a newly opened page does."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from surveys.client_access import participant_of
from surveys.identity import MissingKey
from surveys.models import Invitation
from surveys.participant_marks import MARK_FIELD, person_mark


class PageClient(Client):
    """For tests of anything but the participant itself: those post what another page would."""

    def post(self, path: str, data: Any = None, *args: Any, **options: Any) -> Any:  # type: ignore[override]
        if (data is None or isinstance(data, dict)) and MARK_FIELD not in (data or {}):
            mark = self.mark(path)
            data = ({MARK_FIELD: mark} if mark else {}) | (data or {})
        return super().post(path, data, *args, **options)

    def mark(self, path: str) -> str | None:
        """The mark that the page at this address has in this browser; None where it has none."""
        if path.startswith(reverse("client_entry")):
            request = RequestFactory().get(path)
            request.COOKIES = {name: morsel.value for name, morsel in self.cookies.items()}
            with suppress(MissingKey):
                participant = participant_of(request)
                return participant.mark if participant else None
            return None
        person, place = self.session.get("_auth_user_id"), resolve(urlsplit(path).path).kwargs
        if person is None:
            return None
        if "wave_id" not in place:
            return person_mark(UUID(person), place.get("organisation", ""))
        found = Invitation.objects.filter(person=person, wave=place["wave_id"])
        invitation = found.select_related("wave").first()
        return invitation.mark if invitation and invitation.wave.key_generation else None


def path_of(answer: Any) -> str:
    """Where an answer sends the browser, whoever sits there."""
    return urlsplit(str(answer.headers["Location"])).path
