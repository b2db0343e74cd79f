"""Routes of presence."""

from litestar import get, put

from openline.features.people.types import Actor
from openline.features.presence import service
from openline.features.presence.schemas import PresenceAnswer, PresenceRequest, answer_of
from openline.store import Commit, Store


@get("/api/v1/me/presence")
async def read(store: Store, actor: Actor) -> PresenceAnswer:
    """How the caller stands."""
    return answer_of(await store.read(service.own_presence, actor))


@put("/api/v1/me/presence")
async def choose(commit: Commit, actor: Actor, data: PresenceRequest) -> PresenceAnswer:
    """Be online, or away."""
    return answer_of(await commit(service.set_state, actor, data.state))


HANDLERS = [read, choose]
