"""Messages on their way out: rows written with the message, leased by conversation, so that order holds.

A row is `waiting`, then `sending` (committed before the call), then gone; or it stays as `failed` (dead letter) or
`unknown` (may have been sent: somebody decides). A message of several calls is `waiting` again between two of them.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa

from openline.kit.clock import DAY, HOUR
from openline.store.batch import wants
from openline.store.records import Records
from openline.store.sql import Query
from openline.store.tables import LANES, OUTBOX, PAUSES
from openline.store.uow import UnitOfWork, View

NEVER = (1 << 63) - 1
MAX_AGE_MS = 24 * HOUR  # what is older says nothing to the customer any more: it is taken, but only to be given up
KEPT_MS = 30 * DAY
FILE_NOT_READY = "file_not_ready"  # why a message waits although nobody was asked
SWEPT_AT_ONCE = 500


class State(StrEnum):
    """Where a message on its way out is."""

    WAITING = "waiting"
    SENDING = "sending"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Outgoing(msgspec.Struct, frozen=True):
    """A message that a platform must get. `part`: so many of its calls are confirmed."""

    message_id: int
    account_id: int
    connection_id: int
    conversation_id: int
    state: str
    part: int
    attempts: int
    due_at: int
    created_at: int
    error: str | None


class Lane(msgspec.Struct, frozen=True):
    """A conversation's right of way: one worker sends for it at a time."""

    conversation_id: int
    account_id: int
    worker: str
    lease_until: int


class Pause(msgspec.Struct, frozen=True):
    """Nothing goes out through this connection until then."""

    connection_id: int
    account_id: int
    until: int
    reason: str


OUTGOING = Records(OUTBOX, Outgoing, guarded=True)
LANE_ROWS = Records(LANES, Lane, rank=80)
PAUSE_ROWS = Records(PAUSES, Pause)

_NOW: Any = sa.bindparam("now", type_=sa.BigInteger)
_STALE: Any = sa.bindparam("stale", type_=sa.BigInteger)
_LIMIT: Any = sa.bindparam("limit", type_=sa.Integer)
_CONVERSATION = OUTBOX.c.conversation_id == sa.bindparam("conversation_id", type_=sa.BigInteger)
_ALIVE = OUTBOX.c.state.in_([sa.literal_column("'waiting'"), sa.literal_column("'sending'")])
_BURIED = OUTBOX.c.state.in_([sa.literal_column("'failed'"), sa.literal_column("'unknown'")])

_EARLIER = OUTBOX.alias("earlier")
# Only the head of a lane may go out: those behind it wait, however long they have been due.
_BEHIND = sa.exists(
    sa.select(sa.literal_column("1")).where(
        _EARLIER.c.conversation_id == OUTBOX.c.conversation_id,
        _EARLIER.c.message_id < OUTBOX.c.message_id,
        _EARLIER.c.state.in_([sa.literal_column("'waiting'"), sa.literal_column("'sending'")]),
    )
)
# Lanes whose head is due, that nobody drives and no pause holds back, the one that waits longest first.
READY: Query[int] = Query(
    "outbox lanes ready",
    sa.select(OUTBOX.c.conversation_id)
    .select_from(
        OUTBOX.outerjoin(LANES, LANES.c.conversation_id == OUTBOX.c.conversation_id).outerjoin(
            PAUSES, PAUSES.c.connection_id == OUTBOX.c.connection_id
        )
    )
    .where(
        _ALIVE,
        OUTBOX.c.due_at <= _NOW,
        ~_BEHIND,
        sa.or_(LANES.c.lease_until.is_(None), LANES.c.lease_until <= _NOW),
        sa.or_(PAUSES.c.until.is_(None), PAUSES.c.until <= _NOW, OUTBOX.c.created_at < _STALE),
    )
    .order_by(OUTBOX.c.due_at, OUTBOX.c.conversation_id)
    .limit(_LIMIT),
    int,
)
NEXT: Query[int | None] = Query(
    "outbox next", sa.select(sa.func.min(OUTBOX.c.due_at)).where(_ALIVE, OUTBOX.c.due_at > _NOW), lambda at: at
)
COUNTS: Query[tuple[str, int]] = Query(
    "outbox counts", sa.select(OUTBOX.c.state, sa.func.count()).group_by(OUTBOX.c.state), lambda state, n: (state, n)
)
_HEAD = OUTGOING.where("head of a lane", _CONVERSATION, _ALIVE, order=OUTBOX.c.message_id, limit=1)
DEAD_LETTERS = OUTGOING.where(
    "dead letters",
    OUTBOX.c.account_id == sa.bindparam("account_id", type_=sa.BigInteger),
    _BURIED,
    OUTBOX.c.message_id < sa.bindparam("before", type_=sa.BigInteger),
    order=OUTBOX.c.message_id.desc(),
)


_OLD = OUTGOING.where(
    "old",
    _BURIED,
    OUTBOX.c.due_at < sa.bindparam("before", type_=sa.BigInteger),
    order=OUTBOX.c.due_at,
    limit=SWEPT_AT_ONCE,
)
STUCK: Query[int] = Query(
    "outbox connections stuck",
    sa.select(sa.func.count()).select_from(PAUSES).where(PAUSES.c.until == sa.bindparam("never", type_=sa.BigInteger)),
    int,
)


def send(uow: UnitOfWork, outgoing: Outgoing) -> None:
    """Let a message go out, in the transaction that stores it."""
    OUTGOING.add(uow, outgoing)


def outgoing(
    uow: UnitOfWork, *, account_id: int, connection_id: int, conversation_id: int, message_id: int
) -> Outgoing:
    """A message that is due at once."""
    return Outgoing(
        message_id, account_id, connection_id, conversation_id, State.WAITING.value, 0, 0, uow.now, uow.now, None
    )


def lane_wants(_: Any, conversation_id: int, *_args: Any) -> Iterator[tuple[Any, Any]]:
    """The lane's row, for prefetching: lanes of one batch are then locked in one order."""
    yield LANE_ROWS.held, (conversation_id,)


@wants(lane_wants)
async def take(uow: UnitOfWork, conversation_id: int, worker: str, lease_ms: int) -> Outgoing | None:
    """Lease the lane and take its head, marked as being sent: committed before anybody is called.

    A head found in `sending` was being sent by a worker that is gone: it comes back as it is, for the caller to settle
    as unknown. None: another worker drives the lane, nothing is there, it is not due, or a pause holds it back.
    """
    lane = await LANE_ROWS.hold(uow, conversation_id)
    if lane is not None and lane.lease_until > uow.now and lane.worker != worker:
        return None
    heads = await uow.list(_HEAD, conversation_id=conversation_id)
    if not heads or heads[0].due_at > uow.now:
        return None
    head = await OUTGOING.get(uow, heads[0].message_id)
    if head is None or await _held_back(uow, head):
        return None
    _lease(uow, lane, Lane(conversation_id, head.account_id, worker, uow.now + lease_ms))
    if head.state == State.SENDING:
        return head
    OUTGOING.change(uow, head, state=State.SENDING.value, attempts=head.attempts + 1)
    return head


async def _held_back(uow: UnitOfWork, head: Outgoing) -> bool:
    return not is_stale(head, uow.now) and await paused_until(uow, head.connection_id) > uow.now


def is_stale(outgoing: Outgoing, now: int) -> bool:
    """Whether it has waited too long to be sent."""
    return outgoing.created_at < now - MAX_AGE_MS


@wants(lane_wants)
async def extend(uow: UnitOfWork, conversation_id: int, worker: str, lease_ms: int) -> None:
    """A call will take longer than most: keep the lane for it."""
    lane = await LANE_ROWS.hold(uow, conversation_id)
    if lane is not None and lane.worker == worker:
        LANE_ROWS.change(uow, lane, lease_until=uow.now + lease_ms)


async def is_driving(uow: UnitOfWork, conversation_id: int, worker: str) -> bool:
    """Whether the lane is still this worker's; holds it."""
    lane = await LANE_ROWS.hold(uow, conversation_id)
    return lane is not None and lane.worker == worker


@wants(lane_wants)
async def leave(uow: UnitOfWork, conversation_id: int, worker: str) -> None:
    """Give the lane back, if it is still this worker's."""
    if await is_driving(uow, conversation_id, worker):
        LANE_ROWS.remove(uow, conversation_id)


async def done(uow: UnitOfWork, message_id: int) -> None:
    """The platform has it."""
    OUTGOING.remove(uow, message_id)


async def next_part(uow: UnitOfWork, message_id: int) -> None:
    """One call of several is confirmed: the next one is due, and nothing before it is ever made again."""
    row = await OUTGOING.get(uow, message_id)
    if row is not None:
        OUTGOING.change(uow, row, state=State.WAITING.value, part=row.part + 1, attempts=0, due_at=uow.now, error=None)


async def later(uow: UnitOfWork, message_id: int, due_at: int, error: str) -> None:
    """Try again at an instant; those behind it in the lane wait too, or order would not hold."""
    await _change(uow, message_id, state=State.WAITING.value, due_at=due_at, error=error)


async def wait(uow: UnitOfWork, message_id: int, due_at: int, error: str) -> None:
    """The same where nothing was tried: it does not count."""
    row = await OUTGOING.get(uow, message_id)
    if row is not None:
        waiting = State.WAITING.value
        OUTGOING.change(uow, row, state=waiting, attempts=max(0, row.attempts - 1), due_at=due_at, error=error)


async def bury(uow: UnitOfWork, message_id: int, state: State, error: str) -> None:
    """Failed or unknown: it stays, visible, and the lane goes on without it."""
    await _change(uow, message_id, state=state.value, error=error)


async def find(view: View, message_id: int) -> Outgoing | None:
    """Where a message is on its way; None: never on it, or arrived."""
    return await OUTGOING.get(view, message_id)


async def again(uow: UnitOfWork, message_id: int) -> bool:
    """Somebody wants a failed or unknown one sent after all, from the first call that is not confirmed.

    False when it is neither. The caller holds what guards the message, so that two do not decide at once.
    """
    row = await OUTGOING.get(uow, message_id)
    if row is None or row.state not in (State.FAILED, State.UNKNOWN):
        return False
    await _change(
        uow, message_id, state=State.WAITING.value, due_at=uow.now, attempts=0, created_at=uow.now, error=None
    )
    return True


async def paused_until(view: View, connection_id: int) -> int:
    """Until when a connection is held back; 0 when nothing does."""
    pause = await PAUSE_ROWS.get(view, connection_id)
    return pause.until if pause is not None else 0


async def pause(uow: UnitOfWork, pause: Pause) -> None:
    """Hold a connection back; the longer pause counts."""
    if await paused_until(uow, pause.connection_id) < pause.until:
        PAUSE_ROWS.save(uow, pause)


def resume(uow: UnitOfWork, connection_id: int) -> None:
    """Let a connection go on, for instance when its credentials were renewed."""
    PAUSE_ROWS.remove(uow, connection_id)


async def dead_letters(view: View, account_id: int, *, before: int = NEVER, limit: int = 50) -> list[Outgoing]:
    """What did not go out, the youngest first."""
    return await view.list(DEAD_LETTERS, account_id=account_id, before=before, limit=limit)


async def counts(view: View) -> dict[str, int]:
    """How many messages are in which state."""
    return dict(await view.list(COUNTS))


async def stuck(view: View) -> int:
    """How many connections are held back until somebody renews their credentials."""
    (count,) = await view.list(STUCK, never=NEVER)
    return count


async def ready(view: View, now: int, limit: int) -> list[int]:
    """Conversations whose lane somebody should drive."""
    return await view.list(READY, now=now, stale=now - MAX_AGE_MS, limit=limit)


async def sweep(uow: UnitOfWork) -> int:
    """Forget some of what failed long ago; the messages still say so."""
    old = await uow.list(_OLD, before=uow.now - KEPT_MS)
    for row in old:
        OUTGOING.remove(uow, row.message_id)
    return len(old)


def _lease(uow: UnitOfWork, held: Lane | None, lane: Lane) -> None:
    if held is None:
        LANE_ROWS.add(uow, lane)
    else:
        LANE_ROWS.change(uow, held, worker=lane.worker, lease_until=lane.lease_until)


async def _change(uow: UnitOfWork, message_id: int, **changes: Any) -> None:
    row = await OUTGOING.get(uow, message_id)
    if row is not None:
        OUTGOING.change(uow, row, **changes)
