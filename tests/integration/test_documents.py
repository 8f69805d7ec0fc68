"""Documents that must follow the code."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from igm_portal.environment import VARIABLES

ROOT = Path(settings.BASE_DIR)


def test_the_administrators_table_lists_every_variable_with_its_meaning() -> None:
    table = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(IGM_\w+)` \| (.+?) \|", table, re.MULTILINE))
    assert listed == {variable.name: variable.meaning for variable in VARIABLES.values()}


def test_links_between_documents_lead_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert not broken


def test_the_list_of_commands_names_each_of_ours() -> None:
    text = (ROOT / "docs" / "opdrachten.md").read_text(encoding="utf-8")
    ours = {
        name
        for name, app in get_commands().items()
        if str(app).partition(".")[0] in {"igm_portal", "surveys", "reports"}
    }
    assert ours
    assert ours - set(re.findall(r"manage\.py (\w+)", text)) == set()


def test_the_version_of_postgresql_is_the_same_everywhere() -> None:
    def read(name: str) -> str:
        return (ROOT / name).read_text(encoding="utf-8")

    least = {
        *re.findall(r"PostgreSQL (\d+) of nieuwer", read("docs/beheer.md")),
        *re.findall(r"PostgreSQL (\d+) or newer", read("README.md")),
        *re.findall(r'PostgreSQL\n *versionMin: "(\d+)"', read("publiccode.yml")),
    }
    assert len(least) == 1
    (image,) = re.findall(r"image: postgres:(\d+)", read("compose.yaml"))
    assert int(image) >= int(least.pop())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_the_units_of_systemd_are_right(tmp_path: Path) -> None:
    """With programs that exist here in the place of those of an installation."""
    here = Path(sys.executable).parent
    for unit in sorted((ROOT / "deploy").glob("*.service")):
        text = unit.read_text(encoding="utf-8")
        assert "/opt/igm-portal/.venv/bin" in text
        copy = tmp_path / unit.name
        copy.write_text(text.replace("/opt/igm-portal/.venv/bin", str(here)), encoding="utf-8")
        verdict = subprocess.run(  # noqa: S603
            ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(copy)],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        said = [line for line in verdict.stderr.splitlines() if unit.name in line]
        assert (verdict.returncode, said) == (0, [])


def test_the_example_of_settings_knows_only_real_ones() -> None:
    text = (ROOT / "deploy" / "igm-portal.env").read_text(encoding="utf-8")
    names = set(re.findall(r"^(IGM_\w+)=", text, re.MULTILINE))
    assert names <= set(VARIABLES)
    assert names >= {name for name, variable in VARIABLES.items() if variable.default is None}


def test_who_asks_for_the_health_by_address_names_the_host() -> None:
    """Django answers 400 to 127.0.0.1 when that is none of IGM_HOSTS."""
    commands = [
        command
        for document in (ROOT / "docs").glob("*.md")
        for command in re.findall(r"curl [^`\n]*127\.0\.0\.1\S*", document.read_text("utf-8"))
    ]
    assert commands
    assert [command for command in commands if '--header "Host: ' not in command] == []
