"""Every template of ours can be compiled: a typing error is found without opening the page."""

import sys
from pathlib import Path

import django
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from tests.environment.verdict import verdict

ROOT = Path(__file__).resolve().parents[2]


def faults() -> list[str]:
    """The templates that do not compile, with the reason."""
    folder = ROOT / "templates"
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".html", ".txt", ".svg"}:
            continue
        try:
            get_template(str(path.relative_to(folder)))
        except TemplateSyntaxError as fault:
            found.append(f"{path.relative_to(ROOT)}: {fault}")
    return found


def main() -> int:
    """Print the templates that do not compile; 1 if there are any."""
    django.setup()
    return verdict(faults())


if __name__ == "__main__":
    sys.exit(main())
