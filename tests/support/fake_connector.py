"""Pigeon: a platform that does not exist, with a connector that does everything right. Tests break it on purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from openline.connectors.base import (
    MAX_EVENT_KEY,
    MAX_RAW_SHOWN,
    Blame,
    Capabilities,
    Defaults,
    Delivery,
    Field,
    FieldType,
    Identity,
    IdentitySet,
    InboundEvent,
    Loss,
    Lost,
    Manifest,
    Maturity,
    Media,
    MediaKind,
    MediaLimit,
    MediaRef,
    Message,
    OutFile,
    OutMessage,
    Part,
    Permanent,
    Rate,
    RawRequest,
    Receipt,
    Receipts,
    ReceiptState,
    Rejected,
    Rendered,
    Route,
    Schema,
    Scope,
    SendResult,
    Sent,
    Settings,
    Text,
    TextLimit,
    Transport,
    Unit,
    Unknown,
    Unsupported,
    Verified,
    WireCall,
    WireOutcome,
    WireResponse,
    classify_http,
    from_hex,
    shown,
    signature,
    signed_by,
    split_text,
)
from openline.kit.wire import Secret
from tests.connectors.specimen import Payload, Specimen

HEADER = "x-pigeon-signature"
PREFIX = "sha256="
SIGNING_SECRETS = ("feather-2026-09-signing", "feather-2025-03-signing")
TOKEN = "coo-token-5f1e8a77"
NOBODY = "nobody"


class Pigeon(Defaults):
    """One call for the text, one for each file; webhooks signed over the body."""

    manifest = Manifest(
        id="pigeon", icon="bird", version="1", maturity=Maturity.DOCUMENTATION, hosts=("api.pigeon.test",)
    )
    capabilities = Capabilities(
        delivery=Delivery.SEND,
        transport=Transport.WEBHOOK,
        text=TextLimit(most=1_000, unit=Unit.UTF16),
        media=(
            (MediaKind.IMAGE, MediaLimit(most_bytes=1_000_000, mime_types=("image/*",))),
            (MediaKind.DOCUMENT, MediaLimit(most_bytes=5_000_000)),
        ),
        most_files=3,
        reply_quote=True,
        receipts=Receipts(sent=True, delivered=True, read=True),
        rates=(Rate(scope=Scope.THREAD, per_second=1.0, burst=3),),
    )
    schema = Schema(
        (
            Field(key="token", type=FieldType.SECRET, required=True, ge=10),
            Field(key="signing_secrets", type=FieldType.SECRETS, required=True, le=2),
            Field(key="base_url", type=FieldType.URL, default="https://api.pigeon.test"),
        )
    )

    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        mark = request.headers.get(HEADER, "")
        if not mark.startswith(PREFIX):
            return Rejected("no_signature")
        if not signed_by(settings.secrets("signing_secrets"), request.body, from_hex(mark.removeprefix(PREFIX))):
            return Rejected("signature_mismatch")
        return Verified()

    def parse(self, request: RawRequest, settings: Settings) -> list[InboundEvent]:
        body = request.json()
        return [self.event(body, request)]

    def event(self, body: Any, request: RawRequest) -> InboundEvent:
        match body:
            case {"kind": "message", "id": str(key), "chat": str(chat), "at": int(at), "message": {"id": str(mid)}}:
                if parts := _parts(body["message"]):
                    return Message(**_head(key, chat, at, body), external_id=mid, parts=parts)
            case {"kind": "read" | "delivered" as state, "id": str(key), "chat": str(chat), "at": int(at)}:
                ids = body.get("ids")
                if isinstance(ids, list) and all(isinstance(one, str) for one in ids):
                    return Receipt(**_head(key, chat, at, body), state=ReceiptState(state), external_ids=tuple(ids))
            case _:
                pass
        return self.unsupported(body, request)

    def unsupported(self, body: Any, request: RawRequest) -> Unsupported:
        known = body if isinstance(body, dict) else {}
        kind = known.get("kind")
        mark = signature(Secret("body"), request.body).hex()
        return Unsupported(
            **_head(mark, NOBODY, 0, known),
            kind=kind if isinstance(kind, str) and kind else "unknown",
            raw=request.body[:MAX_RAW_SHOWN].decode("utf-8", "replace"),
        )

    def render(self, message: OutMessage, route: Route, settings: Settings) -> Rendered:
        files, lost = self.fitting(message.files)
        lost += [Lost(Loss.BUTTONS, button.label) for button in message.buttons]
        bodies: list[dict[str, Any]] = [{"text": piece} for piece in self.split(message.text)]
        bodies += [{"file": {"id": file.id, "url": file.url}} for file in files]
        calls = [
            self.call(settings, {"chat": route.thread_ref, "key": f"{message.key}:{n}", **body})
            for n, body in enumerate(bodies)
        ]
        return Rendered(tuple(calls), tuple(lost))

    def split(self, text: str) -> list[str]:
        return split_text(text, self.capabilities.text)

    def fitting(self, files: Sequence[OutFile]) -> tuple[list[OutFile], list[Lost]]:
        taken: list[OutFile] = []
        lost: list[Lost] = []
        for file in files:
            limit = self.capabilities.limit_of(file.kind)
            if limit is None or not limit.takes(file.mime_type):
                lost.append(Lost(Loss.FILE_TYPE, file.name))
            elif file.size > limit.most_bytes:
                lost.append(Lost(Loss.FILE_TOO_LARGE, file.name))
            elif len(taken) == self.capabilities.most_files:
                lost.append(Lost(Loss.TOO_MANY_FILES, file.name))
            else:
                taken.append(file)
        return taken, lost

    def call(self, settings: Settings, body: Mapping[str, Any]) -> WireCall:
        (token, *_) = settings.secrets("token")
        return WireCall(
            name="send",
            url=f"{settings.text('base_url')}/v1/send",
            headers={"authorization": f"Bearer {token.reveal()}", "content-type": "application/json"},
            body=msgspec.json.encode(body),
            pauses=((Scope.THREAD, str(body["chat"])),),
        )

    def classify(self, outcome: WireOutcome) -> SendResult:
        match outcome:
            case WireResponse(status=200):
                match outcome.json():
                    case {"id": str(external_id)}:
                        return Sent((external_id,), outcome.received_at)
                    case _:
                        return Unknown("unreadable answer")
            case WireResponse(status=410):
                return Permanent("flown", shown(outcome), Blame.RECIPIENT)
            case _:
                return classify_http(outcome)


def _parts(message: Mapping[str, Any]) -> tuple[Part, ...]:
    parts: list[Part] = []
    text = message.get("text")
    if isinstance(text, str) and text:
        parts.append(Text(text))
    files = message.get("files")
    for file in files if isinstance(files, list) else []:
        if isinstance(file, dict) and isinstance(file.get("id"), str):
            name = file.get("name")
            ref = MediaRef(id=file["id"])
            parts.append(Media(kind=MediaKind.DOCUMENT, ref=ref, name=name if isinstance(name, str) else None))
    return tuple(parts)


def _head(key: str, chat: str, at: int, body: Mapping[str, Any]) -> dict[str, Any]:
    sender = body.get("from")
    names = (Identity("pigeon", sender),) if isinstance(sender, str) and sender else ()
    return {
        "event_key": (key or "none")[:MAX_EVENT_KEY],
        "thread_ref": chat,
        "occurred_at": at,
        "sender": IdentitySet(names),
    }


class BodySigning:
    """HMAC-SHA256 over the body, in hex, in a header."""

    setting = "signing_secrets"
    covers_body = True
    may_be_missing = False

    def sign(self, body: bytes, secret: str) -> RawRequest:
        mark = signature(Secret(secret), body).hex()
        return RawRequest(headers={HEADER: PREFIX + mark}, body=body, received_at=1)

    def signature(self, request: RawRequest) -> bytes:
        return bytes.fromhex(request.headers[HEADER].removeprefix(PREFIX))

    def with_signature(self, request: RawRequest, signature: bytes | None) -> RawRequest:
        headers = {} if signature is None else {HEADER: PREFIX + signature.hex()}
        return replace(request, headers=headers)


MESSAGE = (
    b'{"kind":"message","id":"e1","chat":"c7","from":"u3","at":1790000000000,'
    b'"message":{"id":"m1","text":"hello","files":[{"id":"f1","name":"a.pdf","size":3}]}}'
)
READ = b'{"kind":"read","id":"e2","chat":"c7","from":"u3","at":1790000001000,"ids":["m8","m9"]}'
SENDER = IdentitySet((Identity("pigeon", "u3"),))


def text_of(call: WireCall) -> str:
    return str(msgspec.json.decode(call.body).get("text", ""))


def files_of(call: WireCall) -> list[str]:
    file = msgspec.json.decode(call.body).get("file")
    return [file["id"]] if file else []


def specimen(connector: Pigeon | None = None) -> Specimen:
    """A Pigeon with its papers; a broken one too."""
    return Specimen(
        connector=connector or Pigeon(),
        settings={"token": TOKEN, "signing_secrets": list(SIGNING_SECRETS)},
        signing=BodySigning(),
        signed_body=MESSAGE,
        request=lambda body: RawRequest(body=body, received_at=5),
        payloads=(
            Payload(
                name="message",
                body=MESSAGE,
                events=(
                    Message(
                        event_key="e1",
                        thread_ref="c7",
                        occurred_at=1_790_000_000_000,
                        sender=SENDER,
                        external_id="m1",
                        parts=(Text("hello"), Media(kind=MediaKind.DOCUMENT, ref=MediaRef(id="f1"), name="a.pdf")),
                    ),
                ),
            ),
            Payload(
                name="read",
                body=READ,
                events=(
                    Receipt(
                        event_key="e2",
                        thread_ref="c7",
                        occurred_at=1_790_000_001_000,
                        sender=SENDER,
                        state=ReceiptState.READ,
                        external_ids=("m8", "m9"),
                    ),
                ),
            ),
        ),
        unknown=(b'{"kind":"dance","id":"e3","chat":"c7","at":1}', b"{}", b"[]"),
        route=Route(thread_ref="c7"),
        text_of=text_of,
        files_of=files_of,
        accepted=b'{"id":"m77"}',
        external_ids=("m77",),
    )
