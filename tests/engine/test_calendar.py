"""docs/behaviour/calendar.md: told, and against an oracle that looks at every minute by the clock on the wall."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openline.engine.calendar import ALL_DAY, CLOSED, Because, Calendar, DateRange, Hours, always

MINUTE = 60_000
NINE_TO_SIX = (Hours(9 * 60, 18 * 60),)
WEEKDAYS = (NINE_TO_SIX,) * 5 + (CLOSED,) * 2
NIGHT = (Hours(22 * 60, 30 * 60),)

# Days on which something happens to the clocks, with the zone where it does.
STRANGE_DAYS = (
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2018, 2, 18)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Ho_Chi_Minh", date(2026, 2, 17)),
    ("UTC", date(2028, 2, 29)),
)


def at(zone: str, text: str, fold: int = 0) -> int:
    """Milliseconds of a moment by the clock on the wall."""
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp() * 1_000)


def saigon(text: str) -> int:
    return at("Asia/Ho_Chi_Minh", text)


def office(**more: Any) -> Calendar:
    return Calendar("Asia/Ho_Chi_Minh", WEEKDAYS, **more)


def test_it_opens_at_the_minute_and_closes_at_the_minute() -> None:
    calendar = office()
    opens, closes = saigon("2026-11-23T09:00"), saigon("2026-11-23T18:00")
    assert [calendar.is_open(moment) for moment in (opens - 1, opens, closes - 1, closes)] == [False, True, True, False]


def test_after_hours_it_opens_on_the_next_working_day() -> None:
    calendar = office()
    assert calendar.next_open(saigon("2026-11-23T10:30")) == saigon("2026-11-23T10:30")
    assert calendar.next_open(saigon("2026-11-23T20:00")) == saigon("2026-11-24T09:00")
    assert calendar.next_open(saigon("2026-11-27T18:00")) == saigon("2026-11-30T09:00")


def test_several_intervals_a_day() -> None:
    calendar = Calendar("Asia/Ho_Chi_Minh", ((Hours(480, 720), Hours(810, 1_050)),) * 7)
    assert not calendar.is_open(saigon("2026-11-23T12:30"))
    assert calendar.next_open(saigon("2026-11-23T12:30")) == saigon("2026-11-23T13:30")
    assert calendar.business_seconds(saigon("2026-11-23T00:00"), saigon("2026-11-24T00:00")) == 8 * 3_600


@pytest.mark.parametrize(
    ("closed", "day"),
    [
        ({"yearly": frozenset({(9, 2)})}, "2026-09-02"),
        ({"yearly": frozenset({(2, 29)})}, "2028-02-29"),
        ({"dates": frozenset({date(2026, 11, 23)})}, "2026-11-23"),
        ({"ranges": (DateRange(date(2026, 11, 20), date(2026, 11, 24)),)}, "2026-11-24"),
    ],
)
def test_closed_days(closed: Mapping[str, Any], day: str) -> None:
    calendar, noon = office(**closed), saigon(f"{day}T12:00")
    assert office().is_open(noon)
    assert not calendar.is_open(noon)
    assert calendar.is_open(calendar.next_open(noon) or 0)


@pytest.mark.parametrize(
    ("rules", "because"),
    [
        ({}, Because.WEEK),
        ({"yearly": frozenset({(9, 2)})}, Because.YEARLY),
        ({"dates": frozenset({date(2026, 9, 2)})}, Because.DATE),
        ({"ranges": (DateRange(date(2026, 9, 1), date(2026, 9, 3)),)}, Because.RANGE),
        ({"dates": frozenset({date(2026, 9, 2)}), "opened": {date(2026, 9, 2): ()}}, Because.OPENED),
    ],
)
def test_a_day_says_which_rule_gives_it_its_hours(rules: dict[str, Any], because: Because) -> None:
    calendar = office(**rules)
    assert calendar.because(date(2026, 9, 2)) is because
    assert bool(calendar.hours(date(2026, 9, 2))) == (because is Because.WEEK)


def test_a_yearly_day_is_closed_every_year_and_a_date_once() -> None:
    assert not office(yearly=frozenset({(9, 2)})).is_open(saigon("2027-09-02T12:00"))
    assert office(dates=frozenset({date(2026, 9, 2)})).is_open(saigon("2027-09-02T12:00"))


def test_an_exceptional_day_has_its_own_hours_whatever_else_is_said_of_it() -> None:
    sunday = date(2026, 11, 22)
    calendar = office(dates=frozenset({sunday}), opened={sunday: (Hours(600, 660),)})
    assert calendar.next_open(saigon("2026-11-22T00:00")) == saigon("2026-11-22T10:00")
    assert calendar.next_open(saigon("2026-11-22T11:00")) == saigon("2026-11-23T09:00")
    closed_monday = office(opened={date(2026, 11, 23): CLOSED})
    assert closed_monday.next_open(saigon("2026-11-22T00:00")) == saigon("2026-11-24T09:00")


def test_a_night_belongs_to_the_day_it_begins_on() -> None:
    calendar = Calendar("Asia/Ho_Chi_Minh", (NIGHT,) * 7, dates=frozenset({date(2026, 11, 24)}))
    assert calendar.is_open(saigon("2026-11-24T05:59"))
    assert not calendar.is_open(saigon("2026-11-24T06:00"))
    assert not calendar.is_open(saigon("2026-11-24T23:00"))
    assert not calendar.is_open(saigon("2026-11-25T05:00"))
    assert calendar.is_open(saigon("2026-11-25T22:00"))


def test_a_night_with_a_changed_clock_is_an_hour_longer_or_shorter() -> None:
    calendar = Calendar("Europe/Berlin", (NIGHT,) * 7)
    hours = []
    for day in ("2026-03-28", "2026-06-01", "2026-10-24"):
        evening = at("Europe/Berlin", f"{day}T20:00")
        hours.append(calendar.business_seconds(evening, evening + 14 * 3_600_000) / 3_600)
    assert hours == [7, 8, 9]


def test_hours_that_the_clock_jumps_over_do_not_exist() -> None:
    calendar = Calendar("Europe/Berlin", ((Hours(130, 170), Hours(600, 660)),) * 7)
    assert calendar.next_open(at("Europe/Berlin", "2026-03-29T00:00")) == at("Europe/Berlin", "2026-03-29T10:00")
    partly = Calendar("Europe/Berlin", ((Hours(130, 200),),) * 7)
    begin = at("Europe/Berlin", "2026-03-29T00:00")
    assert partly.next_open(begin) == at("Europe/Berlin", "2026-03-29T03:00")
    assert partly.business_seconds(begin, begin + 12 * 3_600_000) == 20 * 60


def test_an_hour_that_comes_twice_is_open_both_times() -> None:
    calendar = Calendar("Europe/Berlin", ((Hours(120, 150),),) * 7)
    begin = at("Europe/Berlin", "2026-10-25T00:00")
    assert calendar.next_open(begin) == at("Europe/Berlin", "2026-10-25T02:00")
    assert calendar.is_open(at("Europe/Berlin", "2026-10-25T02:29", fold=1))
    assert calendar.business_seconds(begin, begin + 12 * 3_600_000) == 90 * 60


def test_never_and_always() -> None:
    never = Calendar("UTC", (CLOSED,) * 7)
    now = at("UTC", "2026-11-22T12:00")
    assert (never.is_open(now), never.next_open(now), never.business_later(now, 1)) == (False, None, None)
    assert always().business_ms(now, now + 10 * 86_400_000) == 10 * 86_400_000
    assert always("Europe/Berlin").business_later(now, 86_400_000) == now + 86_400_000


def test_a_deadline_counts_open_time_only() -> None:
    calendar = office()
    assert calendar.business_later(saigon("2026-11-27T17:30"), 3_600_000) == saigon("2026-11-30T09:30")
    assert calendar.business_later(saigon("2026-11-27T17:00"), 3_600_000) == saigon("2026-11-27T18:00")


# Whatever the calendar

hours = st.builds(lambda start, length: Hours(start, start + length), st.integers(0, 1_439), st.integers(1, 1_440))
some_hours = st.lists(hours, max_size=3).map(tuple)


@st.composite
def strange_weeks(draw: st.DrawFn) -> tuple[Calendar, date]:
    """A calendar near a day that is not like others."""
    zone, day = draw(st.sampled_from(STRANGE_DAYS))
    near = st.integers(-2, 2).map(lambda days: day + timedelta(days=days))
    week = tuple(draw(st.lists(some_hours, min_size=7, max_size=7)))
    calendar = Calendar(
        zone,
        week if draw(st.booleans()) else (draw(some_hours),) * 7,
        yearly=frozenset((d.month, d.day) for d in draw(st.lists(near, max_size=1))),
        dates=frozenset(draw(st.lists(near, max_size=1))),
        ranges=tuple(DateRange(d, d + timedelta(days=1)) for d in draw(st.lists(near, max_size=1))),
        opened=draw(st.dictionaries(near, some_hours, max_size=1)),
    )
    return calendar, day


def open_minutes(calendar: Calendar, day: date) -> tuple[int, list[bool]]:
    """The oracle: each minute of a few days, and whether the hours of any day hold it.

    The hours of a day last from the first minute at which the clock shows what they contain to the last.
    """
    zone = ZoneInfo(calendar.zone)
    first = round(datetime.combine(day - timedelta(days=2), datetime.min.time(), UTC).timestamp()) // 60
    walls = [datetime.fromtimestamp((first + n) * 60, zone).replace(tzinfo=None) for n in range(5 * 1_440)]
    found = [False] * len(walls)
    for away in range(-4, 5):
        begins = day + timedelta(days=away)
        midnight = datetime.combine(begins, datetime.min.time())
        for one in wanted_hours(calendar, begins):
            start, end = midnight + timedelta(minutes=one.start), midnight + timedelta(minutes=one.end)
            inside = [n for n, wall in enumerate(walls) if start <= wall < end]
            if inside:
                found[inside[0] : inside[-1] + 1] = [True] * (inside[-1] + 1 - inside[0])
    return first * MINUTE, found


def wanted_hours(calendar: Calendar, day: date) -> tuple[Hours, ...]:
    if day in calendar.opened:
        return calendar.opened[day]
    ranges = any(one.first <= day <= one.last for one in calendar.ranges)
    if ranges or day in calendar.dates or (day.month, day.day) in calendar.yearly:
        return ()
    return calendar.week[day.isoweekday() - 1]


MARGIN = 1_440
"""Minutes at both ends at which hours of days beyond the oracle's sight may matter."""


@given(strange_weeks())
@example((Calendar("Pacific/Apia", (NIGHT,) * 7), date(2011, 12, 30)))
@example((Calendar("America/Sao_Paulo", (ALL_DAY,) * 7), date(2018, 11, 4)))
def test_every_minute_is_as_the_clock_on_the_wall_says(case: tuple[Calendar, date]) -> None:
    calendar, day = case
    first, minutes = open_minutes(calendar, day)
    seen = range(MARGIN, len(minutes) - MARGIN)
    wrong = [n for n in seen if n % 7 == 0 and calendar.is_open(first + n * MINUTE) != minutes[n]]
    edges = [n for n in seen if minutes[n] != minutes[n - 1]]
    wrong += [n for n in edges if calendar.is_open(first + n * MINUTE) != minutes[n]]
    wrong += [n for n in edges if calendar.is_open(first + n * MINUTE - 1) == minutes[n]]
    assert not wrong, [datetime.fromtimestamp(first / 1_000 + n * 60, UTC) for n in wrong[:3]]


@given(strange_weeks(), st.integers(0, 1_500), st.integers(0, 2_000))
def test_open_time_and_the_next_opening_are_those_of_the_minutes(
    case: tuple[Calendar, date], begin: int, length: int
) -> None:
    calendar, day = case
    first, minutes = open_minutes(calendar, day)
    start = MARGIN + begin
    end = min(start + length, len(minutes) - MARGIN)
    assert calendar.business_ms(first + start * MINUTE, first + end * MINUTE) == sum(minutes[start:end]) * MINUTE
    later = next((n for n in range(start, len(minutes) - MARGIN) if minutes[n]), None)
    found = calendar.next_open(first + start * MINUTE)
    if later is not None:
        assert found == first + later * MINUTE
    else:
        assert found is None or found >= first + (len(minutes) - MARGIN) * MINUTE


@given(strange_weeks(), st.lists(st.integers(0, 6 * 86_400_000), min_size=2, max_size=5))
def test_open_time_adds_up_and_leads_back(case: tuple[Calendar, date], moments: list[int]) -> None:
    calendar, day = case
    origin = round(datetime.combine(day - timedelta(days=3), datetime.min.time(), UTC).timestamp()) * 1_000
    times = sorted(origin + moment for moment in moments)
    parts = [calendar.business_ms(a, b) for a, b in pairwise(times)]
    assert sum(parts) == calendar.business_ms(times[0], times[-1])
    assert all(0 <= part <= b - a for part, (a, b) in zip(parts, pairwise(times), strict=True))
    if parts[0] > 0:
        due = calendar.business_later(times[0], parts[0])
        assert due is not None
        assert due <= times[1]
        assert calendar.business_ms(times[0], due) == parts[0]
        assert calendar.business_ms(due, times[1]) == 0
