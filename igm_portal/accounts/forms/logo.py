"""The form with which a logo comes in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LogoForm(forms.Form):
    """One file; the service looks inside."""

    file = forms.FileField(
        label=_("File with the logo"),
        help_text=_(
            "An SVG of shapes, or a PNG without background; at most 200 kB. It stands on white."
        ),
        widget=forms.FileInput(attrs={"accept": ".svg,.png,image/svg+xml,image/png"}),
    )
