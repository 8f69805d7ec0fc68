"""The words of every rule for advice, by its code (docs/advies.md): own wording, no quotations.

A text asks or proposes, blames nobody and never speaks of a measure against anybody. Numbers come
from the rules: %(middle)s and the like.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.advice.conditions import CHAIN
from reports.texts.elements import FACET_NAMES, METRIC_NAMES, Words


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """What a card says: its title, what changes the work itself, what else helps (may be empty);
    and when the rule holds, in plain words.
    """

    title: Words
    work: Words
    also: Words
    condition: Words


RULE_TEXTS: Mapping[str, RuleTexts] = {
    "T1": RuleTexts(
        _("Kunnen lags behind: first change something in the work itself"),
        _("Agree on the frames, on what comes first when it is busy, and on a fixed time to talk."),
        _("A training alone does not solve this."),
        _(
            "Willen lies more than %(margin)s points above kunnen, willen itself lies above "
            "%(middle)s, and the direct question does not point another way."
        ),
    ),
    "T2": RuleTexts(
        _("Little rest and support: look at the work together"),
        _(
            "Discuss how much work there is, who is missing and what is changing. What can go, "
            "what can wait, what can be done otherwise?"
        ),
        _("Agree on at least one thing that changes the work itself."),
        _("“Rest and support around you” lies under %(middle)s."),
    ),
    "T3": RuleTexts(
        _("Little trust that it will work, and few frames"),
        _("Make clear what good work is here, and what one may decide without asking."),
        _("Then see to it that colleagues learn from each other."),
        _(
            "“Trust that it will work” lies under %(middle)s, and so does “Frames, room and "
            "chances”."
        ),
    ),
    "T10": RuleTexts(
        _("Many people are bothered by the same thing"),
        _("Agree on who can take this away or make it smaller, and when."),
        "",
        _("At least %(share)s%% of the people are bothered a lot by the same practical thing."),
    ),
    "T7": RuleTexts(
        _("There is something to learn: make room for it first"),
        _("Make time and rest for it in the working week, before a training or along with it."),
        _("Without that room, what is learnt does not reach the work."),
        _(
            "“What you can do already” lies under %(middle)s, and “Rest and support around you” "
            "does not certainly lie above it."
        ),
    ),
    "T5": RuleTexts(
        _("Support for good work is hard to notice here"),
        _(
            "Say to each other what good work is. Let it show in the choices that are made, also "
            "when numbers are asked for."
        ),
        _("First ask where people notice this."),
        _("“What the organisation and society expect” lies under %(middle)s."),
    ),
    "T4": RuleTexts(
        _("Little trust that it will work: learn from each other"),
        _("Plan a fixed time to discuss cases and to see each other at work."),
        _("Tell each other what went well, too."),
        _(
            "“Trust that it will work” lies under %(middle)s, and “Frames, room and chances” does "
            "not certainly lie under it."
        ),
    ),
    "T9": RuleTexts(
        _("Beginning and going on is hard: make the time for it small and fixed"),
        _("Every week the same half hour, in which nobody is called away."),
        _("Agree on it in this form: if this happens, then we do that."),
        _("“Beginning and going on” lies under %(middle)s."),
    ),
    "T8": RuleTexts(
        _("Ask what people run into"),
        _("After that, choose one thing in the work that is in the way, and change it."),
        _("Listen, make nothing look better than it is, and promise only what can be done."),
        _("“What you think of it” lies under %(middle)s."),
    ),
    "T6": RuleTexts(
        _("There is something to learn, and there is room for it"),
        _(
            "Agree beforehand how what is learnt gets a place in the work: who gives time for it, "
            "and when you look back."
        ),
        _("A training or course about exactly this fits here."),
        _(
            "“What you can do already” lies under %(middle)s, and “Rest and support around you” "
            "lies above it."
        ),
    ),
    "T11": RuleTexts(
        _("The conditions seem to be there, the behaviour not yet"),
        _(
            "Look at habits: at what moment in the week could it be done, and what happens then "
            "now?"
        ),
        _("Finding something useful is not doing it yet. Talk about that without blaming anyone."),
        _("Willen and kunnen both lie above %(high)s, and the behaviour lies under %(middle)s."),
    ),
    "T13": RuleTexts(
        _("First look at the whole chain together"),
        _("Which department waits for which, and who moves first? Begin there."),
        "",
        _(
            "What managers say about working together in the chain lies under %(middle)s. No "
            "questionnaire asks this yet, so this rule is silent for now."
        ),
    ),
    "MR1": RuleTexts(
        _("What do you need from your direction?"),
        _("Take this question along to the conversation about the change that you work on."),
        _("On this site only you see this. It is stored nowhere."),
        _(
            "Your own score on “Rest and support around you” lies under %(middle)s, also with its "
            "uncertainty. Only in a questionnaire for managers."
        ),
    ),
}

FIGURE_NAMES: Mapping[str, Words] = {
    **METRIC_NAMES,
    **FACET_NAMES,
    CHAIN: _("Working together in the chain"),
}
"""Of everything that a rule may look at."""
