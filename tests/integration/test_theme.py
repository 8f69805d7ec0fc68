"""A municipality brings its own style: one folder, named by a setting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

STYLE = ":root { --igm-action: #7a1f5c; --igm-font: Zandstad; }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "eigen"
    folder.mkdir()
    (folder / "huisstijl.css").write_text(STYLE, "utf-8")
    (folder / "zandstad.woff2").write_bytes(b"letters")
    return folder


@pytest.mark.django_db
def test_the_own_style_comes_after_ours_and_before_the_layout(folder: Path, client: Client) -> None:
    with override_settings(IGM_THEME=folder):
        page = client.get("/over-dit-model/").content.decode()
    sheets = [page.index(name) for name in ("theme.css", "huisstijl/huisstijl.css", "igm.css")]
    assert sheets == sorted(sheets)


@pytest.mark.django_db
def test_without_one_nothing_is_asked_for(client: Client) -> None:
    assert "huisstijl" not in client.get("/over-dit-model/").content.decode()


def started_with(theme: Path, tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A production start of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "igm_portal.settings.base",
        "IGM_THEME": str(theme),
        "IGM_STATIC_ROOT": str(tmp_path / "static"),
        "IGM_DATABASE_URL": "sqlite://:memory:",
        "IGM_SECRET_KEY": "x" * 60,
        "IGM_HOSTS": "localhost",
        "IGM_KEY_DIR": str(tmp_path),
    }
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_collected_with_its_letters_beside_it(folder: Path, tmp_path: Path) -> None:
    done = started_with(folder, tmp_path, "collectstatic", "--noinput", "-v0")
    assert done.returncode == 0, done.stderr
    collected = {path.name for path in (tmp_path / "static" / "huisstijl").iterdir()}
    assert any(name.startswith("huisstijl.") and name.endswith(".css") for name in collected)
    assert any(name.startswith("zandstad.") and name.endswith(".woff2") for name in collected)


def test_a_folder_with_anything_else_stops_the_start(folder: Path, tmp_path: Path) -> None:
    """Everything in it is published: a key or a list of people that lies there would be too."""
    (folder / "letters").mkdir()
    (folder / "letters" / "Vet.WOFF2").write_bytes(b"letters")
    (folder / ".DS_Store").write_bytes(b"of the desktop")
    assert started_with(folder, tmp_path, "diffsettings").returncode == 0
    (folder / "letters" / "medewerkers.xlsx").write_bytes(b"names")
    done = started_with(folder, tmp_path, "collectstatic", "--noinput", "-v0")
    assert done.returncode != 0
    assert "IGM_THEME" in done.stderr
    assert "letters/medewerkers.xlsx" in done.stderr
    assert "Vet.WOFF2" not in done.stderr
    assert not (tmp_path / "static").exists()


def test_a_folder_without_the_file_stops_the_start(tmp_path: Path) -> None:
    done = started_with(tmp_path / "leeg", tmp_path, "check")
    assert done.returncode != 0
    assert "IGM_THEME" in done.stderr
    assert "huisstijl.css bestaat niet" in done.stderr
