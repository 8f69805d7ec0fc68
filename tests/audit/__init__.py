"""A walk through the demo: before judges of accessibility, and in the engine of Safari."""

from pathlib import Path

# A function for the page, which names what is wrong with its layout.
FAULTS = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
