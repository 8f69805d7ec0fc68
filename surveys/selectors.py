"""Reads of waves and of one's own answers, always from an access or a participant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import EmailChange
from igm_portal.joined_rows import as_parameter, columns_of, object_of
from surveys.models import DestroyedKey, Invitation, Sharing, Wave, WaveKind, WaveState
from surveys.models.instrument import InstrumentVersion
from surveys.models.response import OpenAnswer, Response
from surveys.models.wave import WaveQuerySet
from surveys.participant import Participant
from surveys.scoring.answers import answered
from surveys.scoring.respondent import Scores
from surveys.scoring.shared import shareable_scores
from surveys.scoring.stored import from_dict


def waves_of(access: Access) -> WaveQuerySet:
    """All waves of the organisation, for who plans them."""
    return Wave.objects.in_organisation(access.organisation.id)


_WITH_WAVE = Invitation.objects.select_related("wave__instrument", "wave__support").defer(
    "wave__instrument__content", "wave__support__content"
)


def invitations_of(access: Access) -> QuerySet[Invitation]:
    """The waves this person was asked for in this organisation, newest first.

    The text of a questionnaire is not read here: it is the same for all and kept in memory.
    """
    return (
        _WITH_WAVE.filter(person_id=access.user.id, wave__organisation_id=access.organisation.id)
        .exclude(wave__state=WaveState.WITHDRAWN)
        .order_by("-wave__closes_on", "wave__title")
    )


class ResultsLocked(Exception):
    """The e-mail address was changed and nobody has vouched for it yet (ADR 21)."""


# Own answers of a wave that began before the change, or on that day, stay closed: it may be
# somebody else who signs in with the new address.
IS_LOCKED = Exists(
    EmailChange.objects.filter(
        person=OuterRef("person"), changed_on__gte=OuterRef("wave__starts_on")
    )
)


# As invitations_of and IS_LOCKED say it, for one invitation: every turn of a page asks this. A
# person has one change of address at most.
_TEXT = ("content",)
_INVITATION = f"""
SELECT wave.*, change.changed_on >= wave.starts_on AS is_locked,
    {columns_of(Invitation, "invitation")},
    {columns_of(InstrumentVersion, "version", without=_TEXT)},
    {columns_of(InstrumentVersion, "addition", without=_TEXT)}
FROM surveys_invitation invitation
JOIN surveys_wave wave ON wave.id = invitation.wave_id
LEFT JOIN accounts_emailchange change ON change.person_id = invitation.person_id
LEFT JOIN surveys_instrumentversion version ON version.id = wave.instrument_id
LEFT JOIN surveys_instrumentversion addition ON addition.id = wave.support_id
WHERE invitation.person_id = %s AND invitation.wave_id = %s
"""  # noqa: S608  names of columns


def invitation_for(access: Access, wave_id: UUID) -> Invitation:
    """This person's invitation for this wave, and with it the way to the own answers.

    Raises Invitation.DoesNotExist when not asked, and ResultsLocked.
    """
    place = [as_parameter(access.user.id), as_parameter(wave_id)]
    wave = next(iter(Wave.objects.raw(_INVITATION, place)), None)
    if wave is None or wave.organisation_id != access.organisation.id:
        raise Invitation.DoesNotExist
    if wave.state == WaveState.WITHDRAWN:
        raise Invitation.DoesNotExist
    if wave.is_locked:  # type: ignore[attr-defined]
        raise ResultsLocked(str(wave_id))
    wave.instrument = object_of(InstrumentVersion, "version", wave, without=_TEXT)
    if wave.support_id:
        wave.support = object_of(InstrumentVersion, "addition", wave, without=_TEXT)
    invitation = object_of(Invitation, "invitation", wave)
    invitation.wave = wave
    return invitation


def findable(access: Access) -> QuerySet[Invitation]:
    """The invitations that lead to the own answers: not locked, and not of a wave that was made
    anonymous.
    """
    destroyed_generations = DestroyedKey.objects.values("generation")
    return (
        invitations_of(access)
        .exclude(wave__key_generation__in=destroyed_generations)
        .exclude(IS_LOCKED)
    )


def response_of(participant: Participant) -> Response | None:
    """The person's own response, found back through the key; None before the first answer."""
    return Response.objects.of_one_person(participant.wave_id, participant.pseudonym)


def own_scores(participant: Participant) -> Scores | None:
    """The scores kept when this person sent the questionnaire; None when not sent."""
    response = response_of(participant)
    if response is None or response.scores is None:
        return None
    return from_dict(response.scores)


def scores_to_share(participant: Participant) -> Scores | None:
    """What this person could let somebody read; None when not sent."""
    response = response_of(participant)
    if response is None or not response.sent:
        return None
    return shareable_scores(participant.questionnaire, response.answers)


def shared_scores(sharing: Sharing) -> Scores:
    """What the professional of a sharing reads, worked out anew each time."""
    return shareable_scores(sharing.response.wave.questionnaire, sharing.response.answers)


def own_language(participant: Participant) -> str | None:
    """The language in which this person answered; None before the first answer."""
    return language_of(response_of(participant))


def language_of(response: Response | None) -> str | None:
    """The language somebody answered in; None before the first answer."""
    return response.language if response and response.all_answers.strip(".") else None


def open_answer_of(response: Response | None) -> str:
    """The person's own free text, or an empty text."""
    if response is None:
        return ""
    return OpenAnswer.objects.filter(response=response).values_list("text", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class OwnQuestionnaire:
    """One wave as the person who was asked sees it; `answer_count` is the number of questions
    with an answer, of those that are not sent yet.
    """

    invitation: Invitation
    is_started: bool
    is_sent: bool
    open: bool
    answer_count: int

    @property
    def may_answer(self) -> bool:
        return self.open and not self.is_sent

    @property
    def asked(self) -> int:
        """The number of questions; the questionnaire is read once by each process."""
        return self.invitation.questionnaire.asked


def own_questionnaires(access: Access, today: date) -> tuple[OwnQuestionnaire, ...]:
    """What this person was asked and how far it is, newest first; two queries."""
    return questionnaires_of(list(findable(access)), today)


def questionnaires_of(
    invitations: Sequence[Invitation], today: date
) -> tuple[OwnQuestionnaire, ...]:
    """How far each of these `findable` invitations is; one query, and none where there are none."""
    pseudonyms = {invitation.pseudonym: invitation for invitation in invitations}
    waves = {invitation.wave_id for invitation in invitations}
    own_responses = Response.objects.filter(wave__in=waves, pseudonym__in=pseudonyms)
    responses = {
        pseudonym: (is_sent, answers + support, open_text)
        for pseudonym, is_sent, answers, support, open_text in own_responses.values_list(
            "pseudonym", "sent", "answers", "support_answers", "open_answer__text"
        )
    }
    return tuple(
        OwnQuestionnaire(
            invitation,
            is_started=pseudonym in responses,
            is_sent=is_sent,
            open=invitation.wave.accepts_answers(today),
            answer_count=0 if is_sent else answered(answers) + bool(open_text),
        )
        for pseudonym, invitation in pseudonyms.items()
        for is_sent, answers, open_text in (responses.get(pseudonym, (False, "", "")),)
    )


def earlier_measurement(access: Access, invitation: Invitation) -> tuple[Wave, Scores] | None:
    """The person's last earlier wave with the very same questionnaire, if it was sent. A trial is
    compared with nothing (ADR 54), and a retest measures what differs while nothing changed: to
    call that a change would be the very mistake it is for (ADR 65).
    """
    if not invitation.wave.has_group_figures:
        return None
    earlier = findable(access).filter(
        wave__kind=WaveKind.ORDINARY,
        wave__instrument=invitation.wave.instrument,
        wave__closes_on__lt=invitation.wave.starts_on,
    )
    for measurement in earlier:
        scores = own_scores(measurement)
        if scores is not None:
            return measurement.wave, scores
    return None


def measured_with_other_questions(access: Access, invitation: Invitation) -> Wave | None:
    """The person's last earlier wave with another version of the questionnaire, if it was sent."""
    wave = invitation.wave
    if not wave.has_group_figures:
        return None
    earlier = findable(access).filter(
        wave__kind=WaveKind.ORDINARY,
        wave__instrument_code=wave.instrument_code,
        wave__closes_on__lt=wave.starts_on,
    )
    others = earlier.exclude(wave__instrument=wave.instrument)
    return next((one.wave for one in others if own_scores(one) is not None), None)
