"""The one calendar of a channel: when it is open, when it opens next, how much open time lies between two moments.

Knows dates, not countries: holidays are given as dates. Rules K1 to K8 in docs/behaviour/calendar.md.
"""
# ruff: noqa: A005 - it is the calendar; inside a package nothing is shadowed

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from openline.engine.words import Instant

DAY_MIN: Final = 1_440
SECOND_MS: Final = 1_000
SEARCH_DAYS: Final = 3_660
"""How far ahead an opening is looked for: who is closed for ten years is closed."""
CLOSE_SEARCH_MS: Final = 14 * DAY_MIN * 60 * SECOND_MS
"""How far ahead an end is looked for: whoever is open for two weeks is open day and night."""
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(9000, 1, 1)

Span: TypeAlias = tuple[Instant, Instant]
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """From `start` to `end` by the clock on the wall, in minutes after midnight; past 24:00 it is the next day (K2)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        assert 0 <= self.start < DAY_MIN, f"hours start at {self.start}"
        assert self.start < self.end <= self.start + DAY_MIN, f"hours last from {self.start} to {self.end}"


ALL_DAY: Final = (Hours(0, DAY_MIN),)
CLOSED: Final[tuple[Hours, ...]] = ()


class Because(StrEnum):
    """Which rule of K3 gives a day its hours."""

    OPENED = "opened"
    YEARLY = "yearly"
    DATE = "date"
    RANGE = "range"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Calendar:
    """`week` has the hours of Monday to Sunday; `yearly` has (month, day); `opened` days with hours of their own."""

    zone: str
    week: tuple[tuple[Hours, ...], ...]
    yearly: frozenset[tuple[int, int]] = frozenset()
    dates: frozenset[date] = frozenset()
    ranges: tuple[DateRange, ...] = ()
    opened: Mapping[date, tuple[Hours, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert len(self.week) == 7, "a week has seven days"
        ZoneInfo(self.zone)

    def hours(self, day: date) -> tuple[Hours, ...]:
        """What begins on this day: a day of its own, else nothing on a closed one, else what the weekday has (K3)."""
        own = self.opened.get(day)
        if own is not None:
            return own
        return self.week[day.weekday()] if self._closed(day) is None else CLOSED

    def because(self, day: date) -> Because:
        """Why the day has the hours that it has."""
        return Because.OPENED if day in self.opened else self._closed(day) or Because.WEEK

    def _closed(self, day: date) -> Because | None:
        if (day.month, day.day) in self.yearly:
            return Because.YEARLY
        if day in self.dates:
            return Because.DATE
        return Because.RANGE if any(day in span for span in self.ranges) else None

    def day_of(self, at: Instant) -> date:
        """The date on the wall at a moment."""
        return _day_of(at, self.zone)

    def is_open(self, at: Instant) -> bool:
        """Whether it is open at this moment. The moment of closing is closed (K1)."""
        return any(start <= at < end for start, end in self._around(at))

    def next_open(self, at: Instant) -> Instant | None:
        """This moment if it is open, else the next opening; None if there is none in the years to come (K7)."""
        return next((opens for opens, _ in self._from(at)), None)

    def next_close(self, at: Instant) -> Instant | None:
        """The end of the opening that goes on or comes next; None if it goes on for longer than two weeks (K1)."""
        begins = self.next_open(at)
        if begins is None:
            return None
        until, closes = begins + CLOSE_SEARCH_MS, begins
        for opens, ends in self._from(begins, until=until):
            if opens > closes:
                return closes
            closes = ends
        return closes if closes < until else None

    def business_ms(self, start: Instant, end: Instant) -> int:
        """Open time between two moments (K8)."""
        return sum(max(0, min(closes, end) - opens) for opens, closes in self._from(start, until=end))

    def business_seconds(self, start: Instant, end: Instant) -> int:
        """The same in whole seconds."""
        return self.business_ms(start, end) // SECOND_MS

    def business_later(self, at: Instant, open_ms: int) -> Instant | None:
        """When so much open time will have passed; None if it never will in the years to come (K8)."""
        left = open_ms
        for opens, closes in self._from(at):
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
        return None

    def _around(self, at: Instant) -> Iterator[Span]:
        """What may be open at a moment: hours of the day before may reach into this one."""
        day = _day_of(at, self.zone)
        for near in (day - _ONE_DAY, day, day + _ONE_DAY):
            yield from self._spans(near)

    def _from(self, at: Instant, until: Instant | None = None) -> Iterator[Span]:
        """What is open after a moment, in order and without overlaps; day after day, so that nobody waits for all."""
        day = max(_day_of(at, self.zone) - _ONE_DAY, FIRST_DAY)
        end = day + timedelta(days=SEARCH_DAYS) if until is None else _day_of(until, self.zone) + _ONE_DAY
        last = min(end, LAST_DAY)
        told = at
        while day <= last:
            for opens, closes in self._spans(day):
                if closes > told:
                    yield max(opens, told), closes
                    told = closes
            day += _ONE_DAY

    def _spans(self, day: date) -> list[Span]:
        """The hours of a day as moments, in order; what falls into a missing hour is not there (K5)."""
        zone, hours = ZoneInfo(self.zone), self.hours(day)
        spans = [(_moment(zone, day, one.start, fold=0), _moment(zone, day, one.end, fold=1)) for one in hours]
        return sorted(span for span in spans if span[0] < span[1])


def always(zone: str = "UTC") -> Calendar:
    """Open day and night: what a channel without working hours has."""
    return Calendar(zone, (ALL_DAY,) * 7)


def instant_of(zone: str, wall: datetime) -> Instant:
    """When the clock on the wall of a zone shows this: of two moments the first, of none the jump."""
    return _moment(ZoneInfo(zone), wall.date(), wall.hour * 60 + wall.minute, fold=0)


def _day_of(at: Instant, zone: str) -> date:
    return datetime.fromtimestamp(at / 1_000, ZoneInfo(zone)).date()


def _moment(zone: ZoneInfo, day: date, minute: int, *, fold: int) -> Instant:
    """When the clock on the wall shows this: of two moments the one of this fold (K4), of none the jump (K5)."""
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    moment = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wall:
        moment = _jump(zone, wall)
    return round(moment.timestamp() * 1_000)


def _jump(zone: ZoneInfo, wall: datetime) -> datetime:
    """The moment at which the clock jumped over a time it never showed."""
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    offset = before.astimezone(zone).utcoffset()

    def has_jumped(second: int) -> bool:
        return (before + timedelta(seconds=second)).astimezone(zone).utcoffset() != offset

    seconds = range(round((after - before).total_seconds()) + 1)
    return before + timedelta(seconds=bisect_left(seconds, True, key=has_jumped))
