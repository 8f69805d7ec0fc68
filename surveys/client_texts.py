"""What a client reads when a code does not open: what happened, that nothing is lost, what to do.

Every text for clients has the context "client": in Dutch it says *u* and passes the word lint
(tests/unit/surveys/test_client_words.py).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from surveys.codes.code import CodeFault
from surveys.services.client_answering import Problem

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Explanation:
    """A page of its own: its heading, what happened, and the HTTP status that says the same."""

    title: Text
    text: Text
    status: int


MISTYPED: dict[CodeFault, Text] = {
    CodeFault.EMPTY: pgettext_lazy("client", "Type your code first."),
    CodeFault.LENGTH: pgettext_lazy(
        "client", "This code is too short or too long. Look at your paper and type it again."
    ),
    CodeFault.SYMBOL: pgettext_lazy(
        "client", "This code has a sign that we do not use. Look at your paper and type it again."
    ),
    CodeFault.CHECK: pgettext_lazy(
        "client", "There is a typing error in this code. Look at your paper and type it again."
    ),
}

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
            "Did you begin before? Then type your own code: the long one that you wrote down. Did "
            "you not begin yourself? Ask for a new paper with a code.",
        ),
        410,
    ),
    Problem.EARLY: Explanation(
        pgettext_lazy("client", "You can begin later"),
        pgettext_lazy("client", "The questions are not open yet. Keep your code and come back."),
        200,
    ),
    Problem.CLOSED: Explanation(
        pgettext_lazy("client", "The questions have closed"),
        pgettext_lazy(
            "client",
            "You can no longer take part. There are no consequences for you, and none for your "
            "benefit.",
        ),
        410,
    ),
    Problem.WITHDRAWN: Explanation(
        pgettext_lazy("client", "The questions have stopped"),
        pgettext_lazy(
            "client",
            "The organisation stopped with these questions. All answers are gone. There are no "
            "consequences for you.",
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
