"""The codes of a second step, in the words of this site."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import LineField


def _code_field(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=label, help_text=help_text, max_length=40, widget=widget)


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    code = _code_field(
        _("Code"), _("Six digits from your app, or one of your recovery codes of eight digits.")
    )


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    code = _code_field(
        _("Code"), _("Six digits from your app, or one of your recovery codes of eight digits.")
    )


class NewAppForm(ActivateTOTPForm):  # type: ignore[misc]
    code = _code_field(
        _("The code that the app shows now"),
        _("Six digits. After half a minute the app shows another one."),
    )


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    name = LineField(
        label=_("What do you call it?"),
        help_text=_("For example: laptop of work."),
        max_length=60,
        required=False,
    )


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    name = LineField(label=_("What do you call it?"), max_length=60)
