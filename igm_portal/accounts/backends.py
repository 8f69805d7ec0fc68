"""Who is signed in, looked up at every request; signing in itself is allauth's."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from igm_portal.accounts.models import User
from igm_portal.prepared import Given, Prepared

_PERSON = Prepared(lambda: User.objects.filter(pk=Given("pk", User._meta.pk)))


class ByEmail(AuthenticationBackend):  # type: ignore[misc]
    """Of allauth, but for the query of every request, which is written once."""

    def get_user(self, user_id: UUID) -> AbstractBaseUser | None:
        person = _PERSON.one(pk=user_id)
        return person if person is not None and self.user_can_authenticate(person) else None
