"""Groups side by side and groups over time, for HR and heads of department; snapshots only."""

from collections.abc import Sequence

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.render_cache import RenderCache
from reports.disclosure.cells import Publication, PublishedGroup
from reports.models import Snapshot
from reports.overview import history, organisation
from reports.overview.associations import association_absence, association_topic
from reports.overview.choices import ALL, MATRIX, Filter, OverviewFilter, TrendFilter, group_choices
from reports.overview.history import Moment, moments_of
from reports.overview.organisation import GroupInBranch
from reports.overview.scope import (
    Branch,
    Scope,
    branches_of,
    branches_over_time,
    first_shown,
    ident,
    scope_of,
)
from reports.overview.versions import VersionView, by_version, comparable_elements, version_view
from reports.overview.waves import LONGEST_TREND, publications, snapshots, waves_for
from reports.profile.instrument_quality import QualityTopic
from reports.profile.view import GroupView, group_view
from reports.texts.elements import names_about
from surveys.models import Wave

COMPARERS = (Permission.SEE_ALL_GROUPS, Permission.SEE_DEPARTMENT)
FIRST = {"afdeling": ALL, "maat": MATRIX}
BAD_REQUEST = 400

PAGES: RenderCache[SafeString] = RenderCache(64)
MESSAGES: RenderCache[SafeString] = RenderCache(64)
FILTERS: RenderCache[SafeString] = RenderCache(64)


@require_safe
@requires(*COMPARERS)
def overview(request: OrganisationRequest) -> HttpResponse:
    """The groups of one wave: `?meting=&afdeling=&maat=&pagina=`; without a wave the newest that
    shows something.
    """
    waves = waves_for(request.access)
    if not waves.with_results:
        return render(request, "reports/overview_empty.html", {"open": waves.open})
    scope, choices = scope_of(request.access), FIRST | _given(request)
    if "meting" in choices:
        selection = [wave for wave in waves.with_results if str(wave.pk) == choices["meting"]]
        wave_snapshots = snapshots(request.access, selection)
    else:
        wave_snapshots = [_newest_shown(request, waves.with_results, scope)]
        choices["meting"] = str(wave_snapshots[0][0].pk)
    parts = [part for _, snapshot in wave_snapshots for part in branches_of(snapshot, scope)]
    form = OverviewFilter(choices, waves.with_results, parts)
    if not form.is_valid():
        return _refused(request, "reports/overview.html", form)
    if (department := form.cleaned_data["afdeling"]) != ALL:
        parts = [part for part in parts if part.ident == department]
    page = _page(organisation.pages(parts), choices.get("pagina", "1"))
    if page is None:
        return _refused(request, "reports/overview.html", form)
    (wave, snapshot), measure_name = wave_snapshots[0], form.cleaned_data["maat"]
    slug, sees_whole = request.access.organisation.slug, scope.departments is None
    groups = PAGES.get(
        (slug, wave.pk, snapshot.digest, scope, department, measure_name, page.number),
        lambda: render_to_string(
            "reports/components/overview_groups.html",
            {
                "view": organisation.organisation_view(
                    measure_name,
                    page,
                    parts,
                    snapshot.publication,
                    lambda group: _profile(slug, wave, group),
                ),
                "slug": slug,
                "wave": wave,
                "here": urlencode(form.cleaned_data),
            },
        ),
    )
    messages = MESSAGES.get(
        (slug, wave.pk, snapshot.digest, scope, department),
        lambda: render_to_string(
            "reports/components/overview_message.html",
            {
                "views": _message_views(snapshot, parts),
                "wave": wave,
                "slug": slug,
                "association_topic": _association_topic(snapshot) if sees_whole else None,
            },
        ),
    )
    context = {
        "filter": _filter(form),
        "wave": wave,
        "open": waves.open,
        "messages_of_groups": messages if page.number == 1 else "",
        "association_absence": association_absence(snapshot.publication)
        if sees_whole and page.number == 1
        else "",
        "groups": groups,
        "narrowed": bool(FIRST.keys() & request.GET.keys()),
        "older": "meting" not in request.GET and wave != waves.with_results[0],
        "sees_all": request.access.may(Permission.SEE_ALL_GROUPS),
    }
    return render(request, "reports/overview.html", context)


def _message_views(snapshot: Snapshot, parts: Sequence[Branch]) -> list[tuple[GroupView, str]]:
    """The organisation, or else every department on the page, as far as it has a sentence; each
    with the address of its profile.
    """
    whole = [part for part in parts if part.top.level == "organisation"] or parts
    instrument = snapshot.wave.questionnaire
    slug = snapshot.organisation.slug
    views = ((group_view(part.top, snapshot.publication, instrument), part.top) for part in whole)
    return [
        (view, _profile(slug, snapshot.wave, group)) for view, group in views if view.willen_kunnen
    ]


def _association_topic(snapshot: Snapshot) -> QualityTopic | None:
    """What goes together with intention and behaviour in the whole organisation."""
    names = names_about(snapshot.wave.questionnaire.group)
    return association_topic(snapshot.publication, names)


def _newest_shown(
    request: OrganisationRequest, closed_waves: Sequence[Wave], scope: Scope
) -> tuple[Wave, Snapshot]:
    """The newest wave of which this reader sees a figure, or else the newest at all.

    One snapshot after the other: as a rule the newest shows something. A damaged one counts as
    shown, so that its page says what is the matter.
    """
    nothing_shown: list[tuple[Wave, Snapshot]] = []
    for wave in closed_waves[:LONGEST_TREND]:
        (one,) = snapshots(request.access, [wave])
        if any(group.shown for part in branches_of(one[1], scope) for group in part.groups):
            return one
        nothing_shown.append(one)
    return nothing_shown[0]


def _profile(slug: str, wave: Wave, group: PublishedGroup) -> str:
    """The address of the profile of a group."""
    if group.level == "organisation":
        return reverse("organisation_profile", args=[slug, wave.pk])
    return reverse(f"{group.level}_profile", args=[slug, wave.pk, ident(group)])


@require_safe
@requires(*COMPARERS)
def trend(request: OrganisationRequest) -> HttpResponse:
    """One group over the waves of one questionnaire: `?vragenlijst=&groep=`; `meting` is the wave
    whose tabs stay in sight.
    """
    waves, scope = waves_for(request.access), scope_of(request.access)
    if not waves.with_results:
        return render(request, "reports/overview_empty.html", {"open": waves.open})
    choices = {"vragenlijst": str(waves.with_results[0].launched)} | _given(request)
    same_version = waves.asking(choices["vragenlijst"])
    wave_publications = publications(request.access, reversed(same_version))
    parts = branches_over_time([publication for _, publication in wave_publications], scope)
    choices = {"groep": first_shown(parts)} | choices
    moments = moments_of(choices["groep"], wave_publications, scope)
    groups = group_choices(parts, moments[-1].group if moments else None)
    form = TrendFilter(choices, waves.questionnaires, groups)
    if not form.is_valid():
        return _refused(request, "reports/overview_trend.html", form)
    at = choices.get("meting")
    others = waves.other_versions(choices["vragenlijst"])
    context = {
        "filter": _filter(form),
        "wave": next((wave for wave in same_version if str(wave.pk) == at), moments[-1].wave),
        "view": history.history_view(moments),
        "other_versions": others,
        "versions": _versions(request, moments, wave_publications, others, scope),
        "other_behaviours": len({wave.instrument_code for wave in waves.with_results}) > 1,
        "narrowed": {"meting", "groep"} <= request.GET.keys(),
        "sees_all": request.access.may(Permission.SEE_ALL_GROUPS),
    }
    return render(request, "reports/overview_trend.html", context)


def _versions(
    request: OrganisationRequest,
    moments: Sequence[Moment],
    same_version: Sequence[tuple[Wave, Publication]],
    others: Sequence[Wave],
    scope: Scope,
) -> list[VersionView]:
    """The same group in waves of every other version, as far as its questions are the same; the
    snapshots of a version without any are not read.
    """
    wave, key, views = moments[-1].wave, moments[-1].group.key, []
    for waves in by_version(others).values():
        other_publications: list[tuple[Wave, Publication]] = []
        if comparable_elements(wave, waves[0]):
            other_publications = publications(request.access, waves[:LONGEST_TREND])
        both = sorted(
            (*same_version, *other_publications), key=lambda one: (one[0].closes_on, str(one[0].pk))
        )
        views.append(version_view(wave, waves[0], moments_of(key, both[-LONGEST_TREND:], scope)))
    return views


def _given(request: OrganisationRequest) -> dict[str, str]:
    """What stands in the address; an empty value is the same as none."""
    return {name: value for name, value in request.GET.dict().items() if value}


def _page(paginator: "Paginator[GroupInBranch]", number: str) -> "Page[GroupInBranch] | None":
    try:
        return paginator.page(number)
    except InvalidPage:
        return None


def _filter(form: Filter) -> SafeString:
    """The form as it stands on the page; the same for all to whom the same is offered, and then
    kept: a list of forty departments takes longer to draw than all figures below it.
    """
    return FILTERS.get(form.shown, lambda: _drawn(form))


def _drawn(form: Filter) -> SafeString:
    return render_to_string("reports/components/filter.html", {"form": form})


def _refused(request: OrganisationRequest, template: str, form: Filter) -> HttpResponse:
    """The same page without figures: what can be chosen, and what was wrong with this address."""
    context = {"form": form, "filter": _drawn(form), "view": None, "groups": ""}
    return render(request, template, context, status=BAD_REQUEST)
