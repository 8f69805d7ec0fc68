"""What an administrator chooses about keeping."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import LineField
from igm_portal.accounts.kept_kinds import BOUNDS, Kept
from igm_portal.accounts.models import Organisation
from igm_portal.accounts.services.retention import LONGEST_HOLD
from igm_portal.followup.forms import DatedForm, GuardedForm
from surveys.forms.days import PlanDayField
from surveys.models import Wave


class TermsForm(forms.Form):
    """Months for each kind, within its bounds."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for kind, bounds in BOUNDS.items():
            self.fields[kind] = forms.IntegerField(
                label=kind.label,
                min_value=bounds.least,
                max_value=bounds.most,
                help_text=_("Months after %(begins)s: from %(least)s to %(most)s.")
                % {"begins": bounds.begins, "least": bounds.least, "most": bounds.most},
            )

    @property
    def months(self) -> dict[Kept, int]:
        return {kind: self.cleaned_data[kind] for kind in Kept}


class HoldForm(GuardedForm, DatedForm):
    """What may not go now, why, and until when."""

    guarded_fields = ("reason",)
    kind = forms.ChoiceField(
        label=_("What may not go?"),
        choices=[("", _("Everything")), *Kept.choices],
        required=False,
    )
    wave = forms.ChoiceField(label=_("Of which wave?"), required=False)
    reason = LineField(
        label=_("Why?"),
        help_text=_("For example an objection, an audit, or a request under the Woo. No names."),
        max_length=300,
    )
    until = PlanDayField(
        label=_("Until which day?"), help_text=_("At most two years. You may end it sooner.")
    )

    def __init__(self, *, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._waves = {
            str(wave.pk): wave.title
            for wave in Wave.objects.in_organisation(organisation.id).closed()
        }
        for name in ("kind", "wave"):  # the first choice is one: all of it
            self.fields[name].obvious = True  # type: ignore[attr-defined]
        field = self.fields["wave"]
        field.choices = [("", _("All waves")), *self._waves.items()]  # type: ignore[attr-defined]

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if not self.today <= day <= self.today + LONGEST_HOLD:
            raise forms.ValidationError(_("Choose a day from today, within two years."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        wave = data.pop("wave", "")
        data["wave_id"] = UUID(wave) if wave else None
        data["wave"] = self._waves.get(wave, "")
        if wave and data.get("kind") in {Kept.ACCOUNTS, Kept.LOG}:
            self.add_error("wave", _("Accounts and the log belong to no wave: choose all waves."))
        return data
