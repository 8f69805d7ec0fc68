"""Laying an agreement before those above, and their answers, in sight of the team.

The event of laying names the team and nobody in it; that of answering names who answers.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Membership
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record
from igm_portal.followup.models import Addressee, Agreement, Referral, ReferralAnswer
from igm_portal.followup.models.referral import ENDS
from igm_portal.followup.services.agreements import IS_FINISHED

LAID_ALREADY = _("This agreement lies there already.")
NOBODY_THERE = _("Nobody has this role today, so nobody would read it.")
ALREADY_ANSWERED = _("This has had its answer already. Nothing has been changed.")


@transaction.atomic
def lay_before(
    *,
    access: Access,
    agreement: Agreement,
    addressee: str,
    question: str,
    answer_by: date,
    today: date,
) -> Referral:
    """Raises Refused for an agreement that ended or lies there, or when nobody would read it."""
    agreement = (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("place__team")
        .get(pk=agreement.pk)
    )
    if not agreement.is_open:
        raise Refused(IS_FINISHED)
    if agreement.referrals.filter(addressee=addressee).exists():
        raise Refused(LAID_ALREADY)
    department_id = agreement.place.team.department_id
    readers = Membership.objects.on(today).filter(organisation=access.organisation)
    readers = (
        readers.filter(role=Role.DEPARTMENT_HEAD, department_id=department_id)
        if addressee == Addressee.HEAD
        else readers.filter(role=Role.HR_ADVISER)
    )
    if not readers.exists():
        raise Refused(NOBODY_THERE)
    referral = Referral.objects.create(
        organisation=access.organisation,
        agreement=agreement,
        addressee=addressee,
        department_id=department_id,
        question=question,
        laid_on=today,
        answer_by=answer_by,
    )
    record("referral.laid", referral, by=None, organisation_id=access.organisation.id)
    return referral


@transaction.atomic
def answer(
    *,
    access: Access,
    referrals: Iterable[Referral],
    kind: str,
    words: str,
    by_date: date | None,
    today: date,
) -> None:
    """The same answer to one or several. Raises Refused, with nothing changed, when there is none
    (any more), or when one of them has its yes or no already.
    """
    rows = (
        Referral.objects.select_for_update(of=("self",))
        .filter(pk__in=[one.pk for one in referrals])
        .select_related("agreement__place")
    )
    if not rows:
        raise Refused(ALREADY_ANSWERED)
    for referral in rows:
        if referral.answers.filter(kind__in=ENDS).exists():
            raise Refused(ALREADY_ANSWERED)
        ReferralAnswer.objects.create(
            referral=referral, kind=kind, words=words, by_date=by_date, given_on=today
        )
        if by_date and kind not in ENDS:
            referral.answer_by = by_date
            referral.save(update_fields=["answer_by"])
        record(
            "referral.answered", referral, by=access.user, organisation_id=referral.organisation_id
        )
