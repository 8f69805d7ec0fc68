"""The profile of a group as PDF: the page of that group, put into the words of a PDF."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from igm_portal.accounts.selectors import drawing_of
from igm_portal.pdf.report import (
    AnswerShares,
    Change,
    Drawing,
    GroupForm,
    GroupReport,
    Passage,
    ReportTable,
    Worksheet,
)
from reports.charts.drawing import drawing_of_view
from reports.disclosure.cells import MeanCell, PublishedGroup
from reports.files.advice_texts import advice_texts
from reports.models import Snapshot
from reports.overview.linked import linked_change
from reports.overview.since import SinceView
from reports.profile.advice import group_advice
from reports.profile.start import StartView, blank_start
from reports.profile.support import support_view
from reports.profile.view import GroupView, group_view
from reports.texts.elements import ELEMENT_MEANINGS, names_about
from reports.texts.explanations import TAKING_PART, how_to_read, limits, protection, spread_words
from surveys.instruments.elements import Element
from surveys.instruments.languages.tag import BASE
from surveys.models import Wave

LANGUAGE = "nl"  # of the questionnaires, and so of every file


@dataclass(frozen=True, slots=True)
class ReportSource:
    """One group of a snapshot on the day on which the PDF is made.

    `since` is what changed, as far as the reader may see the wave before; `agreements` are those
    of the team (what, who, when it looks back, how it goes), for its own members alone; `other` is
    the earlier wave that asked other questions, where nothing can be compared.
    """

    snapshot: Snapshot
    key: str
    made_on: date
    since: SinceView | None = None
    agreements: ReportTable | None = None
    other: Wave | None = None


def has_report(group: PublishedGroup) -> bool:
    """Tell whether there is enough of this group for a PDF; a page of nothing helps nobody."""
    return isinstance(group.means["contrast"], MeanCell)


def group_report(form: GroupForm, source: ReportSource) -> GroupReport:
    """Put one group that has a report (`has_report`) into words. Of a group without one the
    conversation sheet has questions and no figures (`_blank`), and the report only says that it is
    not shown: an organisation may hold groups that are.

    Raises KeyError for a group that did not take part.
    """
    with override(LANGUAGE):
        publication, wave = source.snapshot.publication, source.snapshot.wave
        group = group_view(publication.groups[source.key], publication, wave.questionnaire)
        is_report = form is GroupForm.REPORT
        blank = _blank(source, group)
        outcomes = [Passage(_("Plan and behaviour"), group.outcomes)] if group.outcomes else []
        if group.start is None and not is_report:
            return blank
        return replace(
            blank,
            template=form,
            title=_title(form, group),
            statement=[line for line in (group.sentence, group.second) if line],
            facts=_facts(group),
            reading=Passage(_("How to read this"), how_to_read()),
            form=_worksheet(group.start, source) if group.start else blank.form,
            agreements=source.agreements if is_report else None,
            appendix=_("Appendix: the figures"),
            origin=_fingerprints(source) if is_report else "",
            warnings=_warnings(group),
            drawings=[*_drawings(form, group), *(_support(source) if is_report else ())],
            advice=advice_texts(group_advice(source.snapshot, source.key)),
            change=_change(source) if is_report else None,
            outcomes=[*other_questions(source), *outcomes] if is_report else [],
            answers=[
                AnswerShares(count.title, (_("Answer"), _("Share of the people")), count.rows)
                for count in group.counts
                if is_report
            ],
            notes=_notes(form, source),
        )


def _title(form: GroupForm, group: GroupView) -> str:
    if form is GroupForm.CONVERSATION:
        return _("Conversation sheet of %(name)s") % {"name": group.name}
    kind = _("Team report") if group.level == "team" else _("Report")
    return f"{kind} {group.name}"


def _lead(source: ReportSource) -> str:
    wave = source.snapshot.wave
    name = wave.questionnaire.behaviour.name
    return _("%(behaviour)s · closed %(date)s") % {
        "behaviour": name[:1].upper() + name[1:],
        "date": date_format(wave.closes_on, "j F Y"),
    }


def _facts(group: GroupView) -> list[str]:
    participation = group.participation
    share = (
        _("participation %(low)s to %(high)s %%")
        % {"low": participation.band.low, "high": participation.band.high}
        if participation
        else ""
    )
    first = _("provisional: we count with wide margins") if group.provisional else ""
    facts = (group.shown_teams, group.people, share, *group.indicative, first)
    return [fact for fact in facts if fact]


def _warnings(group: GroupView) -> list[Passage]:
    because = list(group.indicative_because)
    indicative = [Passage(_("How far the mean can lie off"), because)] if because else []
    if group.participation is None or not group.participation.warning:
        return indicative
    text = _(
        "Less than half of the group took part. Those who did not may see it differently. Talk "
        "about why people did not take part."
    )
    return [Passage(_("Low participation"), [text]), *indicative]


def _blank(source: ReportSource, group: GroupView) -> GroupReport:
    """The conversation sheet of a group that is not shown: the model and questions, the same for
    every such group.
    """
    instrument = source.snapshot.wave.questionnaire
    return GroupReport(
        template=GroupForm.CONVERSATION,
        title=_title(GroupForm.CONVERSATION, group),
        name=group.name,
        above=source.snapshot.wave.title,
        lead=_lead(source),
        organisation=source.snapshot.organisation.name,
        logo=drawing_of(source.snapshot.organisation),
        page=_("page {page} of {pages}"),
        statement=[
            _("A conversation needs no figures."),
            _("Talk together about what helps and what is in the way."),
        ],
        facts=[],
        reading=Passage(
            _("The seven elements"), [str(ELEMENT_MEANINGS[element]) for element in Element]
        ),
        form=_worksheet(blank_start(instrument.code, names_about(instrument.group)), source),
        notes=[
            Passage(
                _("What this cannot tell"),
                [str(TAKING_PART), _("Nobody has to tell what they answered.")],
            )
        ],
    )


def _worksheet(start: StartView, source: ReportSource) -> Worksheet:
    """The questions of the page: those of what stands out, or those to choose from; below them what
    was agreed already, and room for more.
    """
    questions = [
        f"{element.name}: {question}"
        for element in (*start.elements, *start.more)
        for question in element.questions
    ]
    return Worksheet(
        Passage(_("Talk about it") if start.stands_out else start.title, questions),
        _("What we agree"),
        [_("What we do"), _("Who"), _("We look back on")],
        [row[:3] for row in source.agreements.rows] if source.agreements else [],
    )


def _drawings(form: GroupForm, group: GroupView) -> list[Drawing]:
    """The conversation needs the picture and the elements; the report has every chart."""
    if form is GroupForm.CONVERSATION:
        brief = [group.willen_kunnen, group.elements]
        return [drawing_of_view(chart) for chart in brief if chart is not None]
    charts = [group.willen_kunnen, group.elements, group.facets]
    return [drawing_of_view(chart) for chart in charts if chart is not None]


def _support(source: ReportSource) -> list[Drawing]:
    """What helps in the profession, where this group has figures of it (ADR 51)."""
    group, wave = source.snapshot.publication.groups[source.key], source.snapshot.wave
    if wave.support is None or not group.support:
        return []
    view = support_view(group, wave.support.in_language(BASE, 1, wave.words))
    if view.chart is None:
        return []
    return [drawing_of_view(replace(view.chart, sentence=view.sentence))]


def _change(source: ReportSource) -> Change | None:
    """As on the page: of the same people if that is shown, or else of two groups of people."""
    changes = linked_change(source.snapshot, source.snapshot.publication.groups[source.key])
    change = changes or source.since
    if change is None:
        return None
    if isinstance(change, SinceView):
        lines, picture, note = change.people, drawing_of_view(change.chart), _different_groups()
    else:
        lines, picture, note = (change.since, change.people), None, _same_people()
    return Change(
        title=_("Changed since the previous wave"),
        lines=[change.sentence, f"{'. '.join(lines)}."],
        drawing=picture,
        columns=change.columns,
        rows=[(name, *cells) for name, cells in change.rows],
        note=note,
    )


def other_questions(source: ReportSource) -> list[Passage]:
    """As on the page: why nothing is said of a change where there was an earlier wave."""
    if source.other is None or _change(source) is not None:
        return []
    earlier = _(
        "The previous wave, “%(wave)s” of %(month)s, asked another version of this questionnaire. "
        "From the next wave with these questions on you see here what changed."
    ) % {"wave": source.other.title, "month": date_format(source.other.closes_on, "F Y")}
    text = f"{_('Cannot be compared: the questions have changed.')} {earlier}"
    return [Passage(_("Changed since the previous wave"), [text])]


def _different_groups() -> str:
    return _(
        "Different groups: who took part may have changed. A change says “since”, never “because "
        "of”. After a training people often judge their own skills more strictly: lower can also "
        "mean learnt."
    )


def _same_people() -> str:
    return _(
        "Only those who took part both times count here. A change says “since”, never “because "
        "of”. After a training people often judge their own skills more strictly: lower can also "
        "mean learnt."
    )


def _notes(form: GroupForm, source: ReportSource) -> list[Passage]:
    if form is GroupForm.CONVERSATION:
        return [Passage(_("What this cannot tell"), limits()[-1:])]
    safe = Passage(_("How people are protected"), protection(source.snapshot.publication.policy))
    origin = Passage(_("Where this comes from"), _origin(source))
    return [Passage(_("What this cannot tell"), limits()), safe, origin]


def _origin(source: ReportSource) -> list[str]:
    wave, version = source.snapshot.wave, source.snapshot.wave.launched
    dates = {
        "wave": wave.title,
        "start": date_format(wave.starts_on, "j F Y"),
        "end": date_format(wave.closes_on, "j F Y"),
        "made": date_format(source.made_on, "j F Y"),
    }
    return [
        _("%(wave)s, from %(start)s until %(end)s. Made on %(made)s.") % dates,
        _("Questionnaire %(version)s, “%(title)s”.") % {"version": version, "title": version.title},
        *shown_words(wave),
        *spread_words(source.snapshot.publication),
        _(
            "The signs in small letters under every page prove which questionnaire and which "
            "figures."
        ),
    ]


def shown_words(wave: Wave) -> list[str]:
    """With which own words of the organisation people were asked; they change no meaning (ADR 58),
    so waves and organisations with other words can still be compared.
    """
    if not wave.shown_words:
        return []
    text = _(
        "Asked in words of the organisation: %(words)s. The questions mean the same as with other "
        "words."
    )
    return [text % {"words": ", ".join(wave.shown_words)}]


def _fingerprints(source: ReportSource) -> str:
    """The checksums of the questionnaire and of the figures, for whoever wants to compare."""
    version = source.snapshot.wave.launched
    return f"{version} {version.checksum} · {_('figures')} sha256:{source.snapshot.digest}"
