"""The course of a team after a wave, as the words and states of a rail."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from igm_portal.followup.selectors import Course, TeamProgress, wave_after
from surveys.models import Wave

NAMES: dict[str, tuple[Promise, Promise]] = {
    "measured_on": (gettext_lazy("Measured"), pgettext_lazy("to do", "Measure")),
    "discussed_on": (gettext_lazy("Discussed"), pgettext_lazy("to do", "Discuss")),
    "agreed_on": (gettext_lazy("Agreed"), gettext_lazy("Agree")),
    "looked_back_on": (gettext_lazy("Looked back"), gettext_lazy("Look back")),
    "measured_again_on": (gettext_lazy("Measured again"), pgettext_lazy("to do", "Measure again")),
}
"""Each step once it is done, and as what is still to do."""


def course_steps(course: Course) -> list[tuple[str, str]]:
    """Each step with its date, and whether it is done, the one that comes now, or later (empty).

    A team that talked and agreed nothing has no agreement to wait for: its next step is measuring
    again.
    """
    days: dict[str, date | None] = {name: getattr(course, name) for name in NAMES}
    skipped_steps = {"agreed_on", "looked_back_on"} if course.nothing_agreed else set()
    implied_steps = {"discussed_on"} if course.agreed_on else set()  # who agrees has talked
    steps_done = {name for name, day in days.items() if day} | skipped_steps | implied_steps
    current = next((name for name in days if name not in steps_done), "")
    return [
        (
            _("Nothing agreed")
            if name in skipped_steps
            else _words(name, day, is_done=name in steps_done),
            "done" if name in steps_done else "now" if name == current else "",
        )
        for name, day in days.items()
        if name not in skipped_steps or name == "agreed_on"
    ]


def wave_course_steps(wave: Wave, teams: Sequence[TeamProgress]) -> list[tuple[str, str]]:
    """The course of these teams after a wave as far as those above them know it: how many have
    talked. What they agree and how they look back on it is theirs.
    """
    talks = sum(team.state == "held" for team in teams)
    again = wave_after(wave)
    talks_text = ngettext(
        "Discussed: %(held)s of %(teams)s team",
        "Discussed: %(held)s of %(teams)s teams",
        len(teams),
    ) % {"held": talks, "teams": len(teams)}
    all_talked = talks == len(teams)
    return [
        (_words("measured_on", wave.closes_on, is_done=True), "done"),
        (talks_text, "done" if again or all_talked else "now"),
        (_("Agreed, looked back: by the teams"), "done" if again else "now" if all_talked else ""),
        (
            _words("measured_again_on", again.closes_on if again else None, is_done=bool(again)),
            "done" if again else "",
        ),
    ]


def _words(name: str, day: date | None, *, is_done: bool) -> str:
    past, to_do = NAMES[name]
    return f"{past} {date_format(day, 'j b Y')}" if day else str(past if is_done else to_do)
