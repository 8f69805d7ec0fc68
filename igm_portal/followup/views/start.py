"""The start page, with what the weeks after a result ask of somebody on top."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.models import Team
from igm_portal.accounts.permissions import Permission
from igm_portal.followup.models import Agreement, Assignment, Peer, Remeasurement
from igm_portal.followup.selectors import (
    agreements_of,
    newest_place,
    newest_team_wave,
    open_wave_after,
    referrals_before,
    states_text,
    talked_about,
    without_conversation,
)
from igm_portal.followup.views.assignment_sharing import READERS
from igm_portal.followup.views.own_pages import own_address
from reports.selectors import own_teams
from reports.services.due import close_due_waves
from reports.views.start import Task, start_page
from surveys.models import Dialogue, WaveTeam

WEEKS_AFTER = timedelta(weeks=8)
DAYS_ON_START = timedelta(days=14)
"""How long something stands there that asks nothing."""


@require_safe
@requires(*Permission)
def start(request: OrganisationRequest) -> HttpResponse:
    """Everyone with a role comes in here; a wave whose last day is over is closed first."""
    today = timezone.localdate()
    close_due_waves(request.access.organisation.id, today)
    places = list(own_teams(request.access))
    tasks = list(_tasks(request.access, places, today))
    return start_page(request, tasks, places)


def _tasks(access: Access, places: Sequence[WaveTeam], today: date) -> Iterator[Task]:
    """`places` are the own teams in all waves with a result."""
    if access.may(Permission.SEE_DEPARTMENT) or access.may(Permission.SEE_ALL_GROUPS):
        yield from _laid_before(access)
    if access.may(Permission.MANAGE_WAVES):
        yield from _to_measure_again(access)
    if access.may(Permission.SEE_ALL_GROUPS):
        yield from _without_conversation(access, today)
    for team_id in sorted(access.team_ids) if access.may(Permission.SEE_OWN_TEAM) else ():
        place = newest_place(places, team_id)
        if place is not None:
            yield from _of_team(access, place, today)
    if access.may(Permission.SEE_OWN_TEAM):
        yield from _dialogues(access, today)
    if access.may(Permission.OWN_ASSIGNMENT):
        yield from _of_assignment(access, today)
    yield from _shared_lately(access, today)


def _laid_before(access: Access) -> Iterator[Task]:
    waiting = list(referrals_before(access).waiting())
    if waiting:
        title = ngettext(
            "%(number)s team waits for your answer", "%(number)s answers wait for you", len(waiting)
        ) % {"number": len(waiting)}
        since = _("The oldest since %(day)s.") % {"day": date_format(waiting[0].laid_on, "j F")}
        yield Task(title, since, reverse("referrals", args=[access.organisation.slug]), _("Read"))


def _without_conversation(access: Access, today: date) -> Iterator[Task]:
    """For HR, in the weeks after a result: which teams have no conversation yet."""
    wave = newest_team_wave(access, today - WEEKS_AFTER)
    number = without_conversation(wave) if wave else 0
    if wave and number:
        title = ngettext(
            "%(number)s team has no conversation yet",
            "%(number)s teams have no conversation yet",
            number,
        ) % {"number": number}
        text = _("%(wave)s: offer to lead it, or to sit in.") % {"wave": wave.title}
        args = [access.organisation.slug, wave.pk]
        yield Task(title, text, reverse("followup_progress", args=args), _("Who has talked?"))


def _to_measure_again(access: Access) -> Iterator[Task]:
    number = Remeasurement.objects.filter(organisation=access.organisation).waiting().count()
    if number:
        title = ngettext(
            "%(number)s manager asks to measure again",
            "%(number)s managers ask to measure again",
            number,
        ) % {"number": number}
        url = reverse("referrals", args=[access.organisation.slug])
        yield Task(title, _("A yes, a no with a reason, or when they hear more."), url, _("Read"))


def _of_assignment(access: Access, today: date) -> Iterator[Task]:
    """A day to look back, an answer of HR of these weeks, a place that was offered."""
    own = own_address(access, "assignment")
    if Assignment.objects.of(access).filter(look_back_on__lte=today).exists():
        yield Task(_("Look back on your assignment"), _("Ten minutes."), own, _("Look back"))
    answers = Remeasurement.objects.of(access).exclude(answer="")
    if answers.filter(answered_on__gt=today - DAYS_ON_START).exists():
        text = _("You asked to measure your team again.")
        yield Task(_("HR has answered"), text, own, _("Read"))
    if Peer.objects.of(access).filter(has_accepted=False).exists():
        text = _("At most twenty managers who read each other's assignment, as far as they like.")
        url = own_address(access, "shared_assignments")
        yield Task(_("You are invited to a learning group"), text, url, _("Read"))


def _shared_lately(access: Access, today: date) -> Iterator[Task]:
    if not any(map(access.may, READERS)):
        return
    if Assignment.objects.shared_with(access, today, since=today - DAYS_ON_START).exists():
        text = _("A manager lets you read an assignment.")
        url = own_address(access, "shared_assignments")
        yield Task(_("Shared with you"), text, url, _("Read"))


def _announcement(place: WaveTeam, url: str) -> Iterator[Task]:
    """That the team is asked again, with what came of its agreements: how many, in which state."""
    again = open_wave_after(place)
    agreements = list(agreements_of(place).filter(place=place)) if again else []
    if again and agreements:
        title = _("%(team)s is asked again until %(day)s") % {
            "team": place.team_name,
            "day": date_format(again.closes_on, "j F"),
        }
        text = _("What came of what you agreed after %(wave)s: %(states)s.") % {
            "wave": place.wave.title,
            "states": states_text(agreements),
        }
        yield Task(title, text, url, _("Our agreements"))


def _dialogues(access: Access, today: date) -> Iterator[Task]:
    """The same for everyone of a department, whether a question was handed in or not."""
    own = Team.objects.filter(pk__in=access.team_ids).exclude(department__in=access.department_ids)
    dialogues = Dialogue.objects.filter(
        organisation=access.organisation, department__in=own.values("department"), day__gte=today
    )
    for dialogue in dialogues.select_related("department"):
        title = _("Activation dialogue on %(day)s") % {"day": date_format(dialogue.day, "j F")}
        text = _("%(department)s: with your head of department.") % {
            "department": dialogue.department.name
        }
        url = reverse("dialogue", args=[access.organisation.slug, dialogue.department_id])
        yield Task(title, text, url, _("Read"))


def _of_team(access: Access, place: WaveTeam, today: date) -> Iterator[Task]:
    """Talk about the newest result, or look back on what was agreed; never both at once. Before
    that, when the team is asked again, what came of it.
    """
    args = [access.organisation.slug, place.wave_id, place.team_id]
    url = reverse("followup_team", args=args)
    yield from _announcement(place, url)
    due = (
        Agreement.objects.of_team(access.organisation.id, place.team_id)
        .open()
        .filter(look_back_on__lte=today)
        .count()
    )
    name = {"team": place.team_name}
    if due:
        text = _("Ten minutes in the team meeting: did it happen, and does it help?")
        yield Task(_("%(team)s: look back on your agreements") % name, text, url, _("Look back"))
    elif not talked_about(place):
        text = _("An hour together is enough; there is a script for it, also without figures.")
        yield Task(_("%(team)s: talk about the result") % name, text, url, _("To the conversation"))
