"""The answer string: one ASCII character per item, in the order of the instrument.

`1`-`9`, `A`, `B` is the position of the chosen step in the item's scale, `W`, `N` and `Z` are
"weet ik niet", "niet van toepassing" and "zeg ik liever niet", `.` is no answer (ADR 19).
Positions rather than values keep one character per item, also for a scale that runs 0-10.
"""

from collections.abc import Mapping

from surveys.instruments.model import Instrument, Missing, Scale

BLANK = "."
STEP_LETTERS = "123456789AB"
MISSING = {"W": Missing.WN, "N": Missing.NVT, "Z": Missing.WZ}
_LETTERS = {code: letter for letter, code in MISSING.items()}

Answer = int | Missing | None


class AnswerFault(ValueError):
    """An answer that cannot be what someone chose; `item` is its code, or None for the string."""

    def __init__(self, message: str, item: str | None = None) -> None:
        super().__init__(message)
        self.item = item


def step_values(scale: Scale) -> dict[str, int]:
    """The value of each step of `scale` by its character, lowest step first."""
    return dict(zip(STEP_LETTERS, (step.value for step in scale.steps), strict=False))


def blank(instrument: Instrument) -> str:
    """The answer string of someone who has not answered anything."""
    return BLANK * len(instrument.items)


def answered(answers: str) -> int:
    """The number of items with an answer, one that does not count ("weet ik niet") included."""
    return len(answers) - answers.count(BLANK)


def get(instrument: Instrument, answers: str, code: str) -> Answer:
    """What `answers` holds for item `code`: a step's value, a missing code, or None.

    Raises AnswerFault on an unknown item, a string of the wrong length and an impossible character.
    """
    position = _position(instrument, code)
    check_length(answers, len(instrument.items))
    letter = answers[position]
    if letter == BLANK:
        return None
    if letter in MISSING:
        return MISSING[letter]
    try:
        return step_values(_scale(instrument, position))[letter]
    except KeyError:
        raise AnswerFault(f"item {code} has no step {letter!r}", code) from None


def put(instrument: Instrument, answers: str, changes: Mapping[str, Answer]) -> str:
    """`answers` with `changes` made; items not named keep what they had.

    A missing code is accepted for every item (answers typed over from paper may hold one anywhere)
    and None takes an answer back. Raises AnswerFault on an unknown item or a value that is no step.
    """
    check_length(answers, len(instrument.items))
    letters = list(answers)
    for code, answer in changes.items():
        position = _position(instrument, code)
        letters[position] = _letter(_scale(instrument, position), code, answer)
    return "".join(letters)


def check_length(answers: str, length: int) -> None:
    """Raises AnswerFault unless `answers` has one character for each of `length` items."""
    if len(answers) != length:
        raise AnswerFault(f"{len(answers)} answers for {length} items")


def _position(instrument: Instrument, code: str) -> int:
    try:
        return instrument.position(code)
    except KeyError:
        raise AnswerFault(f"there is no item {code}", code) from None


def _scale(instrument: Instrument, position: int) -> Scale:
    return instrument.scales[instrument.items[position].scale]


def _letter(scale: Scale, code: str, answer: Answer) -> str:
    if answer is None:
        return BLANK
    if isinstance(answer, Missing):
        return _LETTERS[answer]
    for letter, value in step_values(scale).items():
        if value == answer:
            return letter
    raise AnswerFault(f"item {code} has no step {answer}", code)
