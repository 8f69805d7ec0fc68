"""Closing a wave: all cells at once, one immutable snapshot, whatever happens in between.

Three steps, each of which may be repeated (ADR 19): the wave takes no more answers; the figures are
made; snapshot and state change in one transaction, after the order of the rows or with it.

The database writes the rows anew while the figures are made (ADR 3): neither needs the other, and
with a hundred thousand answers each takes seconds.

The rules between waves ask that every publication knows those before it. So when another wave of
the organisation was published while the figures were made, they are made again. A wave that cannot
be closed has published nothing, and holds up no other.
"""

import gc
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models import Organisation, User
from igm_portal.audit.services import record
from reports.models import Snapshot
from reports.models.snapshot import digest_of
from reports.selectors import sem_at_launch, sent_answers
from reports.services.retest_values import store_retest
from surveys.models import Wave, WaveState
from surveys.services.refusals import Refused
from surveys.services.waves import forget_arrival, mark_closed, mark_closing

NOT_OPEN = _("Only an open wave can be closed.")
log = logging.getLogger(__name__)


def close_wave(*, by: User | None, wave: Wave, ended_on: date | None = None) -> Snapshot:
    """The snapshot of this wave; closing twice, or two at once, gives the same one.

    `ended_on` is the day on which somebody closes it by hand, before its last day.

    Raises Refused for a wave that was never launched or was withdrawn.
    """
    state_before = _stop_answers(wave, ended_on)
    if state_before == WaveState.CLOSED:
        return Snapshot.including_unannounced.get(wave=wave)
    with ThreadPoolExecutor(1) as threads:
        rows = threads.submit(_rewrite, wave) if _can_be_beside(state_before) else None
        while True:
            published_before = _published(wave)
            made = _make_snapshot(wave)
            is_rewritten = rows is not None and rows.result()
            snapshot = _finish(wave, made, published_before, by, is_rewritten=is_rewritten)
            if snapshot is not None:
                return snapshot


@transaction.atomic
def _stop_answers(wave: Wave, ended_on: date | None = None) -> str:
    """From here on no answer is taken; the state in which the wave was."""
    locked_wave = _locked(wave)
    state = locked_wave.state
    if state not in {WaveState.OPEN, WaveState.CLOSING, WaveState.CLOSED}:
        raise Refused(NOT_OPEN)
    if state != WaveState.CLOSED:
        mark_closing(locked_wave, ended_on)
    return state


def _can_be_beside(state: str) -> bool:
    """Whether the rows of a wave that was in this state may be written anew while its figures are
    made. Once: those of a wave that could not be closed are not written again at every attempt, but
    with its snapshot. And not in a transaction of who calls: no other connection sees into it.
    """
    return state == WaveState.OPEN and not connection.in_atomic_block


def _rewrite(wave: Wave) -> bool:
    """In a thread, which has a connection of its own; False when they were not written: the wave
    was closed meanwhile, or the database refused. Then they are written with the snapshot, so a
    failure here costs time alone.
    """
    try:
        with transaction.atomic():
            locked_wave = _locked(wave)
            if locked_wave.state != WaveState.CLOSING:
                return False
            forget_arrival(locked_wave)
            return True
    except DatabaseError as fault:  # its text may hold what stands in a row
        kind = type(fault).__name__
        log.error("Rows of wave %s were not written beside its figures: %s.", wave.pk, kind)
        return False
    finally:
        connection.close()


def _locked(wave: Wave) -> Wave:
    """The wave as it is, locked after its organisation: always in this order. Other rows may refer
    to the organisation meanwhile: answers to its other waves do not wait for this one.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=wave.organisation_id)
    return Wave.objects.select_for_update().get(pk=wave.pk)


def _published(wave: Wave) -> frozenset[UUID]:
    """The waves of this organisation that have been published."""
    snapshots = Snapshot.including_unannounced.filter(organisation_id=wave.organisation_id)
    return frozenset(snapshots.values_list("wave_id", flat=True))


def _make_snapshot(wave: Wave) -> Snapshot:
    """Everything that will ever be shown about this wave. numpy and scipy load only here."""
    from reports.services.publishing import publish_wave

    wave = Wave.objects.select_related(
        "organisation", "instrument", "support", "retest_of__instrument"
    ).get(pk=wave.pk)
    with _without_looking_for_cycles():
        result = publish_wave(wave, sent_answers(wave), sem_at_launch(wave))
    return Snapshot(
        wave=wave,
        organisation_id=wave.organisation_id,
        content=result.content,
        quality=result.quality,
        digest=digest_of(result.content, result.quality),
        basis=result.basis,
    )


@contextmanager
def _without_looking_for_cycles() -> Iterator[None]:
    """Of the hundreds of thousands of cells none refers back to another, so looking through all of
    them again and again for what does (`gc`) would only take time: a seventh of the whole.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@transaction.atomic
def _finish(
    wave: Wave,
    snapshot: Snapshot,
    published_before: frozenset[UUID],
    by: User | None,
    *,
    is_rewritten: bool = False,
) -> Snapshot | None:
    """The snapshot as it is kept; None when it was made without knowing of all that is published by
    now.
    """
    locked_wave = _locked(wave)
    made_meanwhile = Snapshot.including_unannounced.filter(wave=locked_wave).first()
    if made_meanwhile is not None:
        return made_meanwhile
    if _published(wave) != published_before:
        return None
    snapshot.save(force_insert=True)
    if not is_rewritten:
        forget_arrival(locked_wave)
    mark_closed(locked_wave)
    store_retest(snapshot)
    record(
        "wave.closed",
        locked_wave,
        by=by,
        organisation_id=locked_wave.organisation_id,
        digest=snapshot.digest,
    )
    return snapshot
