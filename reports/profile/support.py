"""What helps in the profession, of a department or the organisation: from published cells alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports.charts.scores import score_rows
from reports.charts.spec import Family, Group, Interval, Row
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import ItemCell, PublishedGroup, Withheld
from reports.profile.sentences import listed
from reports.texts.charts import chart_texts, columns, people
from reports.texts.sentences import WITHHELD_TEXT
from reports.texts.support import AREAS, MEANINGS, TITLE, Situation, situation, to_do
from surveys.instruments.elements import SupportArea
from surveys.instruments.model import Instrument


@dataclass(frozen=True, slots=True)
class AreaView:
    """One area: per question what people say, what it means, and what the organisation can do."""

    title: str
    see: tuple[tuple[str, str], ...]
    meaning: str
    action: str


@dataclass(frozen=True, slots=True)
class SupportView:
    """The page of one group. `chart` is None where none of its questions is shown."""

    name: str
    sentence: str
    detail: str  # the other ways that areas point, or nothing
    people: str
    chart: ChartView | None
    areas: tuple[AreaView, ...]


def support_view(group: PublishedGroup, addition: Instrument) -> SupportView:
    """What is published of one group, in the order of the areas: never ranked."""
    situations: dict[str, Situation] = {
        area: _situation(group, addition, area) for area in SupportArea
    }
    sentence, *others = _sentences(situations)
    bands = [cell.n for cell in group.support.values() if isinstance(cell, ItemCell)]
    return SupportView(
        name=group.name,
        sentence=sentence,
        detail=" ".join(others),
        people=people(min(bands, key=lambda band: band.low, default=None)),
        chart=_chart(group, addition) if bands else None,
        areas=tuple(_area(group, addition, area, situations[area]) for area in SupportArea)
        if bands
        else (),
    )


def questions(addition: Instrument, area: str) -> tuple[str, str]:
    """The codes of the two questions about an area: is it there, and does it help."""
    there, helps = (item.code for item in addition.items if item.area == area)
    return there, helps


def _situation(group: PublishedGroup, addition: Instrument, area: str) -> Situation:
    there, helps = (group.support[code] for code in questions(addition, area))
    return situation(*(c.value if isinstance(c, ItemCell) else None for c in (there, helps)))


def _sentences(situations: Mapping[str, Situation]) -> list[str]:
    """The areas that point one way, in a sentence for each way; first what falls short."""

    def named(*kinds: Situation) -> str:
        names = [str(AREAS[area].name).lower() for area, one in situations.items() if one in kinds]
        return listed(names)

    if all(one is Situation.WITHHELD for one in situations.values()):
        return [str(WITHHELD_TEXT)]
    lines = [
        pattern % {"areas": areas}
        for pattern, areas in (
            (
                _("Falls short, say those who answered: %(areas)s."),
                named(Situation.WANTED, Situation.LACKING),
            ),
            (_("Is there, and does not help: %(areas)s."), named(Situation.IDLE)),
            (_("Is there, and helps: %(areas)s."), named(Situation.KEPT)),
        )
        if areas
    ]
    return lines or [_("No area clearly points one way.")]


def _chart(group: PublishedGroup, addition: Instrument) -> ChartView:
    texts = replace(chart_texts(str(TITLE)), ends=(_("disagrees"), _("agrees")))
    groups = tuple(
        Group(
            str(AREAS[area].name),
            tuple(
                Row(label, Family.NEUTRAL, point_of(group.support[code]))
                for label, code in zip(
                    (_("It is there"), _("It helps")), questions(addition, area), strict=True
                )
            ),
        )
        for area in SupportArea
    )
    chart = replace(score_rows(groups, texts), intervals=False)
    return chart_view(chart, ident="support", sentence="", columns=columns(_("Question")))


def point_of(cell: ItemCell | Withheld) -> Interval | None:
    """A figure without an interval."""
    if not isinstance(cell, ItemCell):
        return None
    return Interval(cell.value, cell.value, cell.value, cell.coded)


def _area(group: PublishedGroup, addition: Instrument, area: str, kind: Situation) -> AreaView:
    return AreaView(
        title=str(AREAS[area].name),
        see=tuple(
            (addition.item(code).text, _answer(addition, code, group.support[code]))
            for code in questions(addition, area)
        ),
        meaning=str(MEANINGS.get(kind, WITHHELD_TEXT)),
        action=str(to_do(area, kind)),
    )


def _answer(addition: Instrument, code: str, cell: ItemCell | Withheld) -> str:
    """Between which two answers the mean lies, for example "oneens" and "eens"."""
    if not isinstance(cell, ItemCell):
        return str(WITHHELD_TEXT)
    around = answers_around(addition, code, cell)
    if len(around) == 1:
        return _("On average: “%(answer)s”.") % {"answer": around[0]}
    return _("On average between “%(low)s” and “%(high)s”.") % {
        "low": around[0],
        "high": around[1],
    }


def answers_around(instrument: Instrument, code: str, cell: ItemCell) -> tuple[str, ...]:
    """The one answer on which a mean lies, or the two between which it does; of a question that
    counts the other way round the answers stand in the direction of its score.
    """
    item = instrument.item(code)
    steps = instrument.scales[item.scale].steps[:: 1 if item.key == "+" else -1]
    at, beyond = divmod(cell.value * (len(steps) - 1), 100)
    return tuple(step.label for step in steps[at : at + (2 if beyond else 1)])
