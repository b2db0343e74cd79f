"""Routes of notices."""

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from openline.features.notices import schemas, service
from openline.features.people.types import Actor
from openline.kit.ids import id_in
from openline.kit.paging import DEFAULT_LIMIT, MAX_LIMIT
from openline.store import Store

Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]


@get("/api/v1/notices")
async def list_notices(
    actor: Actor, store: Store, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> schemas.NoticePage:
    """My notices, newest first."""
    return await store.read(service.my_notices, actor, after=cursor, limit=limit)


@post("/api/v1/notices/read", status_code=204)
async def mark_read(data: schemas.ReadUpTo, actor: Actor, store: Store) -> None:
    """I have seen my notices up to this one."""
    await store.commit(service.mark_read, actor, id_in("up_to", data.up_to))


HANDLERS = [list_notices, mark_read]
