"""A seal on the rows that a publication was made from, to know later whether they are all there.

When somebody had answers erased, what is left no longer adds up to what was published, and the
difference would be that person's answers. Nothing says who or how many, and without the key nobody
can tell from the seal what a missing row held.

Whoever was asked and erased since makes a wave no longer whole too, answers or none. The erasing of
a person is on record, so a seal that broke only for who had answered would tell that they had.
"""

from hashlib import sha256

from reports.selectors import SentAnswers
from surveys import identity
from surveys.models import Invitation, Wave

PURPOSE = "rows"


def row_fingerprint(wave: Wave, sent: SentAnswers) -> str:
    """64 hexadecimal characters; empty when the wave has no key (any more)."""
    rows = sorted(zip(sent.pseudonyms, map(str, sent.teams), sent.answers, strict=True))
    digest = sha256("\n".join(":".join(row) for row in rows).encode()).hexdigest()
    try:
        return identity.fingerprint(wave.key_generation or 0, PURPOSE, digest)
    except identity.MissingKey:
        return ""


def is_whole(wave: Wave, sent: SentAnswers) -> bool:
    """Whether the rows of a closed wave are those it was published from, and all who were asked at
    launch are still there. A wave that was published before there were seals is not known to be
    whole.
    """
    if _somebody_was_erased(wave):
        return False
    fingerprint = wave.snapshot.basis.get("rows", "")
    return bool(fingerprint) and fingerprint == row_fingerprint(wave, sent)


def _somebody_was_erased(wave: Wave) -> bool:
    roster_size = sum(wave.teams.values_list("size", flat=True))
    return Invitation.objects.filter(wave=wave).count() < roster_size
