"""Routes of the history of a channel's settings."""

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.service.past import restore, show_past
from openline.features.settings.schemas import RestoreSettings, SettingsHistory
from openline.kit.ids import parse_id
from openline.kit.paging import DEFAULT_LIMIT, MAX_LIMIT
from openline.store import Store

Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]


@get("/api/v1/channels/{channel_id:str}/settings/history")
async def show_settings_history(
    store: Store, actor: Actor, channel_id: str, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> SettingsHistory:
    """Who changed which settings, newest first; the last 100 changes are kept."""
    return await store.read(show_past, actor, parse_id(channel_id), after=cursor, limit=limit)


@post("/api/v1/channels/{channel_id:str}/settings/restore", status_code=200)
async def restore_settings(store: Store, actor: Actor, channel_id: str, data: RestoreSettings) -> schemas.Settings:
    """Back to how settings were before a change; that one and all later ones are undone."""
    return await store.commit(restore, actor, parse_id(channel_id), data)


HANDLERS = [show_settings_history, restore_settings]
