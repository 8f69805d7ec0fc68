"""Keeping and removing one's own plan, and the mail on its day. No event is ever recorded: that
somebody has a plan is nobody's business (ADR 56).
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Membership, Module
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.services.refusals import Refused
from igm_portal.followup.models import OwnPlan
from igm_portal.followup.services.assignments import remove_assignment
from igm_portal.followup.services.case_sessions import end_session
from igm_portal.followup.services.notices import remove_notices
from igm_portal.followup.services.peer_groups import leave_group
from igm_portal.followup.services.puzzles import end_puzzle
from igm_portal.outbox.services import Letter, enqueue_all
from surveys.results_moment import at_nine
from surveys.services.erasure import erase_own_answers

OFF = _("Your organisation does not use this any more. Nothing has been kept.")
AFTER_LEAVING: Final = timedelta(days=91)
"""How long a plan of somebody who has left stays: three months."""
LATE: Final = timedelta(days=7)
"""A mail on a day that is over for so long is of no use any more."""


@transaction.atomic
def keep_plan(
    *,
    access: Access,
    element: str,
    step: str,
    moment: str,
    action: str,
    day: date,
    remind: bool,
) -> None:
    """Keep the plan of whoever asks, in place of an earlier one. Raises Refused where the module
    is off.
    """
    if not module_is_on(access.organisation.id, Module.OWN_PLAN):
        raise Refused(OFF)
    OwnPlan.objects.update_or_create(
        organisation=access.organisation,
        person=access.user,
        defaults={
            "element": element,
            "step": step,
            "moment": moment,
            "action": action,
            "day": day,
            "remind": remind,
        },
    )


def remove_plan(*, access: Access) -> None:
    """Delete the plan of whoever asks; twice is the same as once."""
    OwnPlan.objects.of(access).delete()


@transaction.atomic
def erase_own_data(*, access: Access) -> None:
    """All answers of this person that can be found, the plan, notices, the assignment with what was
    asked of HR, the place in a leergang, and the conversation about a case and the puzzle that this
    person leads. Raises Refused, with nothing erased, as `erase_own_answers`.
    """
    remove_plan(access=access)
    end_session(access=access)
    end_puzzle(access=access)
    remove_notices(access=access)
    remove_assignment(access=access)
    leave_group(access=access)
    erase_own_answers(access=access)


def remove_of_leavers(today: date) -> None:
    """Delete the plans of who had the last role here three months ago."""
    still_there = Membership.objects.filter(
        Q(end__isnull=True) | Q(end__gte=today - AFTER_LEAVING),
        organisation=OuterRef("organisation"),
        user=OuterRef("person"),
    )
    OwnPlan.objects.filter(~Exists(still_there)).delete()


@transaction.atomic
def remind_owners(now: datetime) -> None:
    """Mail who asked for it that the day is there, once, and nothing else: not what it is about.
    Safe to run at any moment, by several at once.
    """
    today = timezone.localdate(now)
    due = OwnPlan.objects.select_for_update(of=("self",)).filter(remind=True, day__lte=today)
    letters = []
    for plan in due.select_related("organisation", "person"):
        plan.remind = False
        plan.save(update_fields=["remind"])
        works_here = Membership.objects.on(today).filter(
            user=plan.person, organisation=plan.organisation
        )
        on_time = plan.day > today - LATE and module_is_on(plan.organisation_id, Module.OWN_PLAN)
        if on_time and works_here.exists():
            letters.append(_letter(plan))
    enqueue_all(
        letters,
        batch=None,
        expires_at=at_nine(today + LATE),
        not_before=max(now, at_nine(today)),
    )


def _letter(plan: OwnPlan) -> Letter:
    """In Dutch, as every mail after a result."""
    start = reverse("start", args=[plan.organisation.slug])
    context = {
        "name": plan.person.name,
        "organisation": plan.organisation.name,
        "url": f"{settings.IGM_SITE_URL}{start}",
    }
    with translation.override("nl"):
        text = render_to_string("followup/mail/own_day.txt", context)
    subject, _line_end, body = text.partition("\n")
    return Letter(plan.person.email, subject, body.strip() + "\n")
