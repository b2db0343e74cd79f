"""Presence: sockets, activity and choices, combined by one rule; facts only when its answer changes."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from openline.features.people.schemas import MyPresence
from openline.features.people.types import Actor, Need
from openline.features.presence.events import PresenceChanged, PresenceShown
from openline.features.presence.repository import (
    LIVE_NODES,
    NODES_WITH_SOCKETS,
    OF_ACCOUNT,
    OF_NODE_AND_PERSON,
    PEOPLE_OF_NODE,
    PRESENCES,
    SOCKET_ROWS,
    PresenceRow,
    SocketRow,
)
from openline.features.presence.types import NEVER_HERE, Chosen, Presence, State
from openline.kit.errors import NotAllowed
from openline.store import UnitOfWork, View, wants
from openline.store.deadlines import Deadline, arm, cancel, claim

GRACE = "presence.grace"
IDLE = "presence.idle"
KINDS = (GRACE, IDLE)
MAX_SOCKETS_READ = 1_000


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A socket of a person on a node; `ready_at` is when that node became ready to take sockets."""

    account_id: int
    person_id: int
    socket_id: int
    node: str
    ready_at: int


class Sign(msgspec.Struct, frozen=True):
    """A person was active at an instant."""

    account_id: int
    person_id: int
    at: int


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """The sockets of one person on a node that is dead since `dead_at`, judged by a node ready since `ready_at`."""

    node: str
    person_id: int
    dead_at: int
    ready_at: int


def _of_seat(_peek: Any, seat: Seat, *_: Any) -> Iterator[tuple[Any, tuple[int, ...]]]:
    yield PRESENCES.held, (seat.person_id,)
    yield SOCKET_ROWS.load, (seat.socket_id,)


def _of_seats(_peek: Any, seats: Sequence[Seat], *_: Any) -> Iterator[tuple[Any, tuple[int, ...]]]:
    for seat in seats:
        yield from _of_seat(_peek, seat)


def _of_signs(_peek: Any, signs: Sequence[Sign], *_: Any) -> Iterator[tuple[Any, tuple[int, ...]]]:
    for sign in signs:
        yield PRESENCES.held, (sign.person_id,)


def _of_actor(_peek: Any, actor: Actor, *_: Any) -> Iterator[tuple[Any, tuple[int, ...]]]:
    yield PRESENCES.held, (actor.person_id,)


def _of_subject(_peek: Any, deadline: Deadline, *_: Any) -> Iterator[tuple[Any, tuple[int, ...]]]:
    yield PRESENCES.held, (deadline.subject_id,)


def _of_removal(_peek: Any, removal: Removal) -> Iterator[tuple[Any, tuple[int, ...]]]:
    yield PRESENCES.held, (removal.person_id,)


@wants(_of_seat)
async def socket_opened(uow: UnitOfWork, seat: Seat) -> Presence:
    """A person opened a stream: that is activity too."""
    row = await _held(uow, seat.account_id, seat.person_id)
    SOCKET_ROWS.add(uow, SocketRow(seat.socket_id, seat.account_id, seat.person_id, seat.node, uow.now))
    if row.sockets == 0 and row.state != State.OFFLINE:
        cancel(uow, GRACE, row.person_id)
    return _settle(uow, row, seat.ready_at, sockets=row.sockets + 1, active_at=uow.now)


@wants(_of_seats)
async def sockets_closed(uow: UnitOfWork, seats: Sequence[Seat]) -> None:
    """Sockets of this node ended. One that another node has removed in the meantime is not counted twice."""
    for seat in seats:
        row = await PRESENCES.hold(uow, seat.person_id)
        if row is None or await SOCKET_ROWS.get(uow, seat.socket_id) is None:
            continue
        SOCKET_ROWS.remove(uow, seat.socket_id)
        _settle(uow, row, seat.ready_at, sockets=row.sockets - 1, lost_at=uow.now)


@wants(_of_signs)
async def active(uow: UnitOfWork, signs: Sequence[Sign], ready_at: int) -> None:
    """Activity that a node has kept in memory. Who never opened a stream is not there, whatever he writes."""
    for sign in signs:
        row = await PRESENCES.hold(uow, sign.person_id)
        if row is not None and row.active_at < sign.at:
            _settle(uow, row, ready_at, active_at=min(sign.at, uow.now))


@wants(_of_actor)
async def set_state(uow: UnitOfWork, actor: Actor, state: Chosen) -> Presence:
    """Choose a state; choosing is activity.

    Raises NotAllowed.
    """
    _may(actor)
    row = await _held(uow, actor.account_id, actor.person_id)
    # `now` for the node's start: choosing never ends a grace that a restart has given
    return _settle(uow, row, uow.now, chosen=state.value, active_at=uow.now)


@wants(_of_subject)
async def look_again(uow: UnitOfWork, deadline: Deadline, ready_at: int) -> None:
    """A grace or an idle time may be over. Too early, or taken by another node: nothing happens."""
    row = await PRESENCES.hold(uow, deadline.subject_id)
    if not await claim(uow, deadline) or row is None:
        return
    _settle(uow, row, ready_at)
    after = await PRESENCES.hold(uow, deadline.subject_id)
    if after is not None and _kind(after) == deadline.kind:
        _arm(uow, after, ready_at)


@wants(_of_removal)
async def end_dead_sockets(uow: UnitOfWork, removal: Removal) -> int:
    """Remove what a dead node left of a person; the grace counts from its death, or from ours (P4)."""
    row = await PRESENCES.hold(uow, removal.person_id)
    gone = await uow.list(OF_NODE_AND_PERSON, node=removal.node, person_id=removal.person_id, limit=MAX_SOCKETS_READ)
    if row is None or not gone:
        return 0
    for socket in gone:
        SOCKET_ROWS.remove(uow, socket.id)
    _settle(uow, row, removal.ready_at, sockets=row.sockets - len(gone), lost_at=max(row.lost_at, removal.dead_at))
    return len(gone)


async def dead_nodes(view: View, own: str) -> list[str]:
    """Nodes that have sockets in the table and no lease."""
    alive = {own, *await view.list(LIVE_NODES, now=view.now)}
    return [node for node in await view.list(NODES_WITH_SOCKETS) if node not in alive]


async def people_of_node(view: View, node: str, limit: int) -> list[int]:
    """Some of the people whose sockets a node holds."""
    return await view.list(PEOPLE_OF_NODE, node=node, limit=limit)


async def presence_of(view: View, account_id: int) -> dict[int, Presence]:
    """Everybody of the account who ever came; the others are NEVER_HERE."""
    return {row.person_id: row.presence for row in await view.list(OF_ACCOUNT, account_id=account_id)}


async def presence_of_person(view: View, account_id: int, person_id: int) -> Presence:
    """One person."""
    row = await PRESENCES.get(view, person_id)
    return row.presence if row is not None and row.account_id == account_id else NEVER_HERE


async def own_presence(view: View, actor: Actor) -> Presence:
    """The caller's own.

    Raises NotAllowed.
    """
    _may(actor)
    return await presence_of_person(view, actor.account_id, actor.person_id)


def _may(actor: Actor) -> None:
    if not actor.may(Need.CONVERSATIONS_READ):
        raise NotAllowed(need=Need.CONVERSATIONS_READ)


async def _held(uow: UnitOfWork, account_id: int, person_id: int) -> PresenceRow:
    """The person's row, made when he comes for the first time."""
    row = await PRESENCES.hold(uow, person_id)
    return row or PRESENCES.add(
        uow,
        PresenceRow(
            person_id=person_id, account_id=account_id, chosen=Chosen.ONLINE.value, state=State.OFFLINE.value,
            online=0, sockets=0, active_at=0, lost_at=0,
        ),
    )  # fmt: skip


def _settle(uow: UnitOfWork, row: PresenceRow, ready_at: int, **changes: Any) -> Presence:
    """Store what changed, ask the rule, announce another answer. A look is armed when another kind is due."""
    told = msgspec.structs.replace(row, **changes).standing.at(uow.now, ready_at)
    after = PRESENCES.change(uow, row, **changes, state=told.state.value, online=int(told.online))
    _announce(uow, row, told)
    if _kind(after) != _kind(row):
        _arm(uow, after, ready_at)
    return told


def _kind(row: PresenceRow) -> str | None:
    """Which look a row waits for. One that is armed stays: it finds out itself that it came too early."""
    if row.sockets == 0:
        return None if row.state == State.OFFLINE else GRACE
    return IDLE if row.online else None


def _arm(uow: UnitOfWork, row: PresenceRow, ready_at: int) -> None:
    kind, look = _kind(row), row.standing.next_look(ready_at)
    if kind is not None and look is not None:
        arm(uow, Deadline(kind, row.person_id, row.account_id, row.person_id, look, uow.new_id()))


def _announce(uow: UnitOfWork, before: PresenceRow, told: Presence) -> None:
    head: dict[str, Any] = {"account_id": before.account_id, "person_id": before.person_id, "audience": None}
    if bool(before.online) != told.online:
        uow.log(PresenceChanged(**head, online=told.online, state=told.state.value))
    elif before.state != told.state:
        uow.log(PresenceShown(**head, state=told.state.value))


class Presences:
    """What the people slice asks of presence (its port of this name)."""

    async def states(self, view: View, account_id: int) -> dict[int, str]:
        """State by person id; who is not in it is offline."""
        everybody = await presence_of(view, account_id)
        return {person: p.state.value for person, p in everybody.items() if p.state is not State.OFFLINE}

    async def mine(self, view: View, actor: Actor) -> MyPresence:
        """The presence of who asks."""
        own = await presence_of_person(view, actor.account_id, actor.person_id)
        reason = None if own.reason is None else own.reason.value
        return MyPresence(state=own.state.value, chosen=own.chosen.value, sockets=own.sockets, reason=reason)
