"""The form with which a logo comes in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LogoForm(forms.Form):
    """One file; the service looks inside."""

    file = forms.FileField(
        label=_("File with the logo"),
        help_text=_("A PNG without background, or a JPEG; at most 1 MB. It stands on white."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,image/png,image/jpeg"}),
    )
