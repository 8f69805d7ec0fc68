"""The spiegel on paper: a sheet for the management team, and a part of the report on the
organisation; the page, put into the words of a PDF.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from igm_portal.accounts.selectors import drawing_of
from igm_portal.local_texts import in_own_words
from igm_portal.pdf.report import Drawing, GroupForm, GroupReport, Passage, Worksheet
from reports.charts.drawing import drawing_of_view
from reports.models import Snapshot
from reports.overview.mirror_page import MirrorView, mirror_view
from reports.overview.mirror_texts import QUESTIONS_TO_ASK, READING, TITLE


def mirror_sheet(snapshot: Snapshot, made_on: date) -> GroupReport:
    """Two pages: what both sides say, and room for what the management team agrees."""
    view = mirror_view(snapshot)
    organisation = snapshot.organisation
    missing = [one.text for one in view.missing]
    questions = [str(question) for question in QUESTIONS_TO_ASK]
    return GroupReport(
        template=GroupForm.CONVERSATION,
        title=_("Spiegel: conversation sheet for the management team"),
        name=organisation.name,
        above=str(TITLE),
        lead=in_own_words(_("{Klantmanagers} and managers beside each other. Made on %(day)s."))
        % {"day": date_format(made_on, "j F Y")},
        organisation=organisation.name,
        logo=drawing_of(organisation),
        page=_("page {page} of {pages}"),
        statement=[line for line in (view.sentence, view.detail, *view.meaning) if line],
        facts=_facts(view),
        drawings=mirror_drawings(view),
        reading=Passage("", ["" for _question in questions]),
        form=Worksheet(
            Passage(_("Talk about it"), questions),
            _("What we agree"),
            [_("What we do"), _("Who"), _("We look back on")],
        ),
        notes=[Passage(_("What this cannot tell"), [*missing, *(str(line) for line in READING)])],
    )


def mirror_drawings(view: MirrorView) -> Sequence[Drawing]:
    return [drawing_of_view(chart) for chart in (view.facet, view.questions) if chart is not None]


def mirror_parts(view: MirrorView) -> tuple[Sequence[Drawing], Passage]:
    """What the report on the organisation has of it: the pictures by the name of the spiegel, the
    first with its sentence, and the words that stand beside them or instead of them.
    """
    drawings = [
        replace(one, title=f"{TITLE}: {one.title}", sentence="" if at else _sentence(view))
        for at, one in enumerate(mirror_drawings(view))
    ]
    missing = [one.text for one in view.missing]
    lines = [_sentence(view), view.detail, *view.meaning, *_facts(view), *missing]
    return drawings, Passage(str(TITLE), [line for line in lines if line])


def _sentence(view: MirrorView) -> str:
    return view.sentence if view.sentence.endswith(".") else f"{view.sentence}."


def _facts(view: MirrorView) -> list[str]:
    """Of every side its wave, with how many people and of which teams."""
    return [
        f"{side.name}: {side.wave}"
        + (f" ({', '.join(part for part in around if part)})" if any(around) else "")
        for side in view.sides
        for around in [(side.people, side.teams)]
    ]
