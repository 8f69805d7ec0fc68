"""Where a wave stands in its course, and the facts of its set-up, for who plans it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from igm_portal.page_tags import period
from surveys.instruments.model import Instrument
from surveys.models import MailKind, Wave, WaveState

DONE: Final = "done"
NOW: Final = "now"


def course(wave: Wave, today: date, *, has_codes: bool) -> list[tuple[str, str]]:
    """List the five steps of a wave, each done, now, or still to come; nothing once withdrawn."""
    words = (
        pgettext("step of a wave", "Planned"),
        _asked(wave),
        _until(wave, today),
        pgettext("step of a wave", "Closed"),
        _results(wave),
    )
    now = _place(wave, today, has_codes=has_codes)
    if now is None:
        return []
    return [
        (word, DONE if place < now else NOW if place == now else "")
        for place, word in enumerate(words)
    ]


def _place(wave: Wave, today: date, *, has_codes: bool) -> int | None:
    """Which of the steps is the present one."""
    if wave.state == WaveState.WITHDRAWN:
        return None
    if wave.state == WaveState.CONCEPT:
        return 0
    if wave.is_over:
        return 4
    if wave.state in {WaveState.CLOSED, WaveState.CLOSING} or today > wave.closes_on:
        return 3
    is_asked = has_codes if wave.anonymous else bool(wave.mailings.all())
    return 2 if is_asked and wave.starts_on <= today else 1


def _asked(wave: Wave) -> str:
    if wave.anonymous:
        return pgettext("step of a wave", "Start codes")
    if any(mailing.kind == MailKind.INVITATION for mailing in wave.mailings.all()):
        return pgettext("step of a wave", "Invited")
    return pgettext("step of a wave", "Invite")


def _until(wave: Wave, today: date) -> str:
    if wave.state == WaveState.OPEN and wave.starts_on > today:
        return _("Open from %(date)s") % {"date": formats.date_format(wave.starts_on, "j b")}
    return _("Open until %(date)s") % {"date": formats.date_format(wave.closes_on, "j b")}


def _results(wave: Wave) -> str:
    """When the results come; of a concept the day may still move."""
    if wave.is_trial:
        return pgettext("step of a wave", "How the questions worked")
    if wave.is_retest:
        return pgettext("step of a wave", "Measurement error")
    if wave.is_conversation:
        return pgettext("step of a wave", "Own results stay")
    if wave.state == WaveState.CONCEPT or wave.is_announced:
        return pgettext("step of a wave", "Results")
    day = formats.date_format(timezone.localtime(wave.results_expected), "j b")
    return _("Results %(date)s") % {"date": day}


def set_up(wave: Wave, instrument: Instrument, sizes: Sequence[int]) -> list[tuple[str, str]]:
    """The facts beside a wave: when, what, of whom, and from how many; `sizes` per team."""
    policy = wave.policy
    minimum = policy.participation_minimum
    facts = [
        (_("When"), period(wave.starts_on, wave.closes_on)),
        (
            _("Questionnaire"),
            _("%(number)s questions, version %(version)s")
            % {"number": instrument.asked, "version": instrument.version},
        ),
    ]
    if wave.is_trial:
        facts.append((_("Kind"), _("Trial: no scores of any group")))
    if wave.retest_of:
        text = _("Retest of “%(wave)s”: no scores of any group")
        facts.append((_("Kind"), text % {"wave": wave.retest_of.title}))
    if wave.is_conversation:
        facts.append((_("Kind"), _("For conversations: no scores of any group")))
    if wave.shown_words:
        facts.append((_("Own words in the questions"), ", ".join(wave.shown_words)))
    if not wave.is_retest:  # whose questions were chosen for the first wave
        facts.append((_("Chosen with"), wave.chosen_with or _("not filled in")))
    if wave.asks_support:
        facts.append((_("Also asked"), _("What helps you in your profession?")))
    if sizes:
        text = ngettext("%(teams)s, %(people)s person", "%(teams)s, %(people)s people", sum(sizes))
        facts.append((_("Teams"), text % {"teams": len(sizes), "people": sum(sizes)}))
    days = [place.conversation_on for place in wave.teams.all() if place.conversation_on]
    if days:
        facts.append((_("Conversations"), period(min(days), max(days))))
    if not (wave.is_conversation or wave.is_retest):
        facts.append((_("Group from"), _("%(least)s people") % {"least": policy.means}))
    if minimum and not wave.is_retest:
        facts.append((_("Participation from"), f"{minimum:.0%}"))
    return facts
