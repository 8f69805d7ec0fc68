"""A wave from concept to withdrawn; closing it is `reports.services.closing`."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Module, Team
from igm_portal.accounts.selectors import module_is_on
from igm_portal.audit.services import record
from surveys.instruments import loader
from surveys.instruments.model import RespondentGroup, Status
from surveys.models import Wave, WaveKind, WaveState, WaveTeam
from surveys.policy import Policy
from surveys.results_moment import results_moment
from surveys.services.announcing import prepare_again
from surveys.services.conversations import (
    follow_results_day,
    propose_conversations,
    weekday_of_conversations,
)
from surveys.services.erasure_list import ErasureKind, listed
from surveys.services.freezing import (
    freeze_instrument,
    freeze_roster,
    freeze_support,
    freeze_texts,
)
from surveys.services.keys import newest_key
from surveys.services.mailing import call_back, follow_closing_day, invite
from surveys.services.refusals import Refused
from surveys.services.retest_rules import check_period, check_retest
from surveys.services.row_order import forget_order

ANONYMOUS_ONLY: Final = frozenset({"c2"})
"""Questionnaires whose honest answer could be used against whoever gives it: asked only where
nobody's answers can be tied to a name (research §7.4)."""

NAMELESS_KINDS: Final = frozenset({WaveKind.ORDINARY, WaveKind.TRIAL})
"""Kinds of waves in which a client comes in by a code that nobody ties to a person."""

SUPPORT_IS_OFF = _(
    "“What helps you in your profession?” is off. Change the plan, or let an administrator record "
    "what the works council said."
)

CONVERSATION_IS_OFF = _(
    "“Sharing in a conversation” is off. Change the plan, or let an administrator record the DPIA "
    "and what the works council said."
)


@transaction.atomic
def plan_wave(
    *,
    access: Access,
    title: str,
    code: str,
    version: int,
    policy: Policy,
    starts_on: date,
    closes_on: date,
    teams: Iterable[Team],
    asks_support: bool = False,
    kind: WaveKind = WaveKind.ORDINARY,
    chosen_with: str = "",
    weekday: int | None = None,
) -> Wave:
    """A concept, still changeable, that nobody but the planners sees. `weekday`: on which day of
    the week conversations are proposed (Monday is 0), for example that of an earlier wave.
    """
    wave = Wave(
        organisation=access.organisation,
        title=title,
        instrument_code=code,
        instrument_version=version,
        policy_content=policy.to_dict(),
        asks_support=asks_support,
        kind=kind,
        chosen_with=chosen_with,
        starts_on=starts_on,
        closes_on=closes_on,
    )
    wave.save()
    _choose_teams(wave, teams, {}, weekday)
    _record("wave.planned", wave, access)
    return wave


@transaction.atomic
def change_plan(
    *,
    access: Access,
    wave: Wave,
    title: str,
    code: str,
    version: int,
    policy: Policy,
    starts_on: date,
    closes_on: date,
    teams: Iterable[Team],
    asks_support: bool = False,
    kind: WaveKind = WaveKind.ORDINARY,
    chosen_with: str = "",
) -> None:
    """Change a concept. Raises Refused after launch: what protects people is frozen then.

    The days of conversations stay where the last day does; else they are proposed anew.
    """
    wave = _locked(wave, WaveState.CONCEPT, _("This wave has been launched and cannot change."))
    places, is_moved = list(wave.teams.all()), wave.closes_on != closes_on
    wave.title, wave.starts_on, wave.closes_on = title, starts_on, closes_on
    wave.instrument_code, wave.instrument_version = code, version
    wave.policy_content, wave.asks_support = policy.to_dict(), asks_support
    wave.kind = kind
    wave.chosen_with = chosen_with
    wave.save()
    wave.teams.all().delete()
    days = {} if is_moved else {place.team_id: place.conversation_on for place in places}
    _choose_teams(wave, teams, days, weekday_of_conversations(places))
    _record("wave.changed", wave, access)


@transaction.atomic
def launch_wave(
    *,
    access: Access,
    wave: Wave,
    today: date,
    by_mail: bool = False,
    postscripts: Mapping[UUID, str] | None = None,
) -> None:
    """Freeze questionnaire, local words, teams, roster, policy and key; everyone on the roster is
    invited, and with `by_mail` gets the invitation by mail too (`postscripts` as for `invite`), or
    nothing of this happens.

    A wave for clients has no roster: they come in by codes, made once it is open. Raises Refused
    when it was launched before, ends in the past, nobody would be asked, or the questionnaire may
    not be asked in a wave like this (ADR 54).
    """
    wave = _locked(wave, WaveState.CONCEPT, _("This wave has been launched already."))
    if wave.closes_on < today:
        raise Refused(_("The closing date lies in the past. Choose a later date first."))
    _check_kind(wave)
    if wave.retest_of:
        check_retest(wave.retest_of, wave)
        check_period(wave.retest_of, wave.starts_on, wave.closes_on)
    wave.instrument = freeze_instrument(wave.instrument_code, wave.instrument_version)
    wave.text_revisions = freeze_texts(wave.instrument)
    if wave.asks_support and not may_ask_support(wave):
        raise Refused(SUPPORT_IS_OFF)
    freeze_support(wave)
    if wave.policy.group != wave.launched.instrument.group:
        raise Refused(_("The protection of this wave belongs to other people than it asks."))
    roster_size = 0 if wave.anonymous else freeze_roster(wave, today)
    if not roster_size and not wave.anonymous:
        raise Refused(_("Nobody works in the chosen teams today, so there is nobody to ask."))
    first = wave.retest_of
    wave.own_words = first.own_words if first else wave.organisation.own_words
    wave.key_generation = newest_key()
    wave.launched_at = timezone.now()
    wave.state = WaveState.OPEN
    wave.save()
    _record("wave.launched", wave, access, invited=roster_size)
    if by_mail:
        invite(access=access, wave=wave, today=today, postscripts=postscripts)


@transaction.atomic
def extend_wave(
    *,
    access: Access,
    wave: Wave,
    closes_on: date,
    postscripts: Mapping[UUID, str] | None = None,
) -> None:
    """Give people more time; an open wave can only end later, never sooner (ADR 19)."""
    wave = _locked(wave, WaveState.OPEN, _("Only an open wave can be extended."))
    if closes_on <= wave.closes_on:
        raise Refused(_("Choose a date after the present closing date."))
    if wave.retest_of:
        check_period(wave.retest_of, wave.starts_on, closes_on)
    wave.closes_on = closes_on
    wave.save(update_fields=["closes_on"])
    follow_closing_day(wave, postscripts)
    prepare_again(wave)
    follow_results_day(wave)
    _record("wave.extended", wave, access, closes_on=closes_on.isoformat())


@transaction.atomic
def withdraw_wave(*, access: Access, wave: Wave) -> None:
    """Stop for good without any result: answers and invitations are deleted. Raises Refused."""
    with listed() as lines:
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if wave.state not in {WaveState.CONCEPT, WaveState.OPEN}:
            raise Refused(_("This wave is closed and cannot be withdrawn."))
        delete_content(wave)
        _record("wave.withdrawn", wave, access)
        lines.append((ErasureKind.WAVE, wave.pk.hex))


def delete_content(wave: Wave) -> None:
    """Delete what is in a wave and leave it withdrawn."""
    wave.responses.all().delete()
    wave.invitations.all().delete()
    wave.tallies.all().delete()
    call_back(wave)
    wave.state = WaveState.WITHDRAWN
    wave.save(update_fields=["state"])


def mark_closing(wave: Wave, ended_on: date | None = None) -> None:
    """No answer is taken from here on; may be called again after an interruption.

    A wave that somebody closes before its last day ended on that day, `ended_on`. Its results are
    visible at once; of a wave that ended by its date on the next working day (ADR 36).
    """
    now = timezone.now()
    by_date = wave.closes_on < timezone.localdate(now)
    open_wave = Wave.objects.filter(pk=wave.pk, state=WaveState.OPEN)
    if ended_on is not None:
        open_wave.filter(starts_on__lte=ended_on, closes_on__gt=ended_on).update(closes_on=ended_on)
    open_wave.update(
        state=WaveState.CLOSING, results_at=results_moment(wave.closes_on) if by_date else now
    )
    call_back(wave)


def forget_arrival(wave: Wave) -> None:
    """Of a wave that takes no more answers: drafts never counted and go, and so does what tells who
    was asked to begin, in which language, and who came first. Call inside a transaction that has
    locked the wave.
    """
    wave.responses.filter(sent=False).delete()
    wave.tallies.all().delete()
    wave.start_codes.update(used=True)  # which of them were used is forgotten too
    _forget_language(wave)
    forget_order(wave)


def mark_closed(wave: Wave) -> None:
    """The snapshot stands, and `forget_arrival` was done."""
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSED)


def may_ask_support(wave: Wave) -> bool:
    """Whether the addition may be asked: of klantmanagers, while its module is on (ADR 48), and
    where figures are published.
    """
    if not wave.has_group_figures:
        return False
    of_klantmanagers = wave.policy.group == RespondentGroup.KLANTMANAGER
    return of_klantmanagers and module_is_on(wave.organisation_id, Module.SUPPORT)


def _check_kind(wave: Wave) -> None:
    """Raises Refused when this questionnaire may not be asked in a wave of this kind."""
    status = loader.load(wave.instrument_code, wave.instrument_version).status
    if status is Status.CONCEPT:
        raise Refused(_("This questionnaire is a concept and cannot be asked yet."))
    if status is Status.TRIAL and not wave.is_trial:
        raise Refused(_("This questionnaire is still being tried out: plan a trial."))
    is_nameless = wave.anonymous and wave.kind in NAMELESS_KINDS
    if wave.instrument_code in ANONYMOUS_ONLY and not is_nameless:
        raise Refused(_("This questionnaire is only asked without names."))
    if wave.is_conversation and not wave.anonymous:
        raise Refused(_("Only clients are asked for a conversation."))
    if wave.is_conversation and not module_is_on(wave.organisation_id, Module.CONVERSATION):
        raise Refused(CONVERSATION_IS_OFF)


def _forget_language(wave: Wave) -> None:
    """In which language somebody answered is kept only where it is the same for everyone: who alone
    chose another language would be known by it.
    """
    languages = wave.responses.order_by().values("language", "text_revision").distinct()
    if languages.count() > 1:
        wave.responses.update(language="", text_revision=0)


def _locked(wave: Wave, state: WaveState, otherwise: object) -> Wave:
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    if wave.state != state:
        raise Refused(str(otherwise))
    return wave


def _choose_teams(
    wave: Wave,
    teams: Iterable[Team],
    days: Mapping[UUID, date | None],
    weekday: int | None = None,
) -> None:
    """Put `teams` in the wave, each with the day of `days` for its conversation, or another."""
    places = [
        WaveTeam(
            wave=wave,
            team=team,
            department_id=team.department_id,
            team_name=team.name,
            department_name=team.department.name,
        )
        for team in teams
    ]
    propose_conversations(wave, places, days, weekday)
    WaveTeam.objects.bulk_create(places)


def _record(action: str, wave: Wave, access: Access, **details: str | int | list[str]) -> None:
    record(action, wave, by=access.user, organisation_id=access.organisation.id, **details)
