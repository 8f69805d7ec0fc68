"""The forms of a conversation, each as a script that anybody can lead from: minutes and sentences.

An hour has the same steps as the presentation; the sources are in docs/gesprek.md.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.followup.models import ConversationFormat


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """A part of a conversation: how many minutes, its name, and what whoever leads says or does."""

    minutes: int
    name: Promise
    text: Promise


@dataclass(frozen=True, slots=True)
class Script:
    """One form on one page: for whom it is, what to bring, its steps, and how it ends."""

    title: Promise
    audience: Promise
    beforehand: Promise
    steps: tuple[ScriptStep, ...]
    end: Promise

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


_BRING = _("Bring the conversation sheet, one for each, and pens.")
_MAKE_AGREEMENTS = _("At most three agreements: what, who (a role), and when you look back.")

SCRIPTS: dict[str, Script] = {
    ConversationFormat.HOUR: Script(
        _("Team conversation of an hour"),
        _("For the whole team. The manager, or somebody else, leads and speaks last."),
        _BRING,
        (
            ScriptStep(
                5,
                _("Begin"),
                _(
                    "We talk about the work, not about a person. Nobody has to tell what he or she "
                    "answered. Nothing is written down but what we agree."
                ),
            ),
            ScriptStep(
                5,
                _("Read, in silence"),
                _("Read the sheet. Put a mark at what you recognise and at what surprises you."),
            ),
            ScriptStep(
                10,
                _("In pairs"),
                _("Ask each other the questions on the sheet, five minutes each."),
            ),
            ScriptStep(
                10,
                _("Round"),
                _("One sentence each: what would help most if it were different? Nobody reacts."),
            ),
            ScriptStep(
                5,
                _("Choose"),
                _("First alone on paper, then by raising hands: one or two subjects."),
            ),
            ScriptStep(
                20,
                _("Agree"),
                _("Begin with what has to change in the work itself. A training comes after that."),
            ),
            ScriptStep(5, _("Who does what, and when"), _("Read every agreement aloud once.")),
        ),
        _("Nothing to agree? Then you have talked about it, and that is an end as well."),
    ),
    ConversationFormat.THREE_TIMES: Script(
        _("Three times twenty minutes in the team meeting"),
        _("For a team that has no hour: three meetings in a row."),
        _BRING,
        (
            ScriptStep(
                20,
                _("First time: read and recognise"),
                _("Five minutes of reading, ten in pairs, five for one sentence each."),
            ),
            ScriptStep(
                20,
                _("Second time: choose"),
                _(
                    "Choose one or two subjects by raising hands. Then: what stands in the way, "
                    "and what has worked before?"
                ),
            ),
            ScriptStep(20, _("Third time: agree"), _MAKE_AGREEMENTS),
        ),
        _("Look back six weeks later, ten minutes in the same meeting."),
    ),
    ConversationFormat.PEER_REVIEW: Script(
        _("Intervisie about one subject"),
        _("For six to eight colleagues, without the manager. One leads and keeps the time."),
        _("One brings an own example from the work; the client stays without a name."),
        (
            ScriptStep(10, _("The example"), _("What happened, what did you do, what do you ask?")),
            ScriptStep(
                15,
                _("Questions"),
                _("Only questions that help to understand: no advice, no own story."),
            ),
            ScriptStep(
                15,
                _("What is it about?"),
                _(
                    "Each writes down: is this about wanting or about being able, and which part "
                    "of the seven? Then read aloud."
                ),
            ),
            ScriptStep(
                15,
                _("What would you do?"),
                _("Each names one thing. Whoever brought the example listens."),
            ),
            ScriptStep(
                10,
                _("Back"),
                _(
                    "What do you take along? And does anything in the work have to change, so that "
                    "this becomes easier for everybody?"
                ),
            ),
        ),
        _("What is said stays here. What the team has to know, you bring along together."),
    ),
    ConversationFormat.LEARNING_MOMENT: Script(
        _("Learning moment of ten minutes"),
        _("For the whole team, at the start of a meeting. The manager begins with an own example."),
        _("Nothing but an example of something that went wrong and taught you something."),
        (
            ScriptStep(2, _("What went wrong?"), _("Facts, in a few sentences, nobody blamed.")),
            ScriptStep(
                5,
                _("What have we learned?"),
                _("In twos: what made it hard, and what would have helped beforehand?"),
            ),
            ScriptStep(3, _("What do we do otherwise?"), _("One thing, from tomorrow on.")),
        ),
        _("Thank whoever told it."),
    ),
}

DIALOGUE = Script(
    _("Activeringsdialoog: the head of the department and the teams"),
    _(
        "For a head with the teams of the department, some months after the results. One head "
        "worked in this way; it has not been studied."
    ),
    _("Bring what the teams laid before you, and what you answered."),
    (
        ScriptStep(10, _("What you laid before us"), _("Read it aloud, team by team, as written.")),
        ScriptStep(
            15,
            _("What has come of it"),
            _("What was done, what was not, and why not. A no with a reason is an answer."),
        ),
        ScriptStep(
            25,
            _("What you see"),
            _("The teams speak, the head asks questions and does not defend."),
        ),
        ScriptStep(10, _("What we promise each other"), _("Two things at most, with a date.")),
    ),
    _("Write on one page what was heard and what is done, for everybody."),
)
