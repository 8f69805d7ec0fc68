"""What to look for in the audit log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.audit_texts import ACTIONS
from igm_portal.accounts.forms.filtering import FilterForm


class AuditFilter(FilterForm):
    action = forms.ChoiceField(
        label=_("What happened"),
        choices=[("", _("Everything")), *ACTIONS.items()],
        required=False,
    )
    q = forms.CharField(label=_("Who, or about whom or what"), required=False, max_length=200)
