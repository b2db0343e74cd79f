"""The timers of a session's life, armed lazily: one that fires too early arms the true time (L8)."""

from collections.abc import Iterator
from typing import Any

from openline.features.routing.repository import QUEUES, SESSIONS, Session
from openline.features.routing.service.queue import hold
from openline.features.routing.types import DeadlineKind
from openline.store import UnitOfWork, deadlines
from openline.store.deadlines import Deadline

KINDS = (DeadlineKind.CLOSE, DeadlineKind.NO_ANSWER, DeadlineKind.REMINDER)


def arm(uow: UnitOfWork, kind: DeadlineKind, session: Session, due_at: int) -> None:
    """Let it fire at an instant, instead of when it was to fire before."""
    deadlines.arm(uow, Deadline(
        kind=kind.value, subject_id=session.id, account_id=session.account_id, queue_id=session.channel_id,
        due_at=due_at, version=uow.new_id(),
    ))  # fmt: skip


def disarm(uow: UnitOfWork, session_id: int) -> None:
    """None of them is wanted any more."""
    for kind in KINDS:
        deadlines.cancel(uow, kind.value, session_id)


async def take(uow: UnitOfWork, deadline: Deadline) -> Session | None:
    """Claim a timer that is due; its open session, held, or None if there is nothing to do.

    A session may be in another channel by now: its timer then fires again under the lock of that one.
    """
    await hold(uow, deadline.queue_id)
    session = await SESSIONS.get(uow, deadline.subject_id)
    if not await deadlines.claim(uow, deadline) or session is None or session.closed_at is not None:
        return None
    if session.channel_id != deadline.queue_id:
        arm(uow, DeadlineKind(deadline.kind), session, uow.now)
        return None
    return session


def timer_wants(_peek: Any, deadline: Deadline) -> Iterator[tuple[Any, Any]]:
    """The rows of `take`, for prefetching."""
    yield QUEUES.held, (deadline.queue_id,)
