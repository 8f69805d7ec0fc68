"""A walk through the demo in WebKit, the engine of Safari and of every browser on an iPhone."""

from pathlib import Path

# A function for the page, which names what is wrong with its layout.
FAULTS = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
