"""Counts: how many chose what, without a category so small that it points at someone.

A published partition puts the options of a question into blocks. In every atom each block holds at
least three people, nobody counting as too few: "none" speaks about everyone. A total is never finer
than its published parts, so subtraction gives the blocks of atoms and nothing smaller (decisions
13; research §7.2).
"""

from collections.abc import Mapping, Sequence

from reports.disclosure.cells import CountsCell, Share
from reports.disclosure.figures import FiguresFault, Tally
from reports.disclosure.tree import Cover
from surveys.policy import SMALL_CELL, Band

Partition = tuple[tuple[int, ...], ...]
"""Blocks of positions of options, each ascending, in the order of their first option."""
Partitions = Mapping[str, Partition]


def partitions(cover: Cover, tallies: Mapping[str, Tally]) -> Partitions:
    """Per group in `cover` that tells anything, the finest partition that it may tell.

    A part that tells nothing counts as people of the atom above it.
    """
    finest: dict[str, Partition] = {}
    telling: dict[str, tuple[str, ...]] = {}
    for key, parts in cover.items():
        below = tuple(part for direct in parts for part in telling[direct])
        blocks = coarsest(len(tallies[key].options), [finest[part] for part in below])
        atom = remainder(tallies[key], [tallies[part] for part in below])
        if atom.n or not below:
            blocks = merged(blocks, atom)
        if len(blocks) > 1:
            finest[key] = blocks
        telling[key] = (key,) if key in finest else below
    return finest


def remainder(whole: Tally, parts: Sequence[Tally]) -> Tally:
    """The choices in `whole` outside `parts`. Raises FiguresFault when the options differ or the
    parts hold more than the whole.
    """
    if any(part.options != whole.options for part in parts):
        raise FiguresFault(f"one question with two sets of options: {whole.options}")
    counts = tuple(
        count - sum(part.counts[i] for part in parts) for i, count in enumerate(whole.counts)
    )
    return Tally(whole.options, counts, whole.ordered)


def coarsest(options: int, finer: Sequence[Partition]) -> Partition:
    """The finest partition of `options` options of which all of `finer` are refinements."""
    blocks = [{option} for option in range(options)]
    for together in (set(block) for partition in finer for block in partition):
        touched = [block for block in blocks if block & together]
        blocks = [block for block in blocks if not block & together]
        blocks.append(together.union(*touched))
    return _in_order(blocks)


def merged(blocks: Partition, atom: Tally) -> Partition:
    """`blocks` merged until each holds at least SMALL_CELL people of the atom, or one is left.

    Only neighbours when the options are ordered, else the smallest together.
    """
    return _merged_neighbours(blocks, atom) if atom.ordered else _merged_smallest(blocks, atom)


def counts_cell(tally: Tally, blocks: Partition, n: Band) -> CountsCell:
    """The published form: shares in bands of ten per cent, n in its own band."""
    return CountsCell(n, shares(tally, blocks))


def shares(tally: Tally, blocks: Partition) -> tuple[Share, ...]:
    """Per block its share of all who are counted, in bands of ten per cent."""
    return tuple(_share(tally, block) for block in blocks)


def _share(tally: Tally, block: Sequence[int]) -> Share:
    tens = min(10 * _count(tally, block) // tally.n, 9)
    return Share(tuple(tally.options[option] for option in block), 10 * tens, 10 * tens + 10)


def _merged_neighbours(blocks: Partition, atom: Tally) -> Partition:
    runs: list[set[int]] = []
    run: set[int] = set()
    for block in blocks:
        run |= set(block)
        if _count(atom, run) >= SMALL_CELL:
            runs.append(run)
            run = set()
    if run and runs:
        runs[-1] |= run
    return _in_order(runs or [run])


def _merged_smallest(blocks: Partition, atom: Tally) -> Partition:
    remaining = sorted((set(block) for block in blocks), key=lambda b: (_count(atom, b), min(b)))
    rest: set[int] = set()
    while (
        remaining
        and min(_count(atom, remaining[0]), _count(atom, rest or remaining[0])) < SMALL_CELL
    ):
        rest |= remaining.pop(0)
    return _in_order([*remaining, rest] if rest else remaining)


def _count(tally: Tally, block: Sequence[int] | set[int]) -> int:
    return sum(tally.counts[option] for option in block)


def _in_order(blocks: Sequence[set[int]]) -> Partition:
    return tuple(sorted(tuple(sorted(block)) for block in blocks))
