"""The way out, against a real server: what is called, what is refused, what each failure is named."""

import asyncio
import gzip
import logging
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from ipaddress import ip_network

import pytest
from structlog.testing import capture_logs

from openline.connectors.base import FailureKind, FetchRefused, Rate, Scope, WireCall, WireFailure, WireResponse
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound, Patience
from openline.connectors.http.client import MAX_ANSWER_BYTES, MAX_REDIRECTS, BoundHttp
from openline.connectors.http.redact import Redactor
from openline.kit.clock import Clock
from openline.kit.wire import Secret
from tests.support.http_server import Connection, HttpServer, Seen, reply

LOOPBACK = ip_network("127.0.0.0/8")
TOKEN = "bot-token/4711:secret"
HOST = "platform.test"


async def resolve(host: str, port: int) -> Sequence[str]:
    """All names lead here, whatever DNS says."""
    return ["127.0.0.1"]


@pytest.fixture
async def outbound() -> AsyncIterator[Outbound]:
    opened = Outbound(Guard([LOOPBACK], resolve), MemoryBuckets(Clock().now), Clock().now)
    yield opened
    await opened.close()


def bound(outbound: Outbound, *, hosts: Sequence[str] = (HOST, "127.0.0.1"), rates: Sequence[Rate] = ()) -> BoundHttp:
    return outbound.bound(
        Binding(
            connector="pigeon",
            connection="c1",
            hosts=tuple(hosts),
            rates=tuple(rates),
            redactor=Redactor([Secret(TOKEN)]),
        )
    )


def call(server: HttpServer, path: str = "/send", host: str = HOST, **headers: str) -> WireCall:
    return WireCall(name="sendMessage", url=f"http://{host}:{server.port}{path}", headers=headers, body=b'{"a":1}')


async def echo(seen: Seen, _: Connection) -> bytes:
    return reply(200, {"ok": True, "path": seen.target})


async def test_a_call_gets_its_answer(outbound: Outbound) -> None:
    async with HttpServer(echo) as server:
        answer = await bound(outbound).call(call(server, authorization="Bearer x"))
    assert isinstance(answer, WireResponse)
    assert (answer.status, answer.json()) == (200, {"ok": True, "path": "/send"})
    (seen,) = server.seen
    assert (seen.method, seen.body, seen.headers["authorization"]) == ("POST", b'{"a":1}', "Bearer x")
    assert seen.headers["host"] == f"{HOST}:{server.port}"


async def test_a_connection_is_used_again(outbound: Outbound) -> None:
    async with HttpServer(echo) as server:
        for _ in range(3):
            await bound(outbound).call(call(server))
    assert server.connections == 1


async def test_cookies_of_one_call_are_not_in_the_next(outbound: Outbound) -> None:
    async def cookie(seen: Seen, _: Connection) -> bytes:
        return reply(200, b"", set_cookie="account=1")

    async with HttpServer(cookie) as server:
        for _ in range(2):
            await bound(outbound).call(call(server))
    assert all("cookie" not in seen.headers for seen in server.seen)


async def test_the_checked_address_is_the_one_connected_to() -> None:
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> Sequence[str]:
        """Says one thing to the check, and would say another to whoever asked again."""
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    outbound = Outbound(Guard([ip_network("127.0.0.1/32")], rebinding), MemoryBuckets(Clock().now), Clock().now)
    async with HttpServer(echo) as server:
        answer = await bound(outbound).call(call(server))
    await outbound.close()
    assert isinstance(answer, WireResponse)
    assert asked == [HOST]


async def test_a_private_address_is_refused_and_the_setting_named() -> None:
    outbound = Outbound(Guard(resolve=resolve), MemoryBuckets(Clock().now), Clock().now)
    async with HttpServer(echo) as server:
        for url in (f"http://{HOST}:{server.port}/", f"https://127.0.0.1:{server.port}/"):
            answer = await bound(outbound).call(WireCall(name="x", url=url))
            assert isinstance(answer, WireFailure)
            assert (answer.kind, answer.reached) == (FailureKind.REFUSED_HERE, False)
            assert "OPENLINE_OUTBOUND_ALLOW" in answer.detail
    await outbound.close()
    assert server.connections == 0


@pytest.mark.parametrize(
    "url",
    ["http://evil.test/", "http://platform.test.evil.test/", "ftp://platform.test/", "file:///etc/passwd", "nonsense",
     "http://", "http://user:pass@evil.test/", "http://[::1"],
)  # fmt: skip
async def test_other_places_are_not_called(outbound: Outbound, url: str) -> None:
    answer = await bound(outbound).call(WireCall(name="x", url=url))
    assert isinstance(answer, WireFailure)
    assert (answer.kind, answer.reached) == (FailureKind.REFUSED_HERE, False)


def test_a_star_stands_for_what_is_below() -> None:
    binding = Binding(connector="x", connection="1", hosts=("*.cdn.test", "api.test"), rates=(), redactor=Redactor([]))
    assert binding.reaches("a.b.cdn.test")
    assert not binding.reaches("cdn.test")
    assert not binding.reaches("evilcdn.test")
    assert not binding.reaches("x.api.test")


async def test_a_redirect_of_a_call_is_an_answer(outbound: Outbound) -> None:
    async def away(seen: Seen, _: Connection) -> bytes:
        return reply(302, b"", location="http://127.0.0.1:1/private")

    async with HttpServer(away) as server:
        answer = await bound(outbound).call(call(server))
    assert isinstance(answer, WireResponse)
    assert answer.status == 302
    assert len(server.seen) == 1


async def test_nobody_there_is_worth_another_try(outbound: Outbound) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening
        answer = await bound(outbound).call(WireCall(name="x", url=f"http://{HOST}:{taken.getsockname()[1]}/"))
    assert answer == WireFailure(kind=FailureKind.NOT_CONNECTED, reached=False)


async def test_a_connection_cut_after_sending_may_have_done_it(outbound: Outbound) -> None:
    async def cut(seen: Seen, _: Connection) -> None:
        return None

    async with HttpServer(cut) as server:
        answer = await bound(outbound).call(call(server))
    assert answer == WireFailure(kind=FailureKind.CUT, reached=True)


async def test_half_an_answer_may_have_done_it(outbound: Outbound) -> None:
    async def half(seen: Seen, connection: Connection) -> None:
        await connection.write(reply(200, b"x" * 1_000)[:200])

    async with HttpServer(half) as server:
        answer = await bound(outbound).call(call(server))
    assert answer == WireFailure(kind=FailureKind.CUT, reached=True)


async def test_no_answer_in_time_may_have_done_it() -> None:
    async def silent(seen: Seen, connection: Connection) -> None:
        await connection.until_gone()

    for patience in (Patience(read_s=0.05), Patience(call_s=0.05)):
        outbound = Outbound(Guard([LOOPBACK], resolve), MemoryBuckets(Clock().now), Clock().now, patience=patience)
        async with HttpServer(silent) as server:
            answer = await bound(outbound).call(call(server))
        await outbound.close()
        assert answer == WireFailure(kind=FailureKind.TIMED_OUT, reached=True)


async def test_a_cancelled_call_is_cancelled(outbound: Outbound) -> None:
    reached = asyncio.Event()

    async def silent(seen: Seen, connection: Connection) -> None:
        reached.set()
        await connection.until_gone()

    async with HttpServer(silent) as server:
        calling = asyncio.create_task(bound(outbound).call(call(server)))
        await reached.wait()
        calling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await calling


async def test_an_endless_answer_is_cut_off(outbound: Outbound) -> None:
    async def endless(seen: Seen, connection: Connection) -> None:
        await connection.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        while not connection.writer.is_closing():
            await connection.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")

    async with HttpServer(endless) as server:
        answer = await bound(outbound).call(call(server))
    assert answer == WireFailure(kind=FailureKind.TOO_LARGE, reached=True)


async def test_an_answer_that_unpacks_is_refused(outbound: Outbound) -> None:
    async def packed(seen: Seen, _: Connection) -> bytes:
        assert seen.headers["accept-encoding"] == "identity"
        return reply(200, gzip.compress(b"0" * 10_000_000), content_encoding="gzip")

    async with HttpServer(packed) as server:
        answer = await bound(outbound).call(call(server))
    assert isinstance(answer, WireFailure)
    assert answer.kind is FailureKind.REFUSED_HERE


async def test_a_header_that_breaks_the_request_is_not_sent(outbound: Outbound) -> None:
    async with HttpServer(echo) as server:
        answer = await bound(outbound).call(call(server, authorization=f"Bearer {TOKEN}\r\nx-more: 1"))
    assert isinstance(answer, WireFailure)
    assert TOKEN not in repr(answer)
    assert server.seen == []


async def test_an_empty_bucket_is_said_and_nothing_is_called(outbound: Outbound) -> None:
    rates = [Rate(scope=Scope.THREAD, per_second=1.0, burst=1)]
    async with HttpServer(echo) as server:
        http = bound(outbound, rates=rates)
        chat = WireCall(name="x", url=f"{server.url}/", pauses=((Scope.THREAD, "7"),))
        other = WireCall(name="x", url=f"{server.url}/", pauses=((Scope.THREAD, "8"),))
        assert isinstance(await http.call(chat), WireResponse)
        refused = await http.call(chat)
        assert isinstance(refused, WireFailure)
        assert refused.kind is FailureKind.THROTTLED_HERE
        assert not refused.reached
        assert 0 < (refused.retry_after_ms or 0) <= 1_000
        assert isinstance(await http.call(other), WireResponse)
    assert len(server.seen) == 2


async def test_secrets_are_in_no_log_and_no_answer(outbound: Outbound, caplog: pytest.LogCaptureFixture) -> None:
    async def chatty(seen: Seen, _: Connection) -> bytes:
        return reply(401, f"bad token {TOKEN} or bot-token%2F4711%3Asecret".encode(), x_echo=TOKEN)

    caplog.set_level(logging.DEBUG)
    with capture_logs() as logs:
        async with HttpServer(chatty) as server:
            secret = WireCall(name="getMe", url=f"{server.url}/{TOKEN}/getMe", headers={"authorization": TOKEN})
            answer = await bound(outbound).call(secret)
    assert isinstance(answer, WireResponse)
    assert answer.text == "bad token ••• or •••"
    said = repr(logs) + caplog.text + repr(answer) + repr(answer.headers) + repr(secret) + repr(outbound)
    assert TOKEN not in said
    assert "getMe" in repr(logs)


async def test_a_routine_call_is_told_only_when_it_fails(outbound: Outbound) -> None:
    statuses = [200, 500]

    async def answer(seen: Seen, _: Connection) -> bytes:
        return reply(statuses.pop(0))

    async with HttpServer(answer) as server:
        with capture_logs() as logs:
            for _ in range(2):
                await bound(outbound).call(WireCall(name="poll", url=f"{server.url}/", routine=True))
    assert [(entry["log_level"], entry["outcome"]) for entry in logs] == [("debug", 200), ("info", 500)]


async def collected(http: BoundHttp, url: str, most: int = 10_000, **headers: str) -> bytes:
    async with aclosing(http.fetch(url, headers=headers, most_bytes=most)) as chunks:
        return b"".join([chunk async for chunk in chunks])


async def test_a_file_is_fetched(outbound: Outbound) -> None:
    async def file(seen: Seen, _: Connection) -> bytes:
        return reply(200, b"content")

    async with HttpServer(file) as server:
        assert await collected(bound(outbound), f"{server.url}/a.png") == b"content"


async def test_a_file_over_the_cap_is_given_up(outbound: Outbound) -> None:
    async def large(seen: Seen, _: Connection) -> bytes:
        return reply(200, b"x" * 10_001)

    async with HttpServer(large) as server:
        with pytest.raises(FetchRefused, match="too_large"):
            await collected(bound(outbound), f"{server.url}/a.png")


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "gone"), (410, "gone"), (403, "status_403"), (429, "unavailable"), (500, "unavailable")],
)
async def test_a_file_that_is_not_given_is_named(outbound: Outbound, status: int, reason: str) -> None:
    async def no(seen: Seen, _: Connection) -> bytes:
        return reply(status)

    async with HttpServer(no) as server:
        with pytest.raises(FetchRefused, match=reason):
            await collected(bound(outbound), f"{server.url}/a.png")


async def test_redirects_are_followed_within_the_platform(outbound: Outbound) -> None:
    async def moved(seen: Seen, _: Connection) -> bytes:
        if seen.target == "/a":
            return reply(302, b"", location=f"http://{HOST}:{server.port}/b")
        return reply(200, seen.headers.get("authorization", "none").encode())

    async with HttpServer(moved) as server:
        # Another host: the credentials stay behind.
        assert await collected(bound(outbound), f"{server.url}/a", authorization=TOKEN) == b"none"
        assert await collected(bound(outbound), f"http://{HOST}:{server.port}/a", authorization=TOKEN) != b"none"


@pytest.mark.parametrize(
    "place", ["http://evil.test/", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", ""]
)
async def test_redirects_lead_nowhere_else(outbound: Outbound, place: str) -> None:
    async def moved(seen: Seen, _: Connection) -> bytes:
        return reply(302, b"", **({"location": place} if place else {}))

    async with HttpServer(moved) as server:
        with pytest.raises(FetchRefused, match=r"refused_here|redirects"):
            await collected(bound(outbound), f"{server.url}/a")
    assert len(server.seen) == 1


async def test_a_redirect_within_allowed_hosts_still_meets_the_guard() -> None:
    """The host is the platform's by name, its address is not: an attacker's DNS."""
    outbound = Outbound(Guard([ip_network("127.0.0.1/32")], _elsewhere), MemoryBuckets(Clock().now), Clock().now)

    async def moved(seen: Seen, _: Connection) -> bytes:
        return reply(302, b"", location="http://inner.platform.test/")

    async with HttpServer(moved) as server:
        http = bound(outbound, hosts=["127.0.0.1", "*.platform.test"])
        with pytest.raises(FetchRefused, match="refused_here"):
            await collected(http, f"{server.url}/a")
    await outbound.close()


async def _elsewhere(host: str, port: int) -> Sequence[str]:
    return ["10.0.0.5"]


async def test_redirects_end(outbound: Outbound) -> None:
    async def round_and_round(seen: Seen, _: Connection) -> bytes:
        return reply(302, b"", location="/again")

    async with HttpServer(round_and_round) as server:
        with pytest.raises(FetchRefused, match="redirects"):
            await collected(bound(outbound), f"{server.url}/a")
    assert len(server.seen) == MAX_REDIRECTS + 1


def test_the_answers_cap_is_bounded() -> None:
    assert MAX_ANSWER_BYTES <= 3_000_000
