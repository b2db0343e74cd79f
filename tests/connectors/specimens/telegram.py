"""The connector of Telegram, with what its kit needs.

The updates (tests/connectors/telegram/updates.json) are written after the documentation of the Bot API 10.1; that they
are such is checked against its data file and by aiogram (tests/connectors/telegram/test_witnesses.py).
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import msgspec

from openline.connectors.base import (
    AccountAlert,
    Card,
    ContactCard,
    ContactShared,
    Deleted,
    Echo,
    Edited,
    Identity,
    IdentityChanged,
    IdentitySet,
    InboundEvent,
    Location,
    Media,
    MediaKind,
    MediaRef,
    Membership,
    MembershipState,
    Message,
    Part,
    Postback,
    Profile,
    RawRequest,
    Reaction,
    Referral,
    Route,
    Text,
    WireCall,
)
from openline.connectors.telegram import CONNECTOR
from openline.connectors.telegram.connector import HEADER
from tests.connectors.specimen import Payload, Specimen
from tests.support.telegram_server import FakeTelegram

TOKEN: Final = "4711:AAF-bot-token-of-the-specimen-x9"
SECRET: Final = "webhook-secret-of-the-specimen-3e1"
UPDATES: Final[dict[str, dict[str, Any]]] = msgspec.json.decode(
    (Path(__file__).parents[1] / "telegram" / "updates.json").read_bytes()
)
UNKNOWN: Final = ("story", "gift", "inline query", "channel post")
# The same event as "group upgraded", told in the new group.
TOLD_AGAIN: Final = "supergroup made"
AT: Final = 1_790_000_000_000
LINH: Final = IdentitySet((Identity("telegram", "1001"),))
GROUP: Final = IdentitySet((Identity("telegram_chat", "-17"),))
SUPERGROUP: Final = IdentitySet((Identity("telegram_chat", "-1001700"),))
PROFILE: Final = Profile(name="Linh Trần", username="linh_t", locale="vi")


class SecretHeader:
    """Telegram signs nothing: it repeats a secret of ours in a header."""

    setting = "webhook_secret"
    covers_body = False
    may_be_missing = False

    def sign(self, body: bytes, secret: str) -> RawRequest:
        return RawRequest(headers={HEADER: secret}, body=body, received_at=AT)

    def signature(self, request: RawRequest) -> bytes:
        return request.headers[HEADER].encode()

    def with_signature(self, request: RawRequest, signature: bytes | None) -> RawRequest:
        headers = {} if signature is None else {HEADER: signature.decode("latin-1")}
        return replace(request, headers=headers)


def body_of(name: str) -> bytes:
    return msgspec.json.encode(UPDATES[name])


def text_of(call: WireCall) -> str:
    params = params_of(call)
    media = params.get("media") or [{}]
    return str(params.get("text") or params.get("caption") or media[0].get("caption") or "")


def files_of(call: WireCall) -> list[str]:
    return [upload.file_id for upload in call.form.files] if call.form else []


def params_of(call: WireCall) -> dict[str, Any]:
    """What a call says, without its files."""
    if call.form is None:
        return dict(msgspec.json.decode(call.body))
    plain = {"caption", "business_connection_id"}
    return {name: value if name in plain else msgspec.json.decode(value) for name, value in call.form.fields}


def head(
    name: str, key: str = "", thread: str = "1001", sender: IdentitySet = LINH, after_s: int = 0
) -> dict[str, Any]:
    """The usual head of an event of a recorded update."""
    update = UPDATES[name]
    content = next(value for field, value in update.items() if field != "update_id")
    what = key or f"message:{thread}:{content['message_id']}"
    if not what.startswith(("message:", "moved:")):
        what = f"update:{update['update_id']}:{what}"
    return {"event_key": what, "thread_ref": thread, "occurred_at": AT + after_s * 1_000, "sender": sender}


def number(name: str) -> int:
    """The number of a recorded message."""
    return int(next(value for field, value in UPDATES[name].items() if field != "update_id")["message_id"])


def message(name: str, *parts: Part, **more: Any) -> Message:
    """Linh's message to the bot."""
    return Message(**head(name), external_id=f"1001:{number(name)}", parts=parts, **{"profile": PROFILE, **more})


def file(kind: MediaKind, file_id: str, size: int, mime_type: str | None, name: str | None = None) -> Media:
    return Media(kind=kind, ref=MediaRef(id=file_id), name=name, mime_type=mime_type, size=size)


SOMEBODYS: Final = "somebody's contact"
PLACE = Location(latitude=10.7769, longitude=106.7009)
OWN = ContactCard(name="Linh Trần", phones=("+84901234567",))
OTHER = ContactCard(name="Mẹ", phones=("84909999999",))
BUSINESS = "1001@biz_-1"
EVENTS: Final[dict[str, tuple[InboundEvent, ...]]] = {
    "text": (message("text", Text("Xin chào")),),
    "text with entities": (
        message("text with entities", Text("👍 see our shop (https://shop.example/) and @mai 👨‍👩‍👧")),
    ),
    "photo": (message("photo", file(MediaKind.IMAGE, "p-large", 90_000, "image/jpeg"), Text("look")),),
    "document": (
        message("document", file(MediaKind.DOCUMENT, "d", 2_500, "application/pdf", "hoá đơn.pdf")),
    ),
    "voice": (message("voice", file(MediaKind.VOICE, "v", 8_000, "audio/ogg")),),
    "video": (message("video", file(MediaKind.VIDEO, "vd", 900_000, "video/mp4", "a.mp4")),),
    "video note": (message("video note", file(MediaKind.VIDEO, "vn", 500_000, "video/mp4", "video_note.mp4")),),
    "audio": (message("audio", file(MediaKind.AUDIO, "au", 3_000_000, "audio/mpeg", "y.mp3")),),
    "sticker": (message("sticker", file(MediaKind.STICKER, "st", 30_000, "image/webp")),),
    "moving sticker": (message("moving sticker", file(MediaKind.STICKER, "tgs-picture", 3_000, None)),),
    "animation": (message("animation", file(MediaKind.VIDEO, "an", 70_000, "video/mp4", "wave.mp4")),),
    "large document": (
        message("large document", file(MediaKind.DOCUMENT, "big", 21_000_000, "video/x-matroska", "film.mkv")),
    ),
    "own contact": (
        message("own contact", OWN),
        ContactShared(**head("own contact", f"message:1001:{number('own contact')}:contact"), contact=OWN, own=True),
    ),
    SOMEBODYS: (
        message(SOMEBODYS, OTHER),
        ContactShared(
            **head(SOMEBODYS, f"message:1001:{number(SOMEBODYS)}:contact"),
            contact=OTHER,
            own=False,
        ),
    ),
    "location": (message("location", PLACE),),
    "venue": (message("venue", replace(PLACE, title="Chợ Bến Thành", address="Quận 1")),),
    "reply": (message("reply", Text("yes"), reply_to="1001:9"),),
    "forward of a user": (message("forward of a user", Text("hi all"), forwarded_from="Ivan Petrov"),),
    "forward of somebody hidden": (message("forward of somebody hidden", Text("psst"), forwarded_from="Anna"),),
    "forward of a channel": (message("forward of a channel", Text("news"), forwarded_from="News"),),
    "album, first": (
        message(
            "album, first", file(MediaKind.IMAGE, "al1", 100, "image/jpeg"), Text("two of them"), album="13001"
        ),
    ),
    "album, second": (message("album, second", file(MediaKind.IMAGE, "al2", 100, "image/jpeg"), album="13001"),),
    "start by a link": (
        message("start by a link", Text("/start promo-42")),
        Referral(
            **head("start by a link", f"message:1001:{number('start by a link')}:start"),
            source="telegram_link",
            ref="promo-42",
        ),
    ),
    "poll": (message("poll", Card(title="When?", text="• Today\n• Tomorrow")),),
    "checklist": (message("checklist", Card(title="To bring", text="• Passport\n• Photo")),),
    "rich message": (
        message(
            "rich message",
            Text("Order\nPlease see the list (https://a.example/).\n1. Shoes\n2. Socks\nSize | 42"),
        ),
    ),
    "dice": (message("dice", Text("🎲 4")),),
    "web app": (Postback(**head("web app"), payload='{"size":42}', title="Order"),),
    "edited": (
        Edited(**head("edited", "edited", after_s=30), external_id="1001:11", parts=(Text("Xin chào bạn"),)),
    ),
    "pressed": (Postback(**head("pressed", "press"), payload="y", title="Yes", external_id="1001:8"),),
    "reaction": (Reaction(**head("reaction", "reaction", after_s=40), external_id="1001:8", emoji="❤"),),
    "reaction taken back": (
        Reaction(**head("reaction taken back", "reaction", after_s=50), external_id="1001:8", emoji=""),
    ),
    "blocked": (Membership(**head("blocked", "member", after_s=60), state=MembershipState.BLOCKED),),
    "unblocked": (Membership(**head("unblocked", "member", after_s=60), state=MembershipState.SUBSCRIBED),),
    "left a group": (
        Membership(**head("left a group", "member", "-17", GROUP, 60), state=MembershipState.LEFT),
    ),
    "in a group": (
        Message(
            **head("in a group", thread="-17", sender=GROUP),
            external_id=f"-17:{number('in a group')}",
            parts=(Text("Linh Trần: anybody there?"),),
            profile=Profile(name="Neighbours"),
        ),
    ),
    "in a topic": (
        Message(
            **head("in a topic", f"message:-1001700:{number('in a topic')}", "-1001700/5", SUPERGROUP),
            external_id=f"-1001700:{number('in a topic')}",
            parts=(Text("Linh Trần:"), file(MediaKind.IMAGE, "tp", 100, "image/jpeg")),
            profile=Profile(name="Neighbours"),
        ),
    ),
    "group upgraded": (
        IdentityChanged(
            **head("group upgraded", "moved:-17:-1001700", "-1001700", GROUP), old=GROUP, new=SUPERGROUP
        ),
    ),
    "business connected": (),
    "business disconnected": (
        AccountAlert(
            **head("business disconnected", "business", "", IdentitySet()), code="business_disconnected", text="Mai"
        ),
    ),
    # Nobody wrote.
    "joined a group": (),
    "background": (),
    "edited story": (),
    "business message": (
        Message(
            **head("business message", thread=BUSINESS),
            external_id=f"{BUSINESS}:900",
            parts=(Text("are you open?"),),
            profile=PROFILE,
        ),
    ),
    "owner answers himself": (
        Echo(
            **head("owner answers himself", thread=BUSINESS, after_s=5),
            external_id=f"{BUSINESS}:901",
            parts=(Text("we are"),),
        ),
    ),
    "business message edited": (
        Edited(
            **head("business message edited", "edited", BUSINESS, after_s=9),
            external_id=f"{BUSINESS}:900",
            parts=(Text("are you open today?"),),
        ),
    ),
    "business messages deleted": (
        Deleted(
            **head("business messages deleted", "deleted", BUSINESS),
            external_ids=(f"{BUSINESS}:900", f"{BUSINESS}:899"),
        ),
    ),
}  # fmt: skip


@asynccontextmanager
async def platform() -> AsyncIterator[Mapping[str, Any]]:
    """A fake Telegram with a bot there."""
    async with FakeTelegram() as telegram:
        yield {"bot_token": telegram.bot().token, "api_url": telegram.url}


SPECIMEN: Final = Specimen(
    connector=CONNECTOR,
    settings={"bot_token": TOKEN, "webhook_secret": SECRET},
    signing=SecretHeader(),
    signed_body=body_of("text"),
    request=lambda body: RawRequest(headers={HEADER: SECRET}, body=body, received_at=AT, connection="88"),
    payloads=tuple(Payload(name=name, body=body_of(name), events=events) for name, events in EVENTS.items()),
    unknown=(*map(body_of, UNKNOWN), b"{}", b"[]", b'{"update_id":5}', b'{"update_id":6,"message":{}}'),
    route=Route(thread_ref="1001", recipient=LINH),
    text_of=text_of,
    files_of=files_of,
    accepted=b'{"ok":true,"result":{"message_id":77,"chat":{"id":1001,"type":"private"},"date":1790000000,"text":"x"}}',
    external_ids=("1001:77",),
    platform=platform,
)
