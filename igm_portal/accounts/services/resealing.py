"""After another `SECRET_KEY`: what the former one sealed, sealed with the new one (ADR 60)."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from igm_portal.accounts.models import SignInProvider
from igm_portal.accounts.sealing import seal, unseal

_SECRET_KEYS = ("secret", "seed")  # of an app, and of recovery codes; a passkey holds no secret


@transaction.atomic
def reseal() -> int:
    """Returns how many secrets. Raises InvalidToken, with nothing changed, for one that no key of
    this installation opens.
    """
    number = 0
    for step in Authenticator.objects.select_for_update().order_by("pk"):
        ciphertexts = {name: step.data[name] for name in _SECRET_KEYS if name in step.data}
        if ciphertexts:
            fresh = {name: seal(unseal(text)) for name, text in ciphertexts.items()}
            # No signal: setting it up is another event than this.
            Authenticator.objects.filter(pk=step.pk).update(data=step.data | fresh)
            number += len(fresh)
    for provider in SignInProvider.objects.select_for_update().order_by("pk"):
        provider.sealed_secret = seal(provider.secret)
        provider.save(update_fields=["sealed_secret"])
        number += 1
    return number
