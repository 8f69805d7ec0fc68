"""What stands around the questions of a page: drawn once, kept for everyone with the same rights.

It is drawn without the person and without the request, so there is nothing of anybody in it. What
is somebody's own is left open in it, and filled in for each request.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from igm_portal.accounts.access import Access
from igm_portal.holes import Holes
from igm_portal.navigation import navigation
from igm_portal.render_cache import RenderCache
from surveys.instruments.model import Instrument
from surveys.models import Wave
from surveys.participant import Participant
from surveys.reader_language import Reading

_HOLES: Final = Holes("name", "token", "mark", "questions")

# Each holds its questionnaire, so that no other can get the same id.
_SHELLS: RenderCache[tuple[Instrument, tuple[str, ...]]] = RenderCache(512)


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

    def draw() -> tuple[Instrument, tuple[str, ...]]:
        marks = _HOLES.marks
        left_open = {
            "user": {"is_authenticated": access is not None, "name": marks["name"]},
            "csrf_token": marks["token"],
            "participant_mark": marks["mark"],
            "form": {"questions": marks["questions"], "errors": ()},
            "messages": (),
        }
        page = render_to_string(template, {**navigation(request), **place, **left_open})
        return reading.instrument, _HOLES.pieces(page)

    page_key = wave.pk, id(reading.instrument), reading.language, number
    _instrument, pieces = _SHELLS.get((template, *page_key, *_rights(access, wave)), draw)
    own = {
        "name": access.user.name if access else "",
        "token": get_token(request),
        "mark": participant.mark,
        "questions": questions,
    }
    return _HOLES.filled(pieces, own)


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
