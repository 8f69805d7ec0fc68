"""The hour of a group around its result: one step per page, to show on a screen to everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.disclosure.group_keys import ORGANISATION
from reports.models import Snapshot
from reports.profile.start import blank_start
from reports.profile.view import group_view
from reports.snapshot_access import (
    OF_DEPARTMENTS,
    department_of,
    snapshot_or_404,
)
from reports.texts.elements import names_about
from surveys.instruments.elements import KUNNEN, WILLEN


@dataclass(frozen=True, slots=True)
class HourStep:
    """A part of the hour: its name in the page, its title, how many minutes it takes, and what
    whoever leads does and says: nobody has to know the method beforehand. `leads_blank` is said
    instead to a group of which nothing is shown.
    """

    name: str
    title: str | Promise
    minutes: int
    leads: Promise
    leads_blank: Promise | None = None


STEPS = (
    HourStep(
        "begin",
        _("Begin"),
        5,
        _(
            "Ready beforehand, for everybody: a conversation sheet, a pen and two stickers. Hand "
            "them out. Read these sentences aloud and ask: “Shall we do it so?” Then start the "
            "clock; you keep the time."
        ),
    ),
    HourStep(
        "read",
        _("Read, in silence"),
        5,
        _(
            "Say: “Five minutes in silence. Put a mark at what you recognise, and another at what "
            "surprises you.” Explain nothing yet, and give no opinion."
        ),
        _(
            "Say: “Five minutes in silence. Put a mark at what helps in our work, and another at "
            "what stands in the way.” Explain nothing yet, and give no opinion."
        ),
    ),
    HourStep(
        "pairs",
        _("In pairs"),
        10,
        _(
            "Say: “Sit with somebody.” Somebody left over? Then three sit together. After five "
            "minutes: “Change over, now the other one asks.”"
        ),
    ),
    HourStep(
        "round",
        _("Round"),
        10,
        _(
            "Say: “One sentence each, or pass.” Go round, thank each of them and react to nothing. "
            "Write down words that come back, not who said them."
        ),
    ),
    HourStep(
        "choose",
        _("Choose"),
        5,
        _(
            "Say: “One minute by yourself.” Then read the parts aloud one by one and count hands: "
            "everybody raises a hand twice. A tie? Once more between those, one hand each."
        ),
    ),
    HourStep(
        "agree",
        _("Agree"),
        20,
        _(
            "Talk now, ten minutes for each subject; typing comes in the next step. Ask: “What "
            "would be different on Monday?” Does it stay vague? Ask: “Who would notice?”"
        ),
    ),
    HourStep(
        "who",
        _("Who does what, and when"),
        5,
        _("Read every agreement aloud and ask: “Is this it? Who takes care of it?”"),
    ),
)
"""An hour together; the order and the minutes are those of a conversation led by anybody."""


@require_safe
@requires(*OF_DEPARTMENTS)
def department(request: OrganisationRequest, wave_id: UUID, department_id: UUID) -> HttpResponse:
    return step_page(request, *department_of(request.access, wave_id, department_id))


@require_safe
@requires(Permission.SEE_ALL_GROUPS)
def organisation(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    return step_page(request, snapshot_or_404(request.access, wave_id), ORGANISATION)


def step_number(request: OrganisationRequest, steps: Sequence[HourStep] = STEPS) -> int:
    """The step of the address; one that there is not is the first."""
    numbers = {str(number): number for number in range(1, len(steps) + 1)}
    return numbers.get(request.GET.get("stap", ""), 1)


def step_page(
    request: OrganisationRequest,
    snapshot: Snapshot,
    key: str,
    *,
    template: str = "reports/presentation.html",
    parts: Mapping[str, object] | None = None,
) -> HttpResponse:
    """One step: what the page of the group shows, and nothing that is not on it. `parts` are what
    a `template` of a room above adds to it.
    """
    publication = snapshot.publication
    group = publication.groups.get(key)
    if group is None:
        raise Http404("This group did not take part in the wave.")
    number = step_number(request)
    instrument = snapshot.wave.questionnaire
    view, names = group_view(group, publication, instrument), names_about(instrument.group)
    step = STEPS[number - 1]
    context = {
        "step": step,
        "leads": (not view.contrast and step.leads_blank) or step.leads,
        "number": number,
        "steps": STEPS,
        "before": number - 1 or None,
        "after": number + 1 if number < len(STEPS) else None,
        "choice": "",
        "group": view,
        "wave": snapshot.wave,
        "instrument": instrument,
        "start": view.start or blank_start(instrument.code, names),
        "families": (
            ("willen", [(str(element), names[element]) for element in WILLEN]),
            ("kunnen", [(str(element), names[element]) for element in KUNNEN]),
        ),
    }
    return render(request, template, context | dict(parts or {}))
