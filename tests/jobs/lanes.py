"""What tests of the outbox say: put messages on their way, run what is due, look at a row."""

from collections.abc import Callable

from openline.jobs.outbox import OutboxLoop
from openline.store import Store, UnitOfWork, outbox
from openline.store.outbox import OUTGOING, Outgoing
from tests.support.connectors import FakeLetter

ACCOUNT = 1
CONNECTION = 3
Loop = OutboxLoop[FakeLetter]
MakeLoop = Callable[[str], Loop]


async def put(uow: UnitOfWork, conversation_id: int, *messages: int) -> None:
    for message_id in messages:
        outbox.send(
            uow,
            outbox.outgoing(
                uow, account_id=ACCOUNT, connection_id=CONNECTION, conversation_id=conversation_id,
                message_id=message_id,
            ),
        )  # fmt: skip


async def resume(uow: UnitOfWork) -> None:
    outbox.resume(uow, CONNECTION)


async def run(loop: Loop) -> None:
    """All that is due now."""
    await loop.turn()
    await loop.idle()


async def row(store: Store, message_id: int) -> Outgoing | None:
    return await store.read(OUTGOING.get, message_id)


async def state(store: Store, message_id: int) -> str | None:
    found = await row(store, message_id)
    return found.state if found else None
