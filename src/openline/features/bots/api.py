"""Routes of bots, for administrators."""

from litestar import delete, get, patch, post
from litestar.status_codes import HTTP_204_NO_CONTENT as NO_CONTENT

from openline.features.bots import schemas, service
from openline.features.people.types import Actor
from openline.kit.ids import parse_id
from openline.store import Commit, Store


@get("/api/v1/bots")
async def list_bots(actor: Actor, store: Store) -> schemas.Bots:
    """The account's bots, and whether each works in channels."""
    return await store.read(service.list_bots, actor)


@post("/api/v1/bots")
async def add_bot(data: schemas.NewBot, actor: Actor, commit: Commit) -> schemas.Bot:
    """Make a bot; its token is shown once."""
    return await commit(service.add_bot, actor, data)


@patch("/api/v1/bots/{bot_id:str}")
async def change_bot(bot_id: str, data: schemas.EditBot, actor: Actor, store: Store) -> schemas.Bot:
    """Rename it, let it into channels or out of them, or give it another token, which is shown once."""
    return await store.commit(service.change_bot, actor, parse_id(bot_id), data)


@delete("/api/v1/bots/{bot_id:str}", status_code=NO_CONTENT)
async def remove_bot(bot_id: str, actor: Actor, store: Store) -> None:
    """Remove it; its token stops working at once."""
    await store.commit(service.remove_bot, actor, parse_id(bot_id))


HANDLERS = [list_bots, add_bot, change_bot, remove_bot]
