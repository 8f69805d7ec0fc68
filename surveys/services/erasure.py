"""Erasing: one's own answers, or everything of a person (ADR 20; AVG art. 17).

No event says that somebody had own answers erased: it would say that there were any (ADR 20).
Published figures stay as they are and are never made again. What is erased comes on a list beside
the keys, so that a restored database does not bring it back (ADR 30).
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation, User
from igm_portal.accounts.services import refusals
from igm_portal.accounts.services.removal import remove_account
from igm_portal.accounts.services.roles import lock_organisation
from surveys import identity
from surveys.models import DestroyedKey, Invitation, NamelessQuestion, Wave
from surveys.models.response import Response
from surveys.participant import ClientParticipant
from surveys.selectors import findable
from surveys.services.dialogues import questions_of
from surveys.services.erasure_list import (
    ErasureKind,
    ErasureLine,
    answers_mark,
    listed,
    person_mark,
)
from surveys.services.refusals import Refused

NO_KEY_TO_ERASE = _(
    "A key is missing at this moment, so not everything can be found. Nothing has been erased."
)


@transaction.atomic
def erase_own_answers(*, access: Access) -> None:
    """Delete every answer of this person in this organisation, also in closed waves, and a question
    without a name that was not passed on yet.

    In an open wave the person may begin again. Answers of waves that were made anonymous or are
    locked cannot be found and stay. Raises Refused, with nothing erased, when a key was lost or the
    list of erasures cannot be written.
    """
    with listed() as lines:
        lines += _erase(findable(access))
        _erase_questions(access.organisation, access.user)


@transaction.atomic
def erase_person(*, by: User | None, organisation: Organisation, person: User) -> None:
    """Delete a person of this organisation: answers, questions, invitations, roles and account.

    What stays: published figures, the frozen sizes of teams, anonymous answers, and the audit log.
    Raises Refused, with nothing erased, when a key was lost, the account cannot go (see
    `remove_account`) or the list of erasures cannot be written.
    """
    with listed() as lines:
        delete_person(by=by, organisation=organisation, person=person)
        lines.append((ErasureKind.PERSON, person_mark(person.pk)))


@transaction.atomic
def delete_person(*, by: User | None, organisation: Organisation, person: User) -> None:
    """The erasing itself, without the list. Raises Refused.

    Locks the organisation before its waves, as a closing does: the other way round the two could
    wait for each other for ever.
    """
    lock_organisation(organisation)
    destroyed_generations = DestroyedKey.objects.values("generation")
    invitations = Invitation.objects.filter(person=person)
    _erase(
        invitations.exclude(wave__key_generation__in=destroyed_generations).select_related("wave")
    )
    _erase_questions(organisation, person)
    try:
        remove_account(by=by, organisation=organisation, person=person)
    except refusals.Refused as refusal:
        raise Refused(refusal.message) from None


@transaction.atomic
def erase_client_answers(*, participant: ClientParticipant) -> None:
    """Delete what was answered with this code, also in a closed wave; twice is the same as once.

    The code opens nothing afterwards. Raises MissingKey when the key of the wave is gone, and
    Refused, with nothing erased, when the list of erasures cannot be written.
    """
    pseudonym = participant.pseudonym
    with listed() as lines:
        wave = Wave.objects.select_for_update().get(pk=participant.wave_id)
        Response.objects.filter(wave=wave, pseudonym=pseudonym).delete()
        lines.append((ErasureKind.ANSWERS, answers_mark(wave.key_generation or 0, pseudonym)))


def _erase_questions(organisation: Organisation, person: User) -> None:
    """Questions that were passed on are of nobody and stay."""
    try:
        questions = questions_of(person.pk, organisation)
    except identity.MissingKey:
        raise Refused(NO_KEY_TO_ERASE) from None
    NamelessQuestion.objects.filter(pk__in=[question.pk for question in questions]).delete()


def _erase(invitations: Iterable[Invitation]) -> list[ErasureLine]:
    """Under the lock of each wave: before its figures are made, or after, never half. Gives the
    lines for the list: of every invitation, answered or not.
    """
    own_invitations = list(invitations)
    waves = {invitation.wave_id for invitation in own_invitations}
    list(Wave.objects.select_for_update().filter(pk__in=waves).order_by("pk"))
    try:
        pseudonyms = [invitation.pseudonym for invitation in own_invitations]
    except identity.MissingKey:
        raise Refused(NO_KEY_TO_ERASE) from None
    Response.objects.filter(wave__in=waves, pseudonym__in=pseudonyms).delete()
    generations = [invitation.wave.key_generation or 0 for invitation in own_invitations]
    return [
        (ErasureKind.ANSWERS, answers_mark(generation, pseudonym))
        for generation, pseudonym in zip(generations, pseudonyms, strict=True)
    ]
