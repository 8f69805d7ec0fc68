"""Forms about departments, teams and the logo."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import LineField, PlaceField
from igm_portal.accounts.models import Department, Organisation


class DepartmentForm(forms.Form):
    name = LineField(label=_("Name of the department"), max_length=120)


class TeamForm(forms.Form):
    name = LineField(label=_("Name of the team"), max_length=120)
    department = PlaceField(
        label=_("Department"), queryset=Department.objects.none(), empty_label=None
    )

    def __init__(self, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        department = cast("forms.ModelChoiceField[Department]", self.fields["department"])
        department.queryset = Department.objects.filter(organisation=organisation)


class LogoForm(forms.Form):
    """One file; the service looks inside."""

    file = forms.FileField(
        label=_("File with the logo"),
        help_text=_("A PNG without background, or a JPEG; at most 1 MB. It stands on white."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,image/png,image/jpeg"}),
    )
