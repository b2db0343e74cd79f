"""The product with a platform that tests make answer as they want."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from openline import bootstrap
from openline.config import load
from openline.connectors.base import (
    Context,
    Field,
    FieldType,
    Health,
    HealthState,
    Identity,
    IdentitySet,
    InstallReport,
    Manifest,
    Maturity,
    Message,
    PlatformAccount,
    Schema,
    Text,
)
from openline.connectors.registry import Registry
from openline.connectors.webchat import CONNECTOR as WEBCHAT
from openline.features.channels.service import CONNECTIONS
from openline.jobs.checking import CheckLoop
from openline.kit.clock import Clock
from tests.support.fake_connector import Pigeon
from tests.support.plain import plain_channel
from tests.support.product import Desk, Product

GOOD = "good-token-of-coo"
OTHER = "good-token-of-roo"
ACCOUNTS = {GOOD: PlatformAccount("17", "@coo", "https://pigeon.test/coo"), OTHER: PlatformAccount("18", "@roo")}


@dataclass
class Homing(Pigeon):
    """A pigeon whose platform knows two tokens, and notes what it was told."""

    manifest = Manifest(id="homing", icon="bird", version="1", maturity=Maturity.DOCUMENTATION)
    schema = Schema(
        (
            Field(key="token", type=FieldType.SECRET, required=True, ge=10),
            Field(key="receive", type=FieldType.CHOICE, default="poll", choices=("poll", "webhook")),
            Field(key="loft", type=FieldType.URL, default="https://loft.pigeon.test"),
            Field(key="signing", type=FieldType.SECRET, made_here=True),
        )
    )
    down: bool = False
    ends_at: int | None = None
    told: list[tuple[str, str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    left: tuple[str, ...] = ()

    async def check(self, ctx: Context) -> Health:
        token = ctx.settings.secrets("token")[0].reveal()
        if self.down:
            return Health(HealthState.DOWN, "no_answer")
        if token not in ACCOUNTS:
            return Health(HealthState.REAUTH, "unauthorized", field="token")
        return Health(HealthState.OK, account=ACCOUNTS[token], expires_at=self.ends_at)

    async def install(self, ctx: Context, public_url: str) -> InstallReport:
        way = ctx.settings.text("receive")
        self.told.append(("install", way))
        self.marks += [secret.reveal() for secret in ctx.settings.secrets("signing")]
        if way == "webhook" and not public_url.startswith("https:"):
            return InstallReport(missing=("https",))
        return InstallReport(done=(way,))

    async def uninstall(self, ctx: Context) -> InstallReport:
        self.told.append(("uninstall", ctx.settings.text("receive")))
        return InstallReport(missing=self.left)


@dataclass
class Wizard:
    """The administrator, with one channel."""

    boss: Desk
    platform: Homing
    product: Product
    channel: dict[str, Any]

    async def connect(self, token: str = GOOD, **more: Any) -> Any:
        """A connection that the platform has taken."""
        return await self.boss.must("POST", "/connections", self.new(token, **more))

    def new(self, token: str = GOOD, **more: Any) -> dict[str, Any]:
        return {"channel_id": self.channel["id"], "connector": "homing", "config": {"token": token}} | more

    async def refused(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """The problem that a request gets."""
        answer = await self.boss.call(method, path, body)
        assert not answer.is_success, answer.text
        problem: dict[str, Any] = answer.json()
        return problem

    async def written(self, connection: dict[str, Any], text: str) -> dict[str, Any]:
        """A customer of the platform writes; his conversation."""
        row = await self.product.application.base.store.read(CONNECTIONS.get, int(connection["id"]))
        assert row is not None
        came = Message(
            event_key="e1", thread_ref="c1", occurred_at=self.product.clock.now(),
            sender=IdentitySet((Identity("pigeon", "u1"),)), external_id="m1", parts=(Text(text),),
        )  # fmt: skip
        assert await self.product.application.platforms.hooks.take(row, came) is None
        rows: list[dict[str, Any]] = (await self.boss.get("/conversations", view="all"))["items"]
        return next(one for one in rows if one["connection_id"] == connection["id"])

    def checks(self) -> CheckLoop:
        """A loop of one's own, turned by hand."""
        application = self.product.application
        return CheckLoop(application.base.store, application.platforms.setup, self.product.clock)

    async def connections(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.boss.get("/connections"))["items"]
        return [one for one in found if one["connector"] == "homing"]


@pytest.fixture
def platform() -> Homing:
    return Homing()


@pytest.fixture
async def wizard(demo_ground: dict[str, str], platform: Homing) -> AsyncIterator[Wizard]:
    """The product on each store, with the widget and the homing pigeon installed."""
    clock = Clock()
    application = bootstrap.build(load(demo_ground), clock, Registry({"webchat": WEBCHAT, "homing": platform}))
    await application.start()
    try:
        product = Product(application, clock)
        boss = await product.login("admin")
        yield Wizard(boss, platform, product, await plain_channel(boss, "Tea"))
        for client in product.clients:
            await client.aclose()
    finally:
        await application.stop()
