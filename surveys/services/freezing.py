"""What a launch fixes for ever: the questionnaire and who is asked (ADR 19)."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models import Membership
from igm_portal.accounts.roles import Role
from surveys.instruments import canonical, loader
from surveys.instruments.languages import canonical as texts_canonical
from surveys.instruments.languages.loader import published_texts
from surveys.models import InstrumentText, InstrumentVersion, Invitation, Wave
from surveys.services.refusals import Refused

ASKED_ROLE = {"klantmanager": Role.EMPLOYEE, "manager": Role.TEAM_MANAGER}


def freeze_instrument(code: str, version: int) -> InstrumentVersion:
    """The copy of this published version in the database, made at its first launch.

    Raises Refused when the file and an earlier copy differ: one of them was tampered with.
    """
    instrument = loader.load(code, version)
    frozen, _created = InstrumentVersion.objects.get_or_create(
        code=code,
        version=version,
        defaults={
            "checksum": instrument.checksum,
            "title": instrument.title,
            "content": canonical.to_json(instrument),
        },
    )
    if frozen.checksum != instrument.checksum:
        raise Refused(_("This questionnaire differs from the one launched before."))
    return frozen


def freeze_texts(frozen: InstrumentVersion) -> dict[str, int]:
    """Copy the present revision of every language of this version; returns language -> revision.

    Raises Refused when a file and an earlier copy of the same revision differ.
    """
    revisions = {}
    for texts in published_texts(loader.load(frozen.code, frozen.version)):
        copy, _created = InstrumentText.objects.get_or_create(
            instrument_version=frozen,
            language=texts.language,
            revision=texts.revision,
            defaults={
                "name": texts.name,
                "checksum": texts.checksum,
                "content": texts_canonical.to_json(texts),
            },
        )
        if copy.checksum != texts.checksum:
            raise Refused(_("A translation differs from the one launched before."))
        revisions[texts.language] = texts.revision
    return revisions


def freeze_roster(wave: Wave, group: str, today: date) -> int:
    """Invite everyone who holds the asked role in a chosen team today; returns how many.

    Who works in two chosen teams is asked once, for the first by name (ADR 19).
    """
    teams = list(wave.teams.select_related("team__department").order_by("team_name"))
    members = _members_by_team(wave, ASKED_ROLE[group], today)
    person_ids: set[UUID] = set()
    invitations = []
    for place in teams:
        roster = [person for person in members.get(place.team_id, []) if person not in person_ids]
        person_ids.update(roster)
        invitations += [
            Invitation(wave=wave, person_id=person, team_id=place.team_id) for person in roster
        ]
        place.team_name = place.team.name
        place.department_id = place.team.department_id
        place.department_name = place.team.department.name
        place.size = len(roster)
        place.save()
    Invitation.objects.bulk_create(invitations)
    return len(invitations)


def _members_by_team(wave: Wave, role: Role, today: date) -> dict[UUID | None, list[UUID]]:
    rows = (
        Membership.objects.on(today)
        .filter(organisation_id=wave.organisation_id, role=role, team__in=wave.teams.values("team"))
        .order_by("team_id", "user_id")
        .values_list("team_id", "user_id")
        .distinct()
    )
    members: dict[UUID | None, list[UUID]] = {}
    for team_id, user_id in rows:
        members.setdefault(team_id, []).append(user_id)
    return members
