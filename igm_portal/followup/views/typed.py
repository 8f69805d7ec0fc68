"""What a team types about its result: the same forms on its own page and in the hour."""

from collections.abc import Mapping

from django.utils import timezone

from igm_portal.accounts.access import OrganisationRequest
from igm_portal.accounts.views.acting import filled_in, succeeds
from igm_portal.followup import forms
from igm_portal.followup.mails import next_weekly_round
from igm_portal.followup.models import Addressee, Agreement
from igm_portal.followup.services import agreements, referrals
from surveys.models import WaveTeam
from surveys.working_days import working_day_from


def typed_agreement(
    request: OrganisationRequest, place: WaveTeam, element: str
) -> forms.AgreementForm | None:
    """The form of a new agreement, with an element proposed; None once it has been kept."""
    today = timezone.localdate()
    form = forms.AgreementForm(today=today, data=request.POST or None, initial={"element": element})
    success = filled_in(request, form) and succeeds(
        form,
        agreements.make_agreement,
        access=request.access,
        place=place,
        today=today,
        **form.cleaned_data,
    )
    return None if success else form


def typed_referral(request: OrganisationRequest, agreement: Agreement) -> forms.ReferralForm | None:
    """The form to lay an agreement before somebody; None once it lies there. What is sent comes
    back to be read first (`preview_of`), and is laid there by the button `zeker` under that.
    """
    today = timezone.localdate()
    initial = {
        "addressee": Addressee.HEAD,
        "question": agreement.what,
        "answer_by": working_day_from(next_weekly_round(today) + forms.ANSWER_TERM),
    }
    form = forms.ReferralForm(today=today, data=request.POST or None, initial=initial)
    laid = (
        filled_in(request, form)
        and "zeker" in request.POST
        and succeeds(
            form,
            referrals.lay_before,
            access=request.access,
            agreement=agreement,
            today=today,
            **form.cleaned_data,
        )
    )
    return None if laid else form


def preview_of(
    request: OrganisationRequest, form: forms.ReferralForm
) -> Mapping[str, object] | None:
    """What those above will read, when the form was sent to see that."""
    if request.method != "POST" or "aanpassen" in request.POST or form.errors:
        return None
    addressee = Addressee(form.cleaned_data["addressee"]).label
    return {**form.cleaned_data, "who": addressee, "today": timezone.localdate()}
