"""The publication of a wave as files of figures need it, with every word that stands in them.

All words are taken at once and as plain text: a file streams after the language of the request has
been put away.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from reports.disclosure.cells import Publication, Strength
from reports.disclosure.figures import ANCHOR, OBSTACLE, SUPPORT
from reports.exports.columns import ExportColumn
from reports.exports.file_texts import FileTexts
from reports.exports.spreadsheet import SheetLine, Sheets
from reports.exports.table import (
    ASSOCIATION,
    CHANGE,
    DISTRIBUTION,
    FACETS_OF,
    MIRROR,
    CountedQuestion,
    ExportSource,
    RowState,
    Unit,
)
from reports.models import Snapshot
from reports.profile.counts import OPTIONS
from reports.selectors import wave_of_change
from reports.texts.charts import interval
from reports.texts.elements import ELEMENT_MEANINGS, FACET_NAMES, METRIC_NAMES, TECHNICAL_NAMES
from reports.texts.explanations import how_to_read, limits, policy_words, protection, spread_words
from reports.texts.indicative import INDICATIVE
from reports.texts.sentences import WITHHELD_TEXT, origin_in
from reports.texts.shown_teams import named_shown_teams
from surveys.instruments.elements import Element
from surveys.instruments.languages.tag import BASE
from surveys.instruments.mirror import mirror_questions
from surveys.instruments.model import Instrument
from surveys.models import Wave

_BINS = ("0-25", "25-50", "50-75", "75-100")


def export_source(snapshot: Snapshot, made_on: date) -> ExportSource:
    """Everything published of one wave, with how it was made."""
    wave, version = snapshot.wave, snapshot.wave.launched
    sem = snapshot.basis["sem"]
    return ExportSource(
        wave=wave.title,
        starts_on=wave.starts_on,
        closes_on=wave.closes_on,
        exported_on=made_on,
        questionnaire=str(version),
        title=version.title,
        behaviour=wave.questionnaire.behaviour.name,
        checksum=version.checksum,
        scoring=snapshot.basis["scoring_version"],
        policy=policy_words(snapshot.publication.policy),
        origins={metric: origin_in(sem, metric) for metric in sem["origins"]},
        digest=snapshot.digest,
        publication=snapshot.publication,
        since=before.title if (before := wave_of_change(snapshot)) else "",
        questions=_questions(wave.questionnaire)
        | _of_addition(wave)
        | _of_mirror(wave.questionnaire)
        | _of_associations(snapshot.publication),
        addition=str(wave.support or ""),
        shown_teams=named_shown_teams(snapshot.publication),
    )


def _questions(instrument: Instrument) -> dict[str, CountedQuestion]:
    """What was counted: the direct question, obstacles, and two distributions in older waves."""
    questions = {
        f"{DISTRIBUTION}{family}": CountedQuestion(
            _("Spread of %(name)s") % {"name": METRIC_NAMES[family]},
            {name: interval(*name.split("-")) for name in _BINS},
        )
        for family in ("willen", "kunnen")
    }
    if instrument.anchor is not None:
        options = {name: str(words) for name, words in OPTIONS.items()}
        questions[ANCHOR] = CountedQuestion(instrument.anchor.text, options)
    answers = {"zwaar": _("bothers a lot"), "niet_zwaar": _("does not bother a lot")}
    for item in instrument.items_of(Element.BELEMMERINGEN):
        questions[OBSTACLE + item.code] = CountedQuestion(item.text, answers)
    return questions


def _of_addition(wave: Wave) -> dict[str, CountedQuestion]:
    """The questions of the addition, of which the mean is published and no count."""
    items = wave.support.in_language(BASE, 1, wave.words).items if wave.support else ()
    return {SUPPORT + item.code: CountedQuestion(item.text, {}) for item in items}


def _of_mirror(instrument: Instrument) -> dict[str, CountedQuestion]:
    """The questions of the spiegel, of which the mean is published too."""
    codes = mirror_questions(instrument.code, instrument.version).values()
    return {MIRROR + code: CountedQuestion(instrument.item(code).text, {}) for code in codes}


def _of_associations(publication: Publication) -> dict[str, CountedQuestion]:
    """How strongly each element goes together with an outcome, and that nothing can be said; none
    where it was not computed.
    """
    strengths = {
        Strength.STRONGEST.value: _("goes together most"),
        Strength.ALSO.value: _("also goes together"),
        Strength.LEAST.value: _("goes together least"),
    }
    nothing = {
        ASSOCIATION + outcome: CountedQuestion(
            _("Goes together with %(outcome)s: cannot be said of any element")
            % {"outcome": METRIC_NAMES[outcome]},
            {},
        )
        for outcome in publication.associations
    }
    return nothing | {
        f"{ASSOCIATION}{outcome}.{element}": CountedQuestion(
            _("Goes together with %(outcome)s (no cause): %(element)s")
            % {"outcome": METRIC_NAMES[outcome], "element": METRIC_NAMES[element]},
            strengths,
        )
        for outcome in publication.associations
        for element in Element
    }


def _measures() -> dict[str, str]:
    """Everything that is a number of points, by its code."""
    means = {metric: str(label) for metric, label in METRIC_NAMES.items()}
    facets = {code: str(label) for code, label in FACET_NAMES.items()}
    withheld_measures = {
        FACETS_OF + element: _("Facets of “%(name)s”") % {"name": METRIC_NAMES[element]}
        for element in Element
    }
    changes = {
        CHANGE + metric: _("Change: %(name)s") % {"name": label} for metric, label in means.items()
    }
    return means | facets | withheld_measures | changes


def words() -> FileTexts:
    """Headings and codes in words."""
    return FileTexts(
        columns={column.value.name: _(column.value.heading) for column in ExportColumn},
        meanings={column.value.name: _(column.value.meaning) for column in ExportColumn},
        measures=_measures(),
        elements={
            element: _("In the model: %(name)s. %(meaning)s")
            % {"name": TECHNICAL_NAMES[element], "meaning": meaning}
            for element, meaning in ELEMENT_MEANINGS.items()
        },
        levels={
            "team": _("Team"),
            "department": _("Department"),
            "organisation": _("Organisation"),
        },
        units={
            Unit.POINTS: _("points, 0 to 100"),
            Unit.DIFFERENCE: _("points of difference"),
            Unit.CHANGE: _("points of change"),
            Unit.SHARE: _("% of the people"),
            Unit.WORD: _("a word"),
        },
        states={RowState.SHOWN: _("shown"), RowState.WITHHELD: _("not shown")},
        bounds={"top": _("or more"), "bottom": _("or less")},
        withheld=str(WITHHELD_TEXT),
        indicative={reason: str(text) for reason, text in INDICATIVE.items()},
        yes=_("yes"),
        no=_("no"),
    )


def sheets(sources: Iterable[ExportSource], column_words: FileTexts, made_on: date) -> Sheets:
    """The names of the sheets, and the codebook and the explanation as lines."""
    all_editions = tuple(sources)
    return Sheets(
        figures=_("Figures"),
        codebook=_("Codebook"),
        explanation=_("Explanation"),
        codes=_codes(all_editions, column_words),
        notes=_notes(all_editions, made_on),
    )


def _codes(sources: Sequence[ExportSource], column_words: FileTexts) -> list[SheetLine]:
    lines: list[SheetLine] = [[_("Columns")]]
    lines += [
        [name, heading, column_words.meanings[name]]
        for name, heading in column_words.columns.items()
    ]
    lines += [[], [_("Means")]]
    lines += [
        [metric, label, column_words.elements.get(metric, "")]
        for metric, label in column_words.measures.items()
    ]
    for source in {source.checksum: source for source in sources}.values():
        lines += [[], [_("Counts of %(questionnaire)s") % {"questionnaire": source.questionnaire}]]
        for name, question in source.questions.items():
            if question.options:
                options = (f"{code} = {text}" for code, text in question.options.items())
                lines.append([name, question.label, "; ".join(options)])
        mirror_names = [name for name in source.questions if name.startswith(MIRROR)]
        if mirror_names:
            lines += [[], [_("Means of the questions of the spiegel")]]
            lines += [
                [name, source.questions[name].label, _("High is good for the work; no interval.")]
                for name in mirror_names
            ]
        if source.addition:
            lines += [[], [_("Means of the questions of %(name)s") % {"name": source.addition}]]
            lines += [
                [name, question.label, _("0 is fully disagree, 100 fully agree; no interval.")]
                for name, question in source.questions.items()
                if name.startswith(SUPPORT)
            ]
    return lines


def _notes(sources: Sequence[ExportSource], made_on: date) -> list[SheetLine]:
    lines: list[SheetLine] = []
    for source in sources:
        lines += [
            [source.wave],
            [_("Period"), source.starts_on, source.closes_on],
            [_("Questionnaire"), source.questionnaire, source.title],
            [_("Behaviour"), source.behaviour],
            [_("Checksum of the questionnaire"), source.checksum],
            [_("Version of the scoring"), str(source.scoring)],
            [_("Published figures (SHA-256)"), source.digest],
            [_("Made on"), made_on],
            [],
            *_passage(_("Origin of the spread"), spread_words(source.publication)),
            *_passage(_("How people are protected"), protection(source.publication.policy)),
        ]
    empty_numbers = _(
        "In the long table the numbers of a figure that is not shown are empty; the column Status "
        "says “not shown”. Empty does not mean 0."
    )
    lines += _passage(_("How to read this"), (*how_to_read(), empty_numbers))
    lines += _passage(_("What this cannot tell"), limits())
    return lines


def _passage(title: str, paragraphs: Iterable[str]) -> list[SheetLine]:
    return [[title], *(["", "", line] for line in paragraphs), []]
