"""What happens when a timer of routing is due: claimed under the queue's lock, then handed to the engine."""

from collections.abc import Iterator
from typing import Any

from openline.engine import events as engine
from openline.features.routing.repository import QUEUES
from openline.features.routing.service import bots, escalation
from openline.features.routing.service.agents import tell_queues
from openline.features.routing.service.life import timers as life
from openline.features.routing.service.life.again import look_at_all
from openline.features.routing.service.lineup import follow_company
from openline.features.routing.service.queue import attempt, hold
from openline.features.routing.types import DeadlineKind
from openline.store import Store, UnitOfWork, deadlines, wants
from openline.store.deadlines import Deadline

_EVENTS: dict[str, type[Any]] = {
    DeadlineKind.OFFER: engine.OfferExpired,
    DeadlineKind.RETRY: engine.Ticked,
    DeadlineKind.RECALL: engine.RecallDue,
    DeadlineKind.BOT: engine.BotTimeOver,
}


def _wants(_peek: Any, deadline: Deadline) -> Iterator[tuple[Any, Any]]:
    yield QUEUES.held, (deadline.queue_id,)


@wants(_wants)
async def fire(uow: UnitOfWork, deadline: Deadline) -> None:
    """Let the engine know that time is up; a deadline that was re-armed meanwhile is left alone."""
    await hold(uow, deadline.queue_id)
    if await deadlines.claim(uow, deadline):
        await attempt(uow, deadline.queue_id, _EVENTS[deadline.kind], session_id=deadline.subject_id)


async def on_timer(store: Store, deadline: Deadline) -> None:
    """The handler of the engine's deadlines."""
    await store.commit(fire, deadline)


HANDLERS = {
    DeadlineKind.OFFER.value: on_timer,
    DeadlineKind.RETRY.value: on_timer,
    DeadlineKind.RECALL.value: on_timer,
    DeadlineKind.BOT.value: on_timer,
    DeadlineKind.BOT_REMOVED.value: bots.give_up_sessions,
    DeadlineKind.AGENT_CHANGED.value: tell_queues,
    DeadlineKind.COMPANY_CHANGED.value: follow_company,
    DeadlineKind.ESCALATE.value: escalation.on_escalation,
    DeadlineKind.RULES_CHANGED.value: look_at_all,
    **life.HANDLERS,
}
