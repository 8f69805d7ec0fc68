"""How the teams of one wave lie among each other: what makes a difference readable (research 4.5).

A difference between willen and kunnen depends on how easy the questions are; beside that of ten
other teams it says more. Only from published cells, for who may read all of them.
"""

from statistics import quantiles
from typing import Final

from django.utils.translation import gettext as _

from reports.disclosure.cells import MeanCell, Publication
from reports.profile.instrument_quality import QualityTopic
from reports.profile.quality_tables import QualityTable
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element
from surveys.scoring.rounding import round_half_up

REFERENCE_TEAMS: Final = 10
_METRICS: Final = ("contrast", "willen", "kunnen", *map(str, Element))


def team_reference(publication: Publication) -> QualityTopic | None:
    """The middle half of the shown teams on every score; None under ten shown teams."""
    rows = [(metric, _means(publication, metric)) for metric in _METRICS]
    shown = [(metric, means) for metric, means in rows if len(means) >= REFERENCE_TEAMS]
    contrasts = dict(shown).get("contrast")
    if contrasts is None:
        return None
    low, middle, high = _quartiles(contrasts)
    return QualityTopic(
        title=_("When is a difference between willen and kunnen unusual here?"),
        see=(
            _(
                "In half of the %(teams)s shown teams willen minus kunnen lies between %(low)s and "
                "%(high)s points; the middle team has %(middle)s."
            )
            % {"teams": len(contrasts), "low": low, "middle": middle, "high": high},
        ),
        meaning=_(
            "How large a difference is also depends on how easy the questions are. Beside these "
            "teams it can be seen whether it is unusual here. Chance makes teams lie further apart "
            "than they do."
        ),
        action=_("Use it to read a difference, not to rank teams: there is no norm."),
        figures=_("The figures: the middle half of the shown teams"),
        table=QualityTable(
            _("The shown teams of this wave"),
            (_("Score"), _("Teams"), _("A quarter lies below"), _("Middle"), _("A quarter above")),
            tuple(
                (str(METRIC_NAMES[metric]), (str(len(means)), *map(str, _quartiles(means))))
                for metric, means in shown
            ),
        ),
    )


def _means(publication: Publication, metric: str) -> list[int]:
    cells = (group.means[metric] for group in publication.groups.values() if group.level == "team")
    return [cell.value for cell in cells if isinstance(cell, MeanCell)]


def _quartiles(means: list[int]) -> tuple[int, int, int]:
    """In whole points; between two teams by linear interpolation (Hyndman & Fan 1996, type 7)."""
    low, middle, high = quantiles(means, n=4, method="inclusive")
    return round_half_up(low), round_half_up(middle), round_half_up(high)
