"""Which account a password opens, where one address has an account in several organisations.

How long it takes says nothing of how many there are (ADR 81).
"""

from typing import Any, cast
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import memberships_of
from igm_portal.accounts.models import Organisation, User
from igm_portal.spelling import address_key

TRIED_AT_LEAST = 3  # passwords, where there are as many organisations


class SeveralAccounts(ValidationError):
    """The password opens more than one account: `accounts` says which."""

    def __init__(self, accounts: list[User]) -> None:
        super().__init__(
            _(
                "You have an account at more than one organisation. Choose one, and type your "
                "password once more."
            )
        )
        self.accounts = accounts


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Passwords of accounts that organisations give out."""

    def authenticate(
        self,
        request: HttpRequest | None,
        email: str = "",
        password: str = "",
        organisation: UUID | None = None,
        **credentials: Any,
    ) -> User | None:
        """The account with this address and password, of this organisation if one is given. Raises
        SeveralAccounts when that is not one.
        """
        accounts = User.objects.filter(email=address_key(email), is_active=True)
        if organisation is not None:
            accounts = accounts.filter(organisation=organisation)
        candidates = list(accounts.select_related("organisation").order_by("organisation__name"))
        matches = [account for account in candidates if account.check_password(password)]
        number = min(max(Organisation.objects.count(), 1), TRIED_AT_LEAST)
        for _try in range(number - len(candidates)):
            User().set_password(password)
        if len(matches) > 1:
            raise SeveralAccounts(matches)
        return matches[0] if matches else None

    def get_user(self, user_id: UUID) -> User | None:
        """The account of a session, with its memberships, which the page asks for next."""
        memberships = memberships_of(user_id)
        if not memberships:
            return cast("User | None", super().get_user(user_id))
        user = memberships[0].user
        user.memberships_of_session = memberships
        return user if self.user_can_authenticate(user) else None
