"""The form in which an administrator fills in who helps, and where the statements stand."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import AddressField, LineField, several_lines
from igm_portal.local_texts import in_own_words_lazy
from igm_portal.spelling import Misspelt, address

NO_ADDRESS = _("This is not an e-mail address or a web address.")


class WebAddressField(forms.URLField):
    """The address of a page, over https alone."""

    default_validators = [URLValidator(schemes=["https"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", required=False, max_length=500, **kwargs)


class HelpForm(forms.Form):
    """All of it may be empty, but then pages say that nobody has been filled in."""

    contact_name = LineField(
        label=_("Who helps"),
        help_text=in_own_words_lazy(
            _("A person or a desk, for example “Meldpunt Meedoen”. No {klantmanager}.")
        ),
        max_length=120,
        required=False,
    )
    contact_phone = LineField(label=_("Telephone"), max_length=40, required=False)
    contact_email = AddressField(label=_("E-mail address"), required=False)
    contact_hours = LineField(
        label=_("When can they be reached"),
        help_text=_("For example: Monday to Friday from 9 to 17."),
        max_length=120,
        required=False,
    )
    accessibility_address = WebAddressField(
        label=_("Address of the accessibility statement"),
        help_text=_("Every government body must publish one. No page of your own? Fill in below."),
    )
    accessibility_text = forms.CharField(
        label=_("Or the statement itself"),
        help_text=_("The portal shows it on a page of its own, which everybody can open."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[several_lines],
    )
    privacy_address = WebAddressField(label=_("Address of the privacy notice"))
    feedback_address = LineField(
        label=_("Where can people say what does not work"),
        help_text=_("An e-mail address or the address of a page."),
        max_length=500,
        required=False,
    )

    def clean_contact_phone(self) -> str:
        """Digits, with the signs that people write between them."""
        phone: str = self.cleaned_data["contact_phone"]
        if phone and not re.fullmatch(r"[-+ ()./]*(?:[0-9][-+ ()./]*){3,}", phone):
            raise ValidationError(_("This is not a telephone number."))
        return phone

    def clean_feedback_address(self) -> str:
        text: str = self.cleaned_data["feedback_address"]
        if not text:
            return ""
        if "@" in text and "/" not in text:
            try:
                return address(text)
            except Misspelt:
                raise ValidationError(NO_ADDRESS) from None
        try:
            return str(WebAddressField().clean(text))
        except ValidationError:
            raise ValidationError(NO_ADDRESS) from None

    def clean(self) -> dict[str, Any]:
        """A name alone helps nobody."""
        values = super().clean() or {}
        contact = values.get("contact_phone") or values.get("contact_email")
        if values.get("contact_name") and not contact and not self.errors:
            self.add_error("contact_phone", _("Fill in a telephone number or an e-mail address."))
        return values
