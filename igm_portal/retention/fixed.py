"""What goes by itself after a term that nobody chooses; each term stands beside what removes it."""

from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.services.providers import REQUEST_TERM
from igm_portal.followup.services.notices import TERM as NOTICE_TERM
from igm_portal.followup.services.own_plan import AFTER_LEAVING
from igm_portal.followup.services.peer_groups import OFFER_TERM
from igm_portal.outbox.sending import RETENTION, UNDELIVERED_RETENTION
from surveys.services.dialogues import READ_FOR
from surveys.services.sharing import TERM as SHARING_TERM

FIXED_TERMS: Final[tuple[tuple[str | Promise, str | Promise], ...]] = (
    (
        _("Answers that were not sent"),
        _("until the wave closes"),
    ),
    (
        _("Mail: address and text"),
        _("until it is sent"),
    ),
    (
        _("That a mail went out, or did not arrive"),
        format_lazy(
            _("{sent} days; what did not arrive {undelivered} days"),
            sent=RETENTION.days,
            undelivered=UNDELIVERED_RETENTION.days,
        ),
    ),
    (_("That somebody is signed in"), _("a day")),
    (
        _("Files that somebody asked for"),
        format_lazy(_("{hours} hours"), hours=settings.IGM_FILE_HOURS),
    ),
    (
        _("Plans and assignments of one's own"),
        format_lazy(
            _("until the owner removes them, or {days} days after leaving"), days=AFTER_LEAVING.days
        ),
    ),
    (
        _("Notices on the board"),
        format_lazy(_("{weeks} weeks"), weeks=NOTICE_TERM.days // 7),
    ),
    (
        _("Invitations to a learning group that nobody answered"),
        format_lazy(_("{weeks} weeks"), weeks=OFFER_TERM.days // 7),
    ),
    (
        _("Questions without a name"),
        format_lazy(
            _("by whom: until the day of the conversation; the question: {days} days longer"),
            days=READ_FOR.days,
        ),
    ),
    (
        _("What a client shares in a conversation"),
        format_lazy(_("{days} days, or until the client stops it"), days=SHARING_TERM.days),
    ),
    (
        _("A request to link a work account"),
        format_lazy(_("{days} days"), days=REQUEST_TERM.days),
    ),
    (_("Conversations about a case, and puzzles"), _("until that night")),
    (_("A file of people that is being imported"), _("a day")),
)
