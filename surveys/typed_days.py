"""Read a day as somebody types it into a form: 1-12-2026, 1/12/26, 1 december. Pure."""

import re
from datetime import date, timedelta

from igm_portal.accounts.people_import.dates import read_date

_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("maart", "march", "mrt"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augustus", "august"),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
FURTHEST = timedelta(days=2 * 365)  # from today or a first day; further is a typing error
_SHORTEST = 3  # letters of a month: "dec"
_YEARS_AHEAD = 8  # to the next 29 February at the latest
_WEEKDAY = re.compile(r"^[a-z]+\.? (?=\d)", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2}) ([a-z]{3,})\.?(?: (\d{4}|\d{2}))?", re.ASCII)
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[-/](\d{1,2})", re.ASCII)


def read_day(text: str, today: date) -> date | None:
    """The day that `text` means, None for no day. Without a year it is the first from `today` on;
    a day of the week before it is passed over.
    """
    text = _WEEKDAY.sub("", " ".join(text.casefold().replace(",", " ").split()))
    if match := _IN_WORDS.fullmatch(text):
        day, month, year = int(match[1]), _month(match[2]), match[3]
        if month is None:
            return None
        return read_date(f"{day}-{month}-{year}") if year else _coming(day, month, today)
    if match := _WITHOUT_YEAR.fullmatch(text):
        return _coming(int(match[1]), int(match[2]), today)
    return read_date(text.replace(".", "-"))


def _month(word: str) -> int | None:
    for number, names in enumerate(_MONTHS, start=1):
        if len(word) >= _SHORTEST and any(name.startswith(word) for name in names):
            return number
    return None


def _coming(day: int, month: int, today: date) -> date | None:
    for year in range(today.year, today.year + _YEARS_AHEAD + 1):
        coming = read_date(f"{day}-{month}-{year}")
        if coming is not None and coming >= today:
            return coming
    return None
