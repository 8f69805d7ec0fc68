"""Forms about people and their roles."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import AddressField, DayField, LineField, PlaceField
from igm_portal.accounts.models import Department, Membership, Organisation, Team
from igm_portal.accounts.roles import GRANTS, Function, Place, Role, roles_at

NO_FUNCTION = ("", _("none"))


class PersonForm(forms.Form):
    """Who somebody is; the address has a form of its own."""

    name = LineField(label=_("Name"), max_length=150)
    staff_number = LineField(label=_("Staff number"), max_length=40, required=False)


class EmailForm(forms.Form):
    email = AddressField(label=_("New e-mail address"), max_length=254)


class LinkForm(forms.Form):
    code = LineField(label=_("The code that this person saw at signing in"), max_length=20)


class RoleForm(forms.Form):
    """A role, and the team or department it needs."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.EMPLOYEE)
    team = PlaceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        empty_label=_("choose a team"),
        required=False,
    )
    department = PlaceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        empty_label=_("choose a department"),
        required=False,
    )
    function = forms.ChoiceField(
        label=_("Function"), choices=[NO_FUNCTION, *Function.choices], required=False
    )
    start = DayField(label=_("First day"), initial=timezone.localdate)

    def __init__(self, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _offer(self.fields["team"], Team.objects.filter(organisation=organisation))
        _offer(self.fields["department"], Department.objects.filter(organisation=organisation))
        for place in (Place.TEAM, Place.DEPARTMENT):
            roles = ", ".join(str(Role(role).label).lower() for role in roles_at(place))
            self.fields[place].help_text = _("For the roles: %(roles)s.") % {"roles": roles}
            self.fields[place].obvious = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        grant = GRANTS.get(data.get("role", ""))
        for place in (Place.TEAM, Place.DEPARTMENT):
            is_needed = grant is not None and grant.place is place
            if is_needed and not data.get(place) and place not in self.errors:
                self.add_error(place, _("This role needs one."))
            if data.get(place) and not is_needed:
                self.add_error(place, _("This role has none. Choose the first line."))
        return data

    def values(self) -> dict[str, Any]:
        """The cleaned values as the services take them."""
        names = ("role", "team", "department", "function", "start")
        data = {name: self.cleaned_data[name] for name in names}
        return data | {"role": Role(data["role"])}


class NewPersonForm(RoleForm):
    """Somebody new, with a first role."""

    name = LineField(label=_("Name"), max_length=150)
    email = AddressField(label=_("E-mail address"), max_length=254)
    staff_number = LineField(label=_("Staff number"), max_length=40, required=False)

    field_order = ("name", "email", "staff_number")

    def values(self) -> dict[str, Any]:
        names = ("name", "email", "staff_number")
        return super().values() | {name: self.cleaned_data[name] for name in names}


class ChangeRoleForm(forms.Form):
    """What can change of a role that was given; for another role or team it ends."""

    function = forms.ChoiceField(
        label=_("Function"), choices=[NO_FUNCTION, *Function.choices], required=False
    )
    end = DayField(
        label=_("Last day"),
        help_text=_("On this day the role still holds. Leave it empty when no end is known."),
        required=False,
    )


class ManagersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Membership) -> str:
        since = _("manager since %(day)s") % {"day": date_format(obj.start, "j F Y")}
        return f"{obj.user.name}, {since}"


class HandOverForm(forms.Form):
    """From whom, to whom, from which day."""

    leaving = ManagersField(
        label=_("Who stops as manager of this team?"),
        queryset=Membership.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    to = forms.CharField(
        label=_("E-mail address or staff number of the new manager"), max_length=254
    )
    start = DayField(
        label=_("First day of the new manager"),
        help_text=_("Who stops, does so the day before."),
    )

    def __init__(self, managers: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _offer(self.fields["leaving"], managers)
        self.fields["leaving"].initial = [membership.pk for membership in managers]


def _offer(field: forms.Field, choices: Any) -> None:
    cast("forms.ModelChoiceField[Any]", field).queryset = choices
