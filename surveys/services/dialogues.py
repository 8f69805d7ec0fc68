"""Planning a dialogue, and the way of a question without a name: handed in, passed on, forgotten.

Up to two days before the dialogue questions come in. The day before says whether there are enough,
and until its end anybody may still withdraw. On the day itself at least five are passed on: written
anew in a random order, without their pseudonym; fewer are deleted. Until then nobody reads anything
of them, not even whether there are any. No event names a question or who has one.
"""

import secrets
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Department, Module, Organisation
from igm_portal.accounts.selectors import module_is_on
from igm_portal.audit.services import record
from surveys import identity
from surveys.models import DestroyedKey
from surveys.models.dialogue import (
    LEAST_QUESTIONS,
    Dialogue,
    NamelessQuestion,
    QuestionState,
)
from surveys.services.keys import newest_key
from surveys.services.refusals import Refused

LEAST_NOTICE: Final = timedelta(days=7)
"""A dialogue is planned at least so long before, so that people can think of a question."""
READ_FOR: Final = timedelta(days=14)
REMEMBERED_FOR: Final = timedelta(days=2 * 365)
TOO_LATE = _("Questions can no longer be handed in or changed.")
OFF = _("Your organisation does not use questions without a name.")
DAY_FIXED = _("The questions for this dialogue are complete, so its day stays.")
NO_KEY = _("This is not possible now. Ask the technical administrator to put the key back.")


@transaction.atomic
def plan_dialogue(*, access: Access, department: Department, day: date, today: date) -> Dialogue:
    """Plan the next dialogue of a department, or move the one that takes questions still. Raises
    Refused when its questions are complete already.
    """
    Department.objects.select_for_update().get(pk=department.pk)
    dialogue = upcoming(access.organisation.id, department.pk, today)
    if dialogue is None:
        dialogue = Dialogue.objects.create(
            organisation=access.organisation,
            department=department,
            day=day,
            key_generation=newest_key(),
        )
    elif dialogue.state != QuestionState.OPEN or today > dialogue.last_day:
        raise Refused(DAY_FIXED)
    else:
        dialogue.day = day
        dialogue.save(update_fields=["day"])
    record("dialogue.planned", dialogue, by=access.user, organisation_id=access.organisation.id)
    return dialogue


@transaction.atomic
def cancel_dialogue(*, access: Access, dialogue: Dialogue) -> None:
    """Call it off; every question goes with it, read by nobody. Raises Refused once they were
    passed on, or would have been.
    """
    dialogue = _locked(dialogue.pk)
    if dialogue.state in {QuestionState.PASSED_ON, QuestionState.TOO_FEW}:
        raise Refused(DAY_FIXED)
    record("dialogue.cancelled", dialogue, by=access.user, organisation_id=access.organisation.id)
    dialogue.delete()


@transaction.atomic
def hand_in(*, access: Access, dialogue: Dialogue, text: str, today: date) -> None:
    """Keep the one question of this person, or put it in place of the earlier one. Raises Refused
    when that is over, or where the module is off.
    """
    dialogue = _locked(dialogue.pk)
    if not takes_questions(dialogue, today):
        raise Refused(TOO_LATE)
    if not module_is_on(dialogue.organisation_id, Module.QUESTIONS):
        raise Refused(OFF)
    NamelessQuestion.objects.update_or_create(
        dialogue=dialogue, pseudonym=_pseudonym(dialogue, access.user.pk), defaults={"text": text}
    )


@transaction.atomic
def withdraw(*, access: Access, dialogue: Dialogue, today: date) -> None:
    """Delete the question of this person. Raises Refused once it was passed on."""
    dialogue = _locked(dialogue.pk)
    settle(dialogue, today)
    if dialogue.state in {QuestionState.PASSED_ON, QuestionState.TOO_FEW}:
        raise Refused(TOO_LATE)
    dialogue.questions.filter(pseudonym=_pseudonym(dialogue, access.user.pk)).delete()


def takes_questions(dialogue: Dialogue, today: date) -> bool:
    return dialogue.state == QuestionState.OPEN and today <= dialogue.last_day


@transaction.atomic
def settle(dialogue: Dialogue, today: date) -> Dialogue:
    """Bring the questions to where they are on this day; safe at any moment, by several at once.
    Whoever shows anything of a dialogue calls this first.
    """
    if today < dialogue.eve:
        return dialogue
    current = _locked(dialogue.pk)
    if current.state in {QuestionState.OPEN, QuestionState.ENOUGH}:
        current.state = _next_state(current, today)
        if current.state == QuestionState.PASSED_ON:
            _pass_on(current)
        elif current.state == QuestionState.TOO_FEW:
            current.questions.all().delete()
        current.save(update_fields=["state"])
    if today > current.day + READ_FOR:
        current.questions.all().delete()
    dialogue.state = current.state
    return dialogue


def settle_all(today: date) -> None:
    """Every night; a dialogue of two years ago goes."""
    Dialogue.objects.filter(day__lt=today - REMEMBERED_FOR).delete()
    for dialogue in Dialogue.objects.filter(day__lte=today + timedelta(days=1)):
        settle(dialogue, today)


def upcoming(organisation_id: UUID, department_id: UUID, today: date) -> Dialogue | None:
    """The dialogue of a department that is still to come, or is today."""
    own = Dialogue.objects.of_department(organisation_id, department_id)
    return own.filter(day__gte=today).select_related("department").first()


def latest(organisation_id: UUID, department_id: UUID, today: date) -> Dialogue | None:
    """The one to come, or else the last one while its questions may be read."""
    own = Dialogue.objects.of_department(organisation_id, department_id)
    recent = own.filter(day__gte=today - READ_FOR, day__lt=today).select_related("department")
    return upcoming(organisation_id, department_id, today) or recent.last()


def question_of(access: Access, dialogue: Dialogue) -> str:
    """The text of this person's own question while it can be withdrawn; empty for none, and without
    the key.
    """
    if dialogue.state in {QuestionState.PASSED_ON, QuestionState.TOO_FEW}:
        return ""
    try:
        pseudonym = _pseudonym(dialogue, access.user.pk)
    except Refused:
        return ""
    own = dialogue.questions.filter(pseudonym=pseudonym).first()
    return own.text if own else ""


def questions_of(person_id: UUID, organisation: Organisation) -> list[NamelessQuestion]:
    """Every question of this person that can still be tied to a person. Raises MissingKey."""
    destroyed_generations = DestroyedKey.objects.values("generation")
    dialogues = (
        Dialogue.objects.unsettled()
        .exclude(key_generation__in=destroyed_generations)
        .filter(organisation=organisation)
    )
    pairs = [
        (one.pk, identity.pseudonym(one.key_generation, one.pk, person_id)) for one in dialogues
    ]
    return [
        question
        for dialogue_id, pseudonym in pairs
        for question in NamelessQuestion.objects.filter(
            dialogue=dialogue_id, pseudonym=pseudonym
        ).select_related("dialogue__department")
    ]


def _next_state(dialogue: Dialogue, today: date) -> QuestionState:
    """What the day before says stays until the day itself: who withdraws then changes nothing that
    anybody reads before.
    """
    if not module_is_on(dialogue.organisation_id, Module.QUESTIONS):
        return QuestionState.TOO_FEW
    if dialogue.state == QuestionState.ENOUGH and today < dialogue.day:
        return QuestionState.ENOUGH
    if dialogue.questions.count() < LEAST_QUESTIONS:
        return QuestionState.TOO_FEW
    return QuestionState.ENOUGH if today < dialogue.day else QuestionState.PASSED_ON


def _pass_on(dialogue: Dialogue) -> None:
    """Write them anew: neither their ids nor the order of the rows say which came first."""
    texts = list(dialogue.questions.values_list("text", flat=True))
    secrets.SystemRandom().shuffle(texts)
    dialogue.questions.all().delete()
    rows = [NamelessQuestion(dialogue=dialogue, text=text) for text in texts]
    NamelessQuestion.objects.bulk_create(sorted(rows, key=lambda row: row.pk))


def _pseudonym(dialogue: Dialogue, person_id: UUID) -> str:
    """Raises Refused without the key."""
    try:
        return identity.pseudonym(dialogue.key_generation, dialogue.pk, person_id)
    except identity.MissingKey:
        raise Refused(NO_KEY) from None


def _locked(dialogue_id: UUID) -> Dialogue:
    dialogues = Dialogue.objects.select_for_update(of=("self",)).select_related("department")
    return dialogues.get(pk=dialogue_id)
