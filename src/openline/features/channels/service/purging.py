"""What deleted channels and removed connections leave behind is emptied a day later (docs/behaviour/connections.md).

Their rows stay, without settings and credentials: conversations are told by them where they were.
"""

from openline.features.channels.repository import (
    CHANNELS,
    CONNECTIONS,
    Connection,
    channels_to_purge,
    connections_to_purge,
)
from openline.kit.clock import DAY
from openline.store import UnitOfWork, View

# Whoever takes a connection away is still told what its platform holds; a call may be under way.
PURGED_AFTER_MS = DAY
_AT_ONCE = 50
_NOTHING = "{}"


async def connection_to_purge(view: View) -> Connection | None:
    """The one that was removed first and long enough ago."""
    found = await connections_to_purge(view, view.now - PURGED_AFTER_MS, 1)
    return found[0] if found else None


async def empty_connection(uow: UnitOfWork, connection_id: int) -> None:
    """Forget its settings, its credentials and what its platform was told."""
    row = await CONNECTIONS.hold(uow, connection_id)
    if row is not None:
        CONNECTIONS.change(uow, row, config=_NOTHING, secrets=_NOTHING, setup=None, purged_at=uow.now)


async def empty_channels(uow: UnitOfWork) -> int:
    """Forget the settings of some channels; says of how many."""
    rows = await channels_to_purge(uow, uow.now - PURGED_AFTER_MS, _AT_ONCE)
    for row in rows:
        held = await CHANNELS.hold(uow, row.id)
        assert held is not None, "channels are marked, never removed"
        CHANNELS.change(uow, held, settings=_NOTHING, purged_at=uow.now)
    return len(rows)
