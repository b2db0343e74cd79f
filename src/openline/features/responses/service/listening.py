"""Facts of sessions become waits, in the transactions that they belong to (rules M1 to M7).

The queue is held by whoever announced the fact. A message of a burst finds its wait in memory and writes nothing.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from openline.engine.calendar import Calendar
from openline.engine.kpi import ChannelChanged, CustomerAsked, Finished, Happened, HumanAnswered, Record, Waits, fold
from openline.features.channels.service import CHANNELS, Channel
from openline.features.messages.events import MessageAdded
from openline.features.messages.types import Author
from openline.features.responses.repository import RECORDS, RESPONSES, Response, ResponseRecord
from openline.features.responses.service.overdue import watch
from openline.features.responses.types import Ended
from openline.features.routing.events import SessionClosed, SessionClosing, SessionMoved, SessionRated
from openline.features.routing.service.access import BESIDE
from openline.features.settings.service import calendar_of, kpi_rules
from openline.store import Fact, UnitOfWork
from openline.store.batch import Runner

Subscriber = Callable[[UnitOfWork, Any], Awaitable[None]]


async def note_message(uow: UnitOfWork, fact: MessageAdded) -> None:
    """A customer asks, or a person answers. Notes, bots and automatic texts are neither."""
    if fact.session_id is None or fact.number is None:
        return
    if fact.author == Author.CUSTOMER:
        row = await RESPONSES.get(uow, fact.session_id)
        if row is None or row.pending is None:
            assert fact.channel_id is not None
            row = row or RESPONSES.add(uow, Response(fact.session_id, fact.account_id, fact.channel_id))
            await _happen(uow, row, CustomerAsked(uow.now, fact.message_id))
    elif fact.author == Author.AGENT:
        await _end(uow, fact.session_id, HumanAnswered(uow.now))


async def note_end(uow: UnitOfWork, fact: SessionClosing | SessionClosed) -> None:
    """Whoever finishes a session has decided that nothing is left to answer."""
    assert fact.session_id is not None
    await _end(uow, fact.session_id, Finished(uow.now))


async def note_rating(uow: UnitOfWork, fact: SessionRated) -> None:
    """A rating in the place of a message was no question."""
    assert fact.session_id is not None
    row = await RESPONSES.get(uow, fact.session_id)
    if row is not None and fact.message_id is not None and row.message_id == fact.message_id:
        _write(uow, row, None, fresh=bool(row.initial))


async def note_move(uow: UnitOfWork, fact: SessionMoved) -> None:
    """Another channel, another limit: what waits is measured anew from now on (M7)."""
    assert fact.session_id is not None
    row = await RESPONSES.get(uow, fact.session_id)
    if row is not None:
        row = await _happen(uow, row, ChannelChanged(uow.now), to=fact.to_channel)
        RESPONSES.change(uow, row, channel_id=fact.to_channel)


async def _end(uow: UnitOfWork, session_id: int, happened: Happened) -> None:
    row = await RESPONSES.get(uow, session_id)
    if row is not None and row.pending is not None:
        await _happen(uow, row, happened)


async def _happen(uow: UnitOfWork, row: Response, happened: Happened, to: int | None = None) -> Response:
    """Fold it in; a wait that ends by it is kept for good."""
    before = Waits((row.pending,) if row.pending else (), fresh=bool(row.fresh))
    channel = await _channel(uow, to or row.channel_id)
    after = fold(before, happened, kpi_rules(channel))
    ended = after.records[0] if before.records and after.records[0].answered_at is not None else None
    if ended is not None:
        row = _keep(uow, row, ended, happened, calendar_of(await _channel(uow, row.channel_id)))
    if after.pending != row.pending or after.fresh != bool(row.fresh):
        row = _write(uow, row, after.pending, fresh=after.fresh)
        if after.pending is not None:
            row = watch(uow, row, channel)
    return row


async def _channel(uow: UnitOfWork, channel_id: int) -> Channel:
    channel = await CHANNELS.get(uow, channel_id)
    assert channel is not None
    return channel


def _write(uow: UnitOfWork, row: Response, pending: Record | None, *, fresh: bool) -> Response:
    """The wait that goes on from now, of which nobody was told yet."""
    return RESPONSES.change(
        uow, row, fresh=int(fresh), message_id=pending.message_id if pending else None,
        initial=int(pending.initial) if pending else 0, received_at=pending.received_at if pending else None,
        due_at=pending.due_at if pending else None, told=0, told_at=None, escalated=0,
    )  # fmt: skip


def _keep(uow: UnitOfWork, row: Response, record: Record, happened: Happened, calendar: Calendar | None) -> Response:
    at = record.answered_at
    assert at is not None
    waited = at - record.received_at
    opened = waited if calendar is None else calendar.business_ms(record.received_at, at)
    RECORDS.add(
        uow,
        ResponseRecord(
            session_id=row.session_id, place=row.count, account_id=row.account_id, channel_id=row.channel_id,
            message_id=record.message_id, initial=int(record.initial), received_at=record.received_at,
            due_at=record.due_at, answered_at=at, waited_ms=waited, open_ms=opened, ended=_ended(happened).value,
        ),
    )  # fmt: skip
    return RESPONSES.change(
        uow, row, count=row.count + 1, total_ms=row.total_ms + waited, total_open_ms=row.total_open_ms + opened,
        initial_ms=waited if record.initial else row.initial_ms,
        initial_open_ms=opened if record.initial else row.initial_open_ms,
        maximum_ms=max(row.maximum_ms, waited), maximum_open_ms=max(row.maximum_open_ms, opened),
    )  # fmt: skip


def _ended(happened: Happened) -> Ended:
    match happened:
        case HumanAnswered():
            return Ended.ANSWERED
        case ChannelChanged():
            return Ended.MOVED
        case _:
            return Ended.CLOSED


def listen(runner: Runner) -> None:
    """Hear of sessions; the row that every message needs is read with the message's own."""
    if RESPONSES.load not in BESIDE:
        BESIDE.append(RESPONSES.load)
    for of_sessions, note in SUBSCRIBERS:
        runner.subscribe(of_sessions, note)


SUBSCRIBERS: tuple[tuple[type[Fact], Subscriber], ...] = (
    (MessageAdded, note_message), (SessionClosing, note_end), (SessionClosed, note_end), (SessionRated, note_rating),
    (SessionMoved, note_move),
)  # fmt: skip
