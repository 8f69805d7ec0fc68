"""The page of one wave, whatever its state: where it stands, what is next, and starting it.

`igm_portal.followup` adds to it what comes after a result (decision of the project 54).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.outbox.selectors import stoppage
from igm_portal.spelling import natural_key
from surveys.forms.planning import ExtensionForm
from surveys.instruments import loader
from surveys.instruments.addition import SUPPORT_CODE
from surveys.library import questionnaire_of
from surveys.mailings import by_address, example, plan_for, rounds_of, words_of
from surveys.models import MailKind, Wave, WaveState
from surveys.next_steps import RUNNING, reminder_days, steps_of
from surveys.overlap import overlapping
from surveys.participation import Outlook, code_numbers, participation
from surveys.plan_dates import RETEST_UNTIL
from surveys.roster import roster
from surveys.services.mailing import few_managers
from surveys.services.refusals import Refused
from surveys.services.retest_rules import check_retest
from surveys.services.tallies import count_wave
from surveys.services.waves import extend_wave, launch_wave
from surveys.views.carrying_out import carry_out, wave_or_404
from surveys.wave_course import course, set_up

MORE_TIME = timedelta(days=7)  # what the extension proposes


def wave_page(
    request: OrganisationRequest, wave: Wave, parts: Mapping[str, object]
) -> HttpResponse:
    """Everything HR may know of a wave; before closing that is participation in bands. The number
    of queries does not grow with the number of teams. `parts` are what a room above adds.
    """
    today = timezone.localdate()
    if wave.state == WaveState.OPEN:
        count_wave(wave, today)
    prefetch_related_objects([wave], "teams", "tallies", "mailings")
    instrument = questionnaire_of(wave)
    codes = code_numbers(wave) if wave.anonymous else None
    context: dict[str, Any] = {
        "wave": wave,
        "today": today,
        "policy": wave.policy,
        "instrument": instrument,
        "edition": f"{instrument.code}@{instrument.version}",
        "support_edition": wave.support or f"{SUPPORT_CODE}@{loader.load(SUPPORT_CODE).version}",
        "by_address": by_address(wave),
        "codes": codes,
        "step": steps_of([wave], today)[0] if wave.state in RUNNING else None,
        "course": course(wave, today, has_codes=bool(wave.anonymous and wave.start_codes.exists())),
        "sizes": [place.size for place in wave.teams.all()],
        **_second_time(wave),
    }
    if wave.state == WaveState.CONCEPT:
        context |= _launch(request.access, wave, today)
    elif wave.state == WaveState.OPEN:
        context |= _so_far(wave, today)
    context["facts"] = set_up(wave, instrument, context["sizes"])
    return render(request, "surveys/wave.html", context | dict(parts))


def _second_time(wave: Wave) -> dict[str, Any]:
    """The retest of this wave, if there is one, and whether one can be planned still."""
    if wave.state != WaveState.CLOSED or not wave.has_group_figures:
        return {"retest": None, "may_retest": False}
    try:
        check_retest(wave)
    except Refused:
        may_retest = False
    else:
        may_retest = timezone.localdate() <= wave.closes_on + RETEST_UNTIL
    live = wave.retests.exclude(state=WaveState.WITHDRAWN)
    return {"retest": live.first(), "may_retest": may_retest}


def _launch(access: Access, wave: Wave, today: date) -> dict[str, Any]:
    """What a launch would fix today, the mail it would send, and when reminders come due."""
    places = roster(wave, today)
    sizes = [len(people) for _place, people in places]
    per_team = "team" in wave.policy.levels
    invited_on = max(today, wave.starts_on)
    return {
        "places": sorted(
            (place for place, _people in places), key=lambda place: natural_key(place.team_name)
        ),
        "sizes": sizes,
        "people": sum(sizes),
        "too_small": [
            place.team_name for place, people in places if len(people) < wave.policy.means
        ]
        if per_team
        else [],
        "may_launch": wave.closes_on >= today and (wave.anonymous or any(sizes)),
        "is_past": wave.closes_on < today,
        "mail": example(
            wave, words_of(wave, MailKind.INVITATION), access.user.name, MailKind.INVITATION
        ),
        "outlook": few_managers(wave, sum(sizes)),
        "invited_on": invited_on,
        "later": invited_on > today,
        "reminders": reminder_days(invited_on, wave.closes_on),
        "overlaps": overlapping(wave, today),
    }


def _so_far(wave: Wave, today: date) -> dict[str, Any]:
    """Of an open wave: participation in bands by department, and how the mail stands."""
    groups = sorted(participation(wave), key=lambda group: natural_key(group.department))
    rounds = rounds_of(wave)
    plan = plan_for(wave, today)
    reminders = [mail.day for mail in rounds if mail.kind == MailKind.REMINDER]
    due = reminder_days(rounds[-1].day, wave.closes_on, len(reminders)) if rounds else ()
    next_reminder = max(due[0], plan.remind_from) if due and plan.remind_from else None
    return {
        "participation": groups,
        "enough": sum(group.outlook is Outlook.ENOUGH for group in groups),
        "counted": any(group.is_counted for group in groups),
        "rounds": rounds,
        "plan": plan,
        "next_reminder": next_reminder if next_reminder and next_reminder > today else None,
        "stoppage": stoppage(),
    }


def launch(
    request: OrganisationRequest, wave: Wave, postscripts: Mapping[UUID, str]
) -> HttpResponse:
    """Start the wave, and with the box ticked invite everyone by mail in the same go."""
    today = timezone.localdate()
    by_mail = "by_mail" in request.POST and by_address(wave)
    if not by_mail:
        message = _("The wave has been launched. What protects people can no longer change.")
    elif wave.starts_on > today:
        message = _("The wave has been launched. The invitations go out on the first day.")
    else:
        message = _("The wave has been launched. The invitations go out one by one.")
    values = {"today": today, "by_mail": by_mail, "postscripts": postscripts}
    return carry_out(request, wave, message, launch_wave, **values)


def extend(
    request: OrganisationRequest, wave: Wave, postscripts: Mapping[UUID, str]
) -> HttpResponse:
    """Ask for a later last day; what is wrong with it stands beside the field."""
    later = wave.closes_on + MORE_TIME
    form = ExtensionForm(wave, data=request.POST or None, initial={"closes_on": later})
    if request.method == "POST" and form.is_valid():
        message = _("The wave has been extended.")
        values = {"closes_on": form.cleaned_data["closes_on"], "postscripts": postscripts}
        return carry_out(request, wave, message, extend_wave, **values)
    if wave.state != WaveState.OPEN:
        return carry_out(request, wave, "", extend_wave, closes_on=wave.closes_on)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "surveys/extend.html", {"wave": wave, "form": form}, status=status)


@require_safe
@requires(Permission.SEE_WAVES)
def promises(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """What participants read before they begin, from the policy of this wave."""
    wave = wave_or_404(request, wave_id)
    return render(request, "surveys/wave_promises.html", {"wave": wave, "policy": wave.policy})
