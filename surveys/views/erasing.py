"""A person is erased whole, on the person's own request (AVG art. 17)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.fields import FieldsOnly
from igm_portal.accounts.models import User
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import people_of
from igm_portal.spelling import name_key
from surveys.services.erasure import erase_person
from surveys.services.refusals import Refused


class ErasePersonForm(FieldsOnly):
    """Asks to type the name: a click in the wrong row erases nobody."""

    name = forms.CharField(
        label=gettext_lazy("Type the name of this person"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, person: User, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person = person

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name_key(name) != name_key(self.person.name):
            raise forms.ValidationError(_("This is not the name above. Nothing has been erased."))
        return name


@requires(Permission.MANAGE_ORGANISATION)
def erase(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    """Says first what goes and what stays; the same for who answered and who did not."""
    access = request.access
    person = get_object_or_404(people_of(access.organisation), pk=person_id)
    if person.pk == access.user.pk:
        messages.warning(
            request, _("You cannot remove your own account. Ask another administrator.")
        )
        return redirect("person", access.organisation.slug, person.pk)
    form = ErasePersonForm(person, data=request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "surveys/erase_person.html", {"form": form, "person": person})
    try:
        erase_person(by=access.user, organisation=access.organisation, person=person)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("person", access.organisation.slug, person.pk)
    messages.success(
        request,
        _(
            "This person has been erased. The new line about it in the audit log holds no name; "
            "earlier lines keep the e-mail address."
        ),
    )
    return redirect("people", access.organisation.slug)
