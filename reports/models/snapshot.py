"""What a closed wave published, once and for ever."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from threading import Lock
from typing import Any, Final, TypeVar

from django.db import models
from django.utils import timezone

from igm_portal.accounts.models import Organisation
from reports.disclosure import quality, retest
from reports.disclosure.cells import Publication, PublishedSpread
from reports.disclosure.quality import PublishedQuality
from reports.disclosure.retest import PublishedRetest
from reports.disclosure.serialise import PublicationFault, from_json, spreads_from_json
from surveys.models import Wave, WaveKind

_Read = TypeVar("_Read")


class SnapshotDamaged(Exception):
    """The stored text no longer fits its own hash, or is no publication; it is not shown."""


class EverySnapshot(models.Manager["Snapshot"]):
    """Leaves `content` in the database until it is asked for: it may be megabytes, and mostly it
    has been read before (see `publication`).
    """

    def get_queryset(self) -> "models.QuerySet[Snapshot]":
        return super().get_queryset().defer("content")


class SnapshotsWithTrials(EverySnapshot):
    """Only what may be read by now: before the moment of its wave a snapshot does not exist for
    any page, file or job (ADR 36); that of a wave for conversations never does (ADR 69).
    """

    def get_queryset(self) -> "models.QuerySet[Snapshot]":
        readable = super().get_queryset().filter(wave__results_at__lte=timezone.now())
        return readable.exclude(wave__kind=WaveKind.CONVERSATION)


class AnnouncedSnapshots(SnapshotsWithTrials):
    """And of those, only what has figures of groups: for anything but the quality page the snapshot
    of a trial does not exist (ADR 54).
    """

    def get_queryset(self) -> "models.QuerySet[Snapshot]":
        return super().get_queryset().filter(wave__kind=WaveKind.ORDINARY)


class Snapshot(models.Model):
    """All published cells of one wave: the only thing any screen or file about a group reads.

    `content` is canonical JSON without a moment in it, so the same answers give the same bytes
    (ADR 20); `quality` is the report on the questionnaire; `digest` is the
    SHA-256 of both. `basis` names the instrument, scoring and SEM used.
    """

    wave = models.OneToOneField(
        Wave, on_delete=models.CASCADE, primary_key=True, related_name="snapshot"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    content = models.TextField()
    quality = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    basis = models.JSONField()

    objects = AnnouncedSnapshots()
    with_trials = SnapshotsWithTrials()
    including_unannounced = EverySnapshot()

    def __str__(self) -> str:
        return f"{self.wave_id} {self.digest[:8]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A snapshot is written once and never changed.")
        super().save(*args, **kwargs)

    @property
    def publication(self) -> Publication:
        """The published cells, read and checked once by each process for as long as it remembers.

        Raises SnapshotDamaged when the text was changed or cannot be read.
        """
        publication = _PUBLICATIONS.get(self.digest)
        if publication is None:
            publication = _read(from_json, *self._texts(), self.digest)
            with _LOCK:  # a process has several threads
                while len(_PUBLICATIONS) >= _MOST_PUBLICATIONS:
                    del _PUBLICATIONS[next(iter(_PUBLICATIONS))]
                _PUBLICATIONS[self.digest] = publication
        return publication

    @property
    def spreads(self) -> Mapping[str, PublishedSpread]:
        """What the intervals of the publication rest on, without making all of its cells.

        Raises SnapshotDamaged as `publication`.
        """
        known = _PUBLICATIONS.get(self.digest)
        if known is not None:
            return known.spreads
        return _read(spreads_from_json, *self._texts(), self.digest)

    def _texts(self) -> tuple[str, str]:
        """`content` and `quality`, without asking for the rest of the row and the wave again."""
        if self.get_deferred_fields() & {"content", "quality"}:
            every = Snapshot.including_unannounced
            return every.values_list("content", "quality").get(pk=self.pk)
        return self.content, self.quality

    @property
    def quality_report(self) -> PublishedQuality | None:
        """How well the questionnaire worked; None where too few took part to tell, and of a
        retest, which tells something else.
        """
        is_report = self.quality and not self.wave.is_retest
        return quality.from_json(self.quality) if is_report else None

    @property
    def retest_report(self) -> PublishedRetest | None:
        """What answers differ from day to day, as a retest measured; None of any other wave."""
        is_retest = self.quality and self.wave.is_retest
        return retest.from_json(self.quality) if is_retest else None


def digest_of(content: str, report: str) -> str:
    """The SHA-256 of everything that a snapshot shows."""
    digest = sha256(content.encode())
    digest.update(f"\n{report}".encode())
    return digest.hexdigest()


# By digest, so that a page need not even read the text again; only what was checked gets in.
_PUBLICATIONS: dict[str, Publication] = {}
_MOST_PUBLICATIONS = 16
_LOCK: Final = Lock()


def _read(read: Callable[[str], _Read], content: str, report: str, digest: str) -> _Read:
    if digest_of(content, report) != digest:
        raise SnapshotDamaged(digest)
    try:
        return read(content)
    except PublicationFault as fault:
        raise SnapshotDamaged(digest) from fault
