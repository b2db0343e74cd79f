"""Routes of the widget: any origin may ask, what it gets depends on its token and the allowed origins."""

from typing import Annotated, Any

from litestar import Request, get, post
from litestar.params import Parameter

from openline.features.messages.service import Draft
from openline.features.webchat import schemas
from openline.features.webchat.service.consents import agree
from openline.features.webchat.service.door import Caller, WidgetDoor
from openline.features.webchat.service.forms import fill_in
from openline.features.webchat.service.writing import pressed_in, rate, write
from openline.features.webchat.types import Visitor
from openline.kit.ids import id_in, ids_in
from openline.kit.paging import DEFAULT_LIMIT, MAX_LIMIT, place
from openline.kit.secrets import Keyring
from openline.kit.wire import header_of
from openline.store import Store

Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]
AnyRequest = Request[Any, Any, Any]
_FAR_FUTURE = 1 << 62


def _origin(request: AnyRequest) -> str | None:
    return header_of(request.scope, b"origin")


def _peer(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


@get("/widget/v1/{key:str}/config")
async def show_config(
    request: AnyRequest, store: Store, account_id: int, widget: WidgetDoor, key: str
) -> schemas.Config:
    """How the widget looks and what it may do on this page."""
    caller = Caller(origin=_origin(request), authorization=request.headers.get("authorization"))
    return await store.read(widget.config, account_id, key, caller)


@post("/widget/v1/{key:str}/visitors")
async def open_visitor(
    request: AnyRequest, store: Store, account_id: int, widget: WidgetDoor, key: str, data: schemas.NewVisitor
) -> schemas.Opened:
    """Make or resume a visitor; a conversation begins with his first message."""
    widget.bounds.new_visitor(_peer(request))
    caller = Caller(body=data, origin=_origin(request), authorization=request.headers.get("authorization"))
    hello = await store.read(widget.hello, account_id, key, caller)
    return await widget.open(store, hello)


@get("/widget/v1/messages")
async def list_messages(
    store: Store, visitor: Visitor, widget: WidgetDoor, before: int | None = None, limit: Limit = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> schemas.MessagePage:  # fmt: skip
    """What was said, oldest first; older by `cursor`, or by `before`, a number."""
    (start,) = place(cursor, 1) or (before if before is not None else _FAR_FUTURE,)
    return await store.read(widget.history, visitor, start, limit)


@post("/widget/v1/messages")
async def send_message(
    request: AnyRequest, store: Store, visitor: Visitor, widget: WidgetDoor, keyring: Keyring, data: schemas.NewMessage
) -> schemas.Message:
    """Write; the same `client_id` gives the same answer."""
    widget.bounds.message(visitor, _peer(request))
    await widget.check_origin(store, visitor, _origin(request))
    draft = Draft(
        text=data.text, client_id=data.client_id, file_ids=ids_in("files", data.files),
        reply_to=id_in("reply_to", data.reply_to) if data.reply_to else None, content=pressed_in(data),
    )  # fmt: skip
    return await store.commit(write, visitor, draft, keyring)


@post("/widget/v1/rating", status_code=204)
async def rate_session(
    request: AnyRequest, store: Store, visitor: Visitor, widget: WidgetDoor, data: schemas.Vote
) -> None:
    """Rate the session that is closing or was the last."""
    widget.bounds.message(visitor, _peer(request))
    await widget.check_origin(store, visitor, _origin(request))
    await store.commit(rate, visitor, like=data.like)


@post("/widget/v1/form", status_code=204)
async def fill_in_form(
    request: AnyRequest, store: Store, visitor: Visitor, widget: WidgetDoor, data: schemas.FilledForm
) -> None:
    """Answer the welcome form, or decline to. Only the first time counts."""
    widget.bounds.message(visitor, _peer(request))
    await widget.check_origin(store, visitor, _origin(request))
    await store.commit(fill_in, visitor, data.answers)


@post("/widget/v1/consent", status_code=204)
async def agree_to_consent(
    request: AnyRequest, store: Store, visitor: Visitor, widget: WidgetDoor, data: schemas.Agreement
) -> None:
    """Agree to what `config` asks for, before the first message. To refuse is to send nothing."""
    widget.bounds.message(visitor, _peer(request))
    await widget.check_origin(store, visitor, _origin(request))
    await store.commit(agree, visitor, data)


@post("/widget/v1/typing", status_code=204)
async def tell_typing(store: Store, visitor: Visitor, widget: WidgetDoor, data: schemas.TypingNow) -> None:
    """Let the agent see that the customer is typing."""
    await widget.typing(store, visitor, data)


@post("/widget/v1/read", status_code=204)
async def mark_read(store: Store, visitor: Visitor, widget: WidgetDoor, data: schemas.ReadUpTo) -> None:
    """The customer has read up to a number."""
    await widget.seen(store, visitor, data.up_to, state="read")


HANDLERS = [
    show_config, open_visitor, list_messages, send_message, rate_session, fill_in_form, agree_to_consent,
    tell_typing, mark_read,
]  # fmt: skip
