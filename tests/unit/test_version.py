"""One version, told in three places (docs/uitgave.md)."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
RELEASE = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", re.M)


def test_project_publiccode_and_changelog_name_the_same_release() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    newest = RELEASE.search((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert newest is not None
    assert (project["version"], public["releaseDate"]) == newest.groups()
    assert public["softwareVersion"] == project["version"]
    assert f"Version {project['version']} " in (ROOT / "README.md").read_text("utf-8")


def test_the_changelog_tells_releases_from_new_to_old() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert text.index("## [Unreleased]") < text.index("## [0.2.0]")
    releases = [tuple(map(int, version.split("."))) for version, _day in RELEASE.findall(text)]
    assert releases == sorted(releases, reverse=True)
