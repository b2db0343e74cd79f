"""Routes of platforms: where they call in, what failed, sending again."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import Parameter

from openline.connectors.base import HttpReply, RawRequest
from openline.features.people.types import Actor
from openline.features.platforms import schemas
from openline.features.platforms.errors import HookRefused
from openline.features.platforms.service.again import send_again
from openline.features.platforms.service.failed import Replays, list_failed
from openline.features.platforms.service.hooks import MAX_BODY, Hooks
from openline.features.platforms.service.undelivered import list_undelivered
from openline.features.routing import schemas as desk
from openline.kit.body import Gone, whole_body
from openline.kit.clock import Clock
from openline.kit.ids import parse_id
from openline.kit.paging import DEFAULT_LIMIT, MAX_LIMIT
from openline.store import Commit, Store

Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]
AnyRequest = Request[Any, Any, Any]
BODY_S = 30.0
_YES = HttpReply()


# The limit is counted while reading: whoever is refused later must not have been believed before.
@post("/hooks/{connector:str}/{connection:str}", status_code=200, request_max_body_size=None, include_in_schema=False)
async def take_hook(
    request: AnyRequest, hooks: Hooks, clock: Clock, connector: str, connection: str
) -> Response[bytes]:  # fmt: skip
    """What a platform tells us."""
    row = await hooks.connection_of(connector, connection)
    body = await _body(request)
    return _answer(await hooks.receive(row, _raw(request, str(row.id), body, clock.now())))


@get("/hooks/{connector:str}/{connection:str}", include_in_schema=False)
async def ask_hook(request: AnyRequest, hooks: Hooks, clock: Clock, connector: str, connection: str) -> Response[bytes]:
    """Whether we are who we say; some platforms ask before they tell."""
    row = await hooks.connection_of(connector, connection)
    return _answer(await hooks.receive(row, _raw(request, str(row.id), b"", clock.now())))


async def _body(request: AnyRequest) -> bytes:
    """The bytes as they came.

    Raises TooLarge, TooSlow, HookRefused when the platform hangs up in the middle.
    """
    try:
        return await whole_body(request.receive, most=MAX_BODY, within_s=BODY_S)
    except Gone as gone:
        raise HookRefused from gone


def _raw(request: AnyRequest, connection: str, body: bytes, now: int) -> RawRequest:
    headers = {str(name, "latin-1").lower(): str(value, "latin-1") for name, value in request.scope["headers"]}
    return RawRequest(
        method=request.method, path=request.scope["path"], query=dict(request.query_params.items()), headers=headers,
        body=body, received_at=now, connection=connection,
    )  # fmt: skip


def _answer(reply: HttpReply | None) -> Response[bytes]:
    said = reply or _YES
    return Response(said.body, status_code=said.status, media_type=said.content_type)


@get("/api/v1/connections/{connection_id:str}/failed-events")
async def list_failed_events(
    store: Store, actor: Actor, connection_id: str, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> schemas.FailedEvents:
    """What a platform sent that could not be taken in, the youngest first."""
    return await store.read(list_failed, actor, parse_id(connection_id), cursor, limit)


@post("/api/v1/failed-events/{failed_id:str}/replay", status_code=200)
async def replay_failed_event(actor: Actor, replays: Replays, failed_id: str) -> schemas.FailedEvent:
    """Try again to take it in."""
    return await replays.replay(actor, parse_id(failed_id))


@post("/api/v1/messages/{message_id:str}/send-again", status_code=200)
async def send_message_again(commit: Commit, actor: Actor, message_id: str) -> desk.Message:
    """Send a message of ours that failed, or of which nobody knows whether it arrived."""
    return await commit(send_again, actor, parse_id(message_id))


@get("/api/v1/undelivered")
async def show_undelivered(
    store: Store, actor: Actor, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> desk.MessagePage:
    """Messages of the whole account that failed or may not have arrived, the youngest first."""
    return await store.read(list_undelivered, actor, cursor, limit)


HANDLERS = [
    take_hook, ask_hook, list_failed_events, replay_failed_event, send_message_again, show_undelivered,
]  # fmt: skip
