"""A real HTTP proxy between a product and a platform, either way round, that makes trouble by plan or by seed.

Faults are counted and come in a known order, never by the clock: the same seed gives the same story.
"""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, repeat
from typing import Self

from tests.support.http_server import Connection, HttpServer, Seen, read_message, reply


class Fault(StrEnum):
    """What happens to one request. Where it says so, the platform has got it although the caller hears nothing."""

    PASS = "pass"
    TOO_MANY = "too_many"  # 429 with Retry-After; not passed on
    SERVER_ERROR = "server_error"  # 500; not passed on
    CUT_BEFORE = "cut_before"  # the connection ends; not passed on
    CUT_AFTER = "cut_after"  # passed on, then the connection ends without an answer
    SILENT = "silent"  # passed on, then nothing, for ever
    TRUNCATED = "truncated"  # passed on, then half of the answer's body as if it were whole
    DUPLICATE = "duplicate"  # passed on twice
    REORDER = "reorder"  # passed on after the next request


REACHES = frozenset({Fault.CUT_AFTER, Fault.SILENT, Fault.TRUNCATED, Fault.DUPLICATE, Fault.REORDER, Fault.PASS})


# The next fault, or the fault of this very request.
Plan = Iterator[Fault] | Callable[[Seen], Fault]


def scripted(*faults: Fault) -> Iterator[Fault]:
    """These in this order, then no more trouble."""
    return chain(faults, repeat(Fault.PASS))


def seeded(seed: int, weights: Mapping[Fault, int]) -> Iterator[Fault]:
    """For ever, as the seed decides."""
    dice = random.Random(seed)
    faults, shares = list(weights), list(weights.values())
    while True:
        yield dice.choices(faults, shares)[0]


def plain_too_many(seconds: int) -> bytes:
    """429 as most platforms say it."""
    return reply(429, {"error": "too many"}, retry_after=str(seconds))


@dataclass(frozen=True, slots=True)
class Passed:
    """One request and what became of it."""

    fault: Fault
    method: str
    target: str


class FaultProxy:
    """Stands before 127.0.0.1:`port`. Use as `async with`; call `url` instead of the server's own."""

    def __init__(
        self, port: int, plan: Plan, *, retry_after_s: int = 2, too_many: Callable[[int], bytes] = plain_too_many
    ) -> None:
        self._port = port
        self._plan = plan
        self.retry_after_s = retry_after_s
        self._too_many = too_many
        self._server = HttpServer(self._handle)
        self._held: list[asyncio.Event] = []
        self.log: list[Passed] = []

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.__aexit__()

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def counts(self) -> Counter[Fault]:
        """How often each fault happened."""
        return Counter(passed.fault for passed in self.log)

    @property
    def waiting(self) -> int:
        """How many requests are held back for a later one."""
        return len(self._held)

    def release(self) -> None:
        """Pass on what is held back, though nothing came after it."""
        for event in self._held:
            event.set()
        self._held.clear()

    async def _handle(self, seen: Seen, connection: Connection) -> bytes | None:
        fault = self._plan(seen) if callable(self._plan) else next(self._plan)
        self.log.append(Passed(fault, seen.method, seen.target))
        if fault is Fault.REORDER:
            await self._hold()
            return await self._pass_on(seen)
        try:
            return await self._trouble(fault, seen, connection)
        finally:
            self.release()

    async def _trouble(self, fault: Fault, seen: Seen, connection: Connection) -> bytes | None:
        match fault:
            case Fault.TOO_MANY:
                return self._too_many(self.retry_after_s)
            case Fault.SERVER_ERROR:
                return reply(500, b"<html>oops</html>", content_type="text/html")
            case Fault.CUT_BEFORE:
                return None
            case _:
                return await self._after(fault, await self._pass_on(seen), seen, connection)

    async def _after(self, fault: Fault, answer: bytes, seen: Seen, connection: Connection) -> bytes | None:
        match fault:
            case Fault.CUT_AFTER:
                return None
            case Fault.SILENT:
                self.release()
                await connection.until_gone()
                return None
            case Fault.TRUNCATED:
                head, _, body = answer.partition(b"\r\n\r\n")
                half = body[: len(body) // 2]
                size = b"content-length: %d"
                return head.replace(size % len(body), size % len(half)) + b"\r\n\r\n" + half
            case Fault.DUPLICATE:
                await self._pass_on(seen)
                return answer
            case _:
                return answer

    async def _hold(self) -> None:
        event = asyncio.Event()
        self._held.append(event)
        await event.wait()

    async def _pass_on(self, seen: Seen) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        headers = {**seen.headers, "content-length": str(len(seen.body)), "connection": "close"}
        headers.pop("transfer-encoding", None)
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        try:
            writer.write(f"{seen.method} {seen.target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + seen.body)
            await writer.drain()
            message = await read_message(reader)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
        assert message is not None, "the server behind the proxy hung up"
        first, named, body = message
        kept = {n.replace("-", "_"): v for n, v in named.items() if n not in {"content-length", "transfer-encoding"}}
        return reply(int(first.split(" ")[1]), body, **kept)
