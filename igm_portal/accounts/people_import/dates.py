"""Read a day as Dutch people, their spreadsheets and their personnel systems write it; pure."""

import re
from datetime import date, timedelta

from igm_portal.accounts.periods import FIRST_YEAR, LAST_YEAR

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
FIRST_OF_LAST_CENTURY = 69  # of years in two digits; 68 is 2068 (POSIX, strptime)
NO_END = "31-12-9999"  # what personnel systems write for a role without end
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}", re.ASCII)  # 18264 is 1950-01-01
_BEFORE_SERIALS = date(1899, 12, 30)  # day 0 of Excel from March 1900 on (ECMA-376, 18.17.4.1)


def read_date(text: str) -> date | None:
    """31-12-2026, 31/12/26, 2026-12-31 or the number of a day in Excel, with or without a time of
    midnight; None for anything else and for far-off years."""
    text = _MIDNIGHT.sub("", text)
    if _SERIAL.fullmatch(text):
        day = _BEFORE_SERIALS + timedelta(days=int(text))
        return day if day.year in YEARS else None
    if match := _DAY_FIRST.fullmatch(text):
        day_number, month, year = (int(part) for part in match.groups())
        if len(match[3]) == 2:
            year += 1900 if year >= FIRST_OF_LAST_CENTURY else 2000
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day_number = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day_number) if year in YEARS else None
    except ValueError:
        return None
