"""The logo of an organisation, apart from it: only who shows it reads it."""

from base64 import b64encode

from django.db import models

from igm_portal.accounts.models.organisation import Organisation
from igm_portal.accounts.pictures.logo import Kind


class Logo(models.Model):
    """What `pictures.logo.read` made of a file; `Organisation.logo` tells which one it is."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in Kind])
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.organisation_id)

    @property
    def drawing(self) -> str:
        """As SVG, whatever it is: a PNG becomes a drawing that holds the picture."""
        content = bytes(self.content)
        if self.kind == Kind.SVG:
            return content.decode()
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}"><image width="{width}" height="{height}" '
            f'href="data:image/png;base64,{b64encode(content).decode()}"/></svg>'
        )
