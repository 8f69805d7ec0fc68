"""Why an interval is called *indicatief*, in words: briefly beside the figures, and explained."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext_lazy

from reports.disclosure.indicative import Indicative
from reports.texts.elements import METRIC_NAMES, Words

INDICATIVE: Final[Mapping[Indicative, Words]] = {
    Indicative.FEW: gettext_lazy("indicative: few people"),
    Indicative.RESPONSE: gettext_lazy("indicative: less than half took part"),
    Indicative.SPREAD: gettext_lazy("indicative: other teams score closer to an end of the scale"),
    Indicative.END: gettext_lazy("indicative: many scores lie at an end of the scale"),
}
_EXPLANATIONS: Final[Mapping[Indicative, Words]] = {
    Indicative.FEW: gettext_lazy(
        "Indicative: with fewer than ten people one person counts for much. Read the figures as a "
        "first impression."
    ),
    Indicative.RESPONSE: gettext_lazy(
        "Indicative: less than half of a small group took part. If the group falls into two camps, "
        "the mean may lie further away than the band shows."
    ),
    Indicative.SPREAD: gettext_lazy(
        "Indicative: most teams score close to an end of the scale here, and this group does not. "
        "Its people can lie further apart than those of other teams, and the mean further away "
        "than the band shows."
    ),
}


def indicative_facts(reasons: Mapping[str, Indicative]) -> tuple[str, ...]:
    """What stands beside the figures of a group: once if it holds for all, else with the names."""
    facts = [str(INDICATIVE[reason]) for reason in _of_people(reasons)]
    names = [str(METRIC_NAMES[m]) for m, reason in reasons.items() if reason is Indicative.SPREAD]
    if names and not facts:
        facts.append(f"{INDICATIVE[Indicative.SPREAD]} ({', '.join(names)})")
    return tuple(facts)


def indicative_explanations(reasons: Mapping[str, Indicative]) -> tuple[str, ...]:
    """The same for who wants to know why."""
    return tuple(str(_EXPLANATIONS[one]) for one in _EXPLANATIONS if one in reasons.values())


def _of_people(reasons: Mapping[str, Indicative]) -> Iterable[Indicative]:
    """The reason that holds for the group, by its difference between willen and kunnen."""
    return [reason] if (reason := reasons.get("contrast")) else []
