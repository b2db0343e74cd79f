"""Sessions whose rules have become others since they began: their timers look again at once (L8)."""

from openline.engine.life import LifeRules
from openline.features.routing.repository import Session
from openline.features.routing.service.guard import hold_for
from openline.features.routing.service.life.clocks import arm
from openline.features.routing.service.life.rules import rules_of
from openline.features.routing.service.queue import look
from openline.features.routing.types import DeadlineKind
from openline.store import Store, UnitOfWork, deadlines
from openline.store.deadlines import Deadline


def sooner(before: LifeRules, after: LifeRules) -> bool:
    """Whether something may be due now that no timer has been told of."""
    return after.timeout_s < before.timeout_s or (bool(after.reminders) and after.reminders != before.reminders)


def rules_changed(uow: UnitOfWork, account_id: int, channel_id: int) -> None:
    """The sessions of a channel are looked at right after this commit, even if this process dies."""
    deadlines.arm(uow, Deadline(
        kind=DeadlineKind.RULES_CHANGED.value, subject_id=channel_id, account_id=account_id, queue_id=0,
        due_at=uow.now, version=uow.new_id(),
    ))  # fmt: skip


async def look_at_all(store: Store, deadline: Deadline) -> None:
    """The handler of that: one use case for each open session."""
    for session in (await store.read(look, deadline.subject_id)).sessions:
        await store.commit(_look, session.id)
    await store.commit(deadlines.claim, deadline)


async def _look(uow: UnitOfWork, session_id: int) -> None:
    found = await hold_for(uow, session_id)
    if found is not None and found[0].closed_at is None:
        wake(uow, found[0])


def wake(uow: UnitOfWork, session: Session) -> None:
    """Its timers fire now, and find out what is true."""
    arm(uow, DeadlineKind.CLOSE, session, uow.now)
    arm(uow, DeadlineKind.REMINDER, session, uow.now)


async def came_over(uow: UnitOfWork, session: Session) -> None:
    """It has come from another channel, and is told of by the rules of this one from now on."""
    rules = await rules_of(uow, session.channel_id)
    wake(uow, session)
    arm(uow, DeadlineKind.NO_ANSWER, session, uow.now + rules.no_answer_s * 1_000)
