"""Logos are PNG: the drawings (SVG) that an earlier version let in become pictures.

A drawing that cannot be made into one is removed; the name of the organisation stands in its place.
"""

from hashlib import sha256

import typst
from django.db import migrations

_SHEET = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.logo), format: "svg", height: 330pt)"""


def png_of(svg):
    """660 dots high, clear where nothing is drawn; empty when it cannot be drawn."""
    try:
        return typst.compile(
            _SHEET,
            ignore_system_fonts=True,
            sys_inputs={"logo": bytes(svg).decode()},
            format="png",
            ppi=144,
        )
    except Exception:
        return b""


def redraw(apps, schema_editor):
    for logo in apps.get_model("accounts", "Logo").objects.filter(kind="image/svg+xml"):
        organisation, png = logo.organisation, png_of(logo.content)
        organisation.logo = sha256(png).hexdigest()[:16] if png else ""
        organisation.save(update_fields=["logo"])
        if png:
            logo.content = png
            logo.save(update_fields=["content"])
        else:
            logo.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_logo'),
    ]

    operations = [
        migrations.RunPython(redraw, migrations.RunPython.noop),
    ]
