"""Questions of the spiegel: their means for the whole organisation, published only where they say
nothing more about one person than the element they belong to (onthulling §5, ADR 57).

An element is the mean of its questions. So a question that is shown tells about those that are not,
and about the facets. Therefore each element falls into parts, the questions of the spiegel and what
is left of every facet around them, and the same holds as for facets: all are shown or none, and
only where any one person may still have any score on every part of every atom. Of the organisation
as a whole the parts keep more room: whoever knows the own answers, or shares them with one other,
leaves everybody else 50 points on every part.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum, isclose, isfinite
from typing import Final

from reports.disclosure.atoms import GroupMean, atoms_of
from reports.disclosure.cells import WITHHELD, ItemCell, Withheld
from reports.disclosure.common_set import PublishedSet
from reports.disclosure.facets import leaves_anything_open
from reports.disclosure.figures import Facet, FiguresFault, GroupFigures, WaveFigures
from reports.disclosure.means import SCALE
from reports.disclosure.top_coding import BoundedMean, mean_of_atoms
from reports.disclosure.waves import Continuity
from surveys.scoring.rounding import NOISE, round_half_up

INSIDERS: Final = 2  # who lay their answers together (onthulling, belofte 2)
RANGE: Final = 50  # points that everybody else keeps

MirrorCells = Mapping[str, ItemCell | Withheld]


def mirror_cells(
    wave: WaveFigures,
    source: PublishedSet,
    together: Mapping[str, Sequence[str]],
    continuity: Continuity,
) -> Mapping[str, MirrorCells]:
    """Of the organisation alone, by code of the question: of everybody where its own figures are
    shown, and otherwise of its shown teams `together`; never of both. It asks for as many people as
    a count, and not for nearly the same ones as before.
    """
    by_group: dict[str, MirrorCells] = {}
    for key, group in source.tree.groups.items():
        if group.level != "organisation" or not wave.mirror:
            continue
        cells: dict[str, ItemCell | Withheld] = dict.fromkeys(wave.mirror, WITHHELD)
        owners = source.owners.get(key) or together.get(key, ())
        group_keys = (key,) if key in source.cover else tuple(owners)
        if owners and continuity.permits_together(group_keys):
            cells |= _cells(wave, source, [one for one in owners if one in source.atoms])
        by_group[key] = cells
    return by_group


def _cells(
    wave: WaveFigures, source: PublishedSet, owners: Sequence[str]
) -> Mapping[str, ItemCell | Withheld]:
    """Of the people of these atoms together."""
    cells: dict[str, ItemCell | Withheld] = {}
    for element in source.tree.groups[owners[0]].parts:
        atoms = _atoms(source, element)
        wholes = {
            code: mean_of_atoms([BoundedMean(by[one].n, by[one].mean) for one in owners])
            for code, by in atoms.items()
        }
        n = next(iter(wholes.values())).n
        if n < source.policy.counts:
            continue
        band = source.policy.n_band(n)
        is_open = all(
            leaves_anything_open(by[one], source.policy.n_band(by[one].n).low)
            for by in atoms.values()
            for one in owners
        )
        if is_open and _leaves_room([whole.mean for whole in wholes.values()], band.low):
            cells |= {
                code: ItemCell(round_half_up(whole.mean), band, None)
                for code, whole in wholes.items()
                if code in wave.mirror
            }
    return cells


def _leaves_room(means: Iterable[float], least_n: int) -> bool:
    """Whether those who know INSIDERS answers of `least_n` people or more leave each of the others
    RANGE points on every part: at worst their own answers lie at one end.
    """
    room = (INSIDERS * SCALE[1] + RANGE) / least_n
    return all(room <= mean + NOISE and mean <= SCALE[1] - room + NOISE for mean in means)


def _atoms(source: PublishedSet, element: str) -> Mapping[str, Mapping[str, GroupMean]]:
    """By part of an element the mean of every atom."""
    parts = {key: _parts(source.tree.groups[key], element) for key in source.cover}
    codes = [part.code for part in next(iter(parts.values()))]
    return {
        code: atoms_of(
            source.cover,
            {key: GroupMean(source.people[key], own[at].mean) for key, own in parts.items()},
        )
        for at, code in enumerate(codes)
    }


def _parts(group: GroupFigures, element: str) -> tuple[Facet, ...]:
    """The parts of an element in a group. Raises FiguresFault when they do not make it up."""
    parts = tuple(group.parts.get(element, ()))
    items = sum(part.items for part in parts)
    mean = fsum(part.items * part.mean for part in parts) / items if items else float("nan")
    if not isfinite(mean) or not isclose(group.means[element], mean, abs_tol=1e-6):
        raise FiguresFault(f"{group.key}: {element} is not made of these parts")
    return parts
