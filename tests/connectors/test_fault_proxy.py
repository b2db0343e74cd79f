"""The fault proxy makes the trouble it promises, between a real client and a real server."""

import asyncio
from collections.abc import AsyncIterator
from itertools import islice

import httpx
import pytest

from tests.support.fault_proxy import REACHES, Fault, FaultProxy, scripted, seeded
from tests.support.http_server import Connection, HttpServer, Seen, reply
from tests.support.waiting import until_async


async def answer(seen: Seen, _: Connection) -> bytes:
    return reply(200, {"echo": seen.body.decode(), "ok": True}, x_platform="pigeon")


@pytest.fixture
async def platform() -> AsyncIterator[HttpServer]:
    async with HttpServer(answer) as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=5.0) as opened:
        yield opened


def bodies(platform: HttpServer) -> list[str]:
    return [seen.body.decode() for seen in platform.seen]


async def test_without_trouble_it_is_not_there(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async with FaultProxy(platform.port, scripted()) as proxy:
        found = await client.post(f"{proxy.url}/a?b=c", content=b"hello", headers={"x-one": "1"})
    assert (found.status_code, found.json()) == (200, {"echo": "hello", "ok": True})
    assert found.headers["x-platform"] == "pigeon"
    (seen,) = platform.seen
    assert (seen.method, seen.target, seen.headers["x-one"]) == ("POST", "/a?b=c", "1")


async def test_chunked_bodies_arrive_whole(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"one "
        yield b"two"

    async with FaultProxy(platform.port, scripted()) as proxy:
        await client.post(proxy.url, content=chunks())
    assert bodies(platform) == ["one two"]


async def test_429_says_for_how_long(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async with FaultProxy(platform.port, scripted(Fault.TOO_MANY), retry_after_s=7) as proxy:
        first, second = [await client.post(proxy.url, content=b"x") for _ in range(2)]
    assert (first.status_code, first.headers["retry-after"]) == (429, "7")
    assert second.status_code == 200
    assert len(platform.seen) == 1


async def test_500_comes_as_a_page(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async with FaultProxy(platform.port, scripted(Fault.SERVER_ERROR)) as proxy:
        found = await client.post(proxy.url, content=b"x")
    assert found.status_code == 500
    assert platform.seen == []


@pytest.mark.parametrize(("fault", "got"), [(Fault.CUT_BEFORE, 0), (Fault.CUT_AFTER, 1)])
async def test_cut_before_and_after(platform: HttpServer, client: httpx.AsyncClient, fault: Fault, got: int) -> None:
    async with FaultProxy(platform.port, scripted(fault)) as proxy:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.post(proxy.url, content=b"x")
    assert len(platform.seen) == got
    assert (fault in REACHES) is bool(got)


async def test_silence_lasts_until_the_caller_gives_up(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async with FaultProxy(platform.port, scripted(Fault.SILENT)) as proxy:
        with pytest.raises(httpx.ReadTimeout):
            await client.post(proxy.url, content=b"x", timeout=0.2)
    assert bodies(platform) == ["x"]


async def test_a_truncated_answer_is_whole_as_http(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async with FaultProxy(platform.port, scripted(Fault.TRUNCATED)) as proxy:
        found = await client.post(proxy.url, content=b"hello")
    assert found.status_code == 200
    with pytest.raises(ValueError, match=r"delimiter|Expecting|Unterminated"):
        found.json()
    assert bodies(platform) == ["hello"]


async def test_a_duplicate_arrives_twice(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async with FaultProxy(platform.port, scripted(Fault.DUPLICATE)) as proxy:
        assert (await client.post(proxy.url, content=b"x")).status_code == 200
    assert bodies(platform) == ["x", "x"]


async def test_a_later_request_overtakes(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async with FaultProxy(platform.port, scripted(Fault.REORDER)) as proxy:
        first = asyncio.create_task(client.post(proxy.url, content=b"first"))
        await until_async(lambda: _held(proxy), "held request")
        await client.post(proxy.url, content=b"second")
        await first
    assert bodies(platform) == ["second", "first"]


async def test_what_is_held_can_be_released(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async with FaultProxy(platform.port, scripted(Fault.REORDER)) as proxy:
        first = asyncio.create_task(client.post(proxy.url, content=b"first"))
        await until_async(lambda: _held(proxy), "held request")
        proxy.release()
        assert (await first).status_code == 200


async def _held(proxy: FaultProxy) -> int:
    return proxy.waiting


async def test_faults_are_counted(platform: HttpServer, client: httpx.AsyncClient) -> None:
    async with FaultProxy(platform.port, scripted(Fault.TOO_MANY, Fault.DUPLICATE)) as proxy:
        for _ in range(4):
            await client.post(proxy.url, content=b"x")
    assert proxy.counts == {Fault.TOO_MANY: 1, Fault.DUPLICATE: 1, Fault.PASS: 2}


def test_a_seed_is_a_story() -> None:
    weights = {Fault.PASS: 5, Fault.CUT_AFTER: 1, Fault.TOO_MANY: 2}
    one, same, other = (list(islice(seeded(seed, weights), 200)) for seed in (1, 1, 2))
    assert one == same != other
    assert set(one) == set(weights)
