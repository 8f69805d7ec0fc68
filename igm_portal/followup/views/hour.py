"""The hour of a team around its result; its last step is where the team types what it agrees."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.views.acting import carry_out
from igm_portal.followup.access import place_of
from igm_portal.followup.models import Agreement, Conversation
from igm_portal.followup.selectors import agreements_of
from igm_portal.followup.services import agreements
from igm_portal.followup.services.agreements import MOST_OPEN
from igm_portal.followup.views.figures import all_is_training, least_changes
from igm_portal.followup.views.team import note_conversation
from igm_portal.followup.views.typed import preview_of, typed_agreement, typed_referral
from reports.snapshot_access import READERS, team_of
from reports.texts.elements import METRIC_NAMES
from reports.views.presentation import STEPS, step_number, step_page
from surveys.instruments.elements import Element
from surveys.models import WaveTeam

ELEMENT = "onderdeel"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def team(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponse:
    """One step. Who leads the hour of somebody else's team shows the same steps and types nothing:
    what a team agrees only the team reads.
    """
    snapshot, key = team_of(request.access, wave_id, team_id)
    if team_id not in request.access.team_ids:
        if request.method == "POST":
            raise PermissionDenied
        return step_page(request, snapshot, key)
    place = place_of(request.access, wave_id, team_id)
    elements = [one for one in request.GET.getlist(ELEMENT) if one in set(Element)]
    choice = f"&{urlencode([(ELEMENT, one) for one in elements])}" if elements else ""
    parts: dict[str, object] = {
        "place": place,
        "chosen": elements,
        "chosen_names": [METRIC_NAMES[one] for one in elements],
        "choice": choice,
    }
    if step_number(request) == len(STEPS):
        last = f"{request.path}?stap={len(STEPS)}{choice}"
        if _button(request, place):
            return redirect(last)
        every = list(agreements_of(place))
        forms = _forms(request, place, every, elements)
        if forms is None:
            return redirect(last if "voorleggen" in request.GET else f"{last}&vraag=werk")
        parts |= forms | _state(request, place, every)
    return step_page(request, snapshot, key, template="followup/hour.html", parts=parts)


def _button(request: OrganisationRequest, place: WaveTeam) -> bool:
    """Act on a button without a form: the end of the hour, or taking back what was mistyped."""
    if request.POST.get("doe") == "einde":
        note_conversation(request, place)
        return True
    if request.POST.get("doe") == "weg":
        carry_out(
            request,
            _("The agreement has been removed."),
            agreements.remove_agreement,
            access=request.access,
            agreement=_own(place, request.POST.get("afspraak", "")),
        )
        return True
    return False


def _forms(
    request: OrganisationRequest, place: WaveTeam, every: list[Agreement], elements: list[str]
) -> dict[str, object] | None:
    """The one form of this moment: to lay an agreement before somebody where the address names
    one, else a new agreement, about the first element chosen that has none. None once it is kept.
    """
    if "voorleggen" in request.GET:
        agreement = _own(place, request.GET["voorleggen"])
        referral = typed_referral(request, agreement)
        if referral is None:
            messages.success(request, _("It lies there now. The answer comes on your page."))
            return None
        return {"referred": agreement, "form": referral, "preview": preview_of(request, referral)}
    agreed_elements = {one.element for one in every if one.place_id == place.pk}
    suggestion = next(
        (one for one in elements if one not in agreed_elements), "".join(elements[:1])
    )
    form = typed_agreement(request, place, suggestion)
    if form is None:
        messages.success(request, _("The agreement has been kept."))
        return None
    return {"form": form}


def _state(
    request: OrganisationRequest, place: WaveTeam, every: list[Agreement]
) -> dict[str, object]:
    current = [one for one in every if one.is_open]
    own = Conversation.objects.of_place(request.access.organisation.id, place)
    return {
        "current": current,
        "may_add": len(current) < MOST_OPEN,
        "agreed": any(one.place_id == place.pk for one in every),
        "ask_about_work": request.GET.get("vraag") == "werk" and all_is_training(place, current),
        "talked": own.ended().filter(day=timezone.localdate()).exists(),
        "least_changes": least_changes(place),
    }


def _own(place: WaveTeam, ident: str) -> Agreement:
    """An agreement of this team by what an address or a button names; else Http404."""
    try:
        agreement_id = UUID(ident)
    except ValueError:
        agreement_id = UUID(int=0)
    return get_object_or_404(agreements_of(place), pk=agreement_id)
