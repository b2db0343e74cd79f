"""Who polls a connection, and from where on: leased in the store, the cursor committed with the events (I12)."""

from collections.abc import Iterator, Sequence
from typing import Any

import structlog

from openline.connectors.base import Connector, Context, InboundEvent, Typing
from openline.features.channels.service import CONNECTIONS, Connection, active_connections
from openline.features.platforms.errors import HookNotFound, LeaseLost
from openline.features.platforms.repository import POLLERS, Poller
from openline.features.platforms.service import failed
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.events import take_in, take_wants
from openline.features.platforms.service.hooks import Hooks
from openline.features.platforms.service.kept import storable
from openline.kit.errors import Unavailable
from openline.kit.secrets import Keyring
from openline.store import Store, UnitOfWork, View, wants

MAX_POLLED = 1_000
MAX_POLLERS = 2_000

log = structlog.get_logger(__name__)


async def lease(uow: UnitOfWork, connection_id: int, token: str, lease_ms: int) -> bool:
    """Take or renew the right to poll; false when another process has it, or there is nothing to poll."""
    row = await POLLERS.hold(uow, connection_id)
    connection = await CONNECTIONS.get(uow, connection_id)
    if connection is None or connection.deleted_at or not connection.active:
        return False
    if row is None:
        POLLERS.add(
            uow,
            Poller(
                connection_id=connection_id, account_id=connection.account_id, token=token,
                lease_until=uow.now + lease_ms, cursor=None, external_id=connection.external_id,
            ),
        )  # fmt: skip
        return True
    if row.token != token and row.lease_until > uow.now:
        return False
    POLLERS.change(uow, row, token=token, lease_until=uow.now + lease_ms)
    return True


async def release(uow: UnitOfWork, connection_id: int, token: str) -> None:
    """Give the right back, if it is still ours: another process need not wait for the lease to end."""
    row = await POLLERS.hold(uow, connection_id)
    if row is not None and row.token == token:
        POLLERS.change(uow, row, lease_until=0)


async def cursor_of(view: View, connection: Connection) -> str | None:
    """Where its poller stood; nowhere when the connection is another account of the platform by now."""
    row = await POLLERS.get(view, connection.id)
    return row.cursor if row is not None and row.external_id == connection.external_id else None


def _polled_wants(
    peek: Any, token: str, connection_id: int, events: Sequence[InboundEvent], cursor: str | None
) -> Iterator[tuple[Any, Any]]:
    del token, cursor
    yield POLLERS.held, (connection_id,)
    for event in events:
        yield from take_wants(peek, connection_id, event)


@wants(_polled_wants)
async def take_polled(
    uow: UnitOfWork, token: str, connection_id: int, events: Sequence[InboundEvent], cursor: str | None
) -> None:
    """Events and the place after them, in one transaction.

    Raises LeaseLost, HookNotFound.
    """
    for event in events:
        await take_in(uow, connection_id, event)
    row = await POLLERS.hold(uow, connection_id)
    connection = await CONNECTIONS.get(uow, connection_id)
    if row is None or row.token != token or connection is None:
        raise LeaseLost(connection_id)
    if cursor is not None:
        POLLERS.change(uow, row, cursor=cursor, external_id=connection.external_id)


class Polling:
    """What the poller's loop and the connectors' contexts ask for. `token` names this process."""

    def __init__(self, store: Store, hooks: Hooks, keyring: Keyring, token: str) -> None:
        self._store = store
        self._hooks = hooks
        self._keyring = keyring
        self._token = token

    async def cursor(self, connection: Connection) -> str | None:
        """Where its poller stood after the last `deliver`."""
        return await self._store.read(cursor_of, connection)

    async def deliver(self, connection: Connection, events: Sequence[InboundEvent], cursor: str | None) -> None:
        """Take events and the new cursor, in one transaction. One that fails is kept, and the others go on.

        Raises LeaseLost, HookNotFound, TooManyFailed, Unavailable: the cursor stands where it was.
        """
        for start in range(0, len(events), MAX_POLLED):
            some = events[start : start + MAX_POLLED]
            await self._take(connection, some, cursor if start + MAX_POLLED >= len(events) else None)
        if not events:
            await self._store.commit(take_polled, self._token, connection.id, (), cursor)

    async def _take(self, connection: Connection, events: Sequence[InboundEvent], cursor: str | None) -> None:
        for event in events:
            if isinstance(event, Typing):
                await self._hooks.take(connection, event)
        kept = tuple(storable(event) for event in events if not isinstance(event, Typing))
        try:
            await self._store.commit(take_polled, self._token, connection.id, kept, cursor)
        except (HookNotFound, LeaseLost, Unavailable):
            raise
        except Exception as error:  # loop top: of a batch; each event shows by itself what is wrong with it
            log.warning("events failed together", connection_id=connection.id, exc_info=error)
            await self._one_by_one(connection, kept)
            await self._store.commit(take_polled, self._token, connection.id, (), cursor)

    async def _one_by_one(self, connection: Connection, events: Sequence[InboundEvent]) -> None:
        for event in events:
            error = await self._hooks.take(connection, event)
            if error is not None:
                await self._hooks.keep(connection, failed.of_event(event, error, self._keyring))


class Pollers:
    """Given to the loop: which connections there are, and what runs for one of them."""

    def __init__(self, store: Store, contexts: Contexts, token: str, connectors: Sequence[str]) -> None:
        self._store = store
        self._contexts = contexts
        self._token = token
        self._connectors = tuple(connectors)

    async def wanted(self) -> list[Connection]:
        """The active connections of platforms that may be polled."""
        found: list[Connection] = []
        for connector in self._connectors:
            found += await self._store.read(active_connections, connector, MAX_POLLERS)
        return found

    async def lease(self, connection_id: int, lease_ms: int) -> bool:
        """Take or renew the right to poll."""
        return await self._store.commit(lease, connection_id, self._token, lease_ms)

    async def release(self, connection_id: int) -> None:
        """Give it back."""
        await self._store.commit(release, connection_id, self._token)

    async def run(self, connection: Connection) -> None:
        """Poll until cancelled; returns at once where the settings say that the platform calls us."""
        connector: Connector = self._contexts.connector_of(connection)
        context: Context = self._contexts.of(connection)
        await connector.run(context)
