"""Everything that is stored about the person who asks, for the screen, as a page and as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.audit_texts import action_text
from igm_portal.accounts.own_data import OwnAccount, own_account
from reports.selectors import sem_for
from reports.statistics.person import own_profile
from reports.statistics.sem import SemTable
from reports.texts.metrics import METRICS, Words
from surveys.instruments.elements import METRICS as METRIC_NAMES
from surveys.instruments.model import Instrument
from surveys.own_data import OwnWave, Retention, own_waves
from surveys.scoring.elements import item_counts
from surveys.scoring.respondent import Scores
from surveys.scoring.rounding import round_half_up

FORMAT = 1
KEPT: dict[Retention, str | Promise] = {
    Retention.NOTHING: _("Nothing is kept: you sent no answers, or had them erased."),
    Retention.DRAFT: _(
        "Answers that you have not sent. They do not count and go when the wave closes."
    ),
    Retention.SENT: _("The answers that you sent, and the scores made of them."),
    Retention.ANONYMOUS: _(
        "This wave has been made anonymous. If you answered, nobody can tell which answers are "
        "yours any more, so we cannot show or erase them."
    ),
    Retention.LOCKED: _(
        "Closed until your new e-mail address is confirmed from the old one or by a second "
        "administrator."
    ),
}


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score of 0-100 (a difference: -100 to 100) with its uncertainty, in whole points."""

    metric: str
    label: str
    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class WaveData:
    """One wave: what is kept of it, in words, and the scores."""

    own: OwnWave
    kept: str
    scores: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class MyData:
    organisation: str
    made_on: date
    account: OwnAccount
    events: tuple[tuple[str, tuple[str, ...]], ...]
    waves: tuple[WaveData, ...]


def my_data(access: Access, made_on: date) -> MyData:
    """Raises MissingKey when a key was lost: then it would not be everything."""
    account = own_account(access)
    return MyData(
        organisation=access.organisation.name,
        made_on=made_on,
        account=account,
        events=tuple(
            (
                f"{timezone.localtime(event.at):%d-%m-%Y %H:%M}",
                (action_text(event.action), event.about, event.actor),
            )
            for event in account.events
        ),
        waves=tuple(
            WaveData(
                own,
                str(KEPT[own.kept]),
                score_rows(own.scores, sem_for(own.checksum), METRICS, own.instrument),
            )
            for own in own_waves(access)
        ),
    )


def as_plain(data: MyData) -> dict[str, Any]:
    """For machines: the same facts under fixed English names, answers and scores by code."""
    return {
        "format": FORMAT,
        "organisation": data.organisation,
        "made_on": data.made_on,
        "account": asdict(data.account),
        "waves": [_plain_wave(wave) for wave in data.waves],
    }


def _plain_wave(wave: WaveData) -> Mapping[str, Any]:
    own = wave.own
    return {
        "wave": own.wave,
        "questionnaire": own.questionnaire,
        "checksum": own.checksum,
        "team": own.team,
        "starts_on": own.starts_on,
        "closes_on": own.closes_on,
        "kept": own.kept.value,
        "answers": [asdict(answer) for answer in own.answers],
        "open_answer": own.open_answer,
        "scores": {row.metric: [row.value, row.low, row.high] for row in wave.scores},
    }


def score_rows(
    scores: Scores | None, sems: SemTable, labels: Mapping[str, Words], instrument: Instrument
) -> tuple[ScoreRow, ...]:
    """The scores that somebody has, each under its label; none without scores."""
    if scores is None:
        return ()
    profile = own_profile(scores, sems, item_counts(instrument))
    own_scores = [(metric, profile.scores[metric]) for metric in METRIC_NAMES]
    return tuple(
        ScoreRow(
            metric,
            str(labels[metric]),
            *(round_half_up(points) for points in (score.value, score.low, score.high)),
        )
        for metric, score in own_scores
        if score is not None
    )
