"""What to look for in a long list: nothing is required, and that need not be said."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.audit_texts import ACTIONS
from igm_portal.accounts.forms.fields import PlaceField
from igm_portal.accounts.models import Organisation, Team
from igm_portal.accounts.roles import Role


class FilterForm(forms.Form):
    """A form in the address; its fields have no note that they are optional."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.obvious = True  # type: ignore[attr-defined]


class PeopleFilter(FilterForm):
    """What to look for on the page of people."""

    q = forms.CharField(
        label=_("Name, e-mail address or staff number"), required=False, max_length=200
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("All roles")), *Role.choices], required=False
    )
    team = PlaceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("All teams")
    )
    former = forms.BooleanField(label=_("Who has no role any more"), required=False)

    def __init__(self, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        team = cast("forms.ModelChoiceField[Team]", self.fields["team"])
        team.queryset = Team.objects.filter(organisation=organisation)


class AuditFilter(FilterForm):
    """What to look for in the audit log."""

    action = forms.ChoiceField(
        label=_("What happened"),
        choices=[("", _("Everything")), *ACTIONS.items()],
        required=False,
    )
    q = forms.CharField(label=_("Who, or about whom or what"), required=False, max_length=200)
