"""Whether a distribution of scores still leaves every person room, beside the published means.

The bins of a distribution say where people are, and the mean and spread of their atom say more. The
three together must leave any one person 50 points (decisions 15).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.disclosure.atoms import Moments
from reports.disclosure.counts import Partition, remainder
from reports.disclosure.figures import BIN_EDGES, Tally
from reports.disclosure.spread import Cell, leaves_room
from reports.disclosure.tree import Cover


@dataclass(frozen=True, slots=True)
class Room:
    """The atoms of the published means, with the mean, spread and bins of one metric in each."""

    owners: Mapping[str, tuple[str, ...]]
    atoms: Mapping[str, Moments]
    tallies: Mapping[str, Tally]

    def permits(self, key: str, below: tuple[str, ...], blocks: Partition) -> bool:
        """Whether `key` may tell `blocks`, which its parts `below` tell at least as finely."""
        known = {atom for part in below for atom in self.owners[part]}
        return all(
            leaves_room(_cells(self.tallies[atom], blocks), self.atoms[atom])
            for atom in self.owners[key]
            if atom in self.atoms and atom not in known
        )


def atom_tallies(cover: Cover, tallies: Mapping[str, Tally]) -> Mapping[str, Tally]:
    """The bins of the atom of every published group."""
    return {
        key: remainder(tallies[key], [tallies[part] for part in parts])
        for key, parts in cover.items()
    }


def _cells(tally: Tally, blocks: Partition) -> list[Cell]:
    return [
        Cell(
            BIN_EDGES[block[0]],
            BIN_EDGES[block[-1] + 1],
            sum(tally.counts[option] for option in block),
        )
        for block in blocks
    ]
