"""A queue in memory and in the store: found, stepped, written. The one place that asks the engine."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from openline.engine.eligibility import absence
from openline.engine.events import AgentChanged, Event, Ticked
from openline.engine.model import (
    Active,
    AgentFacts,
    Member,
    Mode,
    Offered,
    OfferedToAll,
    OnBreak,
    Phase,
    QueueRows,
    QueueSettings,
    QueueState,
    SessionState,
    SlotRule,
    Waiting,
    WithBot,
)
from openline.engine.step import Reject, RejectReason, Step, step
from openline.features.people.types import folded_skill
from openline.features.routing.errors import refusal
from openline.features.routing.repository import (
    QUEUE_LOG,
    QUEUES,
    SEATS,
    Queue,
    Seat,
    Session,
    events_after,
    logged,
    open_sessions,
    seats_of,
)
from openline.features.routing.service import loads
from openline.features.routing.service.effects import carry_out
from openline.features.routing.types import Phase as PhaseName
from openline.features.settings.types import (
    CHECK_AVAILABLE,
    DISTRIBUTION,
    ESCALATE_AFTER,
    IDLE_TIME,
    MAX_SESSIONS,
    ON_BREAK,
    SKILLS,
    SKILLS_RELAX_AFTER,
    SLOT_RULE,
    Settings,
)
from openline.store import UnitOfWork, View

MAX_CATCH_UP = 1_000


async def hold(uow: UnitOfWork, channel_id: int) -> Queue:
    """The queue's row, locked: from here on its sessions, seats and conversations may be read and changed.

    Its state is in memory afterwards: built later, it would already hold the rows that the use case adds.
    """
    queue = await QUEUES.hold(uow, channel_id)
    assert queue is not None, f"channel {channel_id} has no queue"
    await current(uow, queue)
    return queue


async def happen(uow: UnitOfWork, channel_id: int, kind: type[Any], **fields: Any) -> Step:
    """Let an event happen in a queue and carry out what the engine answers. The engine's clock never goes back.

    Raises the refusal as an error of this slice.
    """
    result = await attempt(uow, channel_id, kind, **fields)
    if isinstance(result, Reject):
        raise refusal(result.reason)
    return result


async def attempt(uow: UnitOfWork, channel_id: int, kind: type[Any], **fields: Any) -> Step | Reject:
    """The same for events that may come too late; a Reject changed nothing."""
    queue = await hold(uow, channel_id)
    state = await current(uow, queue)
    event: Event = kind(at=max(uow.now, state.at), **fields)
    result = step(state, event)
    if isinstance(result, Reject):
        assert result.reason is not RejectReason.TIME_WENT_BACK
        return result
    if more := loads.moved(state, result):
        late = await _unknown_elsewhere(uow, state, more)
        if late is not None:
            await attempt(uow, channel_id, AgentChanged, agent=late)
            await write_seats(uow, channel_id, await current(uow, await hold(uow, channel_id)), {late.agent_id})
            return await attempt(uow, channel_id, kind, **fields)
        loads.note(uow, queue.account_id, more, result)
    if not result.why and result.state.holds_what(state) and (isinstance(event, Ticked) or not result.effects):
        # A customer whose turn it was goes on, or a look found nobody: without it the log replays to the same.
        await carry_out(uow, queue, event, result)
        return result
    QUEUES.change(uow, queue, version=result.state.version, at=result.state.at)
    QUEUE_LOG.add(uow, logged(channel_id, queue.account_id, result.state.version, event))
    uow.remember((QueueState, channel_id), result.state)
    for agent_id in {*result.stamped, *_guests(state, result)}:
        await _write_seat(uow, queue, result.state, agent_id)
    await carry_out(uow, queue, event, result)
    return result


async def _unknown_elsewhere(uow: UnitOfWork, state: QueueState, more: Mapping[int, int]) -> AgentFacts | None:
    """Somebody near the cap who would get more, with what he has elsewhere, if the queue knows that wrongly (R12)."""
    for agent_id, count in more.items():
        facts = state.agent(agent_id)
        if count > 0 and facts is not None and loads.is_crowded(uow, agent_id):
            elsewhere = await loads.true_elsewhere(uow, agent_id, len(state.held(agent_id)))
            if elsewhere != facts.elsewhere:
                return replace(facts, elsewhere=elsewhere)
    return None


async def look(view: View, channel_id: int) -> QueueState:
    """The state of a queue for reading."""
    queue = await QUEUES.get(view, channel_id)
    assert queue is not None, f"channel {channel_id} has no queue"
    return await build(view, queue)


def _guests(before: QueueState, result: Step) -> set[int]:
    """Owners from outside the queue who came or went with this step: their seat lasts as long as their sessions."""
    holders = {
        session.holder
        for session_id in result.changed
        for session in (before.session(session_id), result.state.session(session_id))
        if session is not None
    }
    return {holder for holder in holders if holder is not None and result.state.member(holder) is None}


async def current(uow: UnitOfWork, queue: Queue) -> QueueState:
    """The state at the row's version: from memory, caught up by the log of inputs, or built from rows."""
    state: QueueState | None = uow.recall((QueueState, queue.channel_id))
    if state is not None and state.version == queue.version:
        return state
    if state is not None and 0 < queue.version - state.version <= MAX_CATCH_UP:
        for entry in await events_after(uow, queue.channel_id, state.version, MAX_CATCH_UP):
            result = step(state, entry.restore())
            assert isinstance(result, Step), f"queue {queue.channel_id} version {entry.version} cannot be replayed"
            state = result.state
    else:
        state = await build(uow, queue)
    uow.remember((QueueState, queue.channel_id), state)
    return state


async def build(view: View, queue: Queue) -> QueueState:
    """The state from rows alone: at a process's first use of the queue, and for whoever only looks."""
    seats = await seats_of(view, queue.channel_id)
    return QueueState.build(
        QueueRows(
            channel_id=queue.channel_id,
            version=queue.version,
            at=queue.at,
            settings=stored_settings(queue),
            members=tuple(
                Member(seat.person_id, seat.position, seat.offered_at, seat.offered_tie)
                for seat in seats
                if seat.position is not None
            ),
            agents=tuple(seat.facts for seat in seats),
            sessions=tuple(_session(row) for row in await open_sessions(view, queue.channel_id)),
        )
    )


async def anybody_online(view: View, channel_id: int) -> bool:
    """Whether a member of the queue is there and at work."""
    strict = QueueSettings(check_available=True)
    return any(
        seat.position is not None and absence(seat.facts, strict) is None for seat in await seats_of(view, channel_id)
    )


def stored_settings(queue: Queue) -> QueueSettings:
    """The engine's settings as of the queue's version."""
    return msgspec.json.decode(queue.settings, type=QueueSettings)


def engine_settings(settings: Settings) -> QueueSettings:
    """The engine's part of a channel's settings."""
    return QueueSettings(
        mode=Mode(settings.value(DISTRIBUTION)),
        idle_time_s=settings.value(IDLE_TIME),
        check_available=settings.value(CHECK_AVAILABLE),
        max_sessions=settings.value(MAX_SESSIONS),
        slot_rule=SlotRule(settings.value(SLOT_RULE)),
        on_break=OnBreak(settings.value(ON_BREAK)),
        needs=tuple(sorted((folded_skill(name), level) for name, level in settings.value(SKILLS).items())),
        relax_after_s=settings.value(SKILLS_RELAX_AFTER),
        escalate_after=settings.value(ESCALATE_AFTER),
    )


def _session(row: Session) -> SessionState:
    tried = msgspec.json.decode(row.tried, type=tuple[int, ...]) if row.tried else ()
    pinned = bool(row.pinned)
    return SessionState(row.id, row.queued_at, row.status, _phase(row), row.returned_from, tried, pinned, row.rounds)


def _phase(row: Session) -> Phase:
    if row.phase == PhaseName.OFFERED:
        if row.offered_to is None:
            assert row.expires_at is not None
            return OfferedToAll(row.since, row.expires_at)
        return Offered(row.offered_to, row.since, row.expires_at)
    if row.phase == PhaseName.ACTIVE:
        assert row.owner_id is not None
        return Active(row.owner_id, row.since)
    if row.phase == PhaseName.BOT:
        assert row.bot_id is not None
        return WithBot(row.bot_id, row.since, row.expires_at)
    return Waiting(row.since)


async def _write_seat(uow: UnitOfWork, queue: Queue, state: QueueState, agent_id: int) -> None:
    member, facts = state.member(agent_id), state.agent(agent_id)
    if facts is None:
        SEATS.remove(uow, queue.channel_id, agent_id)
        return
    SEATS.save(
        uow,
        Seat(
            channel_id=queue.channel_id, person_id=agent_id, account_id=queue.account_id,
            position=member.position if member else None,
            offered_at=member.last_offered_at if member else 0, offered_tie=member.last_offered_tie if member else 0,
            active=int(facts.active), online=int(facts.online),
            on_leave=int(facts.on_leave), paused=int(facts.paused),
            workday=None if facts.workday is None else facts.workday.value, break_since=facts.break_since,
            skills=msgspec.json.encode(facts.skills).decode() if facts.skills else None, elsewhere=facts.elsewhere,
        ),
    )  # fmt: skip


async def write_seats(uow: UnitOfWork, channel_id: int, state: QueueState, touched: set[int]) -> None:
    """Write the seats of the agents that an event may have changed; one who is no longer known is removed."""
    queue = await hold(uow, channel_id)
    for agent_id in sorted(touched):
        await _write_seat(uow, queue, state, agent_id)
