"""One group in waves of two versions of a questionnaire, where some elements kept all their
questions (statistiek §7, ADR 67). Never in one picture with an element that did not.

Read from published cells alone, as `history`: what is laid beside each other here can be read on
the pages of the two waves as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.charts.multiples import trend
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import WITHHELD
from reports.overview.history import Moment, named
from reports.overview.texts import moment_of
from reports.texts.charts import chart_texts, columns
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.comparable import comparable_scores
from surveys.instruments.elements import Element
from surveys.models import Wave


@dataclass(frozen=True, slots=True)
class VersionView:
    """An older or newer version beside the chosen one: which elements ask the same in both, which
    do not, and the former in a picture where something of it is shown in both.
    """

    version: int
    same: tuple[str, ...]
    different: tuple[str, ...]
    chart: ChartView | None


def by_version(waves: Sequence[Wave]) -> Mapping[int, list[Wave]]:
    """Waves of one questionnaire by the version that they asked, the newest version first."""
    versions: dict[int, list[Wave]] = {}
    for wave in sorted(waves, key=lambda one: -one.instrument_version):
        versions.setdefault(wave.instrument_version, []).append(wave)
    return versions


def comparable_elements(one: Wave, other: Wave) -> tuple[Element, ...]:
    """The elements of which two launched waves ask the very same questions."""
    scores = comparable_scores(one.launched.instrument, other.launched.instrument)
    return tuple(element for element in Element if element in scores)


def version_view(wave: Wave, other: Wave, moments: Sequence[Moment]) -> VersionView:
    """`moments` are of both versions, oldest first; none where the group is not in one of them."""
    same = comparable_elements(wave, other)
    return VersionView(
        version=other.instrument_version,
        same=tuple(str(METRIC_NAMES[element]) for element in same),
        different=tuple(str(METRIC_NAMES[element]) for element in Element if element not in same),
        chart=_chart(same, moments, other.instrument_version),
    )


def _chart(
    elements: Sequence[Element], moments: Sequence[Moment], version: int
) -> ChartView | None:
    versions = {
        one.wave.instrument_version
        for one in moments
        if any(one.group.means[element] is not WITHHELD for element in elements)
    }
    if len(versions) < 2:
        return None
    now = moments[-1]
    chart = trend(
        elements,
        [
            named(one, now, _("version %(version)s") % {"version": one.wave.instrument_version})
            for one in moments
        ],
        [moment_of(one.wave) for one in moments],
        chart_texts(_("Elements with the same questions in both versions")),
    )
    return chart_view(
        chart, ident=f"version-{version}", sentence="", columns=columns(_("Wave")), explore=True
    )
