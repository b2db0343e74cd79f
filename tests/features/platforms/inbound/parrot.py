"""Parrot: a platform that says whatever a test wants it to say, by webhook or to whoever asks."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import msgspec

from openline.bootstrap import Application
from openline.connectors.base import (
    Capabilities,
    Context,
    Defaults,
    Delivery,
    FetchRefused,
    Field,
    FieldType,
    HttpReply,
    Identity,
    IdentitySet,
    InboundEvent,
    Manifest,
    Maturity,
    MediaRef,
    Message,
    OutMessage,
    Part,
    Profile,
    RawRequest,
    Rejected,
    Rendered,
    Route,
    Schema,
    SendResult,
    Sent,
    Settings,
    Text,
    TextLimit,
    Transport,
    Verified,
    WireCall,
    same,
)
from openline.features.platforms.service.kept import event_of, event_text
from tests.support.plain import plain_channel
from tests.support.product import Desk, Product
from tests.support.waiting import until_async

SECRET = "polly-wants-a-cracker"
HEADER = "x-parrot-secret"
START = 1_790_000_000_000


class Parrot(Defaults):
    """Its requests are lists of events as the product itself writes them down."""

    manifest = Manifest(id="parrot", icon="bird", version="1", maturity=Maturity.DOCUMENTATION, hosts=("parrot.test",))
    capabilities = Capabilities(
        delivery=Delivery.SEND, transport=Transport.WEBHOOK, text=TextLimit(most=1_000), polls=True, typing_in=True
    )
    schema = Schema(
        (
            Field(key="secret", type=FieldType.SECRET, required=True),
            Field(key="polls", type=FieldType.BOOL, default=False),
        )
    )

    def __init__(self) -> None:
        self.broken: Exception | None = None
        self.media: dict[str, bytes | str] = {}
        self.asked: list[str] = []
        self.profiles: dict[str, Profile] = {}
        self.air: list[InboundEvent] = []
        self.sent: list[str] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.news = asyncio.Condition()
        self.polling = 0

    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        (secret, *_) = settings.secrets("secret")
        return Verified() if same(request.headers.get(HEADER, ""), secret.reveal()) else Rejected("wrong_secret")

    def sync_reply(self, request: RawRequest, settings: Settings) -> HttpReply | None:
        del settings
        return HttpReply(body=request.query["challenge"].encode()) if "challenge" in request.query else None

    def parse(self, request: RawRequest, settings: Settings) -> list[InboundEvent]:
        del settings
        if self.broken is not None:
            raise self.broken
        return [event_of(text) for text in msgspec.json.decode(request.body)] if request.body else []

    def render(self, message: OutMessage, route: Route, settings: Settings) -> Rendered:
        del settings
        return Rendered(
            (WireCall(name="say", url=f"https://parrot.test/{route.thread_ref}", body=message.key.encode()),)
        )

    async def send(self, ctx: Context, call: WireCall) -> SendResult:
        self.sent.append(call.body.decode())
        await self.may_answer.wait()
        return Sent((f"out-{len(self.sent)}",), ctx.now())

    async def fetch_media(self, ctx: Context, ref: MediaRef) -> AsyncGenerator[bytes, None]:
        del ctx
        self.asked.append(ref.id)
        found = self.media[ref.id]
        if isinstance(found, str):
            raise FetchRefused(found)
        yield found

    async def fetch_profile(self, ctx: Context, sender: IdentitySet) -> Profile | None:
        del ctx
        return next((self.profiles[one.value] for one in sender if one.value in self.profiles), None)

    async def run(self, ctx: Context) -> None:
        if not ctx.settings.flag("polls"):
            return
        self.polling += 1
        try:
            while True:
                place = int(await ctx.cursor() or 0)
                async with self.news:
                    while len(self.air) <= place:
                        await self.news.wait()
                    heard = self.air[place:]
                await ctx.deliver(heard, str(place + len(heard)))
        finally:
            self.polling -= 1

    async def squawk(self, *events: InboundEvent) -> None:
        """Say something to whoever polls."""
        async with self.news:
            self.air += events
            self.news.notify_all()


def person(name: str) -> IdentitySet:
    """Somebody who is the same to every parrot."""
    return IdentitySet((Identity("parrot", name),))


def head(chat: str, key: str, at: int = START, sender: IdentitySet | None = None) -> dict[str, Any]:
    """What every event has."""
    sender = person(chat) if sender is None else sender
    return {"event_key": key, "thread_ref": chat, "occurred_at": at, "sender": sender}


def message(chat: str, number: int, *parts: Part | str, **more: Any) -> Message:
    """A customer's message; the chat is also his name."""
    made = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return Message(**head(chat, f"{chat}:{number}", START + number), external_id=f"{chat}-{number}", parts=made, **more)


@dataclass
class Aviary:
    """An administrator with one connection of parrots."""

    product: Product
    parrot: Parrot
    boss: Desk
    build: Callable[[], Application]
    channel: dict[str, Any] = field(default_factory=dict)
    connection: dict[str, Any] = field(default_factory=dict)

    async def begin(self, **config: Any) -> "Aviary":
        self.channel = await plain_channel(self.boss, "Birds")
        self.connection = await self.connect(self.channel, **config)
        return self

    async def restart(self) -> None:
        """The server ends and begins again, on what it has stored."""
        await self.product.application.stop()
        self.product.application = self.build()
        await self.product.application.start()
        self.boss = await self.product.login("admin")

    async def connect(self, channel: dict[str, Any], **config: Any) -> dict[str, Any]:
        """One more connection, in a channel that has none."""
        new = {"channel_id": channel["id"], "connector": "parrot", "config": {"secret": SECRET} | config}
        made: dict[str, Any] = await self.boss.must("POST", "/connections", new)
        return made

    async def post(self, body: bytes, *, secret: str = SECRET, to: str | None = None) -> httpx.Response:
        """One request of the platform, or of somebody who says he is it."""
        path = f"/hooks/parrot/{to or self.connection['id']}"
        return await self.product.client("9.9.9.9").post(path, content=body, headers={HEADER: secret})

    async def say(self, *events: InboundEvent, to: str | None = None) -> None:
        """The platform tells, and is told yes."""
        answer = await self.post(body_of(events), to=to)
        assert answer.status_code == 200, answer.text

    async def conversations(self) -> list[dict[str, Any]]:
        """Those that came by parrots, the latest activity first."""
        page = await self.boss.get("/conversations", view="all", limit=100)
        return [one for one in page["items"] if one["connector"] == "parrot"]

    async def conversation(self) -> dict[str, Any]:
        (found,) = await self.conversations()
        return found

    async def messages(self, conversation: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """What was said, oldest first."""
        conversation = conversation or await self.conversation()
        page = await self.boss.get(f"/conversations/{conversation['id']}/messages", limit=100)
        items: list[dict[str, Any]] = page["items"]
        return items

    async def texts(self) -> list[str]:
        return [one["text"] for one in await self.messages()]

    async def answer(self, text: str, state: str = "sent") -> dict[str, Any]:
        """The administrator takes the conversation and answers; the message, once it is so."""
        conversation = await self.conversation()
        if conversation["session"]["owner_id"] is None:
            await self.boss.must("POST", f"/sessions/{conversation['session']['id']}/accept")
        said = await self.boss.must("POST", f"/conversations/{conversation['id']}/messages", {"text": text})
        return await self.until(said["id"], state)

    async def until(self, message_id: str, state: str) -> dict[str, Any]:
        """The message, once it is so."""

        async def there() -> dict[str, Any] | None:
            found = await self.message(message_id)
            return found if found["state"] == state else None

        return await until_async(there, f"{state} message")

    async def message(self, message_id: str) -> dict[str, Any]:
        return next(one for one in await self.messages() if one["id"] == message_id)

    async def failed(self) -> list[dict[str, Any]]:
        page = await self.boss.get(f"/connections/{self.connection['id']}/failed-events")
        items: list[dict[str, Any]] = page["items"]
        assert page["total"] == len(items)
        return items

    async def file(self, state: str) -> dict[str, Any]:
        """The file of the latest message, once it is so."""

        async def there() -> dict[str, Any] | None:
            (found,) = (await self.messages())[-1]["files"]
            return found if found["state"] == state else None

        return await until_async(there, f"{state} file")


def body_of(events: Sequence[InboundEvent]) -> bytes:
    return msgspec.json.encode([event_text(event) for event in events])


def repeated(event: InboundEvent, key: str) -> InboundEvent:
    """The same under another name."""
    return replace(event, event_key=key)
