"""Signing in and asking for a new password: allauth’s forms, with addresses in one spelling."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm

from igm_portal.accounts.forms.fields import AddressField


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["login"]
        self.fields["login"] = AddressField(label=field.label, widget=field.widget)


class NewPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        self.fields["email"] = AddressField(label=field.label, widget=field.widget)
