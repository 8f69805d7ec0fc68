"""A seal on the rows that a publication was made from, to know later whether they are all there.

When somebody had answers erased, what is left no longer adds up to what was published, and the
difference would be that person's answers. Nothing says who or how many, and without the key nobody
can tell from the seal what a missing row held.
"""

from hashlib import sha256

from reports.selectors import SentAnswers
from surveys import identity
from surveys.models import Wave

PURPOSE = "rows"


def seal(wave: Wave, sent: SentAnswers) -> str:
    """64 hexadecimal characters; empty when the wave has no key (any more)."""
    rows = sorted(zip(sent.pseudonyms, map(str, sent.teams), sent.answers, strict=True))
    digest = sha256("\n".join(":".join(row) for row in rows).encode()).hexdigest()
    try:
        return identity.fingerprint(wave.key_generation or 0, PURPOSE, digest)
    except identity.MissingKey:
        return ""


def is_whole(wave: Wave, sent: SentAnswers) -> bool:
    """Whether the rows of a closed wave are those it was published from. A wave that was published
    before there were seals is not known to be whole.
    """
    kept = wave.snapshot.basis.get("rows", "")
    return bool(kept) and kept == seal(wave, sent)
