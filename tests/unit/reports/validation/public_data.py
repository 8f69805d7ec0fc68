"""Real answers and R's figures about them (`public/README.md`)."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

FOLDER: Final = Path(__file__).parent / "public"
IN_R: Final[dict[str, Any]] = json.loads((FOLDER / "public.json").read_text(encoding="utf-8"))


def table(name: str) -> list[dict[str, str]]:
    text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text)))


def columns(name: str, prefix: str = "", suffix: str = "") -> NDArray[np.float64]:
    """The columns whose names begin and end so, but for the first one."""
    rows = table(name)
    wanted = [one for one in list(rows[0])[1:] if one.startswith(prefix) and one.endswith(suffix)]
    return np.array([[float(row[one]) for one in wanted] for row in rows])


def lead() -> NDArray[np.float64]:
    """Leadership, as points of 0-100."""
    return 25 * (columns("lq2002") - 1)


def unrest(moment: str) -> NDArray[np.float64]:
    return 100 / 3 * (columns("sai", suffix=f".{moment}") - 1)
