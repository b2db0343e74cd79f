"""The route of a channel's hours."""

from litestar import get

from openline.features.people.types import Actor
from openline.features.routing.hours import Hours
from openline.features.routing.service.hours import hours_of
from openline.kit.errors import InvalidField
from openline.kit.ids import parse_id
from openline.kit.wire import millis
from openline.store import Store


@get("/api/v1/channels/{channel_id:str}/hours")
async def show_hours(store: Store, actor: Actor, channel_id: str, at: str | None = None) -> Hours:
    """Whether the channel is open at a moment (now, if none is given), when that changes, and what it says then."""
    try:
        moment = millis(at) if at else None
    except ValueError as error:
        raise InvalidField(field="at", reason="an RFC 3339 instant with a zone") from error
    return await store.read(hours_of, actor, parse_id(channel_id), moment)


HANDLERS = [show_hours]
