"""A channel's hours on the wire."""

from typing import Any, Literal

import msgspec

from openline.kit.wire import Answer, Request


class AskHours(Request, frozen=True, kw_only=True):
    """What would happen at a moment, with `settings` that are not stored yet on top of the stored ones.

    `at` is an instant, or without a zone what the clock of the channel shows then; now, if none is given.
    """

    at: str | None = None
    settings: dict[str, Any] = msgspec.field(default_factory=dict)


class Texts(Answer, frozen=True, kw_only=True):
    """What a customer who wrote for the first time at that moment would be told by itself; null: nothing."""

    welcome: str | None
    off_hours: str | None
    consent: str | None
    no_answer: str | None
    no_answer_after_s: int


class Day(Answer, frozen=True, kw_only=True):
    """The hours of the day in the channel's zone, and which rule gives them; `holiday` is its name, if it has one."""

    date: str
    because: Literal["always", "week", "opened", "yearly", "date", "range", "holiday"]
    holiday: str | None
    hours: list[tuple[str, str]]


class Asked(Answer, frozen=True, kw_only=True):
    """Who could be offered the session, as people stand now; of the others, how many cannot for each reason."""

    mode: str
    members: int
    free: int
    refused: dict[str, int]


class Hours(Answer, frozen=True, kw_only=True):
    """Whether a channel is open at a moment. `next_open` is that moment if it is.

    `next_close` is the end of the opening that goes on or comes next; null where there is none for two weeks.
    `texts_alone`: what is told instead when nobody is there; null where that makes no difference.
    """

    at: str
    zone: str | None
    open: bool
    next_open: str | None
    next_close: str | None
    day: Day
    texts: Texts
    texts_alone: Texts | None
    routing: Asked
