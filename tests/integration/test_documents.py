"""Documents that must follow the code."""

import re
from pathlib import Path

from django.conf import settings

from igm_portal.environment import KNOWN

ROOT = Path(settings.BASE_DIR)


def test_the_administrators_table_lists_every_variable_with_its_meaning() -> None:
    table = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(IGM_\w+)` \| (.+?) \|", table, re.MULTILINE))
    assert listed == {variable.name: variable.meaning for variable in KNOWN.values()}


def test_links_between_documents_lead_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert not broken
