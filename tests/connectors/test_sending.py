"""A message on its whole way: rendered, called over real HTTP through a proxy that makes trouble, and named."""

from collections.abc import AsyncIterator, Sequence
from ipaddress import ip_network

import pytest

from openline.connectors.base import Blame, OutMessage, Permanent, Retry, SendResult, Sent, Unknown
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound, Patience
from openline.kit.clock import Clock
from tests.connectors.kit.around import StandInContext
from tests.support.fake_connector import TOKEN, specimen
from tests.support.fault_proxy import Fault, FaultProxy, scripted
from tests.support.http_server import Connection, HttpServer, Seen, reply


async def platform(seen: Seen, _: Connection) -> bytes:
    if seen.headers.get("authorization") != f"Bearer {TOKEN}":
        return reply(401, {"error": "unauthorized"})
    return reply(200, {"id": "m77"})


@pytest.fixture
async def outbound() -> AsyncIterator[Outbound]:
    now = Clock().now
    opened = Outbound(
        Guard([ip_network("127.0.0.0/8")]), MemoryBuckets(now), now, patience=Patience(read_s=0.2, call_s=2.0)
    )
    yield opened
    await opened.close()


async def send(outbound: Outbound, url: str, *, token: str = TOKEN) -> SendResult:
    pigeon = specimen()
    settings = pigeon.checked(base_url=url, token=token)
    (call,) = pigeon.connector.render(OutMessage(key="1", text="hello"), pigeon.route, settings).calls
    http = outbound.bound(Binding.of(pigeon.connector, "c1", settings))
    return await pigeon.connector.send(StandInContext(settings, http), call)


@pytest.mark.parametrize(
    ("fault", "result", "got"),
    [
        (Fault.PASS, Sent, 1),
        (Fault.TOO_MANY, Retry, 0),
        (Fault.SERVER_ERROR, Retry, 0),
        (Fault.CUT_BEFORE, Unknown, 0),  # nobody can tell from here that nothing arrived
        (Fault.CUT_AFTER, Unknown, 1),
        (Fault.SILENT, Unknown, 1),
        (Fault.TRUNCATED, Unknown, 1),
        (Fault.DUPLICATE, Sent, 2),
    ],
)
async def test_each_trouble_has_its_name(outbound: Outbound, fault: Fault, result: type, got: int) -> None:
    async with HttpServer(platform) as server, FaultProxy(server.port, scripted(fault), retry_after_s=7) as proxy:
        found = await send(outbound, proxy.url)
    assert isinstance(found, result), found
    assert len(server.seen) == got
    if fault is Fault.TOO_MANY:
        assert isinstance(found, Retry)
        assert found.after_ms == 7_000


async def test_a_bad_token_is_the_administrators_business(outbound: Outbound) -> None:
    async with HttpServer(platform) as server:
        found = await send(outbound, server.url, token="another-token")
    assert isinstance(found, Permanent)
    assert found.blame is Blame.AUTH


async def test_a_private_platform_has_to_be_opened() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        raise AssertionError("an address needs no name")

    now = Clock().now
    closed = Outbound(Guard(resolve=resolve), MemoryBuckets(now), now)
    async with HttpServer(platform) as server:
        found = await send(closed, server.url)
    await closed.close()
    assert isinstance(found, Permanent)
    assert "OPENLINE_OUTBOUND_ALLOW" in found.text
    assert server.seen == []


async def test_the_bucket_of_a_chat_holds_back_before_the_platform_does(outbound: Outbound) -> None:
    async with HttpServer(platform) as server:
        results = [await send(outbound, server.url) for _ in range(4)]
    assert [type(result) for result in results] == [Sent, Sent, Sent, Retry]
    assert len(server.seen) == 3
