"""The start page, with what the weeks after a result ask of somebody on top."""

from collections.abc import Iterator, Mapping, Sequence
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
from igm_portal.followup import waiting
from igm_portal.followup.selectors import (
    agreements_of,
    newest_of,
    newest_place,
    open_again,
    referrals_before,
    states_text,
)
from igm_portal.followup.views.assignment_sharing import READERS
from igm_portal.followup.views.own_pages import own_address
from igm_portal.followup.waiting import numbers
from reports.selectors import announced_teams
from reports.services.due import close_due_waves
from reports.views.start import Task, start_page
from surveys.models import Dialogue, Wave, WaveTeam
from surveys.waves_at_hand import WavesAtHand, own_places, waves_at_hand

WEEKS_AFTER = timedelta(weeks=8)
DAYS_ON_START = timedelta(days=14)
"""How long something stands there that asks nothing."""


@require_safe
@requires(*Permission)
def start(request: OrganisationRequest) -> HttpResponse:
    """Everyone with a role comes in here; a wave whose last day is over is closed first."""
    access, today = request.access, timezone.localdate()
    at_hand = waves_at_hand(access, today)
    if at_hand.is_past_end(today):
        close_due_waves(access.organisation.id, today)
        at_hand = waves_at_hand(access, today)
    places = own_places(access, at_hand)
    with_result = announced_teams(places)
    tasks = list(_tasks(access, at_hand, places, with_result, today))
    return start_page(request, tasks, with_result, at_hand)


def _tasks(
    access: Access,
    at_hand: WavesAtHand,
    places: Sequence[WaveTeam],
    with_result: Sequence[WaveTeam],
    today: date,
) -> Iterator[Task]:
    """`places` are the own teams in all waves, `with_result` those in waves with a result."""
    recent = newest_of(at_hand.waves, today - WEEKS_AFTER)
    newest = [
        place
        for team_id in (sorted(access.team_ids) if access.may(Permission.SEE_OWN_TEAM) else ())
        for place in (newest_place(with_result, team_id),)
        if place is not None
    ]
    counts = numbers(dict(_questions(access, recent, newest, today)))
    if counts.get("referrals for heads") or counts.get("referrals for HR"):
        yield from _laid_before(access)
    yield from _to_measure_again(access, counts.get("remeasurements", 0))
    if recent:
        yield from _without_conversation(access, recent, counts.get("without conversation", 0))
    for place in newest:
        yield from _of_team(access, place, open_again(places, place), counts)
    if counts.get("dialogues"):
        yield from _dialogues(access, today)
    yield from _of_assignment(access, counts)
    if counts.get("shared"):
        text = _("A manager lets you read an assignment.")
        url = own_address(access, "shared_assignments")
        yield Task(_("Shared with you"), text, url, _("Read"))


def _questions(
    access: Access, recent: Wave | None, newest: Sequence[WaveTeam], today: date
) -> Iterator[tuple[str, waiting.Question]]:
    """What this person may hear of, by name; of the own teams by the number of the place."""
    if access.may(Permission.SEE_DEPARTMENT) and access.department_ids:
        yield "referrals for heads", waiting.referrals_for_heads(access)
    if access.may(Permission.SEE_ALL_GROUPS):
        yield "referrals for HR", waiting.referrals_for_hr(access)
        if recent:
            yield "without conversation", waiting.teams_without_conversation(recent)
    if access.may(Permission.MANAGE_WAVES):
        yield "remeasurements", waiting.remeasurements(access)
    for place in newest:
        yield f"to look back {place.pk}", waiting.agreements_to_look_back(place, today)
        yield f"agreements {place.pk}", waiting.agreements(place)
        yield f"conversations {place.pk}", waiting.past_conversations(place)
    if access.may(Permission.SEE_OWN_TEAM) and access.team_ids:
        yield "dialogues", waiting.dialogues(access, today)
    since = today - DAYS_ON_START
    if access.may(Permission.OWN_ASSIGNMENT):
        yield "assignments", waiting.assignments_to_look_back(access, today)
        yield "answered", waiting.answered_remeasurements(access, since)
        yield "offered", waiting.offered_places(access)
    if any(map(access.may, READERS)):
        yield "shared", waiting.shared_assignments(access, today, since)


def _laid_before(access: Access) -> Iterator[Task]:
    waiting_referrals = list(referrals_before(access).waiting())
    if waiting_referrals:
        title = ngettext(
            "%(number)s team waits for your answer",
            "%(number)s answers wait for you",
            len(waiting_referrals),
        ) % {"number": len(waiting_referrals)}
        day = date_format(waiting_referrals[0].laid_on, "j F")
        since = _("The oldest since %(day)s.") % {"day": day}
        yield Task(title, since, reverse("referrals", args=[access.organisation.slug]), _("Read"))


def _without_conversation(access: Access, wave: Wave, number: int) -> Iterator[Task]:
    """For HR, in the weeks after a result: which teams have no conversation yet."""
    if number:
        title = ngettext(
            "%(number)s team has no conversation yet",
            "%(number)s teams have no conversation yet",
            number,
        ) % {"number": number}
        text = _("%(wave)s: offer to lead it, or to sit in.") % {"wave": wave.title}
        args = [access.organisation.slug, wave.pk]
        yield Task(title, text, reverse("followup_progress", args=args), _("Who has talked?"))


def _to_measure_again(access: Access, number: int) -> Iterator[Task]:
    if number:
        title = ngettext(
            "%(number)s manager asks to measure again",
            "%(number)s managers ask to measure again",
            number,
        ) % {"number": number}
        url = reverse("referrals", args=[access.organisation.slug])
        yield Task(title, _("A yes, a no with a reason, or when they hear more."), url, _("Read"))


def _of_assignment(access: Access, counts: Mapping[str, int]) -> Iterator[Task]:
    """A day to look back, an answer of HR of these weeks, a place that was offered."""
    own = own_address(access, "assignment")
    if counts.get("assignments"):
        yield Task(_("Look back on your assignment"), _("Ten minutes."), own, _("Look back"))
    if counts.get("answered"):
        text = _("You asked to measure your team again.")
        yield Task(_("HR has answered"), text, own, _("Read"))
    if counts.get("offered"):
        text = _("At most twenty managers who read each other's assignment, as far as they like.")
        url = own_address(access, "shared_assignments")
        yield Task(_("You are invited to a learning group"), text, url, _("Read"))


def _announcement(place: WaveTeam, again: Wave, url: str) -> Iterator[Task]:
    """That the team is asked again, with what came of its agreements: how many, in which state."""
    agreements = list(agreements_of(place).filter(place=place))
    if agreements:
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


def _of_team(
    access: Access, place: WaveTeam, again: Wave | None, counts: Mapping[str, int]
) -> Iterator[Task]:
    """Talk about the newest result, or look back on what was agreed; never both at once. Before
    that, when the team is asked `again`, what came of it.
    """
    args = [access.organisation.slug, place.wave_id, place.team_id]
    url = reverse("followup_team", args=args)
    has_agreed = counts[f"agreements {place.pk}"] > 0
    if again and has_agreed:
        yield from _announcement(place, again, url)
    name = {"team": place.team_name}
    if counts[f"to look back {place.pk}"]:
        text = _("Ten minutes in the team meeting: did it happen, and does it help?")
        yield Task(_("%(team)s: look back on your agreements") % name, text, url, _("Look back"))
    elif not (has_agreed or counts[f"conversations {place.pk}"]):
        text = _("An hour together is enough; there is a script for it, also without figures.")
        yield Task(_("%(team)s: talk about the result") % name, text, url, _("To the conversation"))
