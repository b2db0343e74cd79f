"""Routes of channels' queues."""

from litestar import get, put

from openline.features.people.types import Actor
from openline.features.routing import lineup
from openline.features.routing.service import cards, queue_pages
from openline.features.routing.types import Entry
from openline.kit.ids import id_in, parse_id
from openline.store import Store


@get("/api/v1/channels/{channel_id:str}/queue")
async def show_queue(store: Store, actor: Actor, channel_id: str) -> lineup.Queue:
    """The queue as configured, and what routing knows of each agent now."""
    return await store.read(queue_pages.show_queue, actor, parse_id(channel_id))


@put("/api/v1/channels/{channel_id:str}/queue")
async def replace_queue(store: Store, actor: Actor, channel_id: str, data: lineup.NewQueue) -> lineup.Queue:
    """Replace the queue: these people and departments in this order."""
    ids = [id_in(f"members[{place}].id", member.id) for place, member in enumerate(data.members)]
    entries = tuple(Entry(member.kind, found) for member, found in zip(data.members, ids, strict=True))
    return await store.commit(queue_pages.arrange_queue, actor, parse_id(channel_id), entries, data.version)


@put("/api/v1/channels/{channel_id:str}/cards/{person_id:str}")
async def set_card(
    store: Store, actor: Actor, channel_id: str, person_id: str, data: lineup.NewCard
) -> lineup.AgentCard:
    """How customers of the channel see somebody; an empty card is none."""
    return await store.commit(cards.set_card, actor, parse_id(channel_id), parse_id(person_id), data)


HANDLERS = [show_queue, replace_queue, set_card]
