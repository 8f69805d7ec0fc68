"""A person's own profile, put into the words of a PDF; professionals and clients each in theirs."""

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from igm_portal.accounts.selectors import drawing_of
from igm_portal.pdf.report import OwnReport, Passage, Worksheet
from reports.charts.drawing import drawing_of_view
from reports.own import client as client_own
from reports.own.change import ChangeView
from reports.own.client import ClientView
from reports.own.professional import OwnView
from surveys.instruments.languages.tag import BASE
from surveys.instruments.model import Instrument
from surveys.models import Wave


def own_report(
    wave: Wave, instrument: Instrument, profile: OwnView, change: ChangeView | None
) -> OwnReport:
    """The page of the own profile, with lines for a plan of one's own."""
    questions = [
        Passage(str(part.label), part.questions) for part in (*profile.willen, *profile.kunnen)
    ]
    return OwnReport(
        language=get_language() or BASE,
        title=_("My profile"),
        name=_("My profile"),
        above=wave.title,
        lead=_lead(instrument),
        organisation=wave.organisation.name,
        logo=drawing_of(wave.organisation),
        page=_("page {page} of {pages}"),
        statement=[str(profile.sentence)] if profile.sentence else [],
        warnings=_provisional(profile),
        drawings=[drawing_of_view(profile.composites), drawing_of_view(profile.elements)],
        outcomes=[*_changes(change), *_obstacles(profile)],
        reflections=questions,
        form=Worksheet(
            Passage(_("Questions to think about"), ()),
            _("My plan"),
            [_("What I do"), _("With whom"), _("I look back on")],
        ),
        notes=[Passage(_("What this is not"), [_limits()])],
    )


def client_report(wave: Wave, instrument: Instrument, result: ClientView) -> OwnReport:
    """The page of the result, in simple words."""
    parts = [Passage(f"{part.label} – {part.words}", part.questions) for part in result.parts]
    return OwnReport(
        language=get_language() or BASE,
        title=pgettext("client", "Your result"),
        name=pgettext("client", "Your result"),
        above=instrument.title,
        lead=pgettext("client", "This is how you see it yourself: %(behaviour)s.")
        % {"behaviour": instrument.behaviour.name},
        organisation=wave.organisation.name,
        logo=drawing_of(wave.organisation),
        page=pgettext("client", "page {page} of {pages}"),
        statement=[str(result.sentence)] if result.sentence else [],
        warnings=_assumed(result),
        drawings=[drawing_of_view(result.chart)],
        outcomes=_trouble(result),
        reflections=parts,
        form=Worksheet(
            Passage(
                pgettext("client", "What can I do with this?"), [client_own.choose_one_thing()]
            ),
            pgettext("client", "My plan"),
            [
                pgettext("client", "What I do"),
                pgettext("client", "With whom"),
                pgettext("client", "When"),
            ],
        ),
        notes=[Passage(pgettext("client", "What this is not"), [client_own.no_test()])],
    )


def _lead(instrument: Instrument) -> str:
    return _("How “%(behaviour)s” goes for you, as you told it yourself.") % {
        "behaviour": instrument.behaviour.name
    }


def _provisional(profile: OwnView) -> list[Passage]:
    if profile.assumption:
        return [Passage(_("Assumption"), [profile.assumption])]
    if not profile.provisional:
        return []
    text = _(
        "This questionnaire is new. The uncertainty is an assumption, not yet measured. That is "
        "why we draw no conclusion about willen and kunnen here; you can."
    )
    return [Passage(_("Provisional"), [text])]


def _changes(change: ChangeView | None) -> list[Passage]:
    if change is None:
        return []
    title = _("Compared with “%(wave)s”") % {"wave": change.since}
    words = _("%(score)s: then %(then)s, now %(now)s: %(outcome)s.")
    lines = [
        words % {"score": score, "then": then, "now": now, "outcome": outcome}
        for score, (then, now, outcome) in change.rows
    ]
    common = _("Then and now are counted over the questions that you answered both times.")
    return [Passage(title, [*lines, common])]


def _obstacles(profile: OwnView) -> list[Passage]:
    if not profile.obstacles:
        return []
    return [Passage(_("You said that these bother you a lot"), profile.obstacles)]


def _assumed(result: ClientView) -> list[Passage]:
    if not result.assumption:
        return []
    return [Passage(pgettext("client", "How sure is this?"), [result.assumption])]


def _trouble(result: ClientView) -> list[Passage]:
    if not result.obstacles:
        return []
    return [Passage(pgettext("client", "You said that this bothers you a lot"), result.obstacles)]


def _limits() -> str:
    return _(
        "This profile says how you see it now. It is no test, there is no norm, and it may not be "
        "used to assess you."
    )
