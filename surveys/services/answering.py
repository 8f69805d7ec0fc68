"""Answers come in: started, saved item by item, sent once. Nothing is lost and nothing doubles."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from surveys.models import Wave
from surveys.models.response import OpenAnswer, Response
from surveys.participant import Participant
from surveys.scoring import answers as codec
from surveys.scoring.answers import Answer
from surveys.scoring.respondent import SCORING_VERSION, score
from surveys.scoring.stored import to_dict
from surveys.services.refusals import AnswersRefused

WAVE_SHUT = _("This questionnaire is closed. Answers can no longer be saved.")
ALREADY_SENT = _("You have already sent this questionnaire. Your answers are safe.")
ANSWERS_ERASED = pgettext_lazy(
    "client", "Your answers have been erased. What you fill in now is not saved."
)
NOTHING_YET = _("You have not answered any question yet, so there is nothing to send.")


@transaction.atomic
def save_answers(
    *, participant: Participant, changes: Mapping[str, Answer], language: str, today: date
) -> Response:
    """Change only the items named here; the last write per item wins (ADR 19). `language` is
    the one the questions were read in; the response keeps the last one, with its revision.

    Raises AnswersRefused when the wave takes no answers or the questionnaire was sent, and
    AnswerFault for an item or value that this questionnaire does not have.
    """
    response = _locked_draft(participant, language, today)
    instrument = participant.questionnaire
    answers = codec.put(instrument, response.all_answers, changes)
    revision = participant.wave.revision_of(language)
    before = (response.all_answers, response.language, response.text_revision)
    if before != (answers, language, revision):
        own = len(response.answers)
        response.answers, response.support_answers = answers[:own], answers[own:]
        response.language, response.text_revision = language, revision
        response.save(update_fields=["answers", "support_answers", "language", "text_revision"])
    return response


@transaction.atomic
def save_open_answer(*, participant: Participant, text: str, language: str, today: date) -> None:
    """Keep the free text; an empty one is removed. Raises AnswersRefused as `save_answers`."""
    response = _locked_draft(participant, language, today)
    if text:
        OpenAnswer.objects.update_or_create(response=response, defaults={"text": text})
    else:
        OpenAnswer.objects.filter(response=response).delete()


@transaction.atomic
def send_response(*, participant: Participant, today: date) -> Response:
    """Send once: scores are computed and kept beside the answers. A second send changes nothing.

    The lock on the wave row means: either this response is in before the closing, or it is
    refused; never half (ADR 19). Raises AnswersRefused when the wave is shut or empty.
    """
    wave = Wave.objects.select_for_update().get(pk=participant.wave_id)
    response = _locked(participant)
    if response is not None and response.sent:
        return response
    if not wave.accepts_answers(today):
        raise AnswersRefused(WAVE_SHUT)
    if response is None or not codec.answered(response.all_answers):
        raise AnswersRefused(NOTHING_YET)
    response.scores = to_dict(score(participant.wave.launched.instrument, response.answers))
    response.scoring_version = SCORING_VERSION
    response.sent = True
    response.save(update_fields=["scores", "scoring_version", "sent"])
    return response


def _locked_draft(participant: Participant, language: str, today: date) -> Response:
    """The person's draft, locked until the transaction ends; made at the first answer."""
    if not participant.wave.accepts_answers(today):
        raise AnswersRefused(WAVE_SHUT)
    response = _locked(participant) or _new_draft(participant, language, today)
    if response.sent:
        raise AnswersRefused(ALREADY_SENT)
    return response


def _locked(participant: Participant) -> Response | None:
    pseudonym = participant.pseudonym
    return Response.objects.of_one_person(participant.wave_id, pseudonym, locked=True)


def _new_draft(participant: Participant, language: str, today: date) -> Response:
    """Made under the wave's lock, so that no draft appears in a wave that is being closed. That of
    a client was made with the code: where it is gone, the client had it erased.
    """
    wave = Wave.objects.select_for_update().get(pk=participant.wave_id)
    if not wave.accepts_answers(today):
        raise AnswersRefused(WAVE_SHUT)
    if wave.anonymous:
        raise AnswersRefused(ANSWERS_ERASED)
    # Frozen at launch, and at hand with the participant; the locked row would read them once more.
    instrument, support = participant.wave.launched.instrument, participant.wave.support
    Response.objects.get_or_create(
        wave=wave,
        pseudonym=participant.pseudonym,
        defaults={
            "organisation_id": wave.organisation_id,
            "team_id": participant.team_id if instrument.group == "klantmanager" else None,
            "answers": codec.blank(instrument),
            "support_answers": codec.blank(support.instrument) if support else "",
            "language": language,
            "text_revision": wave.revision_of(language),
        },
    )
    # Of two first saves at once the second finds the row of the first, which a third may be
    # changing: read it again, locked.
    response = _locked(participant)
    if response is None:
        raise Response.DoesNotExist
    return response
