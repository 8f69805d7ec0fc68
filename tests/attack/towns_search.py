"""The attackers of the promises on as many towns as there is time for, with a table at the end."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import count, islice
from math import inf
from random import Random

from tests.attack.attackers import NOISE, RANGE, Finding, outsider, participants, program_of
from tests.attack.worlds import NAMED, Town, demo_town, random_town

ATTACKERS = ("outsider", "one participant", "two participants")
AT_A_TIME = 16


@dataclass
class Tally:
    """Of one kind of town: publications, programs solved, people and metrics attacked, the smallest
    range per attacker, how many of those the mean alone leaves less, and what broke a promise.
    """

    towns: int = 0
    programs: int = 0
    attacked: int = 0
    smallest: list[float] = field(default_factory=lambda: [inf] * len(ATTACKERS))
    near_end: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.towns += other.towns
        self.programs += other.programs
        self.attacked += other.attacked
        self.near_end += other.near_end
        self.broken += other.broken
        self.smallest = [min(pair) for pair in zip(self.smallest, other.smallest, strict=True)]


def search(minutes: float, demo_seeds: int) -> bool:
    """Attack the towns by name, those of the demo, and random ones until the time is over. Prints
    what was found; whether every promise held.
    """
    until, tallies = time.monotonic() + 60 * minutes, dict[str, Tally]()
    jobs = _jobs(demo_seeds)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        while time.monotonic() < until and (some := list(islice(jobs, AT_A_TIME))):
            for (kind, _), found in zip(some, pool.map(attacked, some), strict=True):
                tallies.setdefault(kind, Tally()).add(found)
    _print(tallies)
    return not any(tally.broken for tally in tallies.values())


def attacked(job: tuple[str, int | str]) -> Tally:
    """All attackers on one town."""
    town, found = _town(*job), Tally(towns=1)
    program = program_of(town)
    for number in range(len(ATTACKERS)):
        findings = participants(town, program, number) if number else outsider(town, program)
        for one in findings:
            _count(found, job, one)
    found.programs = program.solved
    return found


def _count(found: Tally, job: tuple[str, int | str], one: Finding) -> None:
    found.attacked += 1
    if one.near_end:
        found.near_end += one.points < RANGE - NOISE
        return
    found.smallest[one.insiders] = min(found.smallest[one.insiders], one.points)
    if one.points < RANGE - NOISE:
        found.broken.append(f"{job}: {one}")


def _jobs(demo_seeds: int) -> Iterator[tuple[str, int | str]]:
    yield from (("by name", name) for name in NAMED)
    yield from (("demo", seed) for seed in range(1, demo_seeds + 1))
    yield from (("random", seed) for seed in count(1))


def _town(kind: str, which: int | str) -> Town:
    if kind == "by name":
        return NAMED[str(which)]
    if kind == "demo":
        return demo_town(int(which))
    return random_town(Random(int(which)))  # noqa: S311  invented people


def _print(tallies: dict[str, Tally]) -> None:
    head = ("towns", "number", "programs", "ranges", *ATTACKERS, "by the mean alone")
    lines = [
        (
            kind,
            *(f"{number:,}" for number in (tally.towns, tally.programs, tally.attacked)),
            *("-" if least == inf else f"{least:.1f}" for least in tally.smallest),
            f"{tally.near_end:,}",
        )
        for kind, tally in tallies.items()
    ]
    widths = [max(len(line[at]) for line in (head, *lines)) for at in range(len(head))]
    print("The smallest range of points in which somebody's score stays possible:")
    for line in (head, *lines):
        print("  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)))
    for tally in tallies.values():
        for broken in tally.broken[:5]:
            print(f"BROKEN: {broken}")
