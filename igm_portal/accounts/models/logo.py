"""The logo of an organisation, apart from it: only who shows it reads it."""

from django.db import models

from igm_portal.accounts.models.organisation import Organisation
from igm_portal.accounts.pictures.logo import Kind, drawing


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
        """As SVG, whatever it is."""
        return drawing(Kind(self.kind), bytes(self.content))
