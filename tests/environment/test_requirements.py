"""What is installed is what was chosen."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.environment import locks


def test_only_psycopg2_is_installed() -> None:
    """With both drivers there Django takes the other one without a word."""
    assert find_spec("psycopg2") is not None
    assert find_spec("psycopg") is None


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("--index-url https://packages.example/simple", "names an address"),
        ("django @ git+ssh://example/django", "names an address"),
        ("django==5.2", "without version and hash"),
        ("django>=5 --hash=sha256:00", "without version and hash"),
    ],
)
def test_a_careless_lock_is_refused(
    line: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dev.in").write_text("django~=5.2  # the framework\n")
    (tmp_path / "dev.txt").write_text(f"django==5.2 \\\n    --hash=sha256:00\n{line}\n")
    monkeypatch.setattr(locks, "FOLDER", tmp_path)
    assert complaint in "\n".join(locks.faults("dev"))


def test_a_package_that_was_not_locked_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dev.in").write_text("django~=5.2\nnumpy  # scores\n")
    (tmp_path / "dev.txt").write_text("django==5.2 \\\n    --hash=sha256:00\n")
    monkeypatch.setattr(locks, "FOLDER", tmp_path)
    assert locks.faults("dev") == ["dev.txt misses numpy; run `make lock`"]


def test_a_careless_lock_of_node_packages_is_refused(tmp_path: Path) -> None:
    good, file = {"version": "1.0", "integrity": "sha512-00"}, tmp_path / "package-lock.json"
    addressed, unhashed = good | {"resolved": "https://packages.example/a.tgz"}, {"version": "1.0"}
    packages = {"": {"name": "x"}, "a": good, "b": addressed, "c": unhashed}
    file.write_text(json.dumps({"packages": packages}))
    assert [fault.split()[1] for fault in locks.node_faults(file)] == ["b", "c"]
