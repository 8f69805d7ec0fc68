"""Cut the published stylesheet of the component library down to the components in our templates.

    python -m tests.environment.vendored_css package/dist/index.css

A rule stays as published, or goes whole; `static/vendor/README.md` says when to run this. A
component is a block with its elements and modifiers (`utrecht-alert`, `utrecht-alert--info`):
templates choose a modifier at run time, so nothing finer can be known.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STYLESHEET = ROOT / "static" / "vendor" / "utrecht" / "index.css"
BLOCK = r"utrecht-[a-z0-9]+(?:-[a-z0-9]+)*"
IN_SELECTOR = re.compile(rf"\.({BLOCK})")
# A word of a class attribute; a token (`--utrecht-...`) and a word of a text are none.
IN_TEMPLATE = re.compile(rf"(?<![-\w])({BLOCK})")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NOTICE = """/**
 * @license EUPL-1.2
 * Copyright (c) 2020-2025 Gemeente Utrecht
 * Copyright (c) 2020-2025 Frameless B.V.
 * Cut to the components in use: see static/vendor/README.md.
 */
"""

Rule = tuple[str, str]


def components_in_templates() -> set[str]:
    """Collect the blocks that templates and scripts name."""
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").glob("*.js")]
    return {name for path in sources for name in IN_TEMPLATE.findall(path.read_text("utf-8"))}


def components_in(stylesheet: str) -> set[str]:
    """Collect the blocks that a stylesheet has rules for."""
    return {
        name for selector, _ in flat_rules(stylesheet) for name in IN_SELECTOR.findall(selector)
    }


def cut(stylesheet: str, components: set[str]) -> str:
    """Keep the rules that need no other component than these."""
    return "".join(_cut(COMMENT.sub("", stylesheet), components))


def flat_rules(stylesheet: str) -> Iterator[Rule]:
    """Yield each style rule, also those inside a condition."""
    for prelude, body in _rules(COMMENT.sub("", stylesheet)):
        if _is_condition(prelude):
            yield from flat_rules(body)
        elif not prelude.startswith("@"):
            yield prelude, body


def _cut(stylesheet: str, components: set[str]) -> Iterator[str]:
    for prelude, body in _rules(stylesheet):
        if _is_condition(prelude):
            if inner := "".join(_cut(body, components)):
                yield f"{prelude} {{\n{inner}}}\n"
        elif not prelude.startswith("@"):
            selectors = [
                selector for selector in _split(prelude) if _needs_only(selector, components)
            ]
            if selectors:
                yield f"{', '.join(selectors)} {{{body}}}\n"


def _is_condition(prelude: str) -> bool:
    return prelude.startswith(("@media", "@supports", "@container"))


def _needs_only(selector: str, components: set[str]) -> bool:
    return set(IN_SELECTOR.findall(selector)) <= components


def _split(prelude: str) -> list[str]:
    """Split a list of selectors at the commas outside brackets."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", prelude)]


def _rules(stylesheet: str) -> Iterator[Rule]:
    """Yield (prelude, body) of each rule at this level; statements without a body fall away."""
    start, depth, opening = 0, 0, 0
    for place, character in enumerate(stylesheet):
        if character == "{":
            depth += 1
            if depth == 1:
                opening = place
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield stylesheet[start:opening].strip(), stylesheet[opening + 1 : place]
                start = place + 1
        elif character == ";" and depth == 0:
            start = place + 1


def main(arguments: list[str]) -> int:
    """Write the stylesheet; the argument is the published one."""
    published = Path(arguments[0]).read_text("utf-8")
    components = components_in_templates() & components_in(published)
    content = NOTICE + cut(published, components)
    STYLESHEET.write_text(content, "utf-8")
    print(f"{len(published)} -> {len(content)} bytes: {', '.join(sorted(components))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
