"""After a restore: erase again what people had erased since the backup (ADR 30)."""

from collections.abc import Collection, Iterator

from django.db import transaction

from igm_portal.accounts.models import Organisation, User
from igm_portal.accounts.selectors import people_of
from surveys import identity
from surveys.models import Sharing, Wave, WaveState
from surveys.models.response import Response
from surveys.services.erasure import delete_person
from surveys.services.erasure_list import (
    ErasureKind,
    ErasureLine,
    answers_mark,
    pending,
    person_mark,
    sharing_mark,
)
from surveys.services.refusals import Refused
from surveys.services.waves import delete_content


@transaction.atomic
def erase_again() -> list[tuple[User, Refused]]:
    """Carry out what this database missed; a second time does nothing. Returns the people who could
    not be erased, such as somebody who is the only administrator in this state of things.
    """
    with pending() as lines:
        if not lines:
            return []
        for wave in Wave.objects.filter(state__in=[WaveState.CONCEPT, WaveState.OPEN]):
            if (ErasureKind.WAVE, wave.pk.hex) in lines:
                delete_content(wave)
        _erase_answers(lines)
        _end_sharings(lines)
        return [*_erase_people(lines)]


def _erase_answers(lines: Collection[ErasureLine]) -> None:
    """Answers of waves whose key was destroyed are of nobody and stay."""
    if not any(kind is ErasureKind.ANSWERS for kind, _mark in lines):
        return
    waves = Wave.objects.select_for_update().filter(key_generation__in=identity.generations())
    for wave in waves.order_by("pk"):
        rows = Response.objects.filter(wave=wave).values_list("pk", "pseudonym").iterator()
        generation = wave.key_generation or 0
        erased_ids = [
            pk
            for pk, pseudonym in rows
            if (ErasureKind.ANSWERS, answers_mark(generation, pseudonym)) in lines
        ]
        Response.objects.filter(pk__in=erased_ids).delete()


def _end_sharings(lines: Collection[ErasureLine]) -> None:
    """What was taken back is read by nobody again; that it was shared goes with it."""
    for sharing in Sharing.objects.all():
        if (ErasureKind.SHARING, sharing_mark(sharing.pk)) in lines:
            sharing.delete()


def _erase_people(lines: Collection[ErasureLine]) -> Iterator[tuple[User, Refused]]:
    for organisation in Organisation.objects.all():
        for person in people_of(organisation):
            if (ErasureKind.PERSON, person_mark(person.pk)) not in lines:
                continue
            try:
                delete_person(by=None, organisation=organisation, person=person)
            except Refused as refusal:
                yield person, refusal
