"""Routes of channels, their settings and queues."""

from typing import Any

from litestar import delete, get, patch, post

from openline.features.accounts.service import Account
from openline.features.channels.service import SetupDesk
from openline.features.people.types import Actor
from openline.features.routing import making, schemas
from openline.features.routing.service import channels
from openline.features.routing.service.copying import begin_channel
from openline.kit.errors import InvalidField
from openline.kit.i18n import Texts
from openline.kit.ids import parse_id
from openline.store import Commit, Store


@get("/api/v1/channels")
async def list_channels(store: Store, actor: Actor) -> schemas.Channels:
    """All channels of the account."""
    return await store.read(channels.list_channels, actor)


@post("/api/v1/channels")
async def create_channel(
    commit: Commit, actor: Actor, account: Account, texts: Texts, data: making.NewChannel
) -> schemas.Channel:
    """Create a channel, with a preset or like another one; without a name one is made in the account's language."""
    default = texts.say(account.locale, "channel.default_name", company=account.name, number="{number}")
    return await commit(begin_channel, actor, data, default)


@get("/api/v1/channels/{channel_id:str}")
async def show_channel(store: Store, actor: Actor, channel_id: str) -> schemas.Channel:
    """One channel."""
    return await store.read(channels.show_channel, actor, parse_id(channel_id))


@patch("/api/v1/channels/{channel_id:str}")
async def edit_channel(store: Store, actor: Actor, channel_id: str, data: schemas.EditChannel) -> schemas.Channel:
    """Rename it, or switch it on or off."""
    return await store.commit(channels.edit_channel, actor, parse_id(channel_id), data)


@delete("/api/v1/channels/{channel_id:str}")
async def delete_channel(store: Store, actor: Actor, setup: SetupDesk, channel_id: str) -> None:
    """Delete it; open sessions are closed, platforms are told, the message log stays."""
    connected = await store.read(setup.installed_in, actor, parse_id(channel_id))
    await store.commit(channels.close_channel, actor, parse_id(channel_id))
    await setup.let_go(connected)


@get("/api/v1/channels/{channel_id:str}/settings")
async def show_settings(store: Store, actor: Actor, channel_id: str) -> schemas.Settings:
    """Every setting with its declaration, default and value."""
    return await store.read(channels.show_settings, actor, parse_id(channel_id))


@patch("/api/v1/channels/{channel_id:str}/settings")
async def change_settings(store: Store, actor: Actor, channel_id: str, data: dict[str, Any]) -> schemas.Settings:
    """Change settings by key; null goes back to the default. `version` guards against a colleague's change."""
    version = data.pop("version", None)
    if version is not None and type(version) is not int:
        raise InvalidField(field="version", reason="a whole number")
    return await store.commit(channels.edit_settings, actor, parse_id(channel_id), data, version)


HANDLERS = [
    list_channels, create_channel, show_channel, edit_channel, delete_channel, show_settings, change_settings,
]  # fmt: skip
