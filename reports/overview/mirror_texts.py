"""The words of the spiegel (ADR 57): never a cause, never who is right, nothing about clients."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.local_texts import in_own_words_lazy
from reports.overview.differences import Verdict
from surveys.instruments.mirror import MirrorTopic
from surveys.instruments.model import RespondentGroup

TITLE: Final = _("Spiegel")
NAMES: Final[Mapping[RespondentGroup, Promise]] = MappingProxyType(
    {
        RespondentGroup.KLANTMANAGER: in_own_words_lazy("{Klantmanagers}"),
        RespondentGroup.MANAGER: _("Managers"),
        RespondentGroup.CLIENT: _("Clients"),
    }
)
TOPICS: Final[Mapping[MirrorTopic, Promise]] = MappingProxyType(
    {
        MirrorTopic.CALM: _("Calm in the working week"),
        MirrorTopic.WORKLOAD: _("Little trouble from too much work"),
        MirrorTopic.PRIORITIES: _("Clear what comes first"),
        MirrorTopic.HELP: _("Somebody who helps"),
    }
)
"""In the direction of the score: high is good."""

SENTENCES: Final[Mapping[Verdict, Promise]] = MappingProxyType(
    {
        Verdict.LOWER: in_own_words_lazy(
            _("On rest and workload {klantmanagers} answer less favourably than managers do.")
        ),
        Verdict.HIGHER: in_own_words_lazy(
            _("On rest and workload {klantmanagers} answer more favourably than managers do.")
        ),
        Verdict.NOT_SHOWN: in_own_words_lazy(
            _(
                "Whether {klantmanagers} and managers answer differently on rest and workload "
                "cannot be told."
            )
        ),
    }
)
MEANINGS: Final[Mapping[Verdict, Promise]] = MappingProxyType(
    {
        Verdict.LOWER: _(
            "The difference is larger than chance. It does not say who is right, and not what "
            "causes it: each was asked about the own work."
        ),
        Verdict.HIGHER: _(
            "The difference is larger than chance. It does not say who is right, and not what "
            "causes it: each was asked about the own work."
        ),
        Verdict.NOT_SHOWN: _("That is something else than no difference."),
    }
)
ASIDE: Final = _(
    "Without a comparison the conversation is possible all the same: ask it in the teams and in "
    "the management team."
)
MISSING: Final[Mapping[RespondentGroup, Promise]] = MappingProxyType(
    {
        RespondentGroup.KLANTMANAGER: in_own_words_lazy(
            _(
                "The {klantmanagers} are missing: there are no results of theirs from within a "
                "year of this wave."
            )
        ),
        RespondentGroup.MANAGER: _(
            "The managers are missing: there are no results of theirs from within a year of this "
            "wave."
        ),
        RespondentGroup.CLIENT: _(
            "The clients are missing: there are no results of theirs from within a year of this "
            "wave."
        ),
    }
)
HOW: Final[Mapping[RespondentGroup, Promise]] = MappingProxyType(
    {
        RespondentGroup.KLANTMANAGER: in_own_words_lazy(
            _(
                "Plan a wave with the questionnaire for {klantmanagers}. From 10 of them on there "
                "is a column."
            )
        ),
        RespondentGroup.MANAGER: _(
            "Plan a wave with the questionnaire for managers. When at least 10 of them send their "
            "answers there is a column, and perhaps a sentence."
        ),
        RespondentGroup.CLIENT: _(
            "Plan a wave among clients. From 15 of them on their answer on help stands beside the "
            "others, without a comparison."
        ),
    }
)
STEPS: Final = (
    _(
        "First ask both sides: do you recognise this? What would you have expected of the other? "
        "Only then look for a cause."
    ),
    _("Choose one thing of the four that the management team itself can change within six weeks."),
    in_own_words_lazy(
        _(
            "Tell {klantmanagers} and managers the same at the same moment: what you saw, what you "
            "do, and what not."
        )
    ),
)
QUESTIONS_TO_ASK: Final = (
    _("What do we recognise in this, and what surprises us?"),
    in_own_words_lazy(
        _("What would {klantmanagers} say if we asked them for an example? Who asks it?")
    ),
    _("Which of the four can we change ourselves, and what do we stop doing for it?"),
)
"""For the management team, on paper."""

READING: Final = (
    in_own_words_lazy(
        _(
            "{Klantmanagers} and managers are asked the same four questions, each about the own "
            "work. A mean of one question has no margin, so nothing is said about a difference in "
            "it."
        )
    ),
    _(
        "What clients answer stands beside it without a comparison: they are asked about their "
        "own life."
    ),
    _(
        "Each side is as its own wave was published; nothing is counted again, and there is no "
        "trend."
    ),
    _("Nothing of this may be used to assess anyone."),
)
