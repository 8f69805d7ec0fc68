"""Write days for a calendar: iCalendar (RFC 5545), which every calendar program reads. Pure.

Others often see the calendar of a colleague, so a title says what somebody goes to and nothing of
what is measured, shown or agreed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

CONTENT_TYPE = "text/calendar; charset=utf-8"
WHOLE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What somebody puts in a calendar. `begins` is a moment with its time zone, or a date for what
    has no hour yet. `key` is the same each time, and nothing else in the world has it: a calendar
    that reads the file again moves what it has in place of adding to it.
    """

    key: str
    title: str
    begins: date | datetime
    text: str
    url: str
    lasts: timedelta = WHOLE_DAY
    private: bool = False


def calendar_file(events: Iterable[CalendarEvent], written_at: datetime) -> bytes:
    """Write the bytes of an .ics file. Moments are in UTC: a reader needs no table of zones.

    What has no hour leaves the day free; of what is private, who may look into the calendar sees
    that the time is taken (RFC 5545, 3.8.1.3 and 3.8.2.7).
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//igm-portal//NL")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(_component(event, written_at))
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent, written_at: datetime) -> Event:
    begins, has_hour = event.begins, isinstance(event.begins, datetime)
    if isinstance(begins, datetime):
        begins = begins.astimezone(UTC)
    component = Event()
    component.add("uid", event.key)
    component.add("dtstamp", written_at.astimezone(UTC))
    component.add("summary", event.title)
    component.add("dtstart", begins)
    component.add("dtend", begins + event.lasts)
    component.add("description", f"{event.text}\n{event.url}")
    component.add("url", event.url)
    component.add("class", "PRIVATE" if event.private else "PUBLIC")
    component.add("transp", "OPAQUE" if has_hour else "TRANSPARENT")
    return component
