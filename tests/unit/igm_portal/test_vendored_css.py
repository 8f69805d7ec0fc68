"""The stylesheet of the component library holds what templates use, and nothing else."""

from tests.environment.vendored_css import (
    STYLESHEET,
    components_in,
    components_in_templates,
    cut,
    flat_rules,
)

PUBLISHED = """
/* a, {notice} */
.utrecht-alert { color: red; }
.utrecht-alert--info, .utrecht-rich-text .utrecht-alert { color: blue; }
.utrecht-drawer { color: green; }
.utrecht-alert:is(.utrecht-alert--ok, :hover) { margin: 0; }
@media print { .utrecht-drawer { display: none; } }
@media (forced-colors: active) { .utrecht-alert, .utrecht-drawer { border: 1px solid; } }
@keyframes utrecht-fade { from { opacity: 0; } }
"""


def test_a_rule_stays_as_published_or_goes() -> None:
    rules = [
        (selector, body.strip()) for selector, body in flat_rules(cut(PUBLISHED, {"utrecht-alert"}))
    ]
    assert rules == [
        (".utrecht-alert", "color: red;"),
        (".utrecht-alert--info", "color: blue;"),
        (".utrecht-alert:is(.utrecht-alert--ok, :hover)", "margin: 0;"),
        (".utrecht-alert", "border: 1px solid;"),
    ]
    assert "print" not in cut(PUBLISHED, {"utrecht-alert"})


def test_no_component_in_it_is_unused() -> None:
    assert components_in(STYLESHEET.read_text("utf-8")) <= components_in_templates()


def test_every_component_in_templates_is_in_it() -> None:
    """After a new class name: run tests.environment.vendored_css (static/vendor/README.md)."""
    assert components_in_templates() - components_in(STYLESHEET.read_text("utf-8")) == set()
