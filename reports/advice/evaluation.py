"""The rules held against the figures of one group or one manager: at most two advices, or none."""

from dataclasses import dataclass
from typing import Final

from reports.advice.conditions import (
    ELEMENT_OF,
    Condition,
    GroupEvidence,
    MeanReason,
    OwnCondition,
    Reasons,
)
from reports.advice.rules import GROUP_RULES, MANAGERS_RULE, OWN_RULE, Rule
from reports.disclosure.cells import Publication, PublishedGroup
from reports.statistics.person import OwnProfile

MOST_ADVICE: Final = 2


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule whose condition holds, with the figures that met it."""

    rule: Rule[Condition] | Rule[OwnCondition]
    reasons: Reasons

    @property
    def rests_on(self) -> tuple[MeanReason, ...]:
        """Those of its figures that are of an element or of a facet of one."""
        return tuple(
            reason
            for reason in self.reasons
            if isinstance(reason, MeanReason) and reason.name in ELEMENT_OF
        )


def advices(publication: Publication, key: str) -> tuple[Advice, ...]:
    """The first two rules that hold for a group, by its published cells and nothing else.

    Where its own figures are withheld and its shown teams together are published, those count, as
    on its page. Of clients there is never any. Raises KeyError for a group that did
    not take part.
    """
    policy = publication.policy
    if policy.group == "client":
        return ()
    rules = (*GROUP_RULES, MANAGERS_RULE) if policy.group == "manager" else GROUP_RULES
    alone = _shows_one_team(publication, key)
    evidence = GroupEvidence(figures_of(publication, key), policy)
    results = (
        Advice(rule, rule.condition(evidence))
        for rule in rules
        if not (alone and rule.several_teams)
    )
    return tuple(advice for advice in results if advice.reasons)[:MOST_ADVICE]


def figures_of(publication: Publication, key: str) -> PublishedGroup:
    """The figures that are on the page of a group: its own, or those of its shown teams."""
    teams = publication.shown_teams.get(key)
    return publication.groups[key] if teams is None else teams.figures


def own_advice(profile: OwnProfile) -> Advice | None:
    """What a manager can take along from the own result."""
    reasons = OWN_RULE.condition(profile)
    return Advice(OWN_RULE, reasons) if reasons else None


def _shows_one_team(publication: Publication, key: str) -> bool:
    """Whether this is a wider group in which exactly one team is shown: nearly that team itself."""
    groups = publication.groups
    if groups[key].level == "team":
        return False
    departments = {child for child, group in groups.items() if group.parent == key}
    teams = [
        group
        for group in groups.values()
        if group.level == "team" and group.parent in {key, *departments}
    ]
    return sum(team.shown for team in teams) == 1
