"""Advice in words, the same for page, report, conversation sheet and the own page of a manager."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor

from django.utils.translation import gettext as _

from reports.advice.conditions import (
    ELEMENT_OF,
    HIGH,
    SHARE,
    Condition,
    MeanReason,
    OwnCondition,
    Reason,
    ShareReason,
)
from reports.advice.evaluation import Advice, advices, figures_of, own_advice
from reports.advice.rules import Party, Rule
from reports.disclosure.cells import MeanCell, Publication, PublishedGroup
from reports.models import Snapshot
from reports.profile.sentences import listed
from reports.statistics.contrast import CONTRAST_MARGIN
from reports.statistics.person import own_profile
from reports.statistics.sem import Origin, SemTable
from reports.statistics.zones import MIDDLE
from reports.texts.advice import FIGURE_NAMES, RULE_TEXTS
from reports.texts.advice_sources import ACTORS, ENGLISH, KINDS, SOURCES, STATUSES, AdvicePlace
from surveys.instruments.model import Instrument, RespondentGroup
from surveys.scoring.plan import item_counts
from surveys.scoring.respondent import Scores
from surveys.scoring.rounding import round_half_up


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule in words: what it advises, whom it asks, when it holds and what it rests on."""

    code: str
    title: str
    work: str
    also: str
    actors: str
    condition: str
    kinds: str
    statuses: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AdviceCard:
    """A rule that holds, with the figures that met it; `provisional` while what an interval rests
    on was not measured yet. `elements` are those of a group that it rests on, with their figures.
    """

    rule: RuleView
    figures: tuple[str, ...]
    provisional: bool
    elements: tuple[str, ...] = ()


def group_advice(snapshot: Snapshot, key: str) -> tuple[AdviceCard, ...]:
    """The cards of one group of a closed wave."""
    sem = snapshot.basis["sem"]["origins"]["contrast"]
    instrument = snapshot.wave.questionnaire
    return advice_cards(snapshot.publication, key, instrument, Origin(sem))


def advice_cards(
    publication: Publication, key: str, instrument: Instrument, sem: Origin
) -> tuple[AdviceCard, ...]:
    """The cards of one published group; `sem` is the origin of the standard error of contrast."""
    provisional = publication.provisional or sem is Origin.PROVISIONAL
    managers = instrument.group is RespondentGroup.MANAGER
    place: AdvicePlace = "managers" if managers else publication.groups[key].level
    margin = publication.policy.margin
    figures = figures_of(publication, key)
    return tuple(
        replace(
            _card(advice, place, instrument, margin=margin, provisional=provisional),
            elements=tuple(_element(reason, figures) for reason in advice.rests_on),
        )
        for advice in advices(publication, key)
    )


def own_card(instrument: Instrument, scores: Scores, sems: SemTable) -> AdviceCard | None:
    """What a manager can take along from the own result; None for everybody else."""
    if instrument.group is not RespondentGroup.MANAGER:
        return None
    advice = own_advice(own_profile(scores, sems, item_counts(instrument)))
    provisional = not sems.allows_personal_statements
    return (
        None if advice is None else _card(advice, "managers", instrument, provisional=provisional)
    )


def rule_view(
    rule: Rule[Condition] | Rule[OwnCondition],
    place: AdvicePlace = "team",
    margin: int = round(CONTRAST_MARGIN),
) -> RuleView:
    """A rule as it stands on the page of such a group."""
    texts = RULE_TEXTS[rule.code]
    limits = {"middle": MIDDLE, "high": HIGH, "share": SHARE, "margin": margin}
    return RuleView(
        code=rule.code,
        title=str(texts.title),
        work=str(texts.work),
        also=str(texts.also),
        actors=_actors(rule.actors, place),
        condition=str(texts.condition) % limits,
        kinds=listed([KINDS[kind] for kind in rule.kinds]),
        statuses=listed([STATUSES[status] for status in rule.statuses]),
        sources=tuple(
            ("en" if source in ENGLISH else "nl", SOURCES[source]) for source in rule.sources
        ),
    )


def _card(
    advice: Advice,
    place: AdvicePlace,
    instrument: Instrument,
    *,
    margin: int = round(CONTRAST_MARGIN),
    provisional: bool,
) -> AdviceCard:
    return AdviceCard(
        rule_view(advice.rule, place, margin),
        tuple(_figure(reason, instrument) for reason in advice.reasons),
        provisional,
    )


def _element(reason: MeanReason, figures: PublishedGroup) -> str:
    """The element by the name that it has in the chart; a facet stands with the element around it,
    whose own mean is left out where that is not published as a number.
    """
    element, name = ELEMENT_OF[reason.name], str(FIGURE_NAMES[reason.name])
    whole = figures.means[element]
    if reason.name == element:
        return f"{name}: {reason.cell.value}"
    words = {"facet": name, "part": reason.cell.value, "element": str(FIGURE_NAMES[element])}
    if isinstance(whole, MeanCell) and whole.coded is None:
        text = _("%(element)s: %(value)s; in it “%(facet)s”: %(part)s")
        return text % (words | {"value": whole.value})
    return _("%(element)s, in it “%(facet)s”: %(part)s") % words


def _figure(reason: Reason, instrument: Instrument) -> str:
    """A figure as it stands elsewhere on the same page."""
    if isinstance(reason, ShareReason):
        name = f"“{instrument.item(reason.item).text}”"
        share = _("%(low)s to %(high)s %%") % {"low": reason.low, "high": reason.high}
        return f"{name}: {share}"
    name = str(FIGURE_NAMES[reason.name])
    if isinstance(reason, MeanReason):
        cell = reason.cell
        return _("%(name)s: %(value)s (between %(low)s and %(high)s)") % {
            "name": name,
            "value": cell.value,
            "low": cell.low,
            "high": cell.high,
        }
    return _("%(name)s: %(value)s, and at most %(upper)s") % {
        "name": name,
        "value": round_half_up(reason.value),
        "upper": floor(reason.upper),
    }


def _actors(actors: Sequence[Party], place: AdvicePlace) -> str:
    """Named once each; what one of them says already is left out."""
    names = [str(ACTORS[place][actor]) for actor in actors]
    return listed(
        [name for name in names if not any(name != other and name in other for other in names)]
    )
