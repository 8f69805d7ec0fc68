"""From contents to PDF/UA-1, by typst.

Contents travel as JSON, so no text is ever read as a command of typst. typst refuses a picture
without alternative text and a character without a sign; the latter are replaced (`legible`).
"""

import json
from pathlib import Path
from typing import Any

from surveys.press.glyphs import FONTS, legible


def typeset(template: Path, content: Any) -> bytes:
    """The content as this template lays it out; the same content is always the same bytes.

    typst is imported here: it is needed by who asks for a paper and by nobody else.
    """
    import typst

    return typst.compile(
        template,
        root=template.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_legible(content), ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
    )


def _legible(content: Any) -> Any:
    """The same content, every text in it fit for the font."""
    if isinstance(content, str):
        return legible(content)
    if isinstance(content, dict):
        return {name: _legible(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_legible(value) for value in content]
    return content
