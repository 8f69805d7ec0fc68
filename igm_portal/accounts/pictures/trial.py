"""One logo on one sheet: run as a program by `printing`, with the SVG as its input."""

import sys

import typst

_SHEET = b"""#set document(title: "Logo")
#image(bytes(sys.inputs.logo), format: "svg", height: 2cm, alt: "Logo")"""


def printed(drawing: str) -> bytes:
    """The sheet as PDF/UA-1, as all papers are."""
    return typst.compile(
        _SHEET,
        ignore_system_fonts=True,
        sys_inputs={"logo": drawing},
        format="pdf",
        pdf_standards=["ua-1"],
    )


if __name__ == "__main__":
    printed(sys.stdin.buffer.read().decode())
