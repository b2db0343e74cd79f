"""Connections of a bot: over a way out that only notes, or over real HTTP to the fake, by webhook or by polling."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import Any

import msgspec

from openline.connectors.base import (
    Connector,
    FetchRefused,
    FileSource,
    Http,
    InboundEvent,
    MediaKind,
    MediaRef,
    OutFile,
    OutMessage,
    RawRequest,
    Rejected,
    Route,
    SendResult,
    Sent,
    Settings,
    WireCall,
    WireOutcome,
    WireResponse,
)
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound, Patience
from openline.connectors.telegram import CONNECTOR
from openline.connectors.telegram.connector import Telegram
from openline.connectors.telegram.polling import Pace
from openline.kit.clock import Clock
from tests.connectors.specimens.telegram import SPECIMEN
from tests.support.http_server import Connection, HttpServer, Seen, reply
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_server import FakeTelegram
from tests.support.waiting import until_async

QUICK = Pace(wait_s=5, first_pause_s=0.01, longest_pause_s=0.02)
_OURS = {"url": "https://desk.example/hooks/telegram/88"}
_ANSWERS: dict[str, Any] = {
    "getMe": {"id": 4711, "is_bot": True, "first_name": "Shop", "username": "shop_bot"},
    "getWebhookInfo": _OURS,
    "getFile": {"file_id": "f", "file_path": "a/b"},
    "getUserProfilePhotos": {"total_count": 0, "photos": []},
}


@dataclass
class Noted:
    """A way out that answers as Telegram does when all is well; polling is refused, so it ends."""

    calls: list[WireCall] = field(default_factory=list)

    async def call(self, call: WireCall) -> WireOutcome:
        self.calls.append(call)
        if call.name == "getUpdates":
            return WireResponse(status=401, body=b'{"ok":false,"error_code":401,"description":"Unauthorized"}')
        body = msgspec.json.encode({"ok": True, "result": _ANSWERS.get(call.name, True)})
        return WireResponse(status=200, body=body)

    async def fetch(self, url: str, *, headers: Mapping[str, str], most_bytes: int) -> AsyncGenerator[bytes, None]:
        if url:
            raise FetchRefused("gone")
        yield b""

    async def fetch_nothing(self, connector: Connector, ctx: "TestContext") -> None:
        """Ask for a file."""
        with suppress(FetchRefused):
            async for _ in connector.fetch_media(ctx, MediaRef(id="f")):
                pass


@dataclass
class TestContext:
    """A connection whose events are kept in a list."""

    __test__ = False

    settings: Settings
    http: Http
    connection: str = "88"
    events: list[InboundEvent] = field(default_factory=list)
    kept: str | None = None

    def now(self) -> int:
        return Clock().now()

    async def cursor(self) -> str | None:
        return self.kept

    async def deliver(self, events: Sequence[InboundEvent], cursor: str | None) -> None:
        self.events += events
        self.kept = cursor

    async def keep(self, changes: Mapping[str, object]) -> None:
        raise AssertionError("a bot's token does not change by itself")


def context(settings: Settings, http: Http) -> TestContext:
    return TestContext(settings, http)


@asynccontextmanager
async def connected(
    telegram: FakeTelegram, bot: FakeBot, files: FileSource | None = None, *, read_s: float = 20.0, **settings: Any
) -> AsyncGenerator[TestContext, None]:
    """A connection of a bot, over real HTTP."""
    checked = SPECIMEN.checked(**{"bot_token": bot.token, "api_url": telegram.url, **settings})
    now = Clock().now
    patience = Patience(read_s=read_s)
    outbound = Outbound(Guard([ip_network("127.0.0.0/8")]), MemoryBuckets(now), now, patience=patience)
    try:
        yield TestContext(checked, outbound.bound(Binding.of(CONNECTOR, "88", checked), files))
    finally:
        await outbound.close()


class Shelf:
    """Our files."""

    async def open(self, file_id: str) -> AsyncGenerator[bytes, None]:
        for _ in range(2):
            yield file_id.encode() * 50_000


def out_file(file_id: str, kind: MediaKind = MediaKind.IMAGE, mime_type: str = "image/png") -> OutFile:
    return OutFile(id=file_id, kind=kind, name=f"ảnh {file_id}", mime_type=mime_type, size=len(file_id) * 100_000)


@dataclass
class Line:
    """A connection at work, however its events come."""

    ctx: TestContext

    @property
    def events(self) -> list[InboundEvent]:
        return self.ctx.events

    async def until(self, count: int) -> list[InboundEvent]:
        """The events, once there are so many."""

        async def enough() -> bool:
            return len(self.events) >= count

        await until_async(enough, f"{count} events")
        assert len(self.events) == count
        return self.events

    async def send(self, chat: int | str, **what: object) -> list[SendResult]:
        """Send a message as the outbox does: call by call, as long as all is well."""
        message = OutMessage(key="1", **what)  # type: ignore[arg-type]
        results: list[SendResult] = []
        for call in CONNECTOR.render(message, Route(thread_ref=str(chat)), self.ctx.settings).calls:
            results.append(await CONNECTOR.send(self.ctx, call))
            if not isinstance(results[-1], Sent):
                break
        return results


@asynccontextmanager
async def by_polling(telegram: FakeTelegram, bot: FakeBot) -> AsyncIterator[Line]:
    async with connected(telegram, bot, Shelf(), transport="poll") as ctx:
        polling = asyncio.create_task(Telegram(QUICK).run(ctx))
        try:
            yield Line(ctx)
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)


@asynccontextmanager
async def by_webhook(telegram: FakeTelegram, bot: FakeBot) -> AsyncIterator[Line]:
    """As the product's hook does it: verify, parse, and the reply."""
    async with connected(telegram, bot, Shelf()) as ctx:

        async def hook(seen: Seen, _: Connection) -> bytes:
            request = RawRequest(path=seen.target, headers=seen.headers, body=seen.body, received_at=Clock().now())
            if isinstance(CONNECTOR.verify(request, ctx.settings), Rejected):
                return reply(403)
            await ctx.deliver(CONNECTOR.parse(request, ctx.settings), None)
            said = CONNECTOR.sync_reply(request, ctx.settings)
            return reply(200, said.body if said else b"", content_type=said.content_type if said else "text/plain")

        async with HttpServer(hook) as server:
            report = await CONNECTOR.install(ctx, server.url)
            assert report.done == ("webhook",)
            yield Line(ctx)
            assert {seen.target for seen in server.seen} <= {"/hooks/telegram/88"}
