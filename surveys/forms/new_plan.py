"""What a new plan begins with: days near today, and what an earlier wave had."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import formats

from igm_portal.accounts.access import Access
from surveys.forms.planning import planned
from surveys.forms.questionnaires import newest_entries
from surveys.models import Wave, WaveKind
from surveys.models.wave import WaveQuerySet
from surveys.plan_dates import proposed_period
from surveys.selectors import waves_of

MOST_EARLIER = 12  # waves that are offered to take over


def earlier_wave(access: Access, key: str) -> Wave | None:
    """The wave of this organisation with this id as text, None for any other text. A retest has no
    plan of its own to take over.
    """
    try:
        return to_take_over(access).filter(pk=UUID(key)).first()
    except ValueError:
        return None


def to_take_over(access: Access) -> WaveQuerySet:
    return waves_of(access).exclude(kind=WaveKind.RETEST)


def new_plan(access: Access, source: Wave | None, today: date) -> dict[str, Any]:
    """The values of a plan to start from, as the form wants them. Of `source` are taken over: the
    questionnaire in its newest version, its teams, and the least number of people.
    """
    starts_on, closes_on = proposed_period(today)
    title = formats.date_format(starts_on, "F Y").capitalize()
    if waves_of(access).filter(title=title).exists():
        title = ""
    values = {"title": title, "starts_on": starts_on, "closes_on": closes_on}
    editions = {entry.instrument.code: entry.edition for entry in newest_entries()}
    if source is None:
        return values | {"questionnaire": next(iter(editions.values()))}
    earlier = planned(source) | {"chosen_with": ""}  # this time it is chosen anew
    code = source.instrument_code
    return earlier | values | {"questionnaire": editions.get(code, earlier["questionnaire"])}
