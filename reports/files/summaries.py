"""The first sheets of a spreadsheet: per wave every group in words and numbers, newest wave first.

From published cells alone, in the sentences of the pages; what changed is said as the pages say it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.disclosure.cells import ChangeCell, PublishedGroup
from reports.disclosure.indicative import IndicativeRule
from reports.exports.summary import (
    COMPARED_METRICS,
    SUMMARY_METRICS,
    SummaryRow,
    SummarySheet,
    SummaryTexts,
)
from reports.exports.table import ExportSource, ordered
from reports.overview.differences import differences
from reports.overview.linked import verdict
from reports.overview.since import change_sentence
from reports.overview.texts import band_of, participation
from reports.profile.sentences import contrast_sentence, overstemt_sentence
from reports.texts.charts import SPAN, people
from reports.texts.elements import METRIC_NAMES
from reports.texts.indicative import indicative_facts
from reports.texts.sentences import WITHHELD_TEXT
from reports.texts.shown_teams import shown_teams_title


def summaries(sources: Sequence[ExportSource]) -> list[SummarySheet]:
    """One sheet per wave; beside it the wave before it of the same questionnaire, if chosen."""
    earlier = _earlier(sources)
    newest_first = sorted(sources, key=lambda one: (one.closes_on, one.wave), reverse=True)
    names = [_("Summary"), *(f"{_('Summary')} {place}" for place in range(2, len(sources) + 1))]
    return [
        _sheet(name, source, earlier.get(source.digest))
        for name, source in zip(names, newest_first, strict=True)
    ]


def _earlier(sources: Sequence[ExportSource]) -> Mapping[str, ExportSource]:
    """Per digest of a wave the one before it that asked the very same questions."""
    same = sorted(sources, key=lambda one: (one.checksum, one.closes_on, one.wave))
    return {
        after.digest: before
        for _checksum, waves in groupby(same, key=lambda one: one.checksum)
        for before, after in pairwise(waves)
    }


def _sheet(name: str, source: ExportSource, earlier: ExportSource | None) -> SummarySheet:
    return SummarySheet(
        name=name,
        title=f"{source.wave} · {source.title}",
        caption=_(
            "%(start)s to %(end)s. Scores from 0 to 100; higher helps the behaviour more. In "
            "small letters: where the mean probably lies. In alphabetical order: groups are not "
            "ranked."
        )
        % {"start": _day(source.starts_on), "end": _day(source.closes_on)},
        texts=_texts(),
        rows=_rows(source, earlier),
        then="" if earlier is None else earlier.wave,
        since=source.since if earlier is None else earlier.wave,
    )


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _texts() -> SummaryTexts:
    return SummaryTexts(
        group=_("Group"),
        sentence=_("What we see"),
        people=_("People"),
        participation=_("Participation"),
        change=_("What changed since {wave}"),
        of_willen=_("Elements of willen"),
        of_kunnen=_("Elements of kunnen"),
        score=_("Score from 0 to 100"),
        span=str(SPAN),
        withheld=str(WITHHELD_TEXT),
        means={metric: str(METRIC_NAMES[metric]) for metric in SUMMARY_METRICS},
    )


def _rows(source: ExportSource, earlier: ExportSource | None) -> Iterator[SummaryRow]:
    then = {} if earlier is None else earlier.publication.groups
    rule = IndicativeRule.of(source.publication)
    for group in ordered(source.publication.groups):
        yield _row(source, group, earlier, then.get(group.key), rule)
        if (teams := source.publication.shown_teams.get(group.key)) is not None:
            total = replace(teams.figures, name=shown_teams_title(teams))
            yield _row(source, total, earlier, None, rule)


def _row(
    source: ExportSource,
    group: PublishedGroup,
    earlier: ExportSource | None,
    then: PublishedGroup | None,
    rule: IndicativeRule,
) -> SummaryRow:
    people_text = people(band_of(group))
    if facts := indicative_facts(rule.reasons(group)):
        people_text = f"{people_text} ({'; '.join(facts)})"
    return SummaryRow(
        name=group.name,
        level=group.level,
        sentence=f"{contrast_sentence(group)} {overstemt_sentence(group)}".strip(),
        means={metric: group.means[metric] for metric in SUMMARY_METRICS},
        people=people_text,
        participation=participation(group),
        then={} if then is None else {metric: then.means[metric] for metric in COMPARED_METRICS},
        change=_change(source, group, earlier, then),
    )


def _change(
    source: ExportSource,
    group: PublishedGroup,
    earlier: ExportSource | None,
    then: PublishedGroup | None,
) -> str:
    """What may be said of the change: of the same people where that was published since this very
    wave, and else of the two groups of people.
    """
    verdicts = {
        m: verdict(cell) for m, cell in group.change.items() if isinstance(cell, ChangeCell)
    }
    if verdicts and (earlier is None or earlier.digest == source.publication.since):
        same_people = _("The same people both times.")
        return f"{change_sentence(verdicts)} {same_people}"
    if then is None:
        return ""
    changes = differences(then.means, group.means)
    return change_sentence({one.metric: one.verdict for one in changes}) if changes else ""
