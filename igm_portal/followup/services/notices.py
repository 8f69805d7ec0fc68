"""Hanging a notice on the board of one's department, changing it and taking it away. Nothing of it
is on record, and nobody but its owner changes it (ADR 44).
"""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Department, Module
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.followup.models import MOST_NOTICES, Notice, NoticeWords

TERM: Final = timedelta(weeks=13)
"""How long a notice hangs; a change begins it anew."""
OFF = _("Your organisation does not use this any more. Nothing has been kept.")
FULL = _("Four notices of yours hang there already. Take one away first.")


@transaction.atomic
def keep_notice(
    *,
    access: Access,
    notice: Notice | None,
    department: Department,
    kind: str,
    element: str,
    text: str,
    today: date,
) -> None:
    """Hang a notice, or change the own one. Raises Refused where the module is off, and when as
    many hang there as one person may have.
    """
    lock_organisation(access.organisation)
    if not module_is_on(access.organisation.id, Module.NOTICES):
        raise Refused(OFF)
    if notice is None and Notice.objects.of(access).count() >= MOST_NOTICES:
        raise Refused(FULL)
    own = notice or Notice(organisation=access.organisation, person=access.user)
    own.department, own.kind, own.element, own.text = department, kind, element, text
    own.until = today + TERM
    own.save()


def remove_notices(*, access: Access) -> None:
    """Take away every notice of whoever asks; twice is the same as once."""
    Notice.objects.of(access).delete()


def remove_gone(today: date) -> None:
    """Delete what is past its term, or of who works in that department no longer."""
    Notice.objects.gone(today).delete()


def keep_words(*, access: Access, learn: str, show: str) -> None:
    """What this organisation calls the two sides of the board; empty: as the product does."""
    NoticeWords.objects.update_or_create(
        organisation=access.organisation, defaults={"learn": learn, "show": show}
    )
