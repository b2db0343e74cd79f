"""Takes away what is kept for a connection that is no more: a little at a time, by a job."""

from openline.features.channels.service import connection_to_purge, empty_channels, empty_connection
from openline.features.platforms.repository import EARLY_EVENTS, FAILED, MESSAGE_LINKS, POLLERS, traces_of
from openline.store import UnitOfWork

AT_ONCE = 200


async def purge(uow: UnitOfWork) -> int:
    """One piece of it; says how many rows it was. What customers and agents wrote stays."""
    connection = await connection_to_purge(uow)
    if connection is None:
        return await empty_channels(uow)
    left = await _forget(uow, connection.id)
    if left:
        return left
    if await POLLERS.hold(uow, connection.id) is not None:
        POLLERS.remove(uow, connection.id)
    await empty_connection(uow, connection.id)
    return 1


async def _forget(uow: UnitOfWork, connection_id: int) -> int:
    """Events that could not be taken in or came too early, and the platform's names of messages."""
    failed, early, links = await traces_of(uow, connection_id, AT_ONCE)
    for event in failed:
        FAILED.remove(uow, event.id)
    for one in early:
        EARLY_EVENTS.remove(uow, one.connection_id, one.external_id)
    for link in links:
        MESSAGE_LINKS.remove(uow, link.connection_id, link.external_id)
    return len(failed) + len(early) + len(links)
