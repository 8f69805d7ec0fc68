"""The change of those who took part in the previous wave as well, from published cells alone.

"Since", never "because of" (statistiek §7). The interval of an element is already that of one of
seven, so whether it leaves out 0 is all there is to judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.charts.texts import number
from reports.disclosure.cells import ChangeCell, PublishedGroup, Withheld
from reports.models import Snapshot
from reports.overview.differences import JUDGED_METRICS, Verdict
from reports.overview.since import VERDICTS, change_sentence
from reports.overview.texts import wave_short_name
from reports.selectors import wave_of_change
from reports.texts.charts import PROBABLY_BETWEEN, people, score_span
from reports.texts.elements import METRIC_NAMES
from reports.texts.sentences import WITHHELD_TEXT
from surveys.models import Wave


@dataclass(frozen=True, slots=True)
class LinkedView:
    """What changed for the people who took part both times, in one sentence and a table."""

    sentence: str
    people: str
    since: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def linked_change(snapshot: Snapshot, group: PublishedGroup) -> LinkedView | None:
    """None where the change of nobody in particular is told; why not, is nobody's business."""
    before = wave_of_linked(snapshot, group)
    return linked_since(before, group) if before is not None else None


def wave_of_linked(
    snapshot: Snapshot, group: PublishedGroup, previous: Snapshot | None = None
) -> Wave | None:
    """The wave with which a change of this group is published; None where none is. `previous` was
    read before, and is that wave as a rule.
    """
    if not _change_cells(group):
        return None
    if previous is not None and previous.digest == snapshot.publication.since:
        return previous.wave
    return wave_of_change(snapshot)


def linked_since(before: Wave, group: PublishedGroup) -> LinkedView:
    """The published change of a group since that wave, of which at least one cell is shown."""
    return linked_view(before, group.change, _change_cells(group))


def _change_cells(group: PublishedGroup) -> dict[str, ChangeCell]:
    return {name: cell for name, cell in group.change.items() if isinstance(cell, ChangeCell)}


def linked_view(
    before: Wave, cells: Mapping[str, ChangeCell | Withheld], change_cells: Mapping[str, ChangeCell]
) -> LinkedView:
    """The view of at least one change that is shown."""
    people_text = people(next(iter(change_cells.values())).n)
    return LinkedView(
        sentence=change_sentence({name: verdict(cell) for name, cell in change_cells.items()}),
        people=_("The same people both times: %(people)s") % {"people": people_text},
        since=_("Since %(wave)s") % {"wave": wave_short_name(before)},
        columns=(_("Score"), _("Change"), str(PROBABLY_BETWEEN), _("What can be said")),
        rows=tuple((str(METRIC_NAMES[name]), line(cells[name])) for name in JUDGED_METRICS),
    )


def line(cell: ChangeCell | Withheld) -> tuple[str, ...]:
    """A change in words and numbers, as every page and paper says it."""
    if not isinstance(cell, ChangeCell):
        return str(WITHHELD_TEXT), "", ""
    return (
        number(cell.value, with_sign=True),
        score_span(cell.low, cell.high, with_sign=True),
        str(VERDICTS[verdict(cell)]),
    )


def verdict(cell: ChangeCell) -> Verdict:
    """What the published interval allows to say."""
    if cell.low > 0:
        return Verdict.HIGHER
    return Verdict.LOWER if cell.high < 0 else Verdict.NOT_SHOWN
