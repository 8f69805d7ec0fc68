"""An own result, and a sheet for a plan, put into the words of a PDF."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.selectors import drawing_of
from igm_portal.pdf.report import (
    OwnPaper,
    OwnReport,
    Passage,
    PlanSheet,
    Reflection,
    ReportTable,
    Worksheet,
)
from reports.charts.drawing import drawing_of_view
from reports.own.audience import audience_of
from reports.own.change import ChangeView
from reports.own.result import OwnElement, OwnResult
from surveys.instruments.languages.tag import BASE, direction, html_language
from surveys.instruments.model import Instrument
from surveys.models import Wave


def own_report(
    organisation: Organisation,
    instrument: Instrument,
    result: OwnResult,
    above: str,
    change: ChangeView | None = None,
    other: Wave | None = None,
) -> OwnReport:
    """Put the page of an own result into a PDF.

    `above` stands over the title and beside every page number; `other` is the earlier wave that
    asked other questions, where there is no `change`.
    """
    texts, behaviour = result.audience, instrument.behaviour.name
    obstacles = [Passage(str(texts.obstacles), result.obstacles)] if result.obstacles else []
    return OwnReport(
        language=html_language(_spoken()),
        direction=direction(_spoken()),
        title=str(texts.title),
        name=str(texts.title),
        above=above,
        lead=str(texts.lead) % {"behaviour": behaviour},
        organisation=organisation.name,
        logo=drawing_of(organisation),
        page=str(texts.page),
        statement=[text for text in (result.headline, result.second) if text],
        warnings=[Passage(title, [text]) for title, text in result.uncertainty],
        drawings=[
            drawing_of_view(
                replace(
                    view,
                    chart=replace(
                        view.chart,
                        intervals=texts.intervals,
                        right_to_left=direction(_spoken()) == "rtl",
                    ),
                )
            )
            for view in result.charts
        ],
        change=_since(change) if change else None,
        outcomes=[*_other_questions(other), *obstacles],
        reflections=_reflections(result),
        own_notes=str(texts.own_notes),
        notes=[Passage(str(texts.limits_title), [str(texts.limits)])],
    )


def _spoken() -> str:
    return get_language() or BASE


def plan_sheet(organisation: Organisation, instrument: Instrument, above: str) -> PlanSheet:
    """A sheet to write a plan on; it says nothing about who writes on it."""
    texts = audience_of(instrument)
    return PlanSheet(
        language=html_language(_spoken()),
        direction=direction(_spoken()),
        title=str(texts.plan),
        name=str(texts.plan),
        above=above,
        lead=str(texts.plan_lead) % {"behaviour": instrument.behaviour.name},
        organisation=organisation.name,
        logo=drawing_of(organisation),
        page=str(texts.page),
        form=Worksheet(
            Passage("", [str(question) for question in texts.plan_questions]),
            str(texts.plan_steps),
            [str(column) for column in texts.plan_columns],
        ),
    )


def own_paper(
    organisation: Organisation,
    instrument: Instrument,
    parts: Iterable[OwnElement],
    obstacles: Sequence[str],
    above: str,
) -> OwnPaper:
    """What somebody chose to take along: `parts` and `obstacles` of the own result, in words alone.
    That something was left out cannot be seen.
    """
    texts = audience_of(instrument)
    passages = _passages(parts)
    if obstacles:
        passages.append(Passage(str(texts.obstacles), obstacles))
    return OwnPaper(
        language=html_language(_spoken()),
        direction=direction(_spoken()),
        title=pgettext("client", "What I want to talk about"),
        name=pgettext("client", "What I want to talk about"),
        above=above,
        lead=pgettext("client", "About: %(behaviour)s. There are no numbers on this paper.")
        % {"behaviour": instrument.behaviour.name},
        organisation=organisation.name,
        logo=drawing_of(organisation),
        page=str(texts.page),
        passages=passages,
        agreed=pgettext("client", "This is what we agree"),
        notes=[Passage("", [pgettext("client", "This paper is yours. You decide who reads it.")])],
    )


def _reflections(result: OwnResult) -> list[Reflection]:
    """As on the page: the lowest scores first where the page opens with them."""
    texts = result.audience
    if not texts.lowest or not result.lowest:
        everything = _passages(result.elements)
        return [Reflection(str(texts.reflection), str(texts.reflection_intro), everything)]
    (title, text), others = texts.lowest
    return [
        Reflection(str(title), str(text), _passages(result.lowest)),
        Reflection(str(others), "", _passages(result.others)),
    ]


def _passages(elements: Iterable[OwnElement]) -> list[Passage]:
    return [
        Passage(
            " – ".join(str(words) for words in (part.label, part.meaning) if words), part.questions
        )
        for part in elements
    ]


def _other_questions(other: Wave | None) -> list[Passage]:
    """As on the page: why an earlier measurement is not shown beside this one."""
    if other is None:
        return []
    earlier = _(
        "Your earlier measurement, “%(wave)s” of %(month)s, asked another version of this "
        "questionnaire."
    ) % {"wave": other.title, "month": date_format(other.closes_on, "F Y")}
    text = f"{_('Cannot be compared: the questions have changed.')} {earlier}"
    return [Passage(_("Then and now"), [text])]


def _since(change: ChangeView) -> ReportTable:
    return ReportTable(
        title=_("Compared with “%(wave)s”") % {"wave": change.earlier.title},
        columns=change.columns,
        rows=[(score, *cells) for score, cells in change.rows],
        note=" ".join(_notes(change)),
    )


def _notes(change: ChangeView) -> Iterator[str]:
    if change.provisional:
        yield _(
            "Whether a difference is more than chance cannot be said yet: how exact a score is has "
            "not been measured."
        )
    yield _("Then and now are counted over the questions that you answered both times.")
