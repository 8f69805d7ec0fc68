"""Figures about a group are published in one place: checked in the text of the code itself.

The import contracts (pyproject.toml) say which rooms may read answers; this says which files, so
that a new reader is noticed and has to give its reason here.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("igm_portal", "surveys", "reports")

READERS = {
    "surveys/models/__init__.py": "registers the models",
    "surveys/selectors.py": "one's own answers, by one's own pseudonym",
    "surveys/models/sharing.py": "hangs what a client shares on the own answers, without them",
    "surveys/own_data.py": "one's own answers, for oneself",
    "surveys/mailings.py": "who has not answered, for the mail itself",
    "surveys/services/answering.py": "writes",
    "surveys/services/client_answering.py": "writes; finds a client's own answers by code",
    "surveys/services/erase_again.py": "deletes again after a restore",
    "surveys/services/erasure.py": "deletes",
    "surveys/services/keys.py": "unties answers from teams when a key goes",
    "surveys/services/paper_entry.py": "writes what stood on paper, and never over other answers",
    "surveys/services/retention.py": "deletes, and unties answers from people",
    "surveys/services/row_order.py": "rewrites rows at closing",
    "surveys/services/sharing.py": "a client's own answers, for whoever the client chose",
    "surveys/services/tallies.py": "counts once a day how many have sent",
    "surveys/views/filling.py": "one's own answers while filling in",
    "surveys/views/fill_progress.py": "one's own answers while filling in",
    "reports/selectors.py": "the answers of a closed wave, for closing and for reference values",
}
PUBLISHERS = {
    "reports/services/publishing.py": "a wave that is being closed",
    "reports/commands/profile.py": "the caller's own file (ADR 27)",
}
GROUP_ROWS = {
    "reports/services/closing.py": "into the snapshot",
    "reports/services/publishing.py": "what is published",
    "reports/services/linking.py": "who took part twice, counted, to be published",
    "reports/services/retesting.py": "who answered twice, for a measurement error of all together",
    "reports/services/row_fingerprint.py": "whether the rows are still whole",
    "reports/services/reference.py": "measurement errors from at least 100 people",
}
FIGURE_MAKERS = {
    "reports.aggregation.group_figures",
    "reports.aggregation.importance",
    "reports.aggregation.quality",
    "reports.services.linking",
    "reports.aggregation.retest",
    "reports.services.publishing",
    "reports.services.retesting",
    "reports.statistics.team",
    "reports.statistics.team_change",
    "reports.statistics.standing",
    "reports.disclosure.associations",
    "reports.disclosure.publish",
    "reports.disclosure.figures",
    "reports.disclosure.links",
    "reports.disclosure.linked",
}
SHOWN_BY = ("reports/views", "surveys/views", "igm_portal", "surveys/management")


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """Every module and name that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def importers_of(*names: str) -> set[str]:
    return {path for path, tree in modules(*APPS) if any(name in imported(tree) for name in names)}


def test_only_these_files_know_what_was_answered() -> None:
    assert importers_of("surveys.models.response") == set(READERS)


def test_nobody_reaches_answers_round_about() -> None:
    """By the name of the relation, by the registry of models, or by SQL. The model itself reads the
    answers of one person so.
    """
    suspicious = {}
    for path, tree in modules(*APPS):
        for node in ast.walk(tree):
            by_name = isinstance(node, ast.Attribute) and node.attr in {"responses", "get_model"}
            by_text = (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and any(part in node.value for part in ("surveys_response", "responses__"))
            )
            if by_name or by_text:
                suspicious[path] = True
    assert set(suspicious) <= {
        "surveys/models/response.py",
        "surveys/services/row_order.py",
        "surveys/services/waves.py",
    }


def test_rows_of_a_wave_go_to_closing_and_to_reference_values_alone() -> None:
    names = ("sent_answers", "first_measurements", "SentAnswers")
    assert importers_of(*(f"reports.selectors.{name}" for name in names)) == set(GROUP_ROWS)


def test_publishing_happens_in_these_files_alone() -> None:
    assert importers_of("reports.disclosure.publish") == set(PUBLISHERS)


def test_what_is_not_announced_is_read_by_closing_alone() -> None:
    """Snapshots before their moment (ADR 36): by their own name, and by the way of the wave, which
    knows no moment.
    """
    by_name, by_wave = set(), set()
    for path, tree in modules(*APPS):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "including_unannounced":
                by_name.add(path)
            of_wave = isinstance(node, ast.Attribute) and node.attr == "snapshot"
            owner = getattr(getattr(node, "value", None), "id", "")
            if of_wave and owner in {"wave", "before", "previous", "closed"}:
                by_wave.add(path)
            if isinstance(node, ast.Constant) and str(node.value).startswith("wave__snapshot"):
                by_wave.add(path)
    there = "igm_portal/retention/due.py"  # whether there still is one, to destroy on its day
    assert by_name == {"reports/models/snapshot.py", "reports/services/closing.py", there}
    closing = {"selectors.py", "services/linking.py", "services/row_fingerprint.py"}
    assert by_wave == {f"reports/{name}" for name in closing}


def test_what_is_shown_makes_no_figures_itself() -> None:
    """Views, administration and commands that have a database know published cells only."""
    made = {
        path: imported(tree) & FIGURE_MAKERS
        for path, tree in modules(*SHOWN_BY)
        if imported(tree) & FIGURE_MAKERS
    }
    constants = {"reports.disclosure.figures"}  # names of questions, as the files name them
    assert {path: names - constants for path, names in made.items() if names - constants} == {}


def test_templates_count_and_average_nothing_about_people() -> None:
    """A template gets figures that were published; it never sees who or how many answered."""
    words = ("responses", ".pseudonym", "respondents", "sent_answers", ".complete ")
    found = {
        f"{path.relative_to(ROOT)}: {word}"
        for path in (ROOT / "templates").rglob("*.*")
        for word in words
        if word in path.read_text(encoding="utf-8")
    }
    assert found == set()


def test_refusals_and_log_lines_carry_no_numbers_of_people() -> None:
    """Domain.md 7.2 case 7: "too few answers (4)" tells what it hides."""
    found = []
    for path, tree in modules(*APPS):
        if path not in READERS and not path.startswith(("surveys/services", "reports/services")):
            continue
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if _speaks(call.func) and any(_counts(argument) for argument in call.args):
                found.append(f"{path}:{call.lineno}")
    assert found == []


def _speaks(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    logs = {"debug", "info", "warning", "error", "exception", "critical"}
    return name in {"Refused", "AnswersRefused"} | logs


def _counts(argument: ast.expr) -> bool:
    counting = {"len", "count", "sum"}
    for node in ast.walk(argument):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in counting:
                return True
        if isinstance(node, ast.Name) and node.id in {"n", "number", "count", "respondents"}:
            return True
    return False


def test_every_reason_is_still_needed() -> None:
    """No file stands in a list above that is gone or no longer reads."""
    for path in (*READERS, *PUBLISHERS, *GROUP_ROWS):
        assert (ROOT / path).exists(), path
