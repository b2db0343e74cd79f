"""Routes of connections."""

from litestar import delete, get, patch, post

from openline.features.accounts.service import Account
from openline.features.channels import schemas
from openline.features.channels.service import ConnectionDesk, SetupDesk
from openline.features.people.types import Actor
from openline.kit.i18n import Locale, Texts
from openline.kit.ids import parse_id
from openline.store import Commit, Store


@get("/api/v1/connectors")
async def list_connectors(
    actor: Actor, setup: SetupDesk, texts: Texts, locale: Locale | None = None
) -> schemas.Connectors:
    """The platforms that can be connected, with their settings, explained in `locale` or the caller's language."""
    return setup.catalogue(actor, texts, locale or actor.locale)


@get("/api/v1/connections")
async def list_connections(
    store: Store, actor: Actor, connections: ConnectionDesk, channel_id: str | None = None
) -> schemas.Connections:
    """The connections of the account, or of one channel."""
    return await store.read(connections.list, actor, parse_id(channel_id) if channel_id else None)


@post("/api/v1/connections")
async def create_connection(
    commit: Commit, actor: Actor, account: Account, texts: Texts, setup: SetupDesk, data: schemas.NewConnection
) -> schemas.Connection:
    """Connect a channel: the platform is asked whether it takes the settings, then told where to reach us."""
    default = texts.say(account.locale, "channel.default_name", company=account.name, number="{number}")
    return await setup.connect(commit, actor, data, default)


@get("/api/v1/connections/{connection_id:str}")
async def show_connection(
    store: Store, actor: Actor, connections: ConnectionDesk, connection_id: str
) -> schemas.Connection:
    """One connection."""
    return await store.read(connections.show, actor, parse_id(connection_id))


@patch("/api/v1/connections/{connection_id:str}")
async def edit_connection(
    actor: Actor, setup: SetupDesk, connection_id: str, data: schemas.EditConnection
) -> schemas.Connection:
    """Rename it, switch it, or change settings; the platform is asked and told as when it was made."""
    return await setup.edit(actor, parse_id(connection_id), data)


@delete("/api/v1/connections/{connection_id:str}", status_code=200)
async def delete_connection(actor: Actor, setup: SetupDesk, connection_id: str) -> schemas.Removal:
    """Disconnect: nothing comes in or goes out any more, conversations stay. Says what the platform still holds."""
    return await setup.remove(actor, parse_id(connection_id))


@post("/api/v1/connections/{connection_id:str}/check", status_code=200)
async def check_connection(actor: Actor, setup: SetupDesk, connection_id: str) -> schemas.Check:
    """A live check."""
    return await setup.check(actor, parse_id(connection_id))


@post("/api/v1/connections/{connection_id:str}/install", status_code=200)
async def install_connection(actor: Actor, setup: SetupDesk, connection_id: str) -> schemas.Connection:
    """Tell the platform again where to reach us: after a change of this server's address, or when something failed."""
    return await setup.install(actor, parse_id(connection_id))


@post("/api/v1/connections/{connection_id:str}/test")
async def test_connection(
    commit: Commit, actor: Actor, setup: SetupDesk, connection_id: str, data: schemas.NewTest
) -> schemas.Test:
    """A test reply to a customer of the connection, whoever owns the session."""
    return await setup.test(commit, actor, parse_id(connection_id), data)


HANDLERS = [
    list_connectors, list_connections, create_connection, show_connection, edit_connection, delete_connection,
    check_connection, install_connection, test_connection,
]  # fmt: skip
