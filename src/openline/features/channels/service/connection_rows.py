"""Connections themselves: rows that administrators and checks of their platforms change."""

import msgspec

from openline.features.channels.errors import AccountConnected, ConnectionExists
from openline.features.channels.events import ConnectionChanged
from openline.features.channels.repository import (
    CHANNELS,
    CONNECTION_BY_KEY,
    CONNECTIONS,
    Connection,
    connection_of_account,
    connections_of,
)
from openline.features.channels.service.doors import access_channel, access_connection, checked_name
from openline.features.channels.service.report import Setup
from openline.features.people.types import Actor, Need
from openline.kit.errors import VersionConflict
from openline.store import UnitOfWork


async def add_connection(uow: UnitOfWork, actor: Actor, draft: Connection) -> Connection:
    """Store what was drafted, as a connection of its channel.

    Raises ConnectionExists when the channel has one of this connector, AccountConnected when somebody has connected
    the same account of the platform.
    """
    await access_channel(uow, actor, draft.channel_id, need=Need.CHANNELS_WRITE)
    await CHANNELS.hold(uow, draft.channel_id)
    for other in await connections_of(uow, actor.account_id, draft.channel_id):
        if other.connector == draft.connector:
            raise ConnectionExists(connector=draft.connector, connection_id=str(other.id))
    await _check_account(uow, draft)
    connection = msgspec.structs.replace(
        draft, id=uow.new_id(), name=checked_name(draft.name), created_at=uow.now, state_at=uow.now
    )
    CONNECTIONS.add(uow, connection)
    CONNECTION_BY_KEY.learn(uow, (connection.key,), connection.id)
    tell_connection(uow, connection, actor)
    return connection


async def _check_account(uow: UnitOfWork, draft: Connection) -> None:
    if draft.external_id is None:
        return
    twin = await connection_of_account(uow, draft.account_id, draft.connector, draft.external_id)
    if twin is not None:
        channel = await CHANNELS.get(uow, twin.channel_id)
        raise AccountConnected(
            connection_id=str(twin.id), channel_id=str(twin.channel_id), channel=channel.name if channel else ""
        )


class ConnectionChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be different; `config` is JSON that the connector has checked. None: as it is."""

    version: int | None = None
    name: str | None = None
    active: bool | None = None
    config: str | None = None


async def change_connection(uow: UnitOfWork, actor: Actor, connection_id: int, change: ConnectionChange) -> Connection:
    """Rename, switch, or configure anew; `config` was checked by its connector.

    Raises VersionConflict, ConnectionNotFound.
    """
    await access_connection(uow, actor, connection_id, need=Need.CHANNELS_WRITE)
    connection = await CONNECTIONS.hold(uow, connection_id)
    assert connection is not None
    if change.version is not None and change.version != connection.version:
        raise VersionConflict(version=connection.version)
    changed = CONNECTIONS.change(
        uow, connection, version=connection.version + 1,
        name=connection.name if change.name is None else checked_name(change.name),
        active=connection.active if change.active is None else int(change.active),
        config=connection.config if change.config is None else change.config,
    )  # fmt: skip
    tell_connection(uow, changed, actor)
    return changed


async def remove_connection(uow: UnitOfWork, actor: Actor, connection_id: int) -> Connection:
    """Disconnect: the snippet stops working, conversations stay."""
    await access_connection(uow, actor, connection_id, need=Need.CHANNELS_WRITE)
    connection = await CONNECTIONS.hold(uow, connection_id)
    assert connection is not None
    removed = CONNECTIONS.change(uow, connection, deleted_at=uow.now, active=0, version=connection.version + 1)
    tell_connection(uow, removed, actor)
    return removed


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned of a connection from its platform. None: nothing new."""

    state: str | None = None
    detail: str | None = None
    external_id: str | None = None
    setup: Setup | None = None


async def note_connection(uow: UnitOfWork, connection_id: int, noted: Noted) -> Connection | None:
    """Keep what was learned; it is told only when it differs. Nobody's form is out of date for it."""
    row = await CONNECTIONS.hold(uow, connection_id)
    if row is None or row.deleted_at:
        return None
    known = (row.state, row.state_detail, row.external_id, row.setup)
    state = (row.state, row.state_detail) if noted.state is None else (noted.state, noted.detail)
    setup = row.setup if noted.setup is None else noted.setup.text()
    learned = (*state, noted.external_id or row.external_id, setup)
    if learned == known:
        return row
    at = row.state_at if state == known[:2] else uow.now
    changed = CONNECTIONS.change(
        uow, row, state=learned[0], state_detail=learned[1], external_id=learned[2], setup=setup, state_at=at
    )
    tell_connection(uow, changed, None)
    return changed


def tell_connection(uow: UnitOfWork, connection: Connection, actor: Actor | None) -> None:
    """Whoever looks at it is told."""
    uow.log(
        ConnectionChanged(
            account_id=connection.account_id, channel_id=connection.channel_id,
            actor_id=actor.person_id if actor else None, connection_id=connection.id, version=connection.version,
            audience=None,
        )
    )  # fmt: skip
