"""Contexts for Telegram's connector: over a way out that only notes, or over real HTTP to the fake."""

from collections.abc import AsyncGenerator, Mapping, Sequence
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
    MediaRef,
    Settings,
    WireCall,
    WireOutcome,
    WireResponse,
)
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound, Patience
from openline.connectors.telegram import CONNECTOR
from openline.kit.clock import Clock
from tests.connectors.specimens.telegram import SPECIMEN
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_server import FakeTelegram

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
    checked = SPECIMEN.checked(bot_token=bot.token, api_url=telegram.url, **settings)
    now = Clock().now
    patience = Patience(read_s=read_s)
    outbound = Outbound(Guard([ip_network("127.0.0.0/8")]), MemoryBuckets(now), now, patience=patience)
    try:
        yield TestContext(checked, outbound.bound(Binding.of(CONNECTOR, "88", checked), files))
    finally:
        await outbound.close()
