"""What an environment variable may hold."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from igm_portal import environment


@pytest.fixture(autouse=True)
def _table_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "VARIABLES", {})


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://portaal.example.org", "https://portaal.example.org"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
    ],
)
def test_an_address_has_no_slash_at_the_end(
    monkeypatch: pytest.MonkeyPatch, given: str, address: str
) -> None:
    monkeypatch.setenv("IGM_TRIED", given)
    assert environment.site("IGM_TRIED", "", default="") == address


@pytest.mark.parametrize("given", ["portaal.example.org", "", "javascript:alert(1)"])
def test_an_address_without_scheme_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("IGM_TRIED", given)
    with pytest.raises(ImproperlyConfigured, match="IGM_TRIED"):
        environment.site("IGM_TRIED", "", default="https://localhost")


def test_a_folder_that_holds_what_it_should(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IGM_TRIED", "")
    assert environment.folder_with("IGM_TRIED", "", file="huisstijl.css", kinds={".css"}) is None
    monkeypatch.setenv("IGM_TRIED", str(tmp_path))
    with pytest.raises(ImproperlyConfigured, match=r"IGM_TRIED: .*huisstijl.css bestaat niet"):
        environment.folder_with("IGM_TRIED", "", file="huisstijl.css", kinds={".css"})
    (tmp_path / "huisstijl.css").touch()
    assert (
        environment.folder_with("IGM_TRIED", "", file="huisstijl.css", kinds={".css"}) == tmp_path
    )


def test_an_address_of_a_database_may_hold_any_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IGM_TRIED", "postgres://igm:a%2Fb%40c%23d@localhost:5433/igm")
    assert environment.database("IGM_TRIED", "")["PASSWORD"] == "a/b@c#d"  # noqa: S105  invented


def test_a_database_in_a_file_waits_for_its_turn_and_keeps_its_references(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IGM_TRIED", "sqlite:////srv/igm.sqlite3")
    options = environment.database("IGM_TRIED", "")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "foreign_keys=ON" in options["init_command"]


@pytest.mark.parametrize(
    "given", ["postgres://igm:geheim/x@localhost/igm", "postgres://igm:geheim#1@host/igm", "geheim"]
)
def test_an_unreadable_address_of_a_database_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("IGM_TRIED", given)
    with pytest.raises(ImproperlyConfigured, match=r"IGM_TRIED.*%2F") as refusal:
        environment.database("IGM_TRIED", "")
    assert "geheim" not in str(refusal.value)
