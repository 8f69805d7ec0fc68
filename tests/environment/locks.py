"""The locked requirements: every package by hash, and none that says where it comes from."""

import json
import re
import sys
from pathlib import Path

from tests.environment.verdict import verdict

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
NODE = FOLDER.parent / "tests" / "audit" / "package-lock.json"
ADDRESS = re.compile(r"https?:|--(extra-)?index|--find-links|--trusted|file:|git\+|@ ")
PACKAGE = re.compile(r"^[a-z0-9][a-z0-9._-]*(\[.*\])?==")
NAME = re.compile(r"^([a-z0-9][a-z0-9._-]*)")


def faults(name: str) -> list[str]:
    """What is wrong with one pair of files, `name`.in and `name`.txt."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    found = [
        f"{name}.txt names an address: {line[:60]}" for line in entries if ADDRESS.search(line)
    ]
    for line in entries:
        if not line.startswith("#") and not (PACKAGE.match(line) and " --hash=sha256:" in line):
            found.append(f"{name}.txt has a line without version and hash: {line[:60]}")
    locked = {match[1] for line in entries if (match := NAME.match(line))}
    wanted = (FOLDER / f"{name}.in").read_text(encoding="utf-8").splitlines()
    for line in wanted:
        match = NAME.match(line)
        if match and match[1] not in locked:
            found.append(f"{name}.txt misses {match[1]}; run `make lock`")
    return found


def node_faults(file: Path) -> list[str]:
    """What is wrong with a lock of node packages."""
    packages = json.loads(file.read_text(encoding="utf-8"))["packages"]
    return [
        f"{file.name}: {name} names an address or has no hash"
        for name, entry in packages.items()
        if name and ("resolved" in entry or "integrity" not in entry)
    ]


def main() -> int:
    """Print what is wrong with the lock files; 1 if anything is."""
    names = ("runtime", "research", "dev", "audit", "release")
    return verdict([*(fault for name in names for fault in faults(name)), *node_faults(NODE)])


if __name__ == "__main__":
    sys.exit(main())
