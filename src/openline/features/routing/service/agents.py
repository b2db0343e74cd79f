"""What queues know of an agent, and how they learn of a change: a deadline in its transaction, then each queue."""

from typing import Any

from openline.engine import events as engine
from openline.engine.model import AgentFacts, QueueState, Workday
from openline.features.channels.service import CHANNELS
from openline.features.people.schemas import skills_of
from openline.features.people.service.rows import person_row
from openline.features.people.types import Actor
from openline.features.presence.service import presence_of_person
from openline.features.routing.repository import SEATS, queues_of
from openline.features.routing.service.emptiness import is_served, warn
from openline.features.routing.service.loads import elsewhere_of
from openline.features.routing.service.queue import attempt, hold, write_seats
from openline.features.routing.types import DeadlineKind
from openline.store import Store, UnitOfWork, View, deadlines
from openline.store.deadlines import Deadline


async def facts_of(view: View, account_id: int, person_id: int, here: int = 0) -> AgentFacts:
    """What the engine may know of a person who has so many sessions in the queue that asks.

    Raises PersonNotFound.
    """
    person = await person_row(view, account_id, person_id)
    presence = await presence_of_person(view, account_id, person_id)
    workday = None if person.workday is None else Workday(person.workday)
    on_break = workday is Workday.ON_BREAK
    return AgentFacts(
        person_id, active=bool(person.active), online=presence.online, on_leave=person.absence is not None,
        paused=bool(person.paused), workday=workday, break_since=(person.workday_since or 0) if on_break else 0,
        skills=tuple(sorted(skills_of(person).items())), elsewhere=await elsewhere_of(view, person_id, here),
    )  # fmt: skip


async def note_agent(uow: UnitOfWork, fact: Any) -> None:
    """Subscriber of what changes a person: his queues are told right after this commit, even if this process dies."""
    deadlines.arm(
        uow,
        Deadline(
            kind=DeadlineKind.AGENT_CHANGED.value, subject_id=fact.person_id, account_id=fact.account_id, queue_id=0,
            due_at=uow.now, version=uow.new_id(),
        ),
    )  # fmt: skip


async def tell_queues(store: Store, deadline: Deadline) -> None:
    """The deadline's handler: one use case per queue, then the deadline is done unless he has changed again."""
    await tell_now(store, deadline.account_id, deadline.subject_id)
    await store.commit(deadlines.claim, deadline)


async def tell_now(store: Store, account_id: int, person_id: int) -> None:
    """Let all queues of a person know how he stands."""
    for channel_id in await store.read(queues_of, account_id, person_id):
        await store.commit(agent_changed, channel_id, account_id, person_id)


async def seat_guest(uow: UnitOfWork, channel_id: int, actor: Actor) -> None:
    """Tell the engine how an owner stands who may come from outside the queue: it cannot know."""
    await seat_owner(uow, channel_id, actor.account_id, actor.person_id)


async def seat_owner(uow: UnitOfWork, channel_id: int, account_id: int, person_id: int) -> None:
    """The same for somebody who was made the owner by another."""
    await hold(uow, channel_id)
    seat = await SEATS.get(uow, channel_id, person_id)
    if seat is None or seat.position is None:
        facts = await facts_of(uow, account_id, person_id, _held(uow, channel_id, person_id))
        await attempt(uow, channel_id, engine.AgentChanged, agent=facts)
        await write_seats(uow, channel_id, uow.recall((QueueState, channel_id)), {person_id})


def _held(uow: UnitOfWork, channel_id: int, person_id: int) -> int:
    state: QueueState = uow.recall((QueueState, channel_id))
    return len(state.held(person_id))


async def agent_changed(uow: UnitOfWork, channel_id: int, account_id: int, person_id: int) -> None:
    """Let one queue know how somebody stands now."""
    await hold(uow, channel_id)
    facts = await facts_of(uow, account_id, person_id, _held(uow, channel_id, person_id))
    seat = await SEATS.get(uow, channel_id, person_id)
    if seat is None or seat.facts == facts:
        return
    was_served = is_served(uow.recall((QueueState, channel_id)))
    await attempt(uow, channel_id, engine.AgentChanged, agent=facts)
    state: QueueState = uow.recall((QueueState, channel_id))
    await write_seats(uow, channel_id, state, {person_id})
    if was_served and not is_served(state):
        channel = await CHANNELS.get(uow, channel_id)
        assert channel is not None
        await warn(uow, channel)
