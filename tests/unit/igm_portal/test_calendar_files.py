"""A calendar file says in another program what was put in it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import vobject
from hypothesis import given
from hypothesis import strategies as st

from igm_portal.calendar_files import CalendarEvent, calendar_file
from igm_portal.plain_text import is_line

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WRITTEN_AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
LINES = st.text(max_size=90).filter(is_line)


def event(**changes: object) -> CalendarEvent:
    base: dict[str, object] = {
        "key": "a",
        "title": "Gesprek",
        "begins": date(2026, 12, 14),
        "text": "Kies zelf het uur.",
        "url": "https://portaal.example/zandstad/",
    }
    return CalendarEvent(**base | changes)  # type: ignore[arg-type]


def test_a_day_without_an_hour_is_a_whole_day_that_stays_free() -> None:
    calendar = vobject.readOne(calendar_file([event()], WRITTEN_AT).decode())
    (read,) = calendar.vevent_list
    assert (read.dtstart.value, read.dtend.value) == (date(2026, 12, 14), date(2026, 12, 15))
    assert read.transp.value == "TRANSPARENT"


def test_an_hour_of_amsterdam_is_the_same_moment_in_summer_and_in_winter() -> None:
    moments = [datetime(2026, month, 14, 9, tzinfo=AMSTERDAM) for month in (7, 12)]
    events = [
        event(key=str(moment), begins=moment, lasts=timedelta(minutes=15), private=True)
        for moment in moments
    ]
    content = calendar_file(events, WRITTEN_AT)
    for calendar in (
        vobject.readOne(content.decode()).vevent_list,
        icalendar.Calendar.from_ical(content).walk("VEVENT"),
    ):
        assert len(calendar) == 2
    read = vobject.readOne(content.decode()).vevent_list
    assert [one.dtstart.value for one in read] == moments
    assert [one.dtend.value - one.dtstart.value for one in read] == [timedelta(minutes=15)] * 2
    assert {one.__getattr__("class").value for one in read} == {"PRIVATE"}
    assert {one.transp.value for one in read} == {"OPAQUE"}


@given(title=LINES, text=LINES)
def test_any_name_comes_back_as_it_was(title: str, text: str) -> None:
    content = calendar_file([event(title=title, text=text)], WRITTEN_AT)
    calendar = icalendar.Calendar.from_ical(content)
    (read,) = calendar.walk("VEVENT")
    assert str(read["summary"]) == title
    assert str(read["description"]) == f"{text}\nhttps://portaal.example/zandstad/"
    (other,) = vobject.readOne(content.decode()).vevent_list
    assert other.summary.value == title
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_no_name_adds_a_line_of_its_own() -> None:
    content = calendar_file([event(title="a\r\nATTENDEE:mailto:b@c.example\rX:1")], WRITTEN_AT)
    assert not [line for line in content.splitlines() if line.startswith((b"ATTENDEE", b"X:"))]
    assert len(vobject.readOne(content.decode()).vevent_list) == 1
