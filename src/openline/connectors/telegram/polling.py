"""Long polling: one request that waits, for who cannot be reached from the internet."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from openline.connectors.base import (
    AccountAlert,
    Context,
    IdentitySet,
    InboundEvent,
    Permanent,
    Retry,
    WireOutcome,
    WireResponse,
)
from openline.connectors.telegram.answers import classify
from openline.connectors.telegram.calls import ask, plain_call, result_of
from openline.connectors.telegram.inbound import events_of, press_of
from openline.connectors.telegram.setup import polls
from openline.connectors.telegram.shape import ALLOWED_UPDATES
from openline.connectors.telegram.values import record, whole

MOST: Final = 100
CONFLICT: Final = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a request waits (less than the way out does for an answer), and how trouble slows us down."""

    wait_s: int = 15
    first_pause_s: float = 1.0
    longest_pause_s: float = 60.0


async def run(ctx: Context, pace: Pace) -> None:
    """Fetch updates until cancelled, or until the token is refused: then somebody is told, and it ends."""
    if not polls(ctx.settings):
        return
    await ask(ctx, "deleteWebhook")
    pause = pace.first_pause_s
    while True:
        outcome = await _updates(ctx, pace)
        updates = result_of(outcome)
        if isinstance(updates, list):
            await _take(ctx, updates)
            pause = pace.first_pause_s
            continue
        wait = _trouble(outcome, pause)
        if wait is None:
            await ctx.deliver([_refused(ctx)], await ctx.cursor())
            return
        await asyncio.sleep(wait)
        pause = min(pause * 2, pace.longest_pause_s)


async def _updates(ctx: Context, pace: Pace) -> WireOutcome:
    cursor = await ctx.cursor()
    offset = {"offset": int(cursor) + 1} if cursor else {}
    params = {**offset, "limit": MOST, "timeout": pace.wait_s, "allowed_updates": ALLOWED_UPDATES}
    return await ctx.http.call(replace(plain_call(ctx.settings, "getUpdates", params), routine=True))


async def _take(ctx: Context, updates: Sequence[Any]) -> None:
    """Hand them over; what is handed over is confirmed by the next request, and not before."""
    numbers = [number for update in updates if (number := whole(record(update).get("update_id"))) is not None]
    if not numbers:
        return
    events: list[InboundEvent] = []
    for update in updates:
        events += events_of(update, msgspec.json.encode(update), ctx.now())
    await ctx.deliver(events, str(max(numbers)))
    for update in updates:
        if press := press_of(update):
            await ask(ctx, "answerCallbackQuery", {"callback_query_id": press})


def _trouble(outcome: WireOutcome, pause: float) -> float | None:
    """For how many seconds to wait; None: nobody polls with this token any more."""
    if isinstance(outcome, WireResponse) and outcome.status == CONFLICT:
        return pause  # another program polls, or a webhook was set: `check` says so
    match classify(outcome):
        case Permanent(code="unauthorized"):
            return None
        case Retry(after_ms=after) if isinstance(outcome, WireResponse) and outcome.status == 429:
            return after / 1_000
        case _:
            return pause


def _refused(ctx: Context) -> AccountAlert:
    return AccountAlert(
        event_key=f"alert:unauthorized:{ctx.now()}", thread_ref="", occurred_at=ctx.now(), sender=IdentitySet(),
        code="unauthorized", text="",
    )  # fmt: skip
