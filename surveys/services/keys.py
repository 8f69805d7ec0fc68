"""The life of keys: a new generation, and the end of one (ADR 20)."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg2.errorcodes import INSUFFICIENT_PRIVILEGE

from igm_portal.accounts.kept_kinds import Kept
from igm_portal.accounts.selectors import is_held
from igm_portal.audit.services import record
from surveys import identity
from surveys.models import DestroyedKey, KeyCheck, Wave, WaveState
from surveys.models.response import OpenAnswer, Response
from surveys.services.refusals import Refused
from surveys.services.row_order import forget_order

NO_KEY_TO_LAUNCH = _(
    "The key for new waves is not available. Ask the technical administrator to put the key back."
)
_UNREADABLE = _(
    "The database does not answer, or may not be read by the user of the portal (manage.py "
    "grant_rights), so it cannot be told whether it belongs to a key already."
)
_OTHER_KEY = (
    "Het bestand van sleutel {0} is beschadigd, of hoort niet bij deze database. Zet de bewaarde "
    "kopie van sleutel {0} terug."
)
NO_RIGHTS = (
    "De databasegebruiker van het portaal mag de tabellen niet lezen; sleutels niet nagekeken. "
    "Geef hem zijn rechten, als eigenaar van de tabellen: manage.py grant_rights"
)
ENDED_STATES = (WaveState.CLOSED, WaveState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class KeyEnding:
    """What destroying a generation would do: the closed waves that become anonymous.

    `present` says whether the key file is still there.
    """

    generation: int
    waves: tuple[Wave, ...]
    present: bool


def rotate_keys() -> int:
    """A new key, with a number never used before; waves launched from now on use it."""
    generation = identity.new_generation(after=max(_recorded(), default=0))
    record("key.made", DestroyedKey(generation=generation), by=None, organisation_id=None)
    return generation


def first_key() -> int:
    """The first key of an installation. Raises Refused where there is a key, or where the database
    knows of one: a restored database needs its own key back, not another with the same number. Nor
    where it cannot be asked; a database without tables is that of a new installation.
    """
    if identity.generations():
        raise Refused(_("There is a key already. Make the next one with: manage.py rotate_keys"))
    try:
        has_waves = Wave._meta.db_table in connection.introspection.table_names()
        generations = _recorded() if has_waves else set()
    except DatabaseError:
        raise Refused(_UNREADABLE) from None
    if generations:
        numbers = ", ".join(str(number) for number in sorted(generations))
        raise Refused(
            _(
                "The database already belongs to a key (number %(numbers)s). Put the copy of that "
                "key back. With another key nobody finds the own answers, and everyone who "
                "answered counts twice."
            )
            % {"numbers": numbers}
        )
    return identity.new_generation()


def newest_key() -> int:
    """The generation for a wave that starts now; at its first use is written down by what its key
    is known again. Raises Refused when the key is not the one that was used before.
    """
    generation = max(identity.generations(), default=0)
    try:
        value = identity.check_value(generation)
    except identity.MissingKey:
        raise Refused(NO_KEY_TO_LAUNCH) from None
    check, _new = KeyCheck.objects.get_or_create(generation=generation, defaults={"value": value})
    if not hmac.compare_digest(check.value, value):
        raise Refused(NO_KEY_TO_LAUNCH)
    return generation


def _recorded() -> set[int]:
    """Generations that the database knows of."""
    numbers = (
        *DestroyedKey.objects.values_list("generation", flat=True),
        *KeyCheck.objects.values_list("generation", flat=True),
        *Wave.objects.values_list("key_generation", flat=True),
    )
    return {number for number in numbers if number}


def ending_of(generation: int, today: date) -> KeyEnding:
    """What destroying this generation means; changes nothing.

    Raises Refused when it is unknown, is the newest one (the next launch would use it), or
    protects a wave that has not ended or whose destruction is stopped.
    """
    present = generation in identity.generations()
    waves = tuple(
        Wave.objects.filter(key_generation=generation)
        .select_related("organisation")
        .order_by("organisation__name", "closes_on", "id")
    )
    if not present and not waves:
        raise Refused(_("There is no key with this number."))
    if present and generation == max(identity.generations()):
        raise Refused(_("This is the newest key. Make a new one first: manage.py rotate_keys"))
    if any(wave.state not in ENDED_STATES for wave in waves):
        raise Refused(_("A wave with this key is still open. Close or withdraw it first."))
    closed_waves = tuple(wave for wave in waves if wave.state == WaveState.CLOSED)
    if any(is_held(wave.organisation_id, {Kept.LINK}, wave.pk, today) for wave in closed_waves):
        raise Refused(_("Destruction of a wave with this key has been stopped for now."))
    return KeyEnding(generation, closed_waves, present)


def destroy_key(*, generation: int, today: date) -> KeyEnding:
    """Make the waves of this generation anonymous, for ever; returns what was done.

    First the record, then the key: after a failure in between the portal does not start until this
    is done again. Raises Refused as `ending_of`.
    """
    ending = _put_on_record(generation, today)
    identity.destroy(generation)
    return ending


@transaction.atomic
def _put_on_record(generation: int, today: date) -> KeyEnding:
    # Waits for a launch or a closing that is going on, so that what is said below is still true.
    list(Wave.objects.select_for_update().exclude(state__in=ENDED_STATES).values_list("pk"))
    ending = ending_of(generation, today)
    key, new = DestroyedKey.objects.get_or_create(
        generation=generation, defaults={"destroyed_on": today}
    )
    if new:
        for wave in ending.waves:
            untie(wave)
        _record(key, ending.waves)
    return ending


def untie(wave: Wave) -> None:
    """Without a key the team and the free text would still narrow down who wrote an answer: in a
    team of one, to that one.
    """
    OpenAnswer.objects.filter(response__wave=wave).delete()
    Response.objects.filter(wave=wave).update(team=None)
    forget_order(wave)


def _record(key: DestroyedKey, waves: Iterable[Wave]) -> None:
    """One event in the log of every organisation that it concerns, and one of the installation."""
    titles: dict[UUID, list[str]] = {}
    for wave in waves:
        titles.setdefault(wave.organisation_id, []).append(wave.title)
    record("key.destroyed", key, by=None, organisation_id=None)
    for organisation_id, wave_titles in titles.items():
        record("key.destroyed", key, by=None, organisation_id=organisation_id, waves=wave_titles)


def key_faults() -> tuple[str, ...]:
    """What is wrong between the waves and the key folder, in words for who runs the portal.

    Raises django.db.DatabaseError when there is no database (yet) to ask.
    """
    present = set(identity.generations())
    checks = dict(KeyCheck.objects.values_list("generation", "value"))
    destroyed_keys = set(DestroyedKey.objects.values_list("generation", flat=True))
    waves = Wave.objects.exclude(key_generation=None).exclude(state=WaveState.WITHDRAWN)
    generations = {n for n in waves.values_list("key_generation", flat=True).distinct() if n}
    return (
        *(
            f"Sleutel {number} ontbreekt, terwijl er metingen mee zijn. Zet de sleutel terug. Is "
            f"hij met opzet weg: manage.py destroy_key {number}"
            for number in sorted(generations - destroyed_keys - present)
        ),
        *(
            f"Sleutel {number} is volgens de administratie vernietigd, maar staat in de map met "
            f"sleutels. Maak het af: manage.py destroy_key {number}"
            for number in sorted(destroyed_keys & present)
        ),
        *(
            _OTHER_KEY.format(number)
            for number in sorted(present - destroyed_keys)
            if not _is_same_key(number, checks.get(number))
        ),
    )


def lacks_rights(fault: DatabaseError) -> bool:
    """Whether the database refused because its user may not read what was asked: between restoring
    it and `grant_rights`.
    """
    return bool(getattr(fault.__cause__, "pgcode", None) == INSUFFICIENT_PRIVILEGE)


def _is_same_key(generation: int, check: str | None) -> bool:
    """Whether the file holds a key, and the one that belongs to this database."""
    try:
        value = identity.check_value(generation)
    except identity.MissingKey:
        return False
    return check is None or hmac.compare_digest(value, check)
