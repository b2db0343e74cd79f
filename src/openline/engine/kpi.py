"""How long customers waited for an answer: response records of one session, folded from what happened in it.

Measures and tells when something is overdue; whom that concerns is not its business. Rules M1 to M7 in
docs/behaviour/response-times.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from openline.engine.calendar import Calendar
from openline.engine.words import Instant

MessageId: TypeAlias = int


@dataclass(frozen=True, slots=True)
class CustomerAsked:
    """A message of the customer; ratings are none."""

    at: Instant
    message_id: MessageId


@dataclass(frozen=True, slots=True)
class HumanAnswered:
    """A message that the customer sees, of a person: not of a bot, and no automatic text."""

    at: Instant


@dataclass(frozen=True, slots=True)
class ChannelChanged:
    """The session goes on in another channel, under the rules of that one."""

    at: Instant


@dataclass(frozen=True, slots=True)
class Finished:
    """Whoever finished it decided that nothing is left to answer."""

    at: Instant


Happened: TypeAlias = CustomerAsked | HumanAnswered | ChannelChanged | Finished


@dataclass(frozen=True, slots=True)
class Rules:
    """Of a channel: limits in seconds, 0 for none; with `stops_when_closed` only open time counts against them."""

    calendar: Calendar
    first_s: int = 0
    further_s: int = 0
    stops_when_closed: bool = False

    def due(self, received_at: Instant, *, initial: bool) -> Instant | None:
        """Until when it should be answered (M3, M4); None without a limit, or if the channel never opens again."""
        limit_ms = 1_000 * ((self.first_s or self.further_s) if initial else self.further_s)
        if not limit_ms:
            return None
        if self.stops_when_closed:
            return self.calendar.business_later(received_at, limit_ms)
        begins = self.calendar.next_open(received_at)
        return None if begins is None else begins + limit_ms


@dataclass(frozen=True, slots=True)
class Record:
    """One wait, from the first message of a burst to the answer."""

    message_id: MessageId
    initial: bool
    received_at: Instant
    due_at: Instant | None
    answered_at: Instant | None = None

    def is_overdue(self, now: Instant) -> bool:
        """Whether it should have been answered by now and was not (M5)."""
        return self.answered_at is None and self.due_at is not None and self.due_at <= now


@dataclass(frozen=True, slots=True)
class Waits:
    """All waits of a session, oldest first; at most the last is not over. `fresh`: the next one is an initial one."""

    records: tuple[Record, ...] = ()
    fresh: bool = True

    @property
    def pending(self) -> Record | None:
        """The wait that is not over."""
        return self.records[-1] if self.records and self.records[-1].answered_at is None else None


@dataclass(frozen=True, slots=True)
class Figures:
    """In milliseconds; the average is rounded down."""

    initial: int
    total: int
    average: int
    maximum: int
    count: int


def fold(waits: Waits, happened: Happened, rules: Rules) -> Waits:
    """What the waits are afterwards. The same story gives the same waits, however often it is told."""
    match happened:
        case CustomerAsked(at=at, message_id=message_id):
            return waits if waits.pending else _open(waits, message_id, at, rules)
        case HumanAnswered(at=at) | Finished(at=at):
            return _close(waits, at)
        case ChannelChanged(at=at):
            pending = waits.pending
            fresh = replace(_close(waits, at), fresh=True)
            return fresh if pending is None else _open(fresh, pending.message_id, at, rules)
        case _:
            assert_never(happened)


def fold_all(story: Iterable[Happened], rules: Rules) -> Waits:
    """The waits of a story told from its beginning, under the same rules throughout."""
    waits = Waits()
    for happened in story:
        waits = fold(waits, happened, rules)
    return waits


def figures(waits: Waits, now: Instant, calendar: Calendar | None = None) -> Figures | None:
    """What is shown: by the clock, or with a calendar in open time. None if nobody has asked anything (M6)."""
    if not waits.records:
        return None
    lengths = [_length(record, now, calendar) for record in waits.records]
    initial = next(
        length for record, length in zip(reversed(waits.records), reversed(lengths), strict=True) if record.initial
    )
    return Figures(initial, sum(lengths), sum(lengths) // len(lengths), max(lengths), len(lengths))


def _open(waits: Waits, message_id: MessageId, at: Instant, rules: Rules) -> Waits:
    due_at = rules.due(at, initial=waits.fresh)
    return Waits((*waits.records, Record(message_id, waits.fresh, at, due_at)), fresh=False)


def _close(waits: Waits, at: Instant) -> Waits:
    pending = waits.pending
    if pending is None:
        return waits
    return replace(waits, records=(*waits.records[:-1], replace(pending, answered_at=at)))


def _length(record: Record, now: Instant, calendar: Calendar | None) -> int:
    end = now if record.answered_at is None else record.answered_at
    return end - record.received_at if calendar is None else calendar.business_ms(record.received_at, end)
