"""The plan of a wave on one page: what HR checks before launching and the works council reads."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.kept_kinds import months_on
from igm_portal.accounts.models import Membership
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import GRANTS, Role
from igm_portal.accounts.selectors import drawing_of, terms_of
from igm_portal.outbox.sending import RETENTION, UNDELIVERED_RETENTION
from igm_portal.pdf.page_parts import PlanPaper, page_parts, plan_pdf
from igm_portal.spelling import natural_key
from reports.expectations import PlannedGroup, expectations
from reports.exports.text import file_name
from reports.files.group_pdf import LANGUAGE
from reports.selectors import earlier_spreads, imported_spreads, sem_of_plan
from reports.views.sending import as_file
from surveys.library import questionnaire_of
from surveys.models import Wave, WaveState
from surveys.policy import default_policy
from surveys.roster import ASKED_ROLE, roster
from surveys.selectors import waves_of
from surveys.working_days import is_working_day

READING = (Permission.SEE_ALL_GROUPS, Permission.SEE_DEPARTMENT, Permission.SEE_OWN_TEAM)


@require_safe
@requires(Permission.SEE_WAVES)
def wave_plan(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Every line follows from the policy of this wave, its numbers of people, or the code."""
    return render(request, "reports/wave_plan.html", _context(request, wave_id))


@require_safe
@requires(Permission.SEE_WAVES)
def wave_plan_pdf(request: OrganisationRequest, wave_id: UUID) -> HttpResponseBase:
    """The same as paper for the works council: read from what the page says, so never another."""
    with override(LANGUAGE):
        context = _context(request, wave_id)
        wave, organisation = context["wave"], request.access.organisation
        paper = PlanPaper(
            title=wave.title,
            above=_("Plan of a wave"),
            lead=_("What %(name)s asks, of whom, and what comes of it.")
            % {"name": organisation.name},
            organisation=organisation.name,
            logo=drawing_of(organisation),
            footer=date_format(timezone.localdate(), "j F Y"),
            parts=page_parts(
                render_to_string("reports/components/wave_plan_parts.html", context, request)
            ),
        )
    name = file_name("plan", organisation.slug, wave.title, extension="pdf")
    return as_file(HttpResponse(plan_pdf(paper)), name, "application/pdf")


def _context(request: OrganisationRequest, wave_id: UUID) -> dict[str, Any]:
    wave = get_object_or_404(waves_of(request.access), pk=wave_id)
    if wave.state == WaveState.WITHDRAWN:
        raise Http404("A wave that was withdrawn has no plan.")
    groups = planned_groups(wave)
    policy = wave.policy
    least_managers = default_policy("manager").means
    managers = _managers(wave) if wave.has_team_results else None
    people = sum(group.size for group in groups)
    outlook = (
        None
        if wave.anonymous
        else expectations(policy, groups, earlier_sizes=_earlier_sizes(request.access, wave))
    )
    response = _response(request)
    days = {place.team_name: place.conversation_on for place in wave.teams.all()}
    return {
        "organisation": request.access.organisation,
        "wave": wave,
        "policy": policy,
        "instrument": questionnaire_of(wave),
        "groups": outlook
        and [
            (group, least, days.get(group.name))
            for group, least in zip(groups, outlook.least, strict=True)
        ],
        "columns": _columns(wave),
        "version": str(wave.instrument_version),
        "people": people,
        "spiegel": _spiegel(wave, people, managers),
        "outlook": outlook,
        "response": str(response),
        "visible": _visible(wave, groups, response) if outlook and wave.has_group_figures else None,
        "managers": managers if managers is not None and managers < least_managers else None,
        "least_managers": least_managers,
        "readers": readers(wave),
        "ends_on_free_day": not is_working_day(wave.closes_on),
        "kept": {
            kind.value: months_on(history, wave.closes_on)
            for kind, history in terms_of(request.access.organisation.id).items()
        },
        "mail_days": RETENTION.days,
        "undelivered_days": UNDELIVERED_RETENTION.days,
    }


def _response(request: OrganisationRequest) -> int:
    """How many per cent are expected to take part: chosen on the page, else the usual number."""
    from reports.planning import RESPONSES, USUAL_RESPONSE

    choices = {str(response): response for response in RESPONSES}
    return choices.get(request.GET.get("deelname", ""), USUAL_RESPONSE)


def _visible(wave: Wave, groups: list[PlannedGroup], response: int) -> dict[str, Any] | None:
    """What would show of these teams if so many take part; None where nobody is asked. numpy and
    scipy load here.
    """
    from reports.planning import RESPONSES, plan, reference
    from reports.statistics.habit import habit_in_contrast
    from reports.texts.planning import basis_sentences, plan_sentences

    sizes = [group.size for group in groups]
    if not any(sizes):
        return None
    basis = reference(earlier_spreads(wave), sem_of_plan(wave), imported_spreads(wave))
    per_team = wave.has_team_results
    wave_plan = plan(
        wave.policy,
        sizes if per_team else [sum(sizes)],
        response=response,
        reference=basis,
        habit=habit_in_contrast(questionnaire_of(wave)),
    )
    return {
        "response_choices": [str(one) for one in RESPONSES],
        "sentences": plan_sentences(wave_plan),
        "basis": basis_sentences(wave_plan, basis),
        "teams": list(zip(groups, wave_plan.groups, strict=True))
        if per_team and any(wave_plan.groups)
        else [],
        "columns": [
            _("Team"),
            _("People who take part"),
            _("Interval of an element"),
            _("Difference between willen and kunnen"),
            _("Change in willen or kunnen"),
        ],
    }


def _spiegel(wave: Wave, people: int, managers: int | None) -> dict[str, object]:
    """Whether these numbers leave room for a spiegel: of a wave of managers the people asked, of
    one of klantmanagers those who lead their teams (`managers`); a later wave asks them.
    """
    least = default_policy("manager").counts
    is_of_managers = wave.policy.group == "manager"
    too_few_asked = wave.has_mirror and is_of_managers and people < wave.policy.counts
    too_few_managers = wave.has_mirror and managers is not None and managers < least
    return {
        "managers": managers,
        "too_few_asked": too_few_asked,
        "too_few_managers": too_few_managers,
        "possible": wave.has_mirror
        and not wave.anonymous
        and not too_few_asked
        and not too_few_managers,
    }


def planned_groups(wave: Wave) -> list[PlannedGroup]:
    """The teams by department, with how many are asked: today's for a plan, else the invited."""
    if wave.state == WaveState.CONCEPT:
        sizes = [(place, len(people)) for place, people in roster(wave, timezone.localdate())]
    else:
        sizes = [(place, place.size) for place in wave.teams.all()]
    groups = [PlannedGroup(place.team_name, place.department_name, size) for place, size in sizes]
    return sorted(
        groups, key=lambda group: (natural_key(group.department), natural_key(group.name))
    )


def readers(wave: Wave) -> list[tuple[str, str]]:
    """The roles that read figures of groups, each with its sentence. Of a wave without results per
    team only who sees the whole organisation does.
    """
    permissions = READING if wave.has_team_results else READING[:1]
    return [
        (str(Role(role).label), str(grant.sentence))
        for role, grant in GRANTS.items()
        if grant.permissions & set(permissions)
    ]


def _columns(wave: Wave) -> list[str]:
    columns = [_("Team"), _("Department"), _("People")]
    if wave.has_team_results:
        columns += [_("Needed for a result"), _("Conversation")]
    return columns


def _earlier_sizes(access: Access, wave: Wave) -> list[list[int]]:
    """Per closed wave of the same version the number of people of each team."""
    closed_waves = (
        waves_of(access)
        .published()
        .filter(instrument_code=wave.instrument_code, instrument_version=wave.instrument_version)
        .exclude(pk=wave.pk)
        .prefetch_related("teams")
    )
    return [[place.size for place in earlier.teams.all()] for earlier in closed_waves]


def _managers(wave: Wave) -> int:
    """How many people lead the teams of a wave today."""
    leading = Membership.objects.on(timezone.localdate()).filter(
        role=ASKED_ROLE["manager"], team__in=wave.teams.values("team")
    )
    return leading.values("user").distinct().count()
