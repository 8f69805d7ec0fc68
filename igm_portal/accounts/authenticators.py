"""The app, passkeys and recovery codes of people: sealed, on record, without a moment (ADR 60).

allauth keeps them, and asks whoever has one for it at every way of signing in.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models import User
from igm_portal.accounts.sealing import seal, unseal
from igm_portal.accounts.services.sign_in import day_of, record_of_roles

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or its time is over. Type the newest one."),
        "cannot_generate_recovery_codes": _("First set up a second step."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def get_totp_issuer(self) -> str:
        """What an app shows above the code."""
        return f"IGM-portaal {self._get_site_name()}"


@receiver(pre_save, sender=Authenticator)
def keep_no_moment(instance: Authenticator, **kwargs: Any) -> None:
    """When somebody last signed in is not kept, and of the first time the day (ADR 20)."""
    instance.last_used_at = None
    instance.created_at = day_of(instance.created_at)


@receiver(post_save, sender=Authenticator)
def count_as_passed(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Who sets up a second step has just shown it. Every other session began without it, perhaps
    with a password that somebody else knows too, so it ends.
    """
    if created and _is_own_step(instance):
        record_authentication(context.request, instance.user, "mfa", type=instance.type)
        end_other_sessions(context.request, instance.user)
        record_of_roles("second_step.added", instance.user, by=instance.user)


@receiver(post_delete, sender=Authenticator)
def record_removal(instance: Authenticator, **kwargs: Any) -> None:
    """Of whoever takes away the own second step; when another does, that has its own event."""
    if _is_own_step(instance):
        record_of_roles("second_step.removed", instance.user, by=instance.user)


@receiver(authentication_failed)
def record_wrong_code(user: User, **kwargs: Any) -> None:
    """The password was right, so this is worth more attention than a wrong password."""
    record_of_roles("second_step.failed", user, by=None)


def _is_own_step(instance: Authenticator) -> bool:
    request = context.request
    own = request is not None and request.user.pk == instance.user_id
    return own and instance.type in STEPS
