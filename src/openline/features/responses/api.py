"""Routes of response times."""

from litestar import get

from openline.features.people.types import Actor
from openline.features.responses import schemas
from openline.features.responses.service import show_responses
from openline.kit.ids import parse_id
from openline.store import Store


@get("/api/v1/sessions/{session_id:str}/responses")
async def show_session_responses(store: Store, actor: Actor, session_id: str) -> schemas.Responses:
    """How long the customer waited for answers, by the clock and in working hours."""
    return await store.read(show_responses, actor, parse_id(session_id))


HANDLERS = [show_session_responses]
