"""Fingerprint the rows that a publication was made from, to know later whether all are there.

When somebody had answers erased, what is left no longer adds up to what was published, and the
difference would be that person's answers. Nothing says who or how many, and without the key nobody
can tell from the fingerprint what a missing row held.

Whoever was asked and erased since makes a wave no longer whole too, answers or none. The erasing of
a person is on record: a fingerprint that failed only for people with answers would say who had any.
"""

from hashlib import sha256

from reports.selectors import SentAnswers
from surveys import identity
from surveys.models import Invitation, Wave

PURPOSE = "rows"
_ROWS_AT_ONCE = 1000


def row_fingerprint(wave: Wave, respondents: SentAnswers) -> str:
    """64 hexadecimal characters; empty when the wave has no key (any more)."""
    team_texts = {team: str(team) for team in set(respondents.teams)}
    teams, answers, pseudonyms = respondents.teams, respondents.answers, respondents.pseudonyms
    in_order = sorted(range(len(pseudonyms)), key=pseudonyms.__getitem__)
    digest = sha256()
    for first in range(0, len(in_order), _ROWS_AT_ONCE):
        rows = in_order[first : first + _ROWS_AT_ONCE]
        text = "\n".join(
            f"{pseudonyms[row]}:{team_texts[teams[row]]}:{answers[row]}" for row in rows
        )
        digest.update(f"\n{text}".encode() if first else text.encode())
    try:
        return identity.fingerprint(wave.key_generation or 0, PURPOSE, digest.hexdigest())
    except identity.MissingKey:
        return ""


def is_whole(wave: Wave, respondents: SentAnswers) -> bool:
    """Whether the rows of a closed wave are those it was published from, and all who were asked at
    launch are still there. A wave that was published before there were fingerprints is not
    known to be whole.
    """
    roster_size = sum(wave.teams.values_list("size", flat=True))
    if Invitation.objects.filter(wave=wave).count() < roster_size:  # somebody was erased
        return False
    fingerprint = wave.snapshot.basis.get("rows", "")
    return bool(fingerprint) and fingerprint == row_fingerprint(wave, respondents)
