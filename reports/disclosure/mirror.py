"""Questions of the spiegel: their means for the whole organisation, published only where they say
nothing more about one person than the element they belong to (onthulling §5, ADR 57).

An element is the mean of its questions. So a question that is shown tells about those that are not,
and about the facets. Therefore each element falls into parts, the questions of the spiegel and what
is left of every facet around them, and the same holds as for facets: all are shown or none, and
only where any one person may still have any score on every part of every atom. Of the organisation
as a whole the parts keep more room: whoever knows the own answers, or shares them with one other,
leaves everybody else 50 points on every part.
"""

from collections.abc import Mapping
from math import fsum, isclose, isfinite
from typing import Final

from reports.disclosure.atoms import GroupMean, atoms_of
from reports.disclosure.cells import WITHHELD, ItemCell, Withheld
from reports.disclosure.common_set import PublishedSet
from reports.disclosure.facets import leaves_anything_open
from reports.disclosure.figures import Facet, FiguresFault, GroupFigures, WaveFigures
from reports.disclosure.means import SCALE
from reports.disclosure.tree import Permits, publishable
from surveys.scoring.rounding import NOISE, round_half_up

INSIDERS: Final = 2  # who lay their answers together (onthulling, belofte 2)
RANGE: Final = 50  # points that everybody else keeps

MirrorCells = Mapping[str, ItemCell | Withheld]


def mirror_cells(
    wave: WaveFigures, source: PublishedSet, permits: Permits
) -> Mapping[str, MirrorCells]:
    """By code of the question, of the organisation alone. It asks for as many people as a count."""
    wholes = {key for key, group in source.tree.groups.items() if group.level == "organisation"}
    shown = publishable(
        source.tree, source.people, wholes & set(source.cover), source.policy.counts, permits
    )
    return {
        key: dict.fromkeys(wave.mirror, WITHHELD)
        | (_cells(wave, source, key) if key in shown else {})
        for key in wholes
    }


def _cells(wave: WaveFigures, source: PublishedSet, key: str) -> dict[str, ItemCell | Withheld]:
    band = source.policy.n_band(source.people[key])
    cells: dict[str, ItemCell | Withheld] = {}
    for element in source.tree.groups[key].parts:
        parts = _parts(source.tree.groups[key], element)
        if _leaves_room(parts, band.low) and _all_open(source, key, element):
            cells |= {
                part.code: ItemCell(round_half_up(part.mean), band, None)
                for part in parts
                if part.code in wave.mirror
            }
    return cells


def _leaves_room(parts: tuple[Facet, ...], least_n: int) -> bool:
    """Whether those who know INSIDERS answers of `least_n` people or more leave each of the others
    RANGE points on every part: at worst their own answers lie at one end.
    """
    room = (INSIDERS * SCALE[1] + RANGE) / least_n
    return all(room <= one.mean + NOISE and one.mean <= SCALE[1] - room + NOISE for one in parts)


def _all_open(source: PublishedSet, key: str, element: str) -> bool:
    """Whether any one person of every atom may still have any score on every part of an element."""
    by_group = {group: _parts(source.tree.groups[group], element) for group in source.cover}
    for place in range(len(by_group[key])):
        means = {
            group: GroupMean(source.people[group], parts[place].mean)
            for group, parts in by_group.items()
        }
        atoms = atoms_of(source.cover, means)
        owners = (owner for owner in source.owners[key] if owner in atoms)
        if not all(
            leaves_anything_open(atoms[one], source.policy.n_band(atoms[one].n).low)
            for one in owners
        ):
            return False
    return True


def _parts(group: GroupFigures, element: str) -> tuple[Facet, ...]:
    """The parts of an element in a group. Raises FiguresFault when they do not make it up."""
    parts = tuple(group.parts.get(element, ()))
    items = sum(part.items for part in parts)
    mean = fsum(part.items * part.mean for part in parts) / items if items else float("nan")
    if not isfinite(mean) or not isclose(group.means[element], mean, abs_tol=1e-6):
        raise FiguresFault(f"{group.key}: {element} is not made of these parts")
    return parts
