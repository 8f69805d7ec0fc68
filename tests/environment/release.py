"""What belongs to a release (docs/uitgave.md): the list of its parts as CycloneDX, their licences,
and whether a cluster takes the manifests. Fetches its own tools into `.data/release`; run by hand:
`python -m tests.environment.release`.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tests.environment.verdict import verdict

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".data" / "release"
MADE = ROOT / "test-results" / "release"
MANIFESTS = ROOT / "deploy" / "kubernetes"
KUBERNETES: Final = ("1.27", "1.34")
"""The oldest and a recent version of Kubernetes that the manifests are judged by."""
UNWANTED: Final = ("AGPL", "SSPL", "BUSL", "Commons Clause", "proprietary")
"""Licences that would bind who runs the portal to more than the EUPL does."""

LOOKED_INTO: Final = {
    "qrcode": "BSD-3-Clause; the second name is a note on a trademark of its makers",
}
"""Parts that name an unwanted licence without being under it, and why."""


def main() -> int:
    """Make `sbom.json` and `licenties.md` in test-results/release; 1 when something is wrong."""
    tools, runtime = _environment("release"), _environment("runtime")
    MADE.mkdir(parents=True, exist_ok=True)
    bom = MADE / "sbom.json"
    _run(
        *(str(tools), "-m", "cyclonedx_py", "environment", "--output-reproducible"),
        *("--pyproject", str(ROOT / "pyproject.toml"), "--output-file", str(bom), str(runtime)),
    )
    parts = json.loads(bom.read_text(encoding="utf-8"))["components"]
    (MADE / "licenties.md").write_text(licence_list(parts), encoding="utf-8")
    print(f"{len(parts)} parts: {bom}")
    return verdict([*licence_faults(parts), *_manifest_faults(tools)])


def licence_list(parts: Sequence[Mapping[str, Any]]) -> str:
    """A table for who reads it, by name."""
    rows = sorted((str(part["name"]), str(part["version"]), licence_of(part)) for part in parts)
    lines = [f"| {name} | {version} | {licence or '?'} |" for name, version, licence in rows]
    columns = ("| onderdeel | versie | licentie |", "|---|---|---|")
    return "\n".join(["# Onderdelen en hun licenties", "", *columns, *lines]) + "\n"


def licence_faults(parts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Parts without a licence, or with one that we do not want."""
    for part in parts:
        licence = licence_of(part)
        if not licence:
            yield f"{part['name']} names no licence"
        elif part["name"] not in LOOKED_INTO and is_unwanted(licence):
            yield f"{part['name']}: {licence}"


def is_unwanted(licence: str) -> bool:
    return any(word.lower() in licence.lower() for word in UNWANTED)


def licence_of(part: Mapping[str, Any]) -> str:
    """What a part says itself, as CycloneDX holds it: ids, names or one expression."""
    said = []
    for entry in part.get("licenses", []):
        licence = entry.get("license", {})
        name = entry.get("expression") or licence.get("id") or licence.get("name") or ""
        if name and not name.startswith("License ::") and len(name) < 80:
            said.append(str(name))
        elif name:
            said.append(str(name).rpartition(" :: ")[2].splitlines()[0][:80])
    return ", ".join(dict.fromkeys(said))


def _environment(name: str) -> Path:
    """The Python of an environment that holds one lock, made once."""
    lock = ROOT / "requirements" / f"{name}.txt"
    folder = FOLDER / f"{name}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        _run(*pip, "--require-hashes", "--no-deps", "-r", str(lock))
        _run(*pip[:3], "uninstall", "--quiet", "--yes", "pip", "setuptools")
        ready.touch()
    return python


def _manifest_faults(tools: Path) -> list[str]:
    files = sorted(map(str, MANIFESTS.glob("*.yaml")))
    found = []
    for version in KUBERNETES:
        command = (str(tools), "-m", "kubernetes_validate", "--strict", "--quiet", "-k")
        done = subprocess.run(
            [*command, version, *files], capture_output=True, text=True, check=False
        )
        if done.returncode:
            found.append(f"Kubernetes {version}: {done.stdout}{done.stderr}")
    return found


def _run(*command: str) -> None:
    subprocess.run(command, check=True, env=os.environ | {"PYTHONUTF8": "1"})


if __name__ == "__main__":
    sys.exit(main())
