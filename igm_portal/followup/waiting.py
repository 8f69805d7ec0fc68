"""Whether anything waits for somebody after a result, asked at once: every start page asks it.

By written SQL (docs/adr/0087-what-helped-start-pages.md). Each question says of which query it
gives the number, and is asked only of who may have an answer; who has none costs no more than this.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from igm_portal.accounts.access import Access
from igm_portal.followup.models.agreement import END_STATES
from igm_portal.followup.models.referral import ENDS, Addressee
from igm_portal.joined_rows import as_parameter, places_for
from surveys.models import Wave, WaveTeam


@dataclass(frozen=True, slots=True)
class Question:
    """A part of a query that gives one number, and its parameters."""

    sql: str
    parameters: tuple[Any, ...]


def numbers(questions: Mapping[str, Question]) -> dict[str, int]:
    """The answers, by the same names; one query."""
    if not questions:
        return {}
    query = "SELECT " + ", ".join(f"({question.sql})" for question in questions.values())
    parameters = [one for question in questions.values() for one in question.parameters]
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        row = cursor.fetchone()
    return {name: int(value) for name, value in zip(questions, row, strict=True)}


def referrals_for_heads(access: Access) -> Question:
    """`referrals_before`, of a head, as far as they wait."""
    of_departments = f"AND referral.department_id IN ({places_for(access.department_ids)})"
    return _referrals(access, Addressee.HEAD, of_departments, _ids(access.department_ids))


def referrals_for_hr(access: Access) -> Question:
    """`referrals_before`, of HR, as far as they wait."""
    return _referrals(access, Addressee.HR)


def _referrals(
    access: Access, addressee: Addressee, condition: str = "", parameters: Sequence[Any] = ()
) -> Question:
    return Question(
        f"""SELECT COUNT(*) FROM followup_referral referral
        WHERE referral.organisation_id = %s AND referral.addressee = %s {condition}
        AND NOT EXISTS (
            SELECT 1 FROM followup_referralanswer answer
            WHERE answer.referral_id = referral.id AND answer.kind IN ({places_for(ENDS)})
        )""",  # noqa: S608  places alone
        (as_parameter(access.organisation.id), addressee.value, *parameters, *_texts(ENDS)),
    )


def remeasurements(access: Access) -> Question:
    """`Remeasurement.objects.waiting`, of the organisation."""
    return Question(
        "SELECT COUNT(*) FROM followup_remeasurement asked"
        " WHERE asked.organisation_id = %s AND asked.answer = ''",
        (as_parameter(access.organisation.id),),
    )


def teams_without_conversation(wave: Wave) -> Question:
    """`without_conversation`."""
    return Question(
        """SELECT COUNT(*) FROM surveys_waveteam place WHERE place.wave_id = %s AND NOT EXISTS (
            SELECT 1 FROM followup_conversation talk WHERE talk.place_id = place.id
        )""",
        (as_parameter(wave.pk),),
    )


def dialogues(access: Access, today: date) -> Question:
    """The activation dialogues to come of the departments of the own teams, but for those that this
    person heads.
    """
    headed = access.department_ids
    not_headed = f"AND team.department_id NOT IN ({places_for(headed)})" if headed else ""
    return Question(
        f"""SELECT COUNT(*) FROM surveys_dialogue dialogue
        WHERE dialogue.organisation_id = %s AND dialogue.day >= %s AND EXISTS (
            SELECT 1 FROM accounts_team team
            WHERE team.department_id = dialogue.department_id
            AND team.id IN ({places_for(access.team_ids)}) {not_headed}
        )""",  # noqa: S608  places alone
        (as_parameter(access.organisation.id), today, *_ids(access.team_ids), *_ids(headed)),
    )


def assignments_to_look_back(access: Access, today: date) -> Question:
    """`Assignment.objects.of` whose day has come."""
    return Question(
        "SELECT COUNT(*) FROM followup_assignment own"
        " WHERE own.organisation_id = %s AND own.person_id = %s AND own.look_back_on <= %s",
        (*_own(access), today),
    )


def answered_remeasurements(access: Access, since: date) -> Question:
    """`Remeasurement.objects.of` with an answer of later than `since`."""
    return Question(
        "SELECT COUNT(*) FROM followup_remeasurement own WHERE own.organisation_id = %s"
        " AND own.person_id = %s AND own.answer <> '' AND own.answered_on > %s",
        (*_own(access), since),
    )


def offered_places(access: Access) -> Question:
    """`Peer.objects.of` that was not accepted."""
    return Question(
        "SELECT COUNT(*) FROM followup_peer own"
        " WHERE own.organisation_id = %s AND own.person_id = %s AND NOT own.has_accepted",
        _own(access),
    )


def shared_assignments(access: Access, today: date, since: date) -> Question:
    """`Assignment.objects.shared_with`."""
    return Question(
        """SELECT COUNT(*) FROM followup_assignment shared
        JOIN followup_assignmentreader reader ON reader.assignment_id = shared.id
        WHERE shared.organisation_id = %s AND reader.person_id = %s AND reader.since >= %s
        AND EXISTS (
            SELECT 1 FROM accounts_membership owner
            JOIN accounts_user person ON person.id = owner.user_id
            WHERE owner.organisation_id = shared.organisation_id
            AND owner.user_id = shared.person_id AND owner.role = 'team_manager'
            AND owner.start <= %s AND (owner."end" IS NULL OR owner."end" >= %s)
            AND person.is_active
        )""",
        (*_own(access), since, today, today),
    )


def agreements_to_look_back(place: WaveTeam, today: date) -> Question:
    """The open agreements of the team, of whatever wave, whose day has come."""
    return Question(
        f"""SELECT COUNT(*) FROM followup_agreement agreement
        JOIN surveys_waveteam place ON place.id = agreement.place_id
        WHERE agreement.organisation_id = %s AND place.team_id = %s
        AND agreement.look_back_on <= %s AND NOT EXISTS (
            SELECT 1 FROM followup_agreementstep step
            WHERE step.agreement_id = agreement.id AND step.state IN ({places_for(END_STATES)})
        )""",  # noqa: S608  places alone
        (*_of_team(place), today, *_texts(END_STATES)),
    )


def agreements(place: WaveTeam) -> Question:
    """What the team agreed after this wave."""
    return Question(
        "SELECT COUNT(*) FROM followup_agreement agreement WHERE agreement.place_id = %s",
        (place.pk,),
    )


def past_conversations(place: WaveTeam) -> Question:
    """`Conversation.objects.of_place` that ended."""
    return Question(
        "SELECT COUNT(*) FROM followup_conversation talk"
        " WHERE talk.organisation_id = %s AND talk.place_id = %s AND talk.outcome <> 'planned'",
        (as_parameter(place.wave.organisation_id), place.pk),
    )


def _of_team(place: WaveTeam) -> tuple[Any, Any]:
    return as_parameter(place.wave.organisation_id), as_parameter(place.team_id)


def _own(access: Access) -> tuple[Any, Any]:
    return as_parameter(access.organisation.id), as_parameter(access.user.id)


def _ids(values: Collection[UUID]) -> list[Any]:
    return [as_parameter(one) for one in sorted(values)]


def _texts(values: Collection[str]) -> list[str]:
    return [str(one) for one in values]
