"""Routes of a channel's settings beside reading and changing them: their history, and what customers would see."""

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from openline.features.people.types import Actor
from openline.features.routing import preview, schemas
from openline.features.routing.service.past import restore, show_past
from openline.features.routing.service.preview import preview_of
from openline.features.settings.schemas import RestoreSettings, SettingsHistory
from openline.kit.i18n import Texts
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


@post("/api/v1/channels/{channel_id:str}/preview", status_code=200)
async def preview_channel(
    store: Store, actor: Actor, texts: Texts, channel_id: str, data: preview.AskPreview
) -> preview.Preview:  # fmt: skip
    """What a customer would see with settings that are not stored yet. Changes nothing."""
    return await store.read(preview_of, actor, parse_id(channel_id), data, texts)


HANDLERS = [show_settings_history, restore_settings, preview_channel]
