"""Closed unless opened: every view says which permission it asks for, or it does not answer.

The organisation stands in the URL. To someone without a role in it that organisation does not
exist (404); someone who has a role but lacks the right is told so (403).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from igm_portal.accounts.models import Membership, Organisation, User
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import GRANTS
from igm_portal.accounts.second_step import is_missing, to_second_step
from igm_portal.joined_rows import as_parameter, columns_of, object_of
from igm_portal.local_words import activate


@dataclass(frozen=True, slots=True)
class Access:
    """What one person may do in one organisation today; every scoped read starts from it."""

    user: User
    organisation: Organisation
    memberships: tuple[Membership, ...]

    @property
    def permissions(self) -> frozenset[Permission]:
        return _permissions_of(frozenset(m.role for m in self.memberships))

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def team_ids(self) -> frozenset[UUID]:
        """Teams this person works in or leads today."""
        return frozenset(m.team_id for m in self.memberships if m.team_id)

    @property
    def department_ids(self) -> frozenset[UUID]:
        """Departments this person heads today."""
        return frozenset(m.department_id for m in self.memberships if m.department_id)


@cache
def _permissions_of(roles: frozenset[str]) -> frozenset[Permission]:
    """What these roles may do together; asked dozens of times for one page."""
    return frozenset().union(*(GRANTS[role].permissions for role in roles))


class OrganisationRequest(HttpRequest):
    """A request of somebody with a role in the organisation of the address."""

    access: Access


_MEMBERSHIPS = f"""
SELECT organisation.*, {columns_of(Membership, "membership")}, {columns_of(User, "person")}
FROM accounts_membership membership
JOIN accounts_organisation organisation ON organisation.id = membership.organisation_id
JOIN accounts_user person ON person.id = membership.user_id
WHERE membership.user_id = %s
"""  # noqa: S608  names of columns


def memberships_of(user_id: UUID) -> tuple[Membership, ...]:
    """All of this account, of any time, with the account and its organisation, in one query: every
    request of who is signed in begins with it. What holds today is told apart here and not in SQL.
    """
    memberships = []
    for organisation in Organisation.objects.raw(_MEMBERSHIPS, [as_parameter(user_id)]):
        membership = object_of(Membership, "membership", organisation)
        membership.organisation = organisation
        membership.user = object_of(User, "person", organisation)
        memberships.append(membership)
    return tuple(memberships)


def access_of(user: User, slug: str) -> Access | None:
    """The person's access to this organisation today; None for an outsider."""
    today = timezone.localdate()
    memberships = user.memberships_of_session or memberships_of(user.pk)
    current = tuple(
        one for one in memberships if one.organisation.slug == slug and one.holds_on(today)
    )
    return Access(user, current[0].organisation, current) if current and user.is_active else None


def access_at_hand(user: User) -> Access | None:
    """The person's access today to the own organisation, in one query: what to show around a page
    that belongs to none. It opens nothing.
    """
    today = Membership.objects.on(timezone.localdate()).filter(user=user)
    memberships = tuple(today.select_related("organisation"))
    return Access(user, memberships[0].organisation, memberships) if memberships else None


View = Callable[..., HttpResponseBase]
OF_THE_ACCOUNT = tuple(
    f"allauth.{part}." for part in ("account", "mfa", "socialaccount", "usersessions")
)


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Open a view of an organisation to who has at least one of these permissions.

    The view is called without the slug; `request.access` says who asks.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded_view(
            request: HttpRequest, organisation: str, **kwargs: Any
        ) -> HttpResponseBase:
            access = access_of(cast(User, request.user), organisation)
            if access is None:
                raise Http404("No such organisation for this person.")
            if not access.permissions.intersection(permissions):
                raise PermissionDenied
            if is_missing(request, access.memberships):
                return to_second_step(request)
            _serve(request, access)
            return view(request, **kwargs)

        guarded_view.opened_to = permissions  # type: ignore[attr-defined]
        return guarded_view

    return decorate


def for_the_person(view: View) -> View:
    """Open a view to everyone whom the organisation keeps data about, also after leaving.

    Who has no role today gets an access that permits nothing: the view shows own data only.
    """

    @wraps(view)
    def guarded_view(request: HttpRequest, organisation: str, **kwargs: Any) -> HttpResponseBase:
        user = cast(User, request.user)
        access = access_of(user, organisation) or _access_of_a_leaver(user, organisation)
        if access is None:
            raise Http404("No such organisation for this person.")
        if is_missing(request, access.memberships):
            return to_second_step(request)
        _serve(request, access)
        return view(request, **kwargs)

    guarded_view.opened_to = ()  # type: ignore[attr-defined]
    return guarded_view


def _serve(request: HttpRequest, access: Access) -> None:
    """The view is told who asks, and speaks in the words of the organisation (ADR 58)."""
    cast(OrganisationRequest, request).access = access
    activate(access.organisation.words)


def _access_of_a_leaver(user: User, slug: str) -> Access | None:
    memberships = Membership.objects.filter(user=user, organisation__slug=slug)
    former = memberships.select_related("organisation").first()
    return Access(user, former.organisation, ()) if former else None


def is_opened(view: View) -> bool:
    """Whether a view is public on purpose, asks for a permission, or is an account page."""
    public = getattr(view, "login_required", True) is False
    return public or hasattr(view, "opened_to") or view.__module__.startswith(OF_THE_ACCOUNT)
