"""The code on somebody's own paper version: it leads whoever types the answers to the right place.

It is computed from the key, the wave and the person, and stored nowhere. Only the person can ask
for the paper that carries it, so nobody else has a list of codes and names; whoever types sees a
code and answers, and no name.
"""

from surveys import identity
from surveys.codes.code import Code, CodeKind, from_number
from surveys.models import Invitation, Wave


def paper_code(invitation: Invitation) -> Code:
    """The code of this person in this wave, always the same.

    Raises MissingKey before launch and after the key of the wave was destroyed.
    """
    return _code(invitation.wave, invitation)


def invitation_of(wave: Wave, code: Code) -> Invitation | None:
    """Whose paper this is; None for a code of nobody in this wave. Raises MissingKey."""
    return next(
        (invitation for invitation in wave.invitations.all() if _code(wave, invitation) == code),
        None,
    )


def _code(wave: Wave, invitation: Invitation) -> Code:
    if wave.key_generation is None:
        raise identity.MissingKey("This wave has not been launched.")
    secret = f"{wave.pk.hex}{invitation.person_id.hex}"
    number = int(identity.fingerprint(wave.key_generation, CodeKind.PAPER, secret), 16)
    return from_number(CodeKind.PAPER, number)
