"""Which elements go together with intention and behaviour, in words, from a published cell.

"Goes together with", never "because of": the same people answered everything at one moment.
"""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from reports.disclosure.cells import WITHHELD, Association, Publication, Strength, Withheld
from reports.disclosure.names import OUTCOMES
from reports.profile.instrument_quality import QualityTopic
from reports.texts.elements import METRIC_NAMES, Words
from reports.texts.sentences import WITHHELD_TEXT

FIRST_FORMAT = 6
"""Of older publications it was not computed, and never will be."""


def association_topic(publication: Publication, names: Mapping[str, Words]) -> QualityTopic | None:
    """What we see, what it means, what to do; None where nothing of it is published.

    `names` has the elements as the questionnaire calls them.
    """
    published = publication.associations
    if all(one is WITHHELD for one in published.values()):
        return None
    return QualityTopic(
        title=_("What goes together with intention and behaviour?"),
        see=tuple(line for outcome in OUTCOMES for line in _lines(outcome, published, names)),
        meaning=_(
            "Who scores higher on one more often scores higher on the other. That is no cause: the "
            "same people answered everything, at the same moment. What elements have in common is "
            "shared out among them. Of one team or one person it says nothing."
        ),
        action=_(
            "Use it to choose together what to talk about first: an element that goes together "
            "most and is low. Do not promise that a higher score on it changes what people do."
        ),
    )


def association_absence(publication: Publication) -> str:
    """Why there is nothing to read; empty where there is, and where it is never computed."""
    if publication.policy.group == "client":
        return ""
    if publication.format < FIRST_FORMAT:
        return _("What goes together with intention and behaviour was not computed in this wave.")
    if publication.associations and all(
        one is WITHHELD for one in publication.associations.values()
    ):
        text = _(
            "What goes together with intention and behaviour: %(withheld)s It takes at least 200 "
            "people who answered everything."
        )
        return text % {"withheld": WITHHELD_TEXT}
    return ""


def _lines(
    outcome: str, published: Mapping[str, Association | Withheld], names: Mapping[str, Words]
) -> Iterator[str]:
    association, of = published[outcome], {"outcome": METRIC_NAMES[outcome]}
    if association is WITHHELD:
        yield f"{METRIC_NAMES[outcome]}: {WITHHELD_TEXT}"
        return
    strengths = association.elements
    if not strengths:
        yield _("%(outcome)s: that it goes together with the elements cannot be shown.") % of
        return
    if set(strengths.values()) == {Strength.ALSO}:
        text = _(
            "%(outcome)s goes together with the seven elements; with which of them most cannot be "
            "told."
        )
        yield text % of
        return
    texts = {
        Strength.STRONGEST: _("%(outcome)s goes together most with: %(names)s."),
        Strength.ALSO: _("%(outcome)s also goes together with: %(names)s."),
        Strength.LEAST: _("%(outcome)s goes together least with: %(names)s."),
    }
    for strength, text in texts.items():
        alike = [str(names[element]) for element, one in strengths.items() if one is strength]
        if alike:
            yield text % {**of, "names": ", ".join(alike)}
