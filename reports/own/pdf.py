"""An own result, put into the words of a PDF."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.selectors import drawing_of
from igm_portal.pdf.report import OwnReport, Passage, Worksheet
from reports.charts.drawing import drawing_of_view
from reports.own.change import ChangeView
from reports.own.result import OwnResult
from surveys.instruments.languages.tag import BASE
from surveys.instruments.model import Instrument


def own_report(
    organisation: Organisation,
    instrument: Instrument,
    result: OwnResult,
    above: str,
    change: ChangeView | None = None,
) -> OwnReport:
    """Put the page of an own result into a PDF, with lines for a plan of one's own.

    `above` stands over the title and beside every page number.
    """
    texts, behaviour = result.audience, instrument.behaviour.name
    outcomes = [_since(change)] if change else []
    if result.obstacles:
        outcomes.append(Passage(str(texts.obstacles), result.obstacles))
    return OwnReport(
        language=get_language() or BASE,
        title=str(texts.title),
        name=str(texts.title),
        above=above,
        lead=str(texts.lead) % {"behaviour": behaviour},
        organisation=organisation.name,
        logo=drawing_of(organisation),
        page=str(texts.page),
        statement=[str(result.sentence)] if result.sentence else [],
        warnings=[Passage(title, [text]) for title, text in result.uncertainty],
        drawings=[drawing_of_view(chart) for chart in result.charts],
        outcomes=outcomes,
        reflections=[
            Passage(" – ".join(str(it) for it in (part.label, part.meaning) if it), part.questions)
            for part in result.elements
        ],
        form=Worksheet(
            Passage(
                str(texts.reflection),
                [str(texts.reflection_intro)] if texts.reflection_intro else [],
            ),
            str(texts.plan),
            [str(column) for column in texts.plan_columns],
        ),
        notes=[Passage(str(texts.limits_title), [str(texts.limits)])],
    )


def _since(change: ChangeView) -> Passage:
    title = _("Compared with “%(wave)s”") % {"wave": change.since}
    words = _("%(score)s: then %(then)s, now %(now)s: %(outcome)s.")
    lines = [
        words % {"score": score, "then": then, "now": now, "outcome": outcome}
        for score, (then, now, outcome) in change.rows
    ]
    common = _("Then and now are counted over the questions that you answered both times.")
    return Passage(title, [*lines, common])
