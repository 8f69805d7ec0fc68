"""What stands around the questions of a page: drawn once, kept for everyone with the same rights.

It is drawn without the person and without the request, so there is nothing of anybody in it. What
is somebody's own is left open in it, and filled in for each request.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from igm_portal.accounts.access import Access
from igm_portal.navigation import navigation
from igm_portal.render_cache import RenderCache
from surveys.instruments.model import Instrument
from surveys.models import Wave
from surveys.participant import Participant
from surveys.reader_language import Reading

# Nobody can guess these, so nobody can write one in a text of the page.
NAME, TOKEN, MARK, QUESTIONS = (SafeString(secrets.token_hex(16)) for _hole in range(4))
_HOLES = re.compile(f"({NAME}|{TOKEN}|{MARK}|{QUESTIONS})")

# Each holds its questionnaire, so that no other can get the same id.
_SHELLS: RenderCache[tuple[Instrument, list[str]]] = RenderCache(512)


def framed(
    request: HttpRequest,
    template: str,
    participant: Participant,
    reading: Reading,
    number: int,
    questions: SafeString,
    place: Mapping[str, Any],
) -> str:
    """Page `number` with these questions. `place` is what else the template shows, the same for
    all who open this page of the wave with the same rights.
    """
    access: Access | None = getattr(request, "access", None)
    wave = participant.wave

    def draw() -> tuple[Instrument, list[str]]:
        left_open = {
            "user": {"is_authenticated": access is not None, "name": NAME},
            "csrf_token": TOKEN,
            "participant_mark": MARK,
            "form": {"questions": QUESTIONS, "errors": ()},
            "messages": (),
        }
        page = render_to_string(template, {**navigation(request), **place, **left_open})
        return reading.instrument, _HOLES.split(page)

    page_key = wave.pk, id(reading.instrument), reading.language, number
    _instrument, pieces = _SHELLS.get((template, *page_key, *_rights(access, wave)), draw)
    own: dict[str, str] = {
        NAME: conditional_escape(access.user.name) if access else "",
        TOKEN: get_token(request),
        MARK: participant.mark,
        QUESTIONS: questions,
    }
    return "".join([own.get(piece, piece) for piece in pieces])


def _rights(access: Access | None, wave: Wave) -> tuple[object, ...]:
    """What the header and the footer depend on; a client, without an account, has but the name of
    the organisation there, and who helps.
    """
    if access is None:
        return wave.organisation.name, wave.organisation.slug, *wave.organisation.help
    organisation = access.organisation
    heading = organisation.name, organisation.slug, organisation.logo, *organisation.help
    several = len(access.team_ids) > 1
    return heading, access.permissions, bool(access.memberships), several
