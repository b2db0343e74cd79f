"""Response times on the wire."""

from typing import Literal

from openline.features.routing.schemas import ResponseTimes
from openline.kit.wire import Answer


class Wait(Answer, frozen=True, kw_only=True):
    """From the customer's question to the answer, or what else ended it; the last one may go on. Times in ms.

    `waited` is by the clock, `open` counts working hours only.
    """

    message_id: str
    channel_id: str
    initial: bool
    received_at: str
    due_at: str | None
    ended_at: str | None
    ended: Literal["answered", "moved", "closed"] | None
    overdue: bool
    waited: int
    open: int


class Responses(Answer, frozen=True, kw_only=True):
    """How long the customer of a session waited; no times: he never asked."""

    waits: list[Wait]
    count: int
    times: ResponseTimes | None
