"""Counts: how many chose what, without a category so small that it points at someone.

A published partition puts the options of a question into blocks. In every atom each block holds at
least three people, nobody counting as too few: "none" speaks about everyone. A total is never finer
than its published parts, so subtraction gives the blocks of atoms and nothing smaller (onthulling
§5; research §7.2).
"""

from collections.abc import Mapping, Sequence

from reports.disclosure.cells import Share
from reports.disclosure.figures import FiguresFault, OptionTally
from reports.disclosure.tree import Cover
from surveys.policy import SMALL_CELL

Partition = tuple[tuple[int, ...], ...]
"""Blocks of positions of options, each ascending, in the order of their first option."""
Partitions = Mapping[str, Partition]


def partitions(cover: Cover, tallies: Mapping[str, OptionTally]) -> Partitions:
    """Per group in `cover` with more than one block, the finest partition that it may publish.

    A part of one block says nothing: its people count as people of the atom above it.
    """
    finest: dict[str, Partition] = {}
    informative: dict[str, tuple[str, ...]] = {}
    for key, parts in cover.items():
        below = tuple(part for direct in parts for part in informative[direct])
        blocks = coarsest(len(tallies[key].options), [finest[part] for part in below])
        atom = remainder(tallies[key], [tallies[part] for part in below])
        if atom.n or not below:
            blocks = merged(blocks, atom)
        if len(blocks) > 1:
            finest[key] = blocks
        informative[key] = (key,) if key in finest else below
    return finest


def remainder(whole: OptionTally, parts: Sequence[OptionTally]) -> OptionTally:
    """The choices in `whole` outside `parts`. Raises FiguresFault when the options differ or the
    parts hold more than the whole.
    """
    if not parts:
        return whole
    if any(part.options != whole.options for part in parts):
        raise FiguresFault(f"one question with two sets of options: {whole.options}")
    counts = tuple(
        count - sum(part.counts[i] for part in parts) for i, count in enumerate(whole.counts)
    )
    return OptionTally(whole.options, counts, whole.is_ordered)


def coarsest(options: int, finer: Sequence[Partition]) -> Partition:
    """The finest partition of `options` options of which all of `finer` are refinements."""
    if not finer:
        return tuple((option,) for option in range(options))
    blocks = [{option} for option in range(options)]
    for union in (set(block) for partition in finer for block in partition):
        overlapping = [block for block in blocks if block & union]
        blocks = [block for block in blocks if not block & union]
        blocks.append(union.union(*overlapping))
    return _in_order(blocks)


def merged(blocks: Partition, atom: OptionTally) -> Partition:
    """`blocks` merged until each holds at least SMALL_CELL people of the atom, or one is left.

    Only neighbours when the options are ordered, else the smallest together.
    """
    return _merged_neighbours(blocks, atom) if atom.is_ordered else _merged_smallest(blocks, atom)


def shares(tally: OptionTally, blocks: Partition) -> tuple[Share, ...]:
    """Per block its share of all who are counted, in bands of ten per cent."""
    tens = [min(10 * _count(tally, block) // tally.n, 9) for block in blocks]
    return tuple(
        Share(tuple(tally.options[option] for option in block), 10 * ten, 10 * ten + 10)
        for ten, block in zip(tens, blocks, strict=True)
    )


def _merged_neighbours(blocks: Partition, atom: OptionTally) -> Partition:
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


def _merged_smallest(blocks: Partition, atom: OptionTally) -> Partition:
    remaining = sorted((set(block) for block in blocks), key=lambda b: (_count(atom, b), min(b)))
    rest: set[int] = set()
    while (
        remaining
        and min(_count(atom, remaining[0]), _count(atom, rest or remaining[0])) < SMALL_CELL
    ):
        rest |= remaining.pop(0)
    return _in_order([*remaining, rest] if rest else remaining)


def _count(tally: OptionTally, block: Sequence[int] | set[int]) -> int:
    return sum(tally.counts[option] for option in block)


def _in_order(blocks: Sequence[set[int]]) -> Partition:
    return tuple(sorted(tuple(sorted(block)) for block in blocks))
