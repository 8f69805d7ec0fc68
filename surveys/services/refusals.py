"""Why something was not done, in words for the person who asked."""

from igm_portal.accounts.services.refusals import Refused

__all__ = ["AnswersRefused", "Refused"]


class AnswersRefused(Refused):
    """The wave takes no answers (any more), or this questionnaire has been sent."""
