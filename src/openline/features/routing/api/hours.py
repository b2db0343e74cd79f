"""Routes of a channel's hours."""

from litestar import get, post

from openline.features.people.types import Actor
from openline.features.routing.hours import AskHours, Hours
from openline.features.routing.service.hours import hours_of
from openline.kit.ids import parse_id
from openline.store import Store


@get("/api/v1/channels/{channel_id:str}/hours")
async def show_hours(store: Store, actor: Actor, channel_id: str, at: str | None = None) -> Hours:
    """Whether the channel is open at a moment (now, if none is given), when that changes, and what happens then."""
    return await store.read(hours_of, actor, parse_id(channel_id), AskHours(at=at))


@post("/api/v1/channels/{channel_id:str}/hours", status_code=200)
async def preview_hours(store: Store, actor: Actor, channel_id: str, data: AskHours) -> Hours:
    """The same with settings that are not stored yet. Changes nothing."""
    return await store.read(hours_of, actor, parse_id(channel_id), data)


HANDLERS = [show_hours, preview_hours]
