"""What becomes of a platform's requests in the whole product, on each store. Checks are coroutines of an `Arrival`."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from openline.connectors.base import Edited, InboundEvent, Message, Postback, Transport, Unsupported
from tests.connectors.specimen import Specimen
from tests.support.plain import plain_channel
from tests.support.product import Desk, Product, WidgetClient

STORM = 12
REFUSED = {401, 403}


@dataclass
class Arrival:
    """A connection of the specimen's platform, and the administrator who looks at what came of it."""

    specimen: Specimen
    product: Product
    boss: Desk
    connection: Mapping[str, Any]
    before: frozenset[str]
    widget: WidgetClient | None = None
    client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.product.client("9.9.9.9")

    async def take(self, body: bytes, *, forged: bool = False) -> int:
        """One request, signed as the platform does it, or not quite so."""
        if self.widget is not None:
            token = "forged" if forged else self.widget.token
            headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
            return (await self.client.post("/widget/v1/messages", content=body, headers=headers)).status_code
        signing = self.specimen.signing
        secret = self.specimen.checked().secrets(signing.setting)[0].reveal()
        request = signing.sign(body, secret)
        if forged:
            mark = bytearray(signing.signature(request))
            mark[-1] ^= 1
            request = signing.with_signature(request, bytes(mark))
        path = f"/hooks/{self.specimen.id}/{self.connection['id']}"
        return (await self.client.post(path, content=body, headers=dict(request.headers))).status_code

    async def messages(self) -> list[dict[str, Any]]:
        """All that customers have said here."""
        page = await self.boss.get("/conversations", view="all", limit=100)
        found: list[dict[str, Any]] = []
        for conversation in page["items"]:
            if conversation["id"] not in self.before:
                said = await self.boss.get(f"/conversations/{conversation['id']}/messages", limit=100)
                found += [one for one in said["items"] if one["author"] == "customer"]
        return found

    async def failed(self) -> list[Any]:
        """What was taken but could not be read."""
        page = await self.boss.get(f"/connections/{self.connection['id']}/failed-events")
        return list(page["items"])

    @property
    def bodies(self) -> list[bytes]:
        """The recorded payloads that this door takes: the widget's frames have a socket of their own."""
        events = self._all_events() if self.widget is None else []
        if self.widget is None:
            return [body for body, _ in events]
        return [payload.body for payload in self.specimen.payloads if _says(payload.events) and payload.name == "text"]

    @property
    def message(self) -> bytes:
        """A payload in which the customer says one thing."""
        return next(payload.body for payload in self.specimen.payloads if _says(payload.events))

    def expected(self) -> int:
        """How many messages of customers all payloads make, whatever their order."""
        named: set[str] = set()
        others = 0
        for _, events in self._all_events():
            for event in events:
                match event:
                    case Message() | Edited():
                        named.add(event.external_id)
                    case Postback():
                        others += 1
                    case Unsupported() if event.sender:
                        others += 1
                    case _:
                        pass
        return len(named) + others

    def _all_events(self) -> list[tuple[bytes, tuple[InboundEvent, ...]]]:
        return [(payload.body, payload.events) for payload in self.specimen.payloads]


def _says(events: tuple[InboundEvent, ...]) -> bool:
    return len(events) == 1 and isinstance(events[0], Message)


Check = Callable[[Arrival], Awaitable[None]]


async def storm_of_repeats_is_one_message(arrival: Arrival) -> None:
    statuses = await asyncio.gather(*(arrival.take(arrival.message) for _ in range(STORM)))
    assert all(200 <= status < 300 for status in statuses), statuses
    assert len(await arrival.messages()) == 1
    assert await arrival.take(arrival.message) < 300
    assert len(await arrival.messages()) == 1


async def disorder_loses_and_doubles_nothing(arrival: Arrival) -> None:
    """Everything backwards (edits, presses and receipts before what they are about), then once more in order."""
    if arrival.widget is not None:
        return
    for body in [*reversed(arrival.bodies), *arrival.bodies]:
        status = await arrival.take(body)
        assert 200 <= status < 300, f"{status} for {body!r}"
    assert await arrival.failed() == []
    assert len(await arrival.messages()) == arrival.expected()


async def unknown_kinds_do_no_harm(arrival: Arrival) -> None:
    if arrival.widget is not None:
        return
    for body in arrival.specimen.unknown:
        assert await arrival.take(body) < 300, f"{body!r} is refused, so the platform sends it for ever"
    assert await arrival.failed() == []
    assert await arrival.take(arrival.message) < 300
    assert any(not one["parts"] for one in await arrival.messages())


async def forged_requests_leave_nothing(arrival: Arrival) -> None:
    assert await arrival.take(arrival.message, forged=True) in REFUSED
    assert await arrival.messages() == []


CHECKS: tuple[Check, ...] = (
    storm_of_repeats_is_one_message,
    disorder_loses_and_doubles_nothing,
    unknown_kinds_do_no_harm,
    forged_requests_leave_nothing,
)


@asynccontextmanager
async def arrived(product: Product, specimen: Specimen) -> AsyncIterator[Arrival]:
    """Connect the specimen's platform in a channel of its own."""
    boss = await product.login("admin")
    page = await boss.get("/conversations", view="all", limit=100)
    before = frozenset(one["id"] for one in page["items"])
    if specimen.connector.capabilities.transport is Transport.OWN:
        widget = await product.widget()
        yield Arrival(specimen, product, boss, {}, before, widget)
        return
    async with specimen.platform() as settings:
        channel = await plain_channel(boss, specimen.id)
        new = {"channel_id": channel["id"], "connector": specimen.id, "config": {**specimen.settings, **settings}}
        connection = await boss.must("POST", "/connections", new)
        changed = replace(specimen, settings={**specimen.settings, **settings})
        yield Arrival(changed, product, boss, connection, before)
