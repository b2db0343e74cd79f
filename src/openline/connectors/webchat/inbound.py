"""What the widget posts and what its socket says, as events. Total: nothing a browser sends can raise."""

import hashlib
from collections.abc import Mapping
from typing import Any

from openline.connectors.base import (
    MAX_RAW_SHOWN,
    Head,
    Identity,
    IdentitySet,
    InboundEvent,
    Media,
    MediaKind,
    MediaRef,
    Message,
    Part,
    RawRequest,
    Receipt,
    ReceiptState,
    Text,
    Typing,
    Unsupported,
)
from openline.connectors.webchat.shape import MAX_FILES, MAX_TEXT
from openline.kit.text import clean

MAX_CLIENT_ID = 64
MAX_ID = 20
VISITOR = "webchat_visitor"


def events(request: RawRequest) -> list[InboundEvent]:
    """The event in a body: a message (`client_id` and text or files), or a frame named by its `type`."""
    body = request.json()
    match body:
        case {"type": "typing", "on": bool(on)}:
            return [Typing(**_head(request, f"typing:{request.received_at}"), on=on)]
        case {"type": "read" | "delivered" as state, "up_to": int(up_to)} if type(up_to) is int and up_to >= 0:
            head = _head(request, f"{state}:{up_to}")
            return [Receipt(**head, state=ReceiptState(state), up_to=str(up_to))]
        case {"client_id": str(client_id)} if "type" not in body and 0 < len(client_id) <= MAX_CLIENT_ID:
            message = _message(request, client_id, body)
            return [message or _unsupported(request, "message")]
        case {"type": str(kind)}:
            return [_unsupported(request, kind[:MAX_CLIENT_ID] or "unknown")]
        case _:
            return [_unsupported(request, "unknown")]


def _message(request: RawRequest, client_id: str, body: Mapping[str, Any]) -> Message | None:
    text, files, reply_to = body.get("text", ""), body.get("files") or [], body.get("reply_to")
    if not isinstance(text, str) or not isinstance(files, list) or not all(map(_is_id, files)):
        return None
    if reply_to is not None and not _is_id(reply_to):
        return None
    text = clean(text)
    parts: list[Part] = [Text(text)] if text else []
    parts += [Media(kind=MediaKind.DOCUMENT, ref=MediaRef(id=str(file))) for file in dict.fromkeys(files)]
    if not parts or len(text) > MAX_TEXT or len(parts) > MAX_FILES + bool(text):
        return None
    return Message(
        **_head(request, f"message:{client_id}"),
        external_id=client_id,
        parts=tuple(parts),
        reply_to=None if reply_to is None else str(reply_to),
    )


def _head(request: RawRequest, what: str) -> dict[str, Any]:
    """The visitor is the thread: his keys cannot meet another visitor's."""
    sender = IdentitySet((Identity(VISITOR, request.peer, request.connection),))
    head = Head(
        event_key=f"{request.peer}:{what}", thread_ref=request.peer, occurred_at=request.received_at, sender=sender
    )
    return {name: getattr(head, name) for name in ("event_key", "thread_ref", "occurred_at", "sender")}


def _unsupported(request: RawRequest, kind: str) -> Unsupported:
    mark = hashlib.sha256(request.body).hexdigest()[:32]
    raw = request.body[:MAX_RAW_SHOWN].decode("utf-8", "replace")
    return Unsupported(**_head(request, f"unsupported:{mark}"), kind=kind, raw=raw)


def _is_id(value: Any) -> bool:
    """An id as we write them, or a message's number."""
    if type(value) is int:
        return value >= 0
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= MAX_ID
