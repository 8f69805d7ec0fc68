"""A trial on paper: the last net behind what `png` and `svg` check.

typst ends the whole process at some damaged pictures, and goes on for ever at others. So the
trial is a process of its own (`trial.py`) that may fail or be ended; what asked for it lives on.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

from igm_portal.accounts.pictures.faults import Fault, PictureFault

LONGEST: Final = 10.0
"""Seconds. A good logo takes less than one."""
_TRIAL: Final = Path(__file__).with_name("trial.py")


def check_printable(drawing: str, longest: float = LONGEST) -> None:
    """Raises PictureFault when a paper with this SVG cannot be made within `longest` seconds."""
    try:
        trial = subprocess.run(  # noqa: S603  our own program; the picture is its input
            [sys.executable, "-I", str(_TRIAL)],
            input=drawing.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PictureFault(Fault.UNPRINTABLE) from None
    if trial.returncode:
        raise PictureFault(Fault.UNPRINTABLE)
