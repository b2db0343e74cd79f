"""Nobody has accepted a session in as many rounds as a channel bears: supervisors hear of it, or it moves on (R35)."""

from collections.abc import Iterator
from typing import Any

from openline.features.channels.service import CHANNELS
from openline.features.notices.service import notify
from openline.features.people.service import people_of_account
from openline.features.people.types import Role
from openline.features.routing.repository import QUEUES, Session
from openline.features.routing.service.life.clocks import take
from openline.features.routing.service.life.rows import both, life_in, write_life
from openline.features.routing.service.moving import AUTO, enter, move
from openline.features.routing.service.queue import hold
from openline.features.routing.types import Phase
from openline.features.settings.types import ESCALATE_TO
from openline.kit.errors import AppError
from openline.store import Store, UnitOfWork, wants
from openline.store.deadlines import Deadline

NOTICE = "session.escalated"


def _wants(_peek: Any, deadline: Deadline, target: int | None) -> Iterator[tuple[Any, Any]]:
    for channel_id in sorted({deadline.queue_id, target or deadline.queue_id}):
        yield QUEUES.held, (channel_id,)


@wants(_wants)
async def rounds_are_over(uow: UnitOfWork, deadline: Deadline, target: int | None) -> None:
    """The deadline of an escalation: by now somebody may have accepted it. `target` is held first."""
    if target is not None:
        await hold(uow, target)
    session = await take(uow, deadline)
    if session is not None and session.phase != Phase.ACTIVE:
        await escalate(uow, session, target)


async def escalate(uow: UnitOfWork, session: Session, target: int | None) -> None:
    """Let another channel try, or if there is none that takes anything and has not tried yet, tell the supervisors."""
    tried = (*life_in(session).overflowed, session.channel_id)
    if target is not None and target not in tried and await _is_open(uow, session.account_id, target):
        session, _ = await both(uow, session.id)  # read again: a guard was taken since
        await move(uow, write_life(uow, session, overflowed=tried), target, by=None, mode=AUTO)
        return
    people = await people_of_account(uow, session.account_id)
    told = [one.id for one in people if one.active and one.role in {Role.SUPERVISOR, Role.ADMINISTRATOR}]
    await notify(
        uow, session.account_id, told, NOTICE, session_id=session.id, conversation_id=session.conversation_id,
        channel_id=session.channel_id, number=session.number, rounds=session.rounds,
    )  # fmt: skip


async def target_of(view: Any, channel_id: int) -> int | None:
    """The channel that a channel's sessions overflow to; None for its supervisors."""
    channel = await CHANNELS.get(view, channel_id)
    chosen = "supervisors" if channel is None else str(channel.effective.value(ESCALATE_TO))
    return int(chosen) if chosen.isdecimal() else None


async def on_escalation(store: Store, deadline: Deadline) -> None:
    """The handler of escalations."""
    target = await store.read(target_of, deadline.queue_id)
    known = None if target is None else await store.read(QUEUES.get, target)
    await store.commit(rounds_are_over, deadline, target if known is not None else None)


async def _is_open(uow: UnitOfWork, account_id: int, channel_id: int) -> bool:
    try:
        await enter(uow, account_id, channel_id)
    except AppError:
        return False
    return True
