"""Routes of connections."""

from litestar import delete, get, patch, post

from openline.features.channels import schemas
from openline.features.channels.service import ConnectionDesk, remove_connection
from openline.features.people.types import Actor
from openline.kit.ids import parse_id
from openline.store import Commit, Store


@get("/api/v1/connections")
async def list_connections(
    store: Store, actor: Actor, connections: ConnectionDesk, channel_id: str | None = None
) -> schemas.Connections:
    """The connections of the account, or of one channel."""
    return await store.read(connections.list, actor, parse_id(channel_id) if channel_id else None)


@post("/api/v1/connections")
async def create_connection(
    commit: Commit, actor: Actor, connections: ConnectionDesk, data: schemas.NewConnection
) -> schemas.Connection:
    """Connect a channel."""
    return await commit(connections.connect, actor, data, parse_id(data.channel_id))


@get("/api/v1/connections/{connection_id:str}")
async def show_connection(
    store: Store, actor: Actor, connections: ConnectionDesk, connection_id: str
) -> schemas.Connection:
    """One connection."""
    return await store.read(connections.show, actor, parse_id(connection_id))


@patch("/api/v1/connections/{connection_id:str}")
async def edit_connection(
    store: Store, actor: Actor, connections: ConnectionDesk, connection_id: str, data: schemas.EditConnection
) -> schemas.Connection:
    """Rename it, switch it, or change settings."""
    return await store.commit(connections.edit, actor, parse_id(connection_id), data)


@delete("/api/v1/connections/{connection_id:str}")
async def delete_connection(store: Store, actor: Actor, connection_id: str) -> None:
    """Disconnect: the snippet stops working, conversations stay."""
    await store.commit(remove_connection, actor, parse_id(connection_id))


@post("/api/v1/connections/{connection_id:str}/check", status_code=200)
async def check_connection(
    store: Store, actor: Actor, connections: ConnectionDesk, connection_id: str
) -> schemas.Check:
    """A live check."""
    return await store.read(connections.check, actor, parse_id(connection_id))


HANDLERS = [
    list_connections, create_connection, show_connection, edit_connection, delete_connection, check_connection,
]  # fmt: skip
