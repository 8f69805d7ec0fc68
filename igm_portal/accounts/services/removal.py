"""An account that goes for good, with all that belongs to it."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models import EmailChange, ImportPreview, ImportUpload, Organisation, User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import people_of, roles_of
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import keep_an_administrator, lock_organisation
from igm_portal.audit.services import record
from igm_portal.outbox.services import forget_person, forget_recipient


@transaction.atomic
def remove_account(*, by: User | None, organisation: Organisation, person: User) -> None:
    """Delete the person with roles, numbers, addresses, invitations, sessions and waiting mail,
    also mail to an earlier address and names in files that wait to be imported.

    The audit log keeps what the person did; the event of the removal itself holds an id and no
    name. Raises Refused for oneself, for somebody of another organisation, for the last
    administrator, and while an e-mail change that the person made is open. `by` None is the
    operator.
    """
    lock_organisation(organisation)
    if by is not None and person.pk == by.pk:
        raise Refused(_("You cannot remove your own account. Ask another administrator."))
    if not people_of(organisation).filter(pk=person.pk).exists():
        raise Refused(_("There is no such person in your organisation."))
    record(
        "person.erased",
        organisation,
        by=by,
        organisation_id=organisation.pk,
        person=str(person.pk),
    )
    administers = roles_of(person, organisation).filter(role=Role.ADMINISTRATOR).exists()
    ImportPreview.objects.filter(organisation=organisation).delete()
    ImportUpload.objects.filter(organisation=organisation).delete()
    _delete(person)
    if administers:
        keep_an_administrator(organisation, timezone.localdate())


def _delete(person: User) -> None:
    earlier = EmailChange.objects.filter(person=person).values_list("old_email", flat=True)
    addresses = {person.email, *earlier}
    # Mail that names nobody may be of another organisation, where somebody has this address too.
    others = User.objects.exclude(pk=person.pk).filter(email__in=addresses)
    for address in addresses - set(others.values_list("email", flat=True)):
        forget_recipient(address)
    forget_person(person.pk)
    key = str(person.pk)
    sessions = [s.pk for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == key]
    Session.objects.filter(pk__in=sessions).delete()
    try:
        User.objects.filter(pk=person.pk).delete()
    except ProtectedError:
        raise Refused(
            _("An e-mail change that this person made is still open. Have it dealt with first.")
        ) from None
