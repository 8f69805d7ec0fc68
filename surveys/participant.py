"""Who takes part: an invited employee and a client with a code, seen the same way."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from surveys import identity
from surveys.codes.code import Code
from surveys.instruments.model import Instrument
from surveys.models import Wave


class Participant(Protocol):
    """Somebody in a wave. `pseudonym` finds the answers back; `mark` says in a page of whom it is;
    `team_id` is None without a team.
    """

    @property
    def wave_id(self) -> UUID: ...
    @property
    def wave(self) -> Wave: ...
    @property
    def pseudonym(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def questionnaire(self) -> Instrument: ...
    @property
    def team_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class ClientParticipant:
    """The place of a client: the wave, and the personal code that only the client has.

    The code goes no further than this object and the client's own browser; the database has its
    fingerprint as the pseudonym of the answers.
    """

    wave: Wave
    code: Code
    team_id: None = None

    @property
    def wave_id(self) -> UUID:
        return self.wave.pk

    @property
    def pseudonym(self) -> str:
        """Raises MissingKey once the key of the wave has been destroyed."""
        generation = self.wave.key_generation
        if generation is None:
            raise identity.MissingKey("This wave has not been launched.")
        return code_fingerprint(generation, self.code)

    @property
    def mark(self) -> str:
        """By which pages name this participant. Made of the code, not of the pseudonym: no copy of
        the database leads from an address in a log to answers. Raises MissingKey as `pseudonym`.
        """
        return identity.participant_mark(
            self.wave.key_generation or 0, self.wave.pk, self.code.symbols
        )

    @property
    def questionnaire(self) -> Instrument:
        return self.wave.questionnaire


def code_fingerprint(generation: int, code: Code) -> str:
    """What the database knows of a code under this generation of keys."""
    return identity.fingerprint(generation, code.kind, code.symbols)


def fingerprints(code: Code) -> list[str]:
    """The fingerprint under every key that is present: the wave of the code is not known yet."""
    return [code_fingerprint(generation, code) for generation in identity.generations()]
