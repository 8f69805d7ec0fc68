"""How much work code of the product does: counted, so that it is the same on every machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = tuple(f"{ROOT / app}/" for app in ("igm_portal", "surveys", "reports"))


def steps(work: Callable[[], object]) -> int:
    """Count the steps of the interpreter in the product's own code while `work` runs."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(PRODUCT):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def assert_grows_no_faster(work: Callable[[int], Callable[[], object]], size: int) -> None:
    """Check that from 2 to 4 sizes no more work comes in than twice what from 1 to 2 did, but for
    a tenth: what grows with the square would bring in four times as much.
    """
    one, two, four = (steps(work(size * times)) for times in (1, 2, 4))
    assert four - two <= 2.2 * (two - one), (one, two, four)
