"""Signing in and asking for a new password: allauth’s forms, with addresses in one spelling."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.backend import SeveralAccounts
from igm_portal.accounts.forms.fields import AddressField


class SignInForm(LoginForm):  # type: ignore[misc]
    """Asks for the organisation only when the password opens an account in several (ADR 81)."""

    organisation = forms.UUIDField(label=_("Organisation"), required=False)
    offers_organisations = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["login"]
        self.fields["login"] = AddressField(label=field.label, widget=field.widget)

    def user_credentials(self) -> dict[str, Any]:
        credentials: dict[str, Any] = super().user_credentials()
        return credentials | {"organisation": self.cleaned_data["organisation"]}

    def clean(self) -> dict[str, Any]:
        try:
            data: dict[str, Any] = super().clean()
        except SeveralAccounts as choice:
            self.add_error("organisation", choice)
            names = [(one.organisation_id, one.organisation.name) for one in choice.accounts]
            options = [("", _("Choose an organisation")), *names]
            self.fields["organisation"].widget = forms.Select(choices=options)
            self.fields["organisation"].required = True
            self.offers_organisations = True
            data = self.cleaned_data
        return data


class NewPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        self.fields["email"] = AddressField(label=field.label, widget=field.widget)
