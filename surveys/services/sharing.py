"""A client lets one professional read the own result, takes that back, and reads who read it.

Sharing begins with a number that the professional shows and the client types, and every reading
with a code that the client says aloud. So there is no list of professionals for clients and none of
clients for professionals. No event, no log and no session knows of it; when it ends the row goes,
and one without a professional stays with the answers (ADR 69).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Module
from igm_portal.accounts.selectors import is_only_klantmanager, module_is_on
from igm_portal.local_texts import in_own_words_lazy
from surveys import identity
from surveys.codes.code import Code, CodeKind, draw
from surveys.instruments.elements import Element
from surveys.models import EndedSharing, ProfessionalNumber, Sharing, Wave, WaveState
from surveys.models.response import Response
from surveys.participant import ClientParticipant
from surveys.services.code_limits import count_wrong, is_spent
from surveys.services.erasure_list import ErasureKind, listed, sharing_mark
from surveys.services.refusals import Refused

TERM: Final = timedelta(days=30)
NUMBER_LASTS: Final = timedelta(minutes=15)

NOT_FOR_YOU = in_own_words_lazy(
    _("Only who works as {klantmanager}, and as nothing else, reads what a client shares.")
)
NO_SHARING = pgettext_lazy("client", "You cannot share your result here.")
NOTHING_CHOSEN = pgettext_lazy("client", "Choose at least one subject.")
SHARED_ALREADY = pgettext_lazy("client", "You are sharing with somebody. Stop that first.")
NO_SUCH_NUMBER = pgettext_lazy(
    "client",
    "We do not know this number. Look at the screen of the other person and type it again. A "
    "number works for 15 minutes and only once.",
)


def new_number(*, access: Access, now: datetime) -> ProfessionalNumber:
    """A number for whoever asks, in place of an earlier one. Raises Refused for other work."""
    if not may_read(access, now):
        raise Refused(NOT_FOR_YOU)
    with transaction.atomic():
        ProfessionalNumber.objects.filter(professional=access.user).delete()
        return ProfessionalNumber.objects.create(
            organisation=access.organisation,
            professional=access.user,
            symbols=draw(CodeKind.PROFESSIONAL).symbols,
            expires_at=now + NUMBER_LASTS,
        )


def number_of(access: Access, now: datetime) -> ProfessionalNumber | None:
    """The number that works now, of whoever asks."""
    return ProfessionalNumber.objects.filter(
        organisation=access.organisation, professional=access.user, expires_at__gt=now
    ).first()


def may_read(access: Access, now: datetime) -> bool:
    """Whether a client here may let this person read: with the module on, somebody who is a
    klantmanager and nothing else."""
    organisation = access.organisation
    return module_is_on(organisation.pk, Module.CONVERSATION) and is_only_klantmanager(
        access.user, organisation, timezone.localdate(now)
    )


def may_share(participant: ClientParticipant) -> bool:
    """Whether results of this wave can be shared at all."""
    wave = participant.wave
    return (
        wave.is_conversation
        and wave.state != WaveState.WITHDRAWN
        and module_is_on(wave.organisation_id, Module.CONVERSATION)
    )


def waiting_professional(
    *, participant: ClientParticipant, number: Code, address: str, now: datetime
) -> ProfessionalNumber:
    """Whose number this is, to confirm before anything is shared: nothing changes. Raises Refused
    for a number of nobody, of another organisation, that is over, or of who may not read any more.
    """
    if is_spent(number, address, now):
        raise Refused(NO_SUCH_NUMBER)
    waiting = _waiting(participant.wave, number, now)
    if waiting is None:
        count_wrong(number, address, now)
        raise Refused(NO_SUCH_NUMBER)
    return waiting


@transaction.atomic
def share(
    *,
    participant: ClientParticipant,
    number: Code,
    elements: Collection[str],
    now: datetime,
) -> Sharing:
    """Let the professional of this number read these elements for thirty days; the number is used
    up. Raises Refused, with nothing changed.
    """
    wave = Wave.objects.select_for_update().get(pk=participant.wave_id)
    if not may_share(ClientParticipant(wave, participant.code)):
        raise Refused(NO_SHARING)
    response = Response.objects.filter(
        wave=wave, pseudonym=participant.pseudonym, sent=True
    ).first()
    if response is None:
        raise Refused(NO_SHARING)
    element_values = [element.value for element in Element if element in elements]
    if not element_values:
        raise Refused(NOTHING_CHOSEN)
    waiting = _waiting(wave, number, now, for_update=True)
    if waiting is None:
        raise Refused(NO_SUCH_NUMBER)
    earlier = Sharing.objects.select_for_update().filter(response=response).first()
    if earlier is not None:
        if _is_open(earlier, now):
            raise Refused(SHARED_ALREADY)
        _end(earlier, now)
    sharing = Sharing.objects.create(
        response=response,
        professional=waiting.professional,
        code=draw(CodeKind.SHARING).symbols,
        elements=element_values,
        ends_at=now + TERM,
    )
    waiting.delete()
    return sharing


def sharing_of(participant: ClientParticipant, now: datetime) -> Sharing | None:
    """What this client shares now; None when nothing is shared, or when nobody could read it."""
    sharing = (
        Sharing.objects.select_related("professional", "response__wave")
        .filter(response__wave_id=participant.wave_id, response__pseudonym=participant.pseudonym)
        .first()
    )
    return sharing if sharing and _is_open(sharing, now) else None


def ended_sharings_of(participant: ClientParticipant) -> list[EndedSharing]:
    """What this client shared before, the first time first."""
    own = EndedSharing.objects.filter(
        response__wave_id=participant.wave_id, response__pseudonym=participant.pseudonym
    )
    return list(own)


@transaction.atomic
def stop_sharing(*, participant: ClientParticipant, now: datetime) -> None:
    """End it at once; twice is the same as once. It comes on the list of what was erased, so that a
    database put back from before does not open it again. Raises Refused when that list cannot be
    written.
    """
    with listed() as lines:
        sharing = (
            Sharing.objects.select_for_update(of=("self",))
            .filter(
                response__wave_id=participant.wave_id, response__pseudonym=participant.pseudonym
            )
            .first()
        )
        if sharing is not None:
            lines.append((ErasureKind.SHARING, sharing_mark(sharing.pk)))
            _end(sharing, now)


def read_sharing(*, access: Access, code: Code, address: str, now: datetime) -> Sharing | None:
    """The sharing of this code for whoever asks, with the moment of this reading written down for
    the client; None, whatever the cause, when it is not for this person, over or taken back.
    """
    if is_spent(code, address, now):
        return None
    sharing = _read(access, code, now)
    if sharing is None:
        count_wrong(code, address, now)
    return sharing


@transaction.atomic
def _read(access: Access, code: Code, now: datetime) -> Sharing | None:
    sharing = (
        Sharing.objects.select_for_update(of=("self",))
        .select_related("response__wave__organisation", "response__wave__instrument")
        .filter(
            code=code.symbols,
            professional=access.user,
            response__organisation=access.organisation,
        )
        .first()
    )
    if sharing is None or not _is_open(sharing, now):
        return None
    moment = timezone.localtime(now).replace(second=0, microsecond=0)
    sharing.read_at = [*sharing.read_at, moment.isoformat()]
    sharing.save(update_fields=["read_at"])
    return sharing


def end_sharings(now: datetime) -> None:
    """End whatever nobody can read any more, and delete numbers that are over."""
    ProfessionalNumber.objects.filter(expires_at__lte=now).delete()
    for key in list(Sharing.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            sharing = Sharing.objects.select_for_update().filter(pk=key).first()
            if sharing is not None and not _is_open(sharing, now):
                _end(sharing, min(now, sharing.ends_at))


def _is_open(sharing: Sharing, now: datetime) -> bool:
    """Over at its last moment, and as soon as its professional is no klantmanager alone, the module
    is off, the wave was withdrawn, or without the key the client could not take it back.
    """
    wave, professional = sharing.response.wave, sharing.professional
    return (
        now < sharing.ends_at
        and professional is not None
        and professional.is_active
        and wave.state != WaveState.WITHDRAWN
        and wave.key_generation in identity.generations()
        and module_is_on(wave.organisation_id, Module.CONVERSATION)
        and is_only_klantmanager(professional, wave.organisation, timezone.localdate(now))
    )


def _end(sharing: Sharing, now: datetime) -> None:
    """Keep that it was shared, with the answers, and forget with whom."""
    EndedSharing.objects.create(
        response_id=sharing.response_id,
        readings=len(sharing.read_at),
        until=timezone.localdate(now),
    )
    sharing.delete()


def _waiting(
    wave: Wave, number: Code, now: datetime, *, for_update: bool = False
) -> ProfessionalNumber | None:
    numbers = ProfessionalNumber.objects.select_related("professional", "organisation")
    if for_update:
        numbers = numbers.select_for_update(of=("self",))
    waiting = numbers.filter(
        symbols=number.symbols, organisation_id=wave.organisation_id, expires_at__gt=now
    ).first()
    if waiting is None or not is_only_klantmanager(
        waiting.professional, waiting.organisation, timezone.localdate(now)
    ):
        return None
    return waiting
