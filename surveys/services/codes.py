"""Start codes are made: handed out once, kept as fingerprints (ADR 5)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.audit.services import record
from surveys.codes.code import Code, CodeKind, draw_many
from surveys.models import StartCode, Wave, WaveState
from surveys.participant import code_fingerprint
from surveys.services.refusals import Refused

MOST_AT_ONCE = 250


@transaction.atomic
def make_codes(*, access: Access, wave: Wave, number: int) -> tuple[Code, ...]:
    """New start codes; whoever gets them here is the only one who will ever see them.

    Raises Refused for a wave that is not open, or is not for clients, and for a number outside
    1 to MOST_AT_ONCE.
    """
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    if not wave.anonymous or wave.state != WaveState.OPEN or wave.key_generation is None:
        raise Refused(_("Codes can be made for an open wave for clients only."))
    if not 1 <= number <= MOST_AT_ONCE:
        raise Refused(_("Choose a number from 1 to %(most)s.") % {"most": MOST_AT_ONCE})
    new_codes = _new(wave.key_generation, number)
    StartCode.objects.bulk_create(
        StartCode(fingerprint=fingerprint, wave=wave) for fingerprint in sorted(new_codes)
    )
    record("codes.made", wave, by=access.user, organisation_id=wave.organisation_id, codes=number)
    return tuple(new_codes.values())


def _new(generation: int, number: int) -> dict[str, Code]:
    """So many codes by their fingerprints, none of which exists yet."""
    new_codes: dict[str, Code] = {}
    while len(new_codes) < number:
        codes = draw_many(CodeKind.START, number - len(new_codes))
        fresh = {code_fingerprint(generation, code): code for code in codes}
        existing = set(StartCode.objects.filter(pk__in=fresh).values_list("pk", flat=True))
        new_codes |= {
            fingerprint: code for fingerprint, code in fresh.items() if fingerprint not in existing
        }
    return new_codes
