"""Routes about oneself."""

from litestar import get

from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.service import mine
from openline.store import Store


@get("/api/v1/me/routing")
async def show_my_routing(actor: Actor, store: Store) -> schemas.MyRouting:
    """Whether I may be offered something, channel by channel, and why not."""
    return await store.read(mine.my_routing, actor)


HANDLERS = [show_my_routing]
