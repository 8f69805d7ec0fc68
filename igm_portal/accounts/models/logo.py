"""The logo of an organisation, apart from it: only who shows it reads it."""

from base64 import b64encode

from django.db import models

from igm_portal.accounts.models.organisation import Organisation


class Logo(models.Model):
    """A PNG that `pictures.read_logo` made; `Organisation.logo` is the mark of its content."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.organisation_id)

    @property
    def drawing(self) -> str:
        """An SVG that holds the picture, for paper."""
        png = bytes(self.content)
        width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}"><image width="{width}" height="{height}" '
            f'href="data:image/png;base64,{b64encode(png).decode()}"/></svg>'
        )
