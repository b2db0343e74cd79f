"""What tests of sending say: a customer of a platform writes, an agent answers, the platform does what it likes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from openline.connectors.base import (
    Accepted,
    Context,
    Identity,
    IdentitySet,
    Route,
    SendResult,
    Sent,
    Signal,
    WireOutcome,
)  # fmt: skip
from openline.features.channels.service import CONNECTIONS
from openline.features.contacts.service import IdentityKey
from openline.features.conversations.service import Conversation
from openline.features.messages.service import Draft
from openline.features.routing.service.inbound import Inbound, receive
from openline.store import UnitOfWork, outbox
from tests.support.fake_connector import SIGNING_SECRETS, TOKEN, Pigeon
from tests.support.fault_proxy import Fault
from tests.support.http_server import Connection, Seen, reply
from tests.support.plain import plain_channel
from tests.support.product import Desk, Product
from tests.support.waiting import until_async

NEW_TOKEN = "coo-token-77aa0f21"


class Carrier(Pigeon):
    """A pigeon that never tires, and shows typing."""

    capabilities = replace(Pigeon.capabilities, rates=(), typing_out=True, buttons=None, idempotent_send=False)

    queues = False

    def classify(self, outcome: WireOutcome) -> SendResult:
        found = super().classify(outcome)
        return Accepted(found.external_ids) if self.queues and isinstance(found, Sent) else found

    async def signal(self, ctx: Context, route: Route, signal: Signal) -> None:
        await ctx.http.call(self.call(ctx.settings, {"chat": route.thread_ref, "signal": signal.value}))


@dataclass
class Loft:
    """The platform: takes what has the right token, and gives it a name. `faults` come first, one for each call."""

    token: str = TOKEN
    faults: list[Fault] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)

    @property
    def plan(self) -> Iterator[Fault]:
        while True:
            yield self.faults.pop(0) if self.faults else Fault.PASS

    async def answer(self, seen: Seen, _: Connection) -> bytes:
        body = msgspec.json.decode(seen.body)
        if seen.headers.get("authorization") != f"Bearer {self.token}":
            return reply(401, {"error": "unauthorized"})
        if body.get("text") == "refuse this":
            return reply(400, {"error": "we do not carry that"})
        self.got.append(body)
        return reply(200, {"id": f"m{len(self.got)}"})

    def texts(self, chat: str | None = None) -> list[str]:
        """What arrived, in order."""
        return [body["text"] for body in self.got if "text" in body and chat in (None, body["chat"])]

    def signals(self) -> list[str]:
        return [body["chat"] for body in self.got if "signal" in body]


async def has_been_heard(uow: UnitOfWork, connection_id: int) -> None:
    """The platform has reached us once: the connection is no new one."""
    row = await CONNECTIONS.hold(uow, connection_id)
    assert row is not None
    CONNECTIONS.change(uow, row, first_event_at=uow.now)


@dataclass
class Flight:
    """An administrator who answers customers of one pigeon connection."""

    product: Product
    carrier: Carrier
    loft: Loft
    url: str
    boss: Desk
    channel: dict[str, Any] = field(default_factory=dict)
    connection: dict[str, Any] = field(default_factory=dict)

    async def begin(self) -> "Flight":
        self.channel = await plain_channel(self.boss, "Tea")
        config = {"token": TOKEN, "signing_secrets": list(SIGNING_SECRETS), "base_url": self.url}
        new = {"channel_id": self.channel["id"], "connector": "pigeon", "config": config}
        self.connection = await self.boss.must("POST", "/connections", new)
        await self.store(has_been_heard, int(self.connection["id"]))
        return self

    async def store(self, use_case: Any, *args: Any, **more: Any) -> Any:
        return await self.product.application.base.store.commit(use_case, *args, **more)

    async def customer(self, chat: str, text: str = "hello") -> str:
        """He writes, and the administrator accepts him; his conversation's id."""
        who = IdentityKey(kind="pigeon", value=f"of {chat}", namespace="")
        route = Route(thread_ref=chat, recipient=IdentitySet((Identity("pigeon", f"of {chat}"),)))
        inbound = Inbound(
            account_id=self.account_id, connection_id=int(self.connection["id"]), thread=chat, identities=(who,),
            draft=Draft(text=text), route=msgspec.json.encode(route).decode(),
        )  # fmt: skip
        conversation, _ = await self.store(receive, inbound)
        found: Conversation = conversation
        await self.boss.must("POST", f"/sessions/{found.session_id}/accept")
        return str(found.id)

    @property
    def account_id(self) -> int:
        return int(self.boss.me["account"]["id"])

    async def say(self, conversation: str, text: str, **more: Any) -> dict[str, Any]:
        """The administrator answers; the message as it is shown at once."""
        said: dict[str, Any] = await self.boss.must(
            "POST", f"/conversations/{conversation}/messages", {"text": text} | more
        )
        return said

    async def message(self, said: dict[str, Any]) -> dict[str, Any]:
        """A message as it is shown now."""
        page = await self.boss.get(f"/conversations/{said['conversation_id']}/messages")
        found: dict[str, Any] = next(one for one in page["items"] if one["id"] == said["id"])
        return found

    async def until(self, said: dict[str, Any], *states: str) -> dict[str, Any]:
        """The message, once it is in one of these states."""

        async def there() -> dict[str, Any] | None:
            found = await self.message(said)
            return found if found["state"] in states else None

        return await until_async(there, f"{' or '.join(states)} message")

    async def until_tried(self, times: int) -> None:
        """So many calls reached the proxy's plan: no fault is left but these."""

        async def there() -> bool:
            return len(self.loft.faults) <= times

        await until_async(there, "planned faults")

    async def until_got(self, count: int) -> None:
        async def there() -> bool:
            return len(self.loft.got) >= count

        await until_async(there, f"{count} calls at the platform")

    async def until_gone_out(self, said: dict[str, Any]) -> None:
        """The outbox holds it no more."""

        async def there() -> bool:
            return await self.product.application.base.store.read(outbox.find, int(said["id"])) is None

        await until_async(there, "message that left the outbox")

    async def until_waiting(self, said: dict[str, Any], error: str) -> None:
        """It was tried and has to wait for a reason."""

        async def there() -> bool:
            row = await self.product.application.base.store.read(outbox.find, int(said["id"]))
            return row is not None and row.state == "waiting" and row.error == error

        await until_async(there, "message that waits")

    def pass_time(self, ms: int) -> None:
        """The clock goes on, and the outbox looks again."""
        self.product.clock.advance(ms)
        self.product.application.platforms.outbox.wake()

    async def connection_now(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.boss.get(f"/connections/{self.connection['id']}")
        return found
