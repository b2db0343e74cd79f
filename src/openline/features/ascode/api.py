"""Routes of settings as code."""

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from openline.features.ascode import schemas, service
from openline.features.people.types import Actor
from openline.kit.ids import parse_id
from openline.kit.paging import DEFAULT_LIMIT, MAX_LIMIT
from openline.store import Store

Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]


@get("/api/v1/settings/export")
async def export_settings(store: Store, actor: Actor, channel_id: list[str] | None = None) -> schemas.Exported:
    """Channels with their queues and settings as a document (YAML): these, or all. No secret is in it."""
    return await store.read(service.export, actor, channel_id)


@post("/api/v1/settings/plan", status_code=200)
async def plan_settings(store: Store, actor: Actor, data: schemas.GivenDocument) -> schemas.Plan:
    """What applying a document would change. Changes nothing."""
    return await service.plan(store, actor, data)


@post("/api/v1/settings/applies", status_code=200)
async def apply_settings(store: Store, actor: Actor, data: schemas.ApplyDocument) -> schemas.Applied:
    """Apply a document: all of it, or nothing."""
    return await service.apply(store, actor, data)


@get("/api/v1/settings/applies")
async def list_applies(
    store: Store, actor: Actor, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> schemas.Applies:
    """What was applied and rolled back, newest first; the last 100 are kept."""
    return await store.read(service.list_applies, actor, after=cursor, limit=limit)


@post("/api/v1/settings/applies/{apply_id:str}/roll-back", status_code=200)
async def roll_back(store: Store, actor: Actor, apply_id: str) -> schemas.Applied:
    """Undo what an application changed: all of it, or nothing, where something was changed again since."""
    return await store.commit(service.roll_back, actor, parse_id(apply_id))


HANDLERS = [export_settings, plan_settings, apply_settings, list_applies, roll_back]
