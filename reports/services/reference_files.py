"""Measurement errors out of one organisation and into another (ADR 66)."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from math import ceil

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record
from reports.disclosure.reference_file import (
    FileFault,
    ReferenceFile,
    ReferenceFileFault,
    TravellingSem,
    TravellingSpread,
    from_text,
    to_text,
)
from reports.models import ReferenceValues, Snapshot
from reports.models.reference import ReferenceKind
from reports.models.snapshot import SnapshotDamaged
from reports.statistics.pooled_spread import SpreadOrigin
from reports.statistics.sem import REFERENCE_MINIMUM, Origin
from surveys.instruments.loader import available, load
from surveys.models import InstrumentVersion


def published_values(
    organisation: Organisation, version: InstrumentVersion, place: str = ""
) -> ReferenceFile | None:
    """What this organisation published of a questionnaire version, of each value the newest; None
    where there is nothing. Nothing is computed: it all stands in snapshots.
    """
    sems: dict[str, TravellingSem] = {}
    spreads: dict[str, TravellingSpread] = {}
    used: list[Snapshot] = []
    for snapshot in _snapshots(organisation, version):
        new_sems = dict(_sems(snapshot))
        new_spreads = dict(_spreads(snapshot))
        if new_sems or new_spreads:
            used.append(snapshot)
        sems = _preferred(sems, new_sems)
        spreads |= new_spreads
    if not used:
        return None
    return ReferenceFile(
        questionnaire=str(version),
        checksum=version.checksum,
        mark=mark_of(organisation),
        place=place,
        day=max(one.wave.closes_on for one in used),
        waves=len(used),
        sems=sems,
        spreads=spreads,
    )


def mark_of(organisation: Organisation) -> str:
    """By which an organisation knows its own file; nobody reads from it whose it is."""
    return sha256(f"igm-meetfouten {organisation.pk}".encode()).hexdigest()[:16]


def read_file(organisation: Organisation, text: str) -> ReferenceFile:
    """A file as this organisation may use it. Raises Refused, with what is wrong."""
    try:
        file = from_text(text)
    except ReferenceFileFault as fault:
        raise Refused(_fault_text(fault.fault)) from fault
    if file.mark == mark_of(organisation):
        raise Refused(
            _("This file comes from your own organisation: its values hold here already.")
        )
    if file.checksum not in questionnaire_titles():
        raise Refused(
            _(
                "This file is about other questions: %(questionnaire)s as it stands there is no "
                "questionnaire of this site."
            )
            % {"questionnaire": file.questionnaire}
        )
    if imported_values(organisation).filter(content=to_text(file)).exists():
        raise Refused(_("This file has been read in already."))
    return file


@transaction.atomic
def import_file(*, access: Access, text: str) -> ReferenceValues:
    """Let the values of a file hold for this organisation, in waves that are launched from now on.
    Raises Refused.
    """
    organisation = Organisation.objects.select_for_update().get(pk=access.organisation.pk)
    file = read_file(organisation, text)
    values = ReferenceValues.objects.create(
        kind=ReferenceKind.IMPORTED,
        organisation=organisation,
        checksum=file.checksum,
        n=file.people.low,
        n_high=file.people.high,
        computed_on=file.day,
        sems={metric: one.points for metric, one in file.sems.items()},
        spreads={name: one.points for name, one in file.spreads.items()},
        content=to_text(file),
        source=file.place,
    )
    _record("reference.imported", values, access, file.questionnaire)
    return values


@transaction.atomic
def remove_values(*, access: Access, key: str) -> None:
    """From now on the values with this key hold for no new wave; waves that were launched with them
    keep them. Raises Refused for another key.
    """
    imported = imported_values(access.organisation).select_for_update()
    values = imported.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() else None
    if values is None:
        raise Refused(_("These values were taken away already."))
    values.removed_at = timezone.now()
    values.save(update_fields=["removed_at"])
    _record("reference.removed", values, access, from_text(values.content).questionnaire)


def imported_values(organisation: Organisation) -> QuerySet[ReferenceValues]:
    """What was read in here and still holds, the newest first."""
    return ReferenceValues.objects.filter(
        kind=ReferenceKind.IMPORTED, organisation=organisation, removed_at=None
    ).order_by("-created_at", "-id")


def _record(action: str, values: ReferenceValues, access: Access, version: str) -> None:
    organisation_id = access.organisation.id
    record(action, values, by=access.user, organisation_id=organisation_id, version=version)


def _fault_text(fault: FileFault) -> str:
    return {
        FileFault.DAMAGED: _(
            "This is no file with measurement errors, or it was changed on the way. Ask for it "
            "again; nothing was read in."
        ),
        FileFault.NEWER: _(
            "This file was made by a newer version of this site. Update this one first, or ask for "
            "an older file."
        ),
        FileFault.BELOW_GUARDS: _(
            "This file holds values of too few people, or more exact ones than may be published. "
            "Nothing was read in."
        ),
        FileFault.EMPTY: _("There are no values in this file."),
    }[fault]


def questionnaire_titles() -> dict[str, str]:
    """By checksum, what the questionnaires of this site are called, with their version."""
    known = [load(edition.code, edition.version) for edition in available()]
    text = _("“%(title)s”, version %(version)s")
    return {one.checksum: text % {"title": one.title, "version": one.version} for one in known}


def _snapshots(organisation: Organisation, version: InstrumentVersion) -> Iterable[Snapshot]:
    """Of waves whose results may be read, the oldest first."""
    return (
        Snapshot.with_trials.filter(organisation=organisation, wave__instrument=version)
        .select_related("wave")
        .order_by("wave__closes_on", "wave_id")
    )


def _sems(snapshot: Snapshot) -> Iterator[tuple[str, TravellingSem]]:
    if snapshot.wave.is_trial:
        return
    if (retest := snapshot.retest_report) is not None:
        for pairs in retest.measured:
            if pairs.n is not None and pairs.sem is not None:
                yield pairs.metric, TravellingSem(pairs.sem, Origin.RETEST, pairs.n, pairs.icc)
    elif (quality := snapshot.quality_report) is not None:
        for one in quality.elements:
            if one.n is not None and one.sem and one.n.low >= REFERENCE_MINIMUM:
                points = ceil(one.sem / 100)
                yield one.metric, TravellingSem(points, Origin.REFERENCE, one.n, one.alpha)


def _spreads(snapshot: Snapshot) -> Iterator[tuple[str, TravellingSpread]]:
    """Those that an ordinary wave measured itself."""
    if not snapshot.wave.has_group_figures or snapshot.quality_report is None:
        return
    try:
        spreads = snapshot.publication.spreads
    except SnapshotDamaged:
        return
    for name, spread in spreads.items():
        if spread.origin is SpreadOrigin.OWN:
            yield name, TravellingSpread(spread.points, snapshot.quality_report.n)


def _preferred(
    before: dict[str, TravellingSem], new: dict[str, TravellingSem]
) -> dict[str, TravellingSem]:
    """The newer, but a retest is never replaced by consistency."""
    return before | {
        metric: one
        for metric, one in new.items()
        if one.origin is Origin.RETEST
        or metric not in before
        or before[metric].origin is not Origin.RETEST
    }
