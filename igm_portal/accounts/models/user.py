"""The account of a person in one organisation, and a new address of it; what the person may do
stands in the memberships."""

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models.organisation import Organisation
from igm_portal.spelling import Misspelt, address, address_key
from igm_portal.spelling import name as spelled_name

if TYPE_CHECKING:
    from igm_portal.accounts.models.membership import Membership

ADDRESS_TAKEN = _("Somebody with this e-mail address is in your organisation already.")


def is_address(text: str) -> None:
    """Raises ValidationError for what is no e-mail address."""
    try:
        address(text)
    except Misspelt:
        raise ValidationError(str(validate_email.message), code="invalid") from None


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, organisation: Organisation, email: str, name: str, password: str | None = None
    ) -> "User":
        """A new person; without a password one is set through the reset mail."""
        user = self.model(
            organisation=organisation, email=address_key(email), name=spelled_name(name)
        )
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Signs in with an e-mail address; there is no superuser and no admin site.

    Whoever works for two organisations of an installation has an account in each, with a name, a
    password and a second step of its own: neither organisation learns of the other (ADR 81).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    # In the spelling of `igm_portal.spelling`, so that equal addresses are equal texts.
    email = models.CharField("e-mail", max_length=254, db_index=True, validators=[is_address])
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    # When somebody signed in is not kept: beside the answers that came in it would tell whose
    # they are (ADR 20).
    last_login = None
    # Of the account of a session: its memberships, read in one query with it (ADR 85).
    memberships_of_session: "tuple[Membership, ...]" = ()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                name="user_email_any_case",
                violation_error_message=ADDRESS_TAKEN,
            )
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = address_key(self.email)
        super().save(*args, **kwargs)


class EmailChange(models.Model):
    """A new e-mail address that nobody but the administrator has vouched for yet.

    As long as this row stands, own results of earlier waves are locked (ADR 21).

    The person signs in with the new address already. `old_email` is the last address that was
    vouched for: a second change before confirmation keeps it. The row goes when the change is
    confirmed from the old address, approved by a second administrator, or undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="email_change")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    old_email = models.CharField(max_length=254)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("old_email"), name="email_change_old_any_case"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
