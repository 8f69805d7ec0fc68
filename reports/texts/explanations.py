"""What every file says about how its figures were made and what they cannot tell."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.disclosure.cells import Publication
from reports.disclosure.names import COMMON
from reports.statistics.pooled_spread import SpreadOrigin
from reports.texts.elements import METRIC_NAMES
from reports.texts.sentences import WITHHELD_TEXT
from surveys.policy import Policy

TAKING_PART: Promise = gettext_lazy(
    "Talk about what makes it easier to take part. This stands with every group without figures."
)
"""On every page and sheet of a group without figures, whatever the cause: it names none."""


def policy_words(policy: Policy) -> str:
    """The rules of publication of a wave, in one sentence each."""
    sentences = [
        _("Means are shown from %(number)s people.") % {"number": policy.means},
        _("Counts are shown from %(number)s people.") % {"number": policy.counts},
    ]
    if policy.participation_minimum is not None and policy.participation_normal is not None:
        sentences.append(
            _(
                "A group is shown when at least %(least)s%% took part; under %(normal)s%% it "
                "carries a warning."
            )
            % {
                "least": round(100 * policy.participation_minimum),
                "normal": round(100 * policy.participation_normal),
            }
        )
    sentences.append(
        _("A difference of less than %(margin)s points counts as small.")
        % {"margin": policy.margin}
    )
    return " ".join(sentences)


def how_to_read() -> tuple[str, ...]:
    """What the mark, the band and the directions of a chart mean."""
    return (
        _("The mark is the mean of the group. The light band shows how uncertain that mean is."),
        _("Scores run from 0 to 100. Higher always means: it helps the behaviour more."),
        _("“≥” means: this or more. “≤” means: this or less."),
        _("A difference between two groups or moments can be chance. Groups are not ranked."),
    )


def limits() -> tuple[str, ...]:
    """What the figures cannot tell."""
    return (
        _(
            "We assume that those who did not take part resemble those who did. Willen and kunnen "
            "come from different questions: read their difference together with the direct "
            "question."
        ),
        _("People tell how they see it themselves. Nobody’s behaviour or ability is measured."),
        _("There are no norms. The middle of the scale is not a pass mark."),
        _("These figures are about a group. They may not be used to assess anybody."),
    )


def protection(policy: Policy) -> tuple[str, ...]:
    """How the people who answered are protected."""
    return (
        policy_words(policy),
        _("People and participation stand in bands, so that no number leads back to one person."),
        _(
            "Everything else says: “%(withheld)s” That can have several causes, and none of them "
            "says anything about the people in the group."
        )
        % {"withheld": WITHHELD_TEXT},
    )


SPREADS: dict[SpreadOrigin, Promise] = {
    SpreadOrigin.OWN: gettext_lazy(
        "The width of the intervals rests on differences between people that were measured in this "
        "wave."
    ),
    SpreadOrigin.EARLIER: gettext_lazy(
        "The width of the intervals rests on differences between people that were measured in an "
        "earlier wave with this questionnaire: too few took part to measure them in this one."
    ),
    SpreadOrigin.IMPORTED: gettext_lazy(
        "The width of the intervals rests on differences between people that another organisation "
        "measured with this questionnaire: too few took part to measure them here."
    ),
    SpreadOrigin.PROVISIONAL: gettext_lazy(
        "The width of the intervals is provisional. It rests on a wide number chosen in advance: "
        "too few took part to measure differences between people."
    ),
}


def spread_words(publication: Publication) -> tuple[str, ...]:
    """What the intervals of the published means rest on, each origin once; nothing in waves from
    before there was one spread per wave.
    """
    labels: dict[SpreadOrigin, list[str]] = {}
    for name in COMMON:
        if name in publication.spreads:
            labels.setdefault(publication.spreads[name].origin, []).append(str(METRIC_NAMES[name]))
    if len(labels) == 1:
        return tuple(str(SPREADS[origin]) for origin in labels)
    return tuple(f"{', '.join(names)}: {SPREADS[origin]}" for origin, names in labels.items())
