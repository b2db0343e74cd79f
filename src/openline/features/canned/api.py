"""Routes of canned responses."""

from typing import Annotated

from litestar import delete, get, post, put
from litestar.params import Parameter

from openline.features.canned import schemas, service
from openline.features.canned.service import Asked, Canned, Search
from openline.features.canned.types import MINE
from openline.features.people.types import Actor
from openline.kit.i18n import Texts
from openline.kit.ids import parse_id
from openline.kit.paging import DEFAULT_LIMIT, MAX_LIMIT
from openline.store import Commit, Store

MOST_OFFERED = 50
OFFERED = 20

Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]
Few = Annotated[int, Parameter(ge=1, le=MOST_OFFERED)]


@get("/api/v1/canned/lists")
async def list_lists(store: Store, actor: Actor, canned: Canned) -> schemas.CannedLists:
    """The lists that the caller sees, his own first; it has the id `mine`."""
    return await store.read(service.list_lists, actor, canned.ground)


@post("/api/v1/canned/lists")
async def add_list(commit: Commit, actor: Actor, texts: Texts, data: schemas.NewList) -> schemas.CannedList:
    """Make a shared list."""
    return await commit(service.add_list, actor, data, texts)


@put("/api/v1/canned/lists/{list_id:str}")
async def change_list(
    store: Store, actor: Actor, canned: Canned, list_id: str, data: schemas.EditList
) -> schemas.CannedList:
    """Rename a shared list, or say who changes what is in it."""
    return await store.commit(service.change_list, actor, parse_id(list_id), data, canned.ground)


@delete("/api/v1/canned/lists/{list_id:str}")
async def remove_list(store: Store, actor: Actor, canned: Canned, list_id: str) -> None:
    """Remove a shared list with all that is in it."""
    await store.commit(service.remove_list, actor, parse_id(list_id), canned.ground)


@put("/api/v1/canned/lists/{list_id:str}/folders")
async def set_folders(
    store: Store, actor: Actor, canned: Canned, list_id: str, data: schemas.NewFolders
) -> schemas.CannedList:
    """All folders of a list, in their order."""
    return await store.commit(service.set_folders, actor, list_id, data, canned.ground)


@get("/api/v1/canned/lists/{list_id:str}/table")
async def give_table(store: Store, actor: Actor, canned: Canned, list_id: str) -> schemas.CannedGiven:
    """A list as a table (CSV)."""
    return await store.read(service.give_table, actor, list_id, canned.ground)


@post("/api/v1/canned/lists/{list_id:str}/table", status_code=200)
async def take_table(
    commit: Commit, actor: Actor, canned: Canned, list_id: str, data: schemas.CannedTable
) -> schemas.CannedReport:
    """Responses out of a table (CSV): a trial first, then for good. It removes nothing."""
    return await commit(service.take_table, actor, list_id, data, canned.ground)


@get("/api/v1/canned")
async def list_canned(
    store: Store, actor: Actor, canned: Canned, list_id: str = MINE, folder_id: str | None = None, q: str = "",
    limit: Limit = DEFAULT_LIMIT, cursor: str | None = None,
) -> schemas.CannedPage:  # fmt: skip
    """The responses of a list, most used first."""
    asked = Asked(list_id=list_id, folder_id=folder_id, search=q, after=cursor, limit=limit)
    return await store.read(service.list_responses, actor, asked, canned.ground)


@post("/api/v1/canned")
async def add_canned(commit: Commit, actor: Actor, canned: Canned, data: schemas.NewCanned) -> schemas.Canned:
    """Make a response."""
    return await commit(service.add_response, actor, data, canned.ground)


@put("/api/v1/canned/{response_id:str}")
async def change_canned(
    store: Store, actor: Actor, canned: Canned, response_id: str, data: schemas.EditCanned
) -> schemas.Canned:
    """Change a response, or let it stand in another folder or list."""
    return await store.commit(service.change_response, actor, parse_id(response_id), data, canned.ground)


@delete("/api/v1/canned/{response_id:str}")
async def remove_canned(store: Store, actor: Actor, canned: Canned, response_id: str) -> None:
    """Remove a response."""
    await store.commit(service.remove_response, actor, parse_id(response_id), canned.ground)


@get("/api/v1/conversations/{conversation_id:str}/canned")
async def offer_canned(
    store: Store, actor: Actor, canned: Canned, conversation_id: str, q: str = "", limit: Few = OFFERED
) -> schemas.OfferedPage:
    """What can be said in a conversation, macros filled: names that begin so, then what the caller uses most."""
    return await store.read(service.offer, actor, parse_id(conversation_id), Search(q, limit), canned.ground)


@post("/api/v1/conversations/{conversation_id:str}/canned/{response_id:str}/use", status_code=200)
async def use_canned(actor: Actor, canned: Canned, conversation_id: str, response_id: str) -> schemas.FilledCanned:
    """A response for the composer, with copies of its files for one message; it counts as used."""
    return await canned.use(actor, parse_id(conversation_id), parse_id(response_id))


@post("/api/v1/messages/{message_id:str}/canned", status_code=200)
async def save_message(actor: Actor, canned: Canned, message_id: str, data: schemas.SaveMessage) -> schemas.SavedCanned:
    """Make a response of a message that was sent."""
    return await canned.save(actor, parse_id(message_id), data)


HANDLERS = [
    list_lists, add_list, change_list, remove_list, set_folders, give_table, take_table, list_canned, add_canned,
    change_canned, remove_canned, offer_canned, use_canned, save_message,
]  # fmt: skip
