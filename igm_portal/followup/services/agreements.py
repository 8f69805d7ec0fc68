"""Making an agreement, adding how it goes, and taking back what was typed by mistake."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Team
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record
from igm_portal.followup.models import Agreement, AgreementStep
from surveys.models import WaveTeam

MOST_OPEN = 3
HAS_NOT_WORKED = _("Only what worked is shared.")
TOO_MANY_OPEN = _(
    "There are three open agreements already. Finish or stop one first: more than three at a time "
    "is seldom kept."
)
IS_FINISHED = _("This agreement has ended already.")
HAS_HISTORY = _(
    "This agreement has been looked back on or laid before somebody. It stays; you can stop it."
)


@transaction.atomic
def make_agreement(
    *,
    access: Access,
    place: WaveTeam,
    today: date,
    what: str,
    owner: str,
    look_back_on: date,
    kind: str,
    element: str,
    grounds: str,
) -> Agreement:
    """Add an agreement of a team. Raises Refused when three are open, whatever wave they are of."""
    Team.objects.select_for_update().get(pk=place.team_id)  # two people who type at once
    if Agreement.objects.of_team(place.wave.organisation_id, place.team_id).open().count() >= (
        MOST_OPEN
    ):
        raise Refused(TOO_MANY_OPEN)
    return Agreement.objects.create(
        organisation=access.organisation,
        place=place,
        what=what,
        owner=owner,
        look_back_on=look_back_on,
        kind=kind,
        element=element,
        grounds=grounds,
        made_on=today,
    )


@transaction.atomic
def add_step(
    *, agreement: Agreement, state: str, sentence: str, look_back_on: date | None, today: date
) -> None:
    """Add how it goes, and when to look back again. Raises Refused for one that has ended."""
    agreement = _locked(agreement)
    if not agreement.is_open:
        raise Refused(IS_FINISHED)
    AgreementStep.objects.create(
        agreement=agreement,
        number=agreement.steps.count() + 1,
        state=state,
        sentence=sentence,
        day=today,
    )
    if look_back_on:
        agreement.look_back_on = look_back_on
        agreement.save(update_fields=["look_back_on"])


@transaction.atomic
def remove_agreement(*, access: Access, agreement: Agreement) -> None:
    """Take back what was typed by mistake. Raises Refused once it has steps or was laid before
    somebody. The event names the team and not who did it.
    """
    agreement = _locked(agreement)
    if agreement.steps.exists() or agreement.referrals.exists():
        raise Refused(HAS_HISTORY)
    record("agreement.removed", agreement, by=None, organisation_id=access.organisation.id)
    agreement.delete()


@transaction.atomic
def share_agreement(*, access: Access, agreement: Agreement, is_shared: bool, today: date) -> None:
    """Let HR read what worked by the name of the team, or take that back. Raises Refused for what
    did not work. The event names the team and not who did it.
    """
    agreement = _locked(agreement)
    if is_shared and not agreement.has_worked:
        raise Refused(HAS_NOT_WORKED)
    agreement.shared_on = today if is_shared else None
    agreement.save(update_fields=["shared_on"])
    action = "agreement.shared" if is_shared else "agreement.unshared"
    record(action, agreement, by=None, organisation_id=access.organisation.id)


def _locked(agreement: Agreement) -> Agreement:
    return (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("place")
        .get(pk=agreement.pk)
    )
