"""Which elements go together with intention and behaviour, in words, from a published cell.

"Goes together with", never "because of": the same people answered everything at one moment.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from reports.disclosure.cells import WITHHELD, Association, Publication, Strength, Withheld
from reports.disclosure.names import OUTCOMES
from reports.profile.instrument_quality import QualityTopic
from reports.texts.elements import METRIC_NAMES, Words
from reports.texts.sentences import WITHHELD_TEXT
from surveys.instruments.elements import Element

FIRST_FORMAT = 6
"""Of older publications it was not computed, and never will be."""


def association_topic(publication: Publication, names: Mapping[str, Words]) -> QualityTopic | None:
    """What we see, what it means, what to do; None where nothing of it is published.

    `names` has the elements as the questionnaire calls them.
    """
    published = publication.associations
    if all(one is WITHHELD for one in published.values()):
        return None
    words = {
        strength
        for one in published.values()
        if one is not WITHHELD
        for strength in one.elements.values()
    }
    return QualityTopic(
        title=_("What goes together with intention and behaviour?"),
        see=tuple(_line(outcome, published[outcome], names) for outcome in OUTCOMES),
        meaning=_(
            "Who scores higher on one more often scores higher on the other. That is no cause: the "
            "same people answered everything, at the same moment. What elements have in common is "
            "shared out among them. Of one team or one person it says nothing."
        )
        if words
        else _(
            "That does not mean that nothing goes together: with these answers it is too "
            "uncertain. Of one team or one person it says nothing."
        ),
        action=_(
            "Use it to choose together what to talk about first: an element that goes together "
            "most and is low. Do not promise that a higher score on it changes what people do."
        )
        if Strength.STRONGEST in words
        else _(
            "Choose what to talk about first by what is low, and not by this. Do not promise that "
            "a higher score changes what people do."
        ),
    )


def association_absence(publication: Publication) -> str:
    """Why there is nothing to read; empty where there is, and where it is never computed."""
    if publication.policy.group == "client":
        return ""
    if publication.format < FIRST_FORMAT:
        return _(
            "What goes together with intention and behaviour was not computed in this wave. A next "
            "wave can tell it, from 200 people who answered everything on."
        )
    if publication.associations and all(
        one is WITHHELD for one in publication.associations.values()
    ):
        text = _(
            "What goes together with intention and behaviour: %(withheld)s It takes at least 200 "
            "people who answered everything."
        )
        return text % {"withheld": WITHHELD_TEXT}
    return ""


def _line(outcome: str, association: Association | Withheld, names: Mapping[str, Words]) -> str:
    """What is told of one outcome, elements in the order of the model."""
    of = {"outcome": METRIC_NAMES[outcome]}
    if association is WITHHELD:
        return f"{METRIC_NAMES[outcome]}: {WITHHELD_TEXT}"
    if not association.elements:
        return _("%(outcome)s: that it goes together with the elements cannot be shown.") % of
    named = {
        strength: [str(names[one]) for one in Element if association.elements[one] is strength]
        for strength in Strength
    }
    return " ".join(_sentences(of, named))


def _sentences(of: Mapping[str, object], named: Mapping[Strength, Sequence[str]]) -> Iterator[str]:
    """At most three: those that are neither most nor least are counted, and not named."""
    most, also, least = (named[strength] for strength in Strength)
    if not most and not least:
        text = _(
            "%(outcome)s goes together with the seven elements; with which of them most cannot be "
            "told."
        )
        yield text % of
        return
    if most:
        text = _("%(outcome)s goes together most with: %(names)s.")
        yield text % {**of, "names": ", ".join(most)}
    if least:
        text = (
            _("Least with: %(names)s.")
            if most
            else _("%(outcome)s goes together least with: %(names)s.")
        )
        yield text % {**of, "names": ", ".join(least)}
    if len(also) == 1:
        yield _("Also with: %(names)s.") % {"names": also[0]}
    elif also:
        yield _("Also with the other %(number)s elements.") % {"number": len(also)}
