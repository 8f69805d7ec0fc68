"""The notice board of a department, for who works there: to read, to hang up and to take away.

It knows no score, and no page with a score knows it (ADR 44).
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.models import Department, Module
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.views.acting import filled_in, succeeds
from igm_portal.followup.models import Notice, NoticeKind, NoticeWords, words_of
from igm_portal.followup.notice_form import NoticeForm, NoticeWordsForm
from igm_portal.followup.services.notices import TERM, keep_notice, keep_words
from surveys.participant_marks import own_mark, require_mark


@require_safe
@requires(Permission.SEE_OWN_TEAM)
def notices(request: OrganisationRequest) -> HttpResponse:
    """What hangs on the board of the own department; of who works in several, on each."""
    access = request.access
    if not module_is_on(access.organisation.id, Module.NOTICES):
        return redirect("modules", access.organisation.slug)
    departments = _departments(access)
    today = timezone.localdate()
    current = Notice.objects.on_boards([one.pk for one in departments], today)
    every = list(current.select_related("person", "department"))
    words = words_of(access.organisation)
    context = {
        "sides": [(words[kind], [one for one in every if one.kind == kind]) for kind in NoticeKind],
        "departments": departments,
        "weeks": TERM.days // 7,
        "participant_mark": own_mark(access),
    }
    return render(request, "followup/notices.html", context)


@requires(Permission.SEE_OWN_TEAM)
def new_notice(request: OrganisationRequest) -> HttpResponse:
    return _form(request, None)


@requires(Permission.SEE_OWN_TEAM)
def edit_notice(request: OrganisationRequest, notice_id: UUID) -> HttpResponse:
    return _form(request, get_object_or_404(Notice.objects.of(request.access), pk=notice_id))


@require_POST
@requires(Permission.SEE_OWN_TEAM)
def remove(request: OrganisationRequest, notice_id: UUID) -> HttpResponse:
    access = request.access
    require_mark(request, own_mark(access))
    get_object_or_404(Notice.objects.of(access), pk=notice_id).delete()
    messages.success(request, _("Your notice has been taken away."))
    return redirect("notices", access.organisation.slug)


@requires(Permission.MANAGE_ORGANISATION)
def edit_words(request: OrganisationRequest) -> HttpResponse:
    """What this organisation calls the two sides of the board."""
    organisation = request.access.organisation
    notice_words = NoticeWords.objects.filter(organisation=organisation).first() or NoticeWords()
    initial = {"learn": notice_words.learn, "show": notice_words.show}
    form = NoticeWordsForm(request.POST or None, initial=initial)
    if filled_in(request, form):
        keep_words(access=request.access, **form.cleaned_data)
        messages.success(request, _("Kept. The board has these words from now on."))
        return redirect("modules", organisation.slug)
    return render(request, "followup/notice_words.html", {"form": form})


def _form(request: OrganisationRequest, notice: Notice | None) -> HttpResponse:
    access, mark = request.access, own_mark(request.access)
    require_mark(request, mark)
    slug = access.organisation.slug
    if not module_is_on(access.organisation.id, Module.NOTICES):
        return redirect("modules", slug)
    initial = (
        {"kind": notice.kind, "element": notice.element, "text": notice.text}
        | {"department": str(notice.department_id)}
        if notice
        else {"kind": request.GET.get("soort", "")}
    )
    form = NoticeForm(
        words=words_of(access.organisation),
        departments=_departments(access),
        data=request.POST or None,
        initial=initial,
    )
    if filled_in(request, form) and succeeds(
        form,
        keep_notice,
        access=access,
        notice=notice,
        today=timezone.localdate(),
        **form.cleaned_data,
    ):
        messages.success(
            request, _("It hangs there now, for everybody who works in your department.")
        )
        return redirect("notices", slug)
    context = {"form": form, "notice": notice, "participant_mark": mark, "weeks": TERM.days // 7}
    return render(request, "followup/notice_form.html", context)


def _departments(access: Access) -> list[Department]:
    """Where somebody works today; whoever heads a department works in none of its teams."""
    return list(Department.objects.filter(teams__in=access.team_ids).distinct().order_by("name"))
