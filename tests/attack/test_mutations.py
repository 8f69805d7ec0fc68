"""The list of rules that `make attack` switches off keeps up with the code."""

from tests.attack.mutations import ROOT, TESTS, mutations


def test_every_rule_still_stands_where_the_list_says() -> None:
    gone = [m.rule for m in mutations() if m.old not in (ROOT / m.path).read_text("utf-8")]
    assert gone == []


def test_every_rule_names_tests_that_exist() -> None:
    named = {path for m in mutations() for path in TESTS[m.tests]}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
