"""How many open sessions lie on a desk over all queues, and the cap on them (docs/behaviour/routing.md R12, ADR 0098).

Each queue says who got and who lost sessions; at the end of the batch the agents' rows are locked in order and written.
"""

from collections.abc import Mapping
from typing import Final

from openline.engine.effects import OfferMade, SessionOwned
from openline.engine.model import QueueState
from openline.engine.step import Step
from openline.engine.words import SESSIONS_PER_AGENT, AgentId
from openline.features.routing.repository import AGENT_LOADS, AgentLoad
from openline.features.routing.types import DeadlineKind
from openline.store import UnitOfWork, View, deadlines
from openline.store.batch import Again, Runner
from openline.store.deadlines import Deadline

NEAR: Final = 900
"""From this many on his queues are told exactly how many he has elsewhere. Before it does not matter to any of them."""
_MOVED: Final = "sessions that came to desks and left them"
_CROWDED: Final = "agents near the cap"


def moved(before: QueueState, result: Step) -> Mapping[AgentId, int]:
    """Who holds how many more or fewer after a step."""
    found: dict[AgentId, int] = {}
    for session_id in result.changed:
        was, now = before.session(session_id), result.state.session(session_id)
        old, new = was.holder if was else None, now.holder if now else None
        if old != new:
            if old is not None:
                found[old] = found.get(old, 0) - 1
            if new is not None:
                found[new] = found.get(new, 0) + 1
    return {agent_id: more for agent_id, more in found.items() if more}


def note(uow: UnitOfWork, account_id: int, more: Mapping[AgentId, int], result: Step) -> None:
    """Remember it for the end of the batch, and to whom the queue gave something by itself."""
    routed = {
        effect.agent_id for effect in result.effects if isinstance(effect, OfferMade | SessionOwned) and effect.agent_id
    }
    known: Mapping[AgentId, tuple[int, int, bool]] = uow.recall(_MOVED) or {}
    news = dict(known)
    for agent_id, count in more.items():
        _, so_far, was_routed = news.get(agent_id, (account_id, 0, False))
        news[agent_id] = (account_id, so_far + count, was_routed or (agent_id in routed and count > 0))
    uow.remember(_MOVED, news)


def is_crowded(uow: UnitOfWork, agent_id: AgentId) -> bool:
    """Whether he is so near the cap that a queue must know exactly what he has elsewhere before it gives him more."""
    return agent_id in (uow.recall(_CROWDED) or ())


async def true_elsewhere(uow: UnitOfWork, agent_id: AgentId, here: int) -> int:
    """What he has in other queues at this moment; his row is locked from now on."""
    row = await AGENT_LOADS.hold(uow, agent_id)
    news: Mapping[AgentId, tuple[int, int, bool]] = uow.recall(_MOVED) or {}
    _, so_far, _ = news.get(agent_id, (0, 0, False))
    return max(0, (row.sessions if row else 0) + so_far - here)


async def elsewhere_of(view: View, agent_id: AgentId, here: int) -> int:
    """What a queue is told of his other sessions: nothing while the cap is far."""
    row = await AGENT_LOADS.get(view, agent_id)
    return max(0, row.sessions - here) if row is not None and row.sessions >= NEAR else 0


async def count(uow: UnitOfWork) -> None:
    """The end of a batch: write what has changed, tell queues of whoever is near the cap, refuse to go beyond it.

    Raises Again for a batch in which queues that knew too little have given somebody too much.
    """
    news: Mapping[AgentId, tuple[int, int, bool]] = uow.recall(_MOVED) or {}
    if not news:
        return
    uow.remember(_MOVED, {})
    await uow.prefetch(AGENT_LOADS.held, [(agent_id,) for agent_id in news])
    crowded = frozenset(uow.recall(_CROWDED) or ())
    for agent_id, (account_id, more, routed) in sorted(news.items()):
        row = await AGENT_LOADS.hold(uow, agent_id)
        before = row.sessions if row else 0
        after = max(0, before + more)
        if after > SESSIONS_PER_AGENT and routed and agent_id not in crowded:
            raise Again(_CROWDED, crowded | {agent_id})
        if row is None:
            AGENT_LOADS.add(uow, AgentLoad(agent_id, account_id, after))
        else:
            AGENT_LOADS.change(uow, row, sessions=after)
        if max(before, after) >= NEAR:
            crowded = crowded | {agent_id} if after >= NEAR else crowded - {agent_id}
            _tell_queues(uow, account_id, agent_id)
    uow.remember(_CROWDED, crowded)


def _tell_queues(uow: UnitOfWork, account_id: int, agent_id: AgentId) -> None:
    deadlines.arm(
        uow,
        Deadline(
            kind=DeadlineKind.AGENT_CHANGED.value, subject_id=agent_id, account_id=account_id, queue_id=0,
            due_at=uow.now, version=uow.new_id(),
        ),
    )  # fmt: skip


def listen(runner: Runner) -> None:
    """Count at the end of each batch."""
    runner.at_the_end(count)
