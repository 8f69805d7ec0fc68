"""The texts of an own result for professionals and for clients; how it is made is the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.statistics.person import OwnContrast
from reports.statistics.zones import Zone
from reports.texts.charts import PROBABLY_BETWEEN, SPAN
from reports.texts.elements import (
    CLIENT_ELEMENTS,
    CLIENT_FACETS,
    CLIENT_NOTES,
    FACET_NAMES,
    METRIC_NAMES,
    METRIC_NOTES,
    Words,
)
from reports.texts.sentences import OWN_CONTRAST
from surveys.instruments.elements import Element, Outcome
from surveys.instruments.model import Instrument, RespondentGroup
from surveys.own_data import Retention


@dataclass(frozen=True, slots=True)
class OwnChart:
    """A chart of an own result, in the groups willen and kunnen; `metrics` may hold both too."""

    ident: str
    title: Words
    metrics: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """All texts of an own result for one kind of reader.

    Without `intervals` no figure on paper has one. `notes` say what a high score means where the
    label may be read the other way; `zones` say in a word what one score means, `expectation_zones`
    of what others expect, which is no help by itself, and without them nothing is said.
    `provisional`, `assumption` and `measured` (by whom and how, with %(origin)s; nothing for
    clients) are a title and a text about the uncertainty (statistiek §5);
    `page` has {page} and {pages}, `span` {low} and {high}. `answers_heading` stands above the own
    answers behind a score, `no_answer` in place of one that is not there. `lowest` heads the
    questions about the lowest scores, and those about the others, for whoever reads which scores
    are lowest. Where no side lags, a page opens with `most` and `least` (both of %(names)s),
    `think` (%(names)s) or `default_title`.
    """

    intervals: bool
    labels: Mapping[str, Words]
    notes: Mapping[str, Words]
    facets: Mapping[str, Words]
    contrast: Mapping[OwnContrast, Words]
    zones: Mapping[Zone, Words]
    expectation_zones: Mapping[Zone, Words]
    absent: Words
    provisional: tuple[Words, Words]
    assumption: tuple[Words, Words]
    measured: tuple[Words, Words] | None
    conjunction: Words
    charts: Sequence[OwnChart]
    ends: tuple[Words, Words]
    span: Words
    columns: tuple[Words, Words, Words]
    reading: Words
    title: Words
    lead: Words
    page: Words
    obstacles: Words
    reflection: Words
    reflection_intro: Words
    lowest: tuple[tuple[Words, Words], Words] | None
    most: Words
    least: Words
    think: Words
    default_title: Words
    answers_heading: Words
    no_answer: Words
    own_notes: Words
    plan: Words
    plan_lead: Words
    plan_questions: Sequence[Words]
    plan_steps: Words
    plan_columns: tuple[Words, Words, Words]
    limits_title: Words
    limits: Words
    retention: Mapping[Retention, Words]


PROFESSIONAL: Final = Audience(
    intervals=True,
    labels=METRIC_NAMES,
    notes=METRIC_NOTES,
    facets=FACET_NAMES,
    contrast=OWN_CONTRAST,
    zones={},
    expectation_zones={},
    absent=_("Too few answers for a score"),
    provisional=(
        _("Provisional"),
        _(
            "This questionnaire is new. The uncertainty is an assumption, not yet measured. That "
            "is why we draw no conclusion about willen and kunnen here; you can."
        ),
    ),
    assumption=(
        _("Assumption"),
        _(
            "Of %(elements)s the uncertainty is an assumption: one measurement cannot tell it. "
            "Kunnen and the difference with willen partly rest on that assumption."
        ),
    ),
    measured=(_("How sure this is"), _("The uncertainty was measured: %(origin)s.")),
    conjunction=_("and"),
    charts=(OwnChart("own-scores", _("Willen and kunnen"), ("willen", "kunnen", *Element)),),
    ends=(_("is in the way"), _("helps")),
    span=SPAN,
    columns=(_("Element"), _("Score (0-100)"), PROBABLY_BETWEEN),
    reading=_(
        "The light band shows how uncertain a score is, because questions that belong together "
        "are not answered exactly alike. How days differ is not in it."
    ),
    title=_("My profile"),
    lead=_("How “%(behaviour)s” goes for you, as you told it yourself."),
    page=_("page {page} of {pages}"),
    obstacles=_("You said that these bother you a lot"),
    reflection=_("Questions to think about"),
    reflection_intro=_("Choose one that you would like to think about."),
    lowest=(
        (
            _("Your lowest scores on this questionnaire"),
            _(
                "Next to your other scores. There is no norm, and a small difference may be chance."
                " You know best whether this is in your way."
            ),
        ),
        _("Questions about the other elements"),
    ),
    most=_("%(names)s helps you most."),
    least=_("%(names)s helps you least."),
    think=_("To think about: %(names)s."),
    default_title=_("Your scores, each with questions to think about."),
    answers_heading=_("What you answered"),
    no_answer=_("no answer that counts"),
    own_notes=_("My notes"),
    plan=_("My plan"),
    plan_lead=_(
        "For “%(behaviour)s”. No score stands on this sheet. You decide who gets to see it."
    ),
    plan_questions=(
        _("What do I want to do differently?"),
        _("Why is that worth it to me?"),
        _("Who or what helps me with it?"),
        _("When and where do I begin?"),
        _("What may get in between, and what do I do then?"),
    ),
    plan_steps=_("My steps"),
    plan_columns=(_("What I do"), _("With whom"), _("I look back on")),
    limits_title=_("What this is not"),
    limits=_(
        "This profile says how you see it now. It is no test, there is no norm, and it may not be "
        "used to assess you."
    ),
    retention={
        Retention.NOTHING: _("Nothing is kept: you sent no answers, or had them erased."),
        Retention.DRAFT: _(
            "Answers that you have not sent. They do not count and go when the wave closes."
        ),
        Retention.SENT: _("The answers that you sent, and the scores made of them."),
        Retention.ANONYMOUS: _(
            "The key of this wave has been destroyed. If you answered, this site can no longer "
            "find out which answers are yours, so we cannot show or erase them."
        ),
        Retention.LOCKED: _(
            "Closed until your new e-mail address is confirmed from the old one or by a second "
            "administrator."
        ),
    },
)

_TOO_FEW: Final = pgettext_lazy("client", "You gave too few answers for us to say anything.")
_HOW_SURE: Final = pgettext_lazy("client", "How certain is this?")
CLIENT: Final = Audience(
    intervals=False,
    labels={
        **CLIENT_ELEMENTS,
        "willen": pgettext_lazy("client", "Wanting to"),
        "kunnen": pgettext_lazy("client", "Being able to"),
        "contrast": pgettext_lazy("client", "Difference between wanting to and being able to"),
        Outcome.INTENTIE: pgettext_lazy("client", "What you plan to do"),
        Outcome.GEDRAG: pgettext_lazy("client", "What you do now"),
    },
    notes=CLIENT_NOTES,
    facets=CLIENT_FACETS,
    contrast={
        OwnContrast.KUNNEN_LAGS: pgettext_lazy(
            "client", "You want to. At the moment other things are holding you back."
        ),
        OwnContrast.WILLEN_LAGS: pgettext_lazy(
            "client", "You can do it. At the moment you want to less."
        ),
        OwnContrast.NO_DIFFERENCE_SHOWN: pgettext_lazy(
            "client", "We cannot see which is harder for you: wanting to or being able to."
        ),
    },
    zones={
        Zone.HIGH: pgettext_lazy("client", "This helps you."),
        Zone.MIDDLE: pgettext_lazy("client", "This is somewhere in the middle."),
        Zone.LOW: pgettext_lazy("client", "This makes it harder for you."),
    },
    expectation_zones={
        Zone.HIGH: pgettext_lazy("client", "Others find this important."),
        Zone.MIDDLE: pgettext_lazy("client", "This is somewhere in the middle."),
        Zone.LOW: pgettext_lazy("client", "Others find this less important."),
    },
    absent=_TOO_FEW,
    provisional=(
        _HOW_SURE,
        pgettext_lazy(
            "client", "We have not yet measured how exact a number is. This is our best guess."
        ),
    ),
    assumption=(
        _HOW_SURE,
        pgettext_lazy("client", "For %(elements)s we can only guess how exact the number is."),
    ),
    measured=None,
    conjunction=pgettext_lazy("client", "and"),
    charts=(OwnChart("client-result", pgettext_lazy("client", "Your result"), tuple(Element)),),
    ends=(
        pgettext_lazy("client", "makes it harder for you"),
        pgettext_lazy("client", "helps you"),
    ),
    span=pgettext_lazy("client", "{low} to {high}"),
    columns=(
        pgettext_lazy("client", "What"),
        pgettext_lazy("client", "Number from 0 to 100"),
        pgettext_lazy("client", "Between"),
    ),
    reading=pgettext_lazy("client", "A number is not exact. It says nothing about other days."),
    title=pgettext_lazy("client", "Your result"),
    lead=pgettext_lazy("client", "This is how you see it yourself: %(behaviour)s."),
    page=pgettext_lazy("client", "page {page} of {pages}"),
    obstacles=pgettext_lazy("client", "You said that this gives you a lot of trouble"),
    reflection=pgettext_lazy("client", "What can I do with this?"),
    reflection_intro=pgettext_lazy(
        "client", "Choose one thing that you would like to change. These questions may help you."
    ),
    lowest=None,
    most=pgettext_lazy("client", "%(names)s helps you most."),
    least=pgettext_lazy("client", "%(names)s helps you least."),
    think=pgettext_lazy("client", "To think about: %(names)s."),
    default_title=pgettext_lazy("client", "Your result, with questions to think about."),
    answers_heading=pgettext_lazy("client", "What you answered"),
    no_answer=pgettext_lazy("client", "not answered"),
    own_notes=pgettext_lazy("client", "My notes"),
    plan=pgettext_lazy("client", "My plan"),
    plan_lead=pgettext_lazy(
        "client",
        "About: %(behaviour)s. Your result is not on this sheet. You decide who gets to see it.",
    ),
    plan_questions=(
        pgettext_lazy("client", "What do I want to do?"),
        pgettext_lazy("client", "Why is that good for me?"),
        pgettext_lazy("client", "Who can help me?"),
        pgettext_lazy("client", "What do I do first? On which day?"),
        pgettext_lazy("client", "What do I do when it does not work out?"),
    ),
    plan_steps=pgettext_lazy("client", "My steps"),
    plan_columns=(
        pgettext_lazy("client", "What I do"),
        pgettext_lazy("client", "With whom"),
        pgettext_lazy("client", "When"),
    ),
    limits_title=pgettext_lazy("client", "What this is not"),
    limits=pgettext_lazy(
        "client",
        "This is no test. There is no right score. Nobody may use this page to judge you.",
    ),
    retention={
        Retention.NOTHING: pgettext_lazy("client", "We have no answers from you."),
        Retention.DRAFT: pgettext_lazy(
            "client", "We keep your answers. You have not sent them yet."
        ),
        Retention.SENT: pgettext_lazy("client", "We keep the answers that you sent."),
    },
)


def audience_of(instrument: Instrument) -> Audience:
    """Whoever this questionnaire is for."""
    return CLIENT if instrument.group is RespondentGroup.CLIENT else PROFESSIONAL
