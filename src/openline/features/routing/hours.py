"""A channel's hours on the wire."""

from openline.kit.wire import Answer


class Texts(Answer, frozen=True, kw_only=True):
    """What a customer who wrote for the first time at that moment would be told by itself; null: nothing."""

    welcome: str | None
    off_hours: str | None
    no_answer: str | None


class Hours(Answer, frozen=True, kw_only=True):
    """Whether a channel is open at a moment. `next_open` is that moment if it is.

    `next_close` is the end of the opening that goes on or comes next; null where there is none for two weeks.
    """

    at: str
    zone: str | None
    open: bool
    next_open: str | None
    next_close: str | None
    texts: Texts
