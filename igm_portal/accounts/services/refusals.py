"""Why something was not done, in words for the person who asked."""

from django.utils.functional import Promise


class Refused(Exception):
    """The request is understood and not carried out; nothing was changed."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message
