"""How every check of ours ends."""

from collections.abc import Sequence


def verdict(faults: Sequence[str]) -> int:
    """Print the faults, one a line; the exit status: 1 if there are any."""
    for fault in faults:
        print(fault)
    return 1 if faults else 0
