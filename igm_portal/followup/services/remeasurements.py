"""Asking HR to measure again, and the answer. The event of asking names the team and nobody; that
of answering names who answers.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Membership, Team
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.audit.services import record
from igm_portal.followup.models import Remeasurement
from igm_portal.followup.services.referrals import NOBODY_THERE

WAITS = _("You have asked already: HR has not answered yet.")
ALREADY_ANSWERED = _(
    "This has had its answer already, or was taken back. Nothing has been changed."
)


@transaction.atomic
def ask_again(*, access: Access, team: Team, wished_on: date, today: date) -> None:
    """Ask HR to measure `team` again, in place of an earlier question that was answered. Raises
    Refused while one waits, or where nobody would read it.
    """
    lock_organisation(access.organisation)
    own = Remeasurement.objects.of(access)
    if own.waiting().exists():
        raise Refused(WAITS)
    advisers = Membership.objects.on(today).filter(
        organisation=access.organisation, role=Role.HR_ADVISER
    )
    if not advisers.exists():
        raise Refused(NOBODY_THERE)
    own.delete()
    question = Remeasurement.objects.create(
        organisation=access.organisation,
        person=access.user,
        team=team,
        wished_on=wished_on,
        asked_on=today,
    )
    record("remeasurement.asked", question, by=None, organisation_id=access.organisation.id)


def take_back(*, access: Access) -> None:
    """Delete what whoever asks has asked; twice is the same as once."""
    Remeasurement.objects.of(access).delete()


@transaction.atomic
def answer_question(
    *,
    access: Access,
    question: Remeasurement,
    kind: str,
    words: str,
    by_date: date | None,
    today: date,
) -> None:
    """Answer once. Raises Refused for what was answered meanwhile, or taken back."""
    rows = Remeasurement.objects.filter(pk=question.pk).waiting()
    if not rows.update(answer=kind, words=words, by_date=by_date, answered_on=today):
        raise Refused(ALREADY_ANSWERED)
    record(
        "remeasurement.answered", question, by=access.user, organisation_id=access.organisation.id
    )
