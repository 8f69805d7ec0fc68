"""Building the chain of the audit log every night, judging it, and what retention leaves of it."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from igm_portal.audit.chain import START, ChainFault, faults, next_hash, row_of
from igm_portal.audit.models import AuditEvent, ChainHead, ChainLink
from igm_portal.audit.security_stream import tell_without_person

logger = logging.getLogger(__name__)
SETTLING_TIME: Final = timedelta(minutes=10)
"""A row may be written in a transaction that ends later; after this it is there for all to see."""
_AT_ONCE = 1_000


def chain_of(organisation_id: UUID | None) -> str:
    """The name of the chain of an organisation; that of the installation itself is empty."""
    return str(organisation_id or "")


def seal(now: datetime) -> None:
    """Add what is not sealed yet to each chain, in order of time, and judge all of it. Two workers
    at once: one of them does it.
    """
    organisations = set(AuditEvent.objects.values_list("organisation_id", flat=True).distinct())
    for organisation_id in sorted(organisations, key=str):
        try:
            with transaction.atomic():
                _extend(organisation_id, now)
        except IntegrityError:
            continue
        report(organisation_id)


def report(organisation_id: UUID | None) -> None:
    """Say in the log that a chain is broken, and where it ends: what stands outside this machine
    proves later that nothing was made anew.
    """
    name = chain_of(organisation_id)
    broken = next(chain_faults(organisation_id), None)
    if broken:
        logger.error(
            "The audit log of %s is broken at row %s.", name or "the portal", broken.position
        )
        tell_without_person("log.broken", organisation=name, position=str(broken.position))
    position, head = head_of(organisation_id)
    tell_without_person("log.sealed", organisation=name, position=str(position), hash=head)


def chain_faults(organisation_id: UUID | None) -> Iterator[ChainFault]:
    """All that is wrong with the chain of an organisation."""
    links = ChainLink.objects.filter(chain=chain_of(organisation_id)).order_by("position")
    yield from faults(
        _with_rows(links.iterator(_AT_ONCE)), gone_until=removed_until(organisation_id)[0]
    )


def head_of(organisation_id: UUID | None) -> tuple[int, str]:
    """The newest position that is sealed, with its hash."""
    last = ChainLink.objects.filter(chain=chain_of(organisation_id)).order_by("-position").first()
    return (last.position, last.hash) if last else (0, START)


def removed_until(organisation_id: UUID | None) -> tuple[int, str]:
    """Up to which position retention removed rows, with its hash."""
    heads = ChainHead.objects.filter(chain=chain_of(organisation_id))
    head = heads.order_by("-position").first()
    return (head.position, head.hash) if head else (0, START)


@transaction.atomic
def remove_before(
    organisation_id: UUID | None, before: datetime, *, keep: QuerySet[AuditEvent]
) -> tuple[int, str] | None:
    """Remove the rows of this organisation from before a moment that the chain holds, but not those
    to `keep`. Returns up to which position, and its hash; None when there was nothing to remove.
    Their hashes stay, so that the chain proves the rest, and that nothing else is gone.

    Nothing goes while the chain is broken there: a removal by somebody else would look like ours.
    The database refuses rows that are younger than the least term (`audit/triggers.py`).
    """
    last_removed, _hash = removed_until(organisation_id)
    event = AuditEvent.objects.filter(pk=OuterRef("event_id"))
    links = ChainLink.objects.filter(
        chain=chain_of(organisation_id), position__gt=last_removed
    ).annotate(present=Exists(event), expired=Exists(event.filter(at__lt=before)))
    stays = links.filter(present=True, expired=False).order_by("position").first()
    goes = links.filter(position__lt=stays.position) if stays else links
    last = goes.order_by("position").last()
    if last is None or goes.filter(present=False).exists():
        return None
    events = AuditEvent.objects.filter(pk__in=goes.values("event_id"))
    events.exclude(pk__in=keep.values("pk")).delete()
    ChainHead.objects.create(chain=last.chain, position=last.position, hash=last.hash)
    return last.position, last.hash


def _extend(organisation_id: UUID | None, now: datetime) -> None:
    position, before = head_of(organisation_id)
    event_links = ChainLink.objects.filter(event_id=OuterRef("pk"))
    events = (
        AuditEvent.objects.filter(~Exists(event_links), organisation_id=organisation_id)
        .filter(at__lt=now - SETTLING_TIME)
        .order_by("at", "pk")
    )
    links = []
    for event in events.iterator(_AT_ONCE):
        position, before = position + 1, next_hash(before, row_of(event))
        links.append(
            ChainLink(
                chain=chain_of(organisation_id), position=position, event_id=event.pk, hash=before
            )
        )
    ChainLink.objects.bulk_create(links, batch_size=_AT_ONCE)


def _with_rows(links: Iterator[ChainLink]) -> Iterator[tuple[int, str, dict[str, object] | None]]:
    while some := list(islice(links, _AT_ONCE)):
        events = AuditEvent.objects.in_bulk([link.event_id for link in some])
        for link in some:
            event = events.get(link.event_id)
            yield link.position, link.hash, row_of(event) if event else None
