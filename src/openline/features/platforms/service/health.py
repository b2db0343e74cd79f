"""How a connection fares, as its calls tell: troubled, refused, well again. What needs a person, people are told."""

import msgspec

from openline.features.channels.events import ConnectionChanged
from openline.features.channels.service import CONNECTIONS, Connection, Noted, note_connection
from openline.features.channels.service.report import setup_of
from openline.features.notices.service import notify
from openline.features.people.service import people_of_account
from openline.features.people.types import Role
from openline.store import UnitOfWork, outbox
from openline.store.outbox import NEVER

OK = "ok"
DEGRADED = "degraded"
DOWN = "down"
NOT_ANSWERING = "not_answering"
REAUTH = "reauth"
ATTENTION = "connection.attention"


async def refused(uow: UnitOfWork, connection_id: int, reason: str, field: str | None = None) -> None:
    """The platform does not take our credentials: a person has to renew them, in this field of the settings.

    Told once, last in a use case.
    """
    before = await CONNECTIONS.hold(uow, connection_id)
    if before is None or before.deleted_at or before.state == REAUTH:
        return
    known = setup_of(before)
    setup = msgspec.structs.replace(known, field=field or known.field)
    await note_connection(uow, connection_id, Noted(state=REAUTH, detail=reason, setup=setup))
    administrators = [
        person.id
        for person in await people_of_account(uow, before.account_id)
        if person.active and person.role == Role.ADMINISTRATOR
    ]
    await notify(
        uow, before.account_id, administrators, ATTENTION, connection_id=connection_id, channel_id=before.channel_id,
        connector=before.connector, reason=reason,
    )  # fmt: skip


async def troubled(uow: UnitOfWork, connection_id: int) -> None:
    """The platform does not answer, or answers with errors, again and again."""
    row = await CONNECTIONS.hold(uow, connection_id)
    if row is not None and row.state == OK:
        await note_connection(uow, connection_id, Noted(state=DEGRADED, detail=NOT_ANSWERING))


async def answered(uow: UnitOfWork, connection_id: int) -> None:
    """The platform took a call, so it answers. Whatever else ails the connection, only a check can tell."""
    row = await CONNECTIONS.get(uow, connection_id)
    if row is not None and (row.state == DOWN or (row.state, row.state_detail) == (DEGRADED, NOT_ANSWERING)):
        await note_connection(uow, connection_id, Noted(state=OK))


async def changed(uow: UnitOfWork, fact: ConnectionChanged) -> None:
    """A connection that was removed keeps nothing waiting: what is left fails, and says so."""
    row = await CONNECTIONS.get(uow, fact.connection_id)
    if row is not None and row.deleted_at and await outbox.paused_until(uow, row.id):
        outbox.resume(uow, row.id)


async def restored(uow: UnitOfWork, connection: Connection) -> None:
    """It works: what waits goes on. What has failed meanwhile stays failed until somebody sends it again."""
    if await outbox.paused_until(uow, connection.id) == NEVER:
        outbox.resume(uow, connection.id)
