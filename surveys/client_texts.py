"""What a client reads when a code does not open: what happened, that nothing is lost, what to do.

Every text for clients has the context "client": in Dutch it says *u* and passes the word lint
(tests/unit/surveys/test_client_words.py).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from surveys.codes.code import CodeFault, Mistyped
from surveys.services.client_answering import Problem

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Explanation:
    """A page of its own: its heading, what happened, and the HTTP status that says the same."""

    title: Text
    text: Text
    status: int


CODE_FAULT_TEXTS: dict[CodeFault, Text] = {
    CodeFault.EMPTY: pgettext_lazy("client", "Type your code first."),
    CodeFault.LENGTH: pgettext_lazy(
        "client", "This code is too short or too long. Look at your paper and type it again."
    ),
    CodeFault.SYMBOL: pgettext_lazy(
        "client",
        "This is not in our codes: %(signs)s. We do not use 0, 1, A, E, I, L and O. Look at your "
        "paper and type the code again.",
    ),
    CodeFault.CHECK: pgettext_lazy(
        "client", "There is a typing error in this code. Look at your paper and type it again."
    ),
}
MISTYPED_NUMBER = pgettext_lazy(
    "client",
    "This is not a number of ours. Look at the screen of the other person and type it again.",
)

_MOST_SIGNS = 3  # named in an error; who typed more typed something else than a code


def mistyped_text(mistake: Mistyped) -> str:
    """What is wrong with what was typed, by name where it is a sign that stands in no code."""
    text = str(CODE_FAULT_TEXTS[mistake.fault])
    return text % {"signs": ", ".join(mistake.signs[:_MOST_SIGNS])} if mistake.signs else text


PROBLEMS: dict[Problem, Explanation] = {
    Problem.UNKNOWN: Explanation(
        pgettext_lazy("client", "We do not know this code"),
        pgettext_lazy(
            "client",
            "Compare the code with your paper. Is it the same? Then ask for a new paper with a "
            "code. Was this your own code? Then the questions may have stopped, and unsent "
            "answers are gone.",
        ),
        404,
    ),
    Problem.USED: Explanation(
        pgettext_lazy("client", "This code has already been used"),
        pgettext_lazy(
            "client",
            "Have you started before? Then type your own code: the long one that you wrote "
            "down. Was it not you who started? Ask for a new paper with a code.",
        ),
        410,
    ),
    Problem.EARLY: Explanation(
        pgettext_lazy("client", "You can start later"),
        pgettext_lazy("client", "The questions are not open yet. Keep your code and come back."),
        200,
    ),
    Problem.CLOSED: Explanation(
        pgettext_lazy("client", "The questions have closed"),
        pgettext_lazy(
            "client",
            "You can no longer take part. This has no consequences for you. It does not "
            "affect your benefits.",
        ),
        410,
    ),
    Problem.WITHDRAWN: Explanation(
        pgettext_lazy("client", "The questions have stopped"),
        pgettext_lazy(
            "client",
            "The organisation has stopped asking these questions. All answers are gone. "
            "This has no consequences for you.",
        ),
        410,
    ),
    Problem.TOO_MANY: Explanation(
        pgettext_lazy("client", "Wait a moment"),
        pgettext_lazy(
            "client",
            "Too many wrong codes were typed. Try again in ten minutes. Your code keeps working.",
        ),
        429,
    ),
}
