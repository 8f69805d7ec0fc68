"""What of a closed wave goes when its term is over (ADR 76)."""

import secrets

from django.db import transaction

from surveys.models import Invitation, StartCode, Wave
from surveys.models.response import Response
from surveys.services.keys import untie

_AT_ONCE = 500
_SIGNS = 32  # bytes of a pseudonym


@transaction.atomic
def forget_whose(wave: Wave) -> None:
    """Nobody can tell any more whose answers are whose, not even with the key: who was asked and
    the codes are gone, and a random text stands in the place of each pseudonym. Twice is the same.
    """
    Invitation.objects.filter(wave=wave).delete()
    StartCode.objects.filter(wave=wave).delete()
    responses = list(Response.objects.filter(wave=wave).only("pk").order_by("pk"))
    for response in responses:
        response.pseudonym = secrets.token_hex(_SIGNS)
    Response.objects.bulk_update(responses, ["pseudonym"], batch_size=_AT_ONCE)
    untie(wave)


@transaction.atomic
def remove_answers(wave: Wave) -> None:
    """Every answer, and whose they were."""
    forget_whose(wave)
    Response.objects.filter(wave=wave).delete()


def has_answers(wave: Wave) -> bool:
    return Response.objects.filter(wave=wave).exists()


def is_tied(wave: Wave) -> bool:
    """Whether anything may be left by which somebody could tell whose answers are whose."""
    tied_models = (Invitation, StartCode, Response)
    return any(model.objects.filter(wave=wave).exists() for model in tied_models)
