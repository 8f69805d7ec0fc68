"""Switching a module on after the works council has spoken, or off."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Module, ModuleDecision
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.audit.services import record

OFF_ALREADY = _("This module is off already.")


@transaction.atomic
def decide_on_module(
    *,
    access: Access,
    module: Module,
    switched_on: bool,
    opinion: str,
    opinion_on: date | None,
    remark: str,
    today: date,
    dpia_on: date | None = None,
    dpia_adviser: str = "",
) -> None:
    """Add a decision; on again with another opinion is one too. Raises Refused for switching off
    what is off.
    """
    lock_organisation(access.organisation)
    if not switched_on and not module_is_on(access.organisation.id, module):
        raise Refused(OFF_ALREADY)
    decision = ModuleDecision.objects.create(
        organisation=access.organisation,
        module=module,
        switched_on=switched_on,
        opinion=opinion,
        opinion_on=opinion_on,
        dpia_on=dpia_on,
        dpia_adviser=dpia_adviser,
        remark=remark,
        day=today,
    )
    action = "module.switched_on" if switched_on else "module.switched_off"
    record(action, decision, by=access.user, organisation_id=access.organisation.id)
