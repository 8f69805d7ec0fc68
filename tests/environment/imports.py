"""The direction of imports: the contracts in pyproject.toml, which know no exceptions."""

import sys
import tomllib
from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Check the contracts, and that none of them has a list of imports to overlook."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    excused = [contract["name"] for contract in contracts if contract.get("ignore_imports")]
    if excused:
        print(f"exceptions are not allowed: {', '.join(excused)}")
        return 1
    return lint_imports(no_logo=True, no_cache=True)


if __name__ == "__main__":
    sys.exit(main())
