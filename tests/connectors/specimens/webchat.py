"""The widget's connector, with what its kit needs."""

from dataclasses import replace
from typing import Any

import msgspec

from openline.connectors.base import (
    Identity,
    IdentitySet,
    Media,
    MediaKind,
    MediaRef,
    Message,
    RawRequest,
    Receipt,
    ReceiptState,
    Route,
    Text,
    Typing,
    WireCall,
    signature,
)
from openline.connectors.webchat import CONNECTOR
from openline.connectors.webchat.inbound import VISITOR
from openline.kit.wire import Secret
from tests.connectors.specimen import Payload, Specimen

PEER, CONNECTION, AT = "9001", "wk_1", 1_790_000_000_000
SECRETS = ("identity-secret-new-7d1c", "identity-secret-old-02fa")
USER = b'{"id":"customer-42","name":"Linh"}'


class IdentitySigning:
    """The HMAC of the user id, in hex, beside it. The body around it is not signed, and nothing in it is believed."""

    setting = "identity_secrets"
    covers_body = False
    may_be_missing = True

    def sign(self, body: bytes, secret: str) -> RawRequest:
        user = msgspec.json.decode(body)
        user["signature"] = signature(Secret(secret), user["id"].encode()).hex()
        return RawRequest(body=msgspec.json.encode({"identity": user}), connection=CONNECTION)

    def signature(self, request: RawRequest) -> bytes:
        return bytes.fromhex(msgspec.json.decode(request.body)["identity"]["signature"])

    def with_signature(self, request: RawRequest, signature: bytes | None) -> RawRequest:
        body = msgspec.json.decode(request.body)
        body["identity"]["signature"] = None if signature is None else signature.hex()
        return replace(request, body=msgspec.json.encode(body))


def request(body: bytes) -> RawRequest:
    return RawRequest(body=body, peer=PEER, connection=CONNECTION, received_at=AT)


def text_of(call: WireCall) -> str:
    return str(msgspec.json.decode(call.body)["text"])


def files_of(call: WireCall) -> list[str]:
    return list(msgspec.json.decode(call.body)["files"])


SENDER = IdentitySet((Identity(VISITOR, PEER, CONNECTION),))
HEAD: dict[str, Any] = {"thread_ref": PEER, "occurred_at": AT, "sender": SENDER}

SPECIMEN = Specimen(
    connector=CONNECTOR,
    settings={"title": "Chat", "identity_secrets": list(SECRETS), "allowed_origins": ["https://shop.test"]},
    signing=IdentitySigning(),
    signed_body=USER,
    request=request,
    payloads=(
        Payload(
            name="text",
            body='{"client_id":"a-1","text":"Xin chào\\r\\nbạn"}'.encode(),
            events=(
                Message(
                    **HEAD,
                    event_key=f"{PEER}:message:a-1",
                    external_id="a-1",
                    parts=(Text("Xin chào\nbạn"),),
                ),
            ),
        ),
        Payload(
            name="files and a quote",
            body=b'{"client_id":"a-2","text":"","files":["7","8","7"],"reply_to":12}',
            events=(
                Message(
                    **HEAD,
                    event_key=f"{PEER}:message:a-2",
                    external_id="a-2",
                    parts=tuple(Media(kind=MediaKind.DOCUMENT, ref=MediaRef(id=one)) for one in ("7", "8")),
                    reply_to="12",
                ),
            ),
        ),
        Payload(
            name="read",
            body=b'{"type":"read","up_to":17}',
            events=(Receipt(**HEAD, event_key=f"{PEER}:read:17", state=ReceiptState.READ, up_to="17"),),
        ),
        Payload(
            name="delivered",
            body=b'{"type":"delivered","up_to":18}',
            events=(Receipt(**HEAD, event_key=f"{PEER}:delivered:18", state=ReceiptState.DELIVERED, up_to="18"),),
        ),
        Payload(
            name="typing",
            body=b'{"type":"typing","on":true,"text":"half a th"}',
            events=(Typing(**HEAD, event_key=f"{PEER}:typing:{AT}", on=True),),
        ),
    ),
    unknown=(b'{"type":"dance"}', b"{}", b"[]", b'{"client_id":"a-3","text":7}', b'{"client_id":"","text":"x"}'),
    route=Route(thread_ref=PEER),
    text_of=text_of,
    files_of=files_of,
    accepted=b"{}",
    external_ids=(),
)
