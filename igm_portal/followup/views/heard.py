"""One sheet for a whole department: what its head heard, and what comes of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Department
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import drawing_of
from igm_portal.followup.models import AnswerKind, Referral, ReferralAnswer
from igm_portal.followup.selectors import heard_by_head
from igm_portal.followup.views.dialogue import headed
from igm_portal.pdf.report import Passage, Sheet, report_pdf
from reports.exports.text import file_name
from reports.files.group_pdf import LANGUAGE
from reports.views.sending import as_file

_YEAR: Final = timedelta(days=365)


@require_safe
@requires(Permission.SEE_DEPARTMENT)
def heard_sheet(request: OrganisationRequest, department_id: UUID) -> HttpResponseBase:
    """The head hands it out; nothing of it is stored."""
    department = headed(request, department_id)
    since = timezone.localdate() - _YEAR
    referrals = heard_by_head(request.access.organisation.id, department.pk, since)
    with override(LANGUAGE):
        content = report_pdf(_sheet(department, referrals))
        name = file_name(_("what we heard"), department.name, extension="pdf")
    return as_file(HttpResponse(content), name, "application/pdf")


def _sheet(department: Department, referrals: Sequence[Referral]) -> Sheet:
    title = _("What we heard, what we do")
    return Sheet(
        title=title,
        name=title,
        above=department.name,
        lead=_("What teams could not solve themselves, in their own words, and our answers."),
        organisation=department.organisation.name,
        logo=drawing_of(department.organisation),
        page=_("page {page} of {pages}"),
        passages=_passages(referrals),
        notes=[
            Passage(
                "",
                [
                    _("No team stands here by name, and no figure."),
                    _("Nothing of this may be used in an appraisal."),
                ],
            )
        ],
    )


def _passages(referrals: Sequence[Referral]) -> list[Passage]:
    """By what the newest answer says: yes first, and last how much still waits, without its words:
    of what has no answer nobody hears before the team that asked.
    """
    newest = [(one, list(one.answers.all())) for one in referrals]
    last_answers = [(one, answers[-1]) for one, answers in newest if answers]
    titles = {
        AnswerKind.YES: _("This we do"),
        AnswerKind.LATER: _("Of this you hear more"),
        AnswerKind.ELSEWHERE: _("This we laid before somebody else"),
        AnswerKind.NO: _("This we do not do, and why"),
    }
    passages = [
        Passage(title, [_line(one, last) for one, last in last_answers if last.kind == kind])
        for kind, title in titles.items()
    ]
    waiting = len(newest) - sum(last.kind in titles for _referral, last in last_answers)
    if waiting:
        text = _("Without an answer until now: %(number)s.") % {"number": waiting}
        passages.append(Passage(_("What still waits"), [text]))
    passages = [passage for passage in passages if passage.lines]
    return passages or [Passage(_("Nothing yet"), [_("Nothing was laid before us this year.")])]


def _line(referral: Referral, answer: ReferralAnswer) -> str:
    day = date_format(answer.by_date, "j F Y") if answer.by_date else ""
    ends = {
        AnswerKind.YES: _("from %(day)s."),
        AnswerKind.LATER: _("you hear more before %(day)s."),
        AnswerKind.ELSEWHERE: _("you hear more before %(day)s."),
    }
    end = ends[AnswerKind(answer.kind)] % {"day": day} if answer.kind in ends else ""
    words = answer.words.rstrip(".") + "." if answer.words else ""
    return " ".join(part for part in (f"“{referral.question}”", "–", end, words) if part)
