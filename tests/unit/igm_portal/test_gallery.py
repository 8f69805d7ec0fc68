"""The gallery shows every component."""

from pathlib import Path

from django.conf import settings

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
# On every page already, a page of their own, or shown through another component.
ELSEWHERE = {"gallery", "header", "footer", "styles", "messages", "confirm", "apology"}


def test_every_component_is_shown() -> None:
    shown = (COMPONENTS / "gallery.html").read_text("utf-8")
    missing = [
        path.name
        for path in sorted(COMPONENTS.glob("*.html"))
        if path.stem not in ELSEWHERE
        and f"components/{path.name}" not in shown
        and f"{{% {path.stem} " not in shown
    ]
    assert missing == []
