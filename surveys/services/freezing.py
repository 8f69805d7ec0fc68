"""What a launch fixes for ever: the questionnaire and who is asked (ADR 19)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from surveys.instruments import canonical, loader
from surveys.instruments.addition import SUPPORT_CODE
from surveys.instruments.languages import canonical as texts_canonical
from surveys.instruments.languages.loader import published_texts
from surveys.models import InstrumentText, InstrumentVersion, Invitation, Wave
from surveys.roster import roster
from surveys.services.refusals import Refused


def freeze_instrument(code: str, version: int) -> InstrumentVersion:
    """The copy of this published version in the database, made at its first launch.

    Raises Refused when the file and an earlier copy differ: one of them was tampered with.
    """
    instrument = loader.load(code, version)
    frozen, _is_new = InstrumentVersion.objects.get_or_create(
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


def freeze_support(wave: Wave) -> None:
    """Fix the newest published addition and its languages on a wave that asks it. Raises Refused as
    `freeze_instrument` and `freeze_texts`.
    """
    wave.support, wave.support_revisions = None, {}
    if wave.asks_support:
        wave.support = freeze_instrument(SUPPORT_CODE, loader.load(SUPPORT_CODE).version)
        wave.support_revisions = freeze_texts(wave.support)


def freeze_texts(frozen: InstrumentVersion) -> dict[str, int]:
    """Copy the present revision of every language of this version; returns language -> revision.

    Raises Refused when a file and an earlier copy of the same revision differ.
    """
    revisions = {}
    for texts in published_texts(loader.load(frozen.code, frozen.version)):
        copy, _is_new = InstrumentText.objects.get_or_create(
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


def freeze_roster(wave: Wave, today: date) -> int:
    """Invite everyone on the roster of today; returns how many."""
    invitations = []
    for place, people in roster(wave, today):
        invitations += [
            Invitation(wave=wave, person_id=person, team_id=place.team_id) for person in people
        ]
        place.team_name = place.team.name
        place.department_id = place.team.department_id
        place.department_name = place.team.department.name
        place.size = len(people)
        place.save()
    Invitation.objects.bulk_create(invitations)
    return len(invitations)
