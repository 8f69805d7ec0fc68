"""The direction of imports: the contracts in pyproject.toml, which know no exceptions."""

import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Check the contracts, that none overlooks an import, and that `house` is exhaustive."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    excused = [contract["name"] for contract in contracts if contract.get("ignore_imports")]
    if excused:
        print(f"exceptions are not allowed: {', '.join(excused)}")
        return 1
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "house")
    unlisted = modules_without_layer(layers)
    if unlisted:
        print(f"no layer of the contract `house` holds: {', '.join(unlisted)}")
        return 1
    return lint_imports(no_logo=True, no_cache=True)


def modules_without_layer(layers: Iterable[str]) -> list[str]:
    """List the modules right below `igm_portal` that no layer names.

    import-linter's own `exhaustive` needs one container, and this contract orders three packages.
    """
    listed = {module for layer in layers for module in re.split(r" *[|:] *", layer)}
    modules = pkgutil.iter_modules([str(ROOT / "igm_portal")], "igm_portal.")
    return sorted({module.name for module in modules} - listed)


if __name__ == "__main__":
    sys.exit(main())
