"""A platform for the outbox: takes messages, notes their order, and fails as the test wants."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from openline.connectors.base import Accepted, Permanent, Retry, SendResult, Sent
from openline.store import UnitOfWork
from openline.store.outbox import Outgoing

Answer = Callable[[Outgoing], SendResult | BaseException]


@dataclass(frozen=True)
class FakeLetter:
    """A message made ready; `calls` of it go to the platform."""

    platform: "FakePlatform"
    outgoing: Outgoing
    calls: int = 1

    def seconds(self, part: int) -> float:
        return self.platform.seconds

    async def send(self, part: int) -> SendResult:
        return await self.platform.send(self.outgoing, part)


class FakePlatform:
    """Answers `Sent` unless `answers` says otherwise; `hold` keeps every call open until `let_go`."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.idempotent = False
        self.seconds = 60.0
        self.sizes: dict[int, int] = {}
        self.closed: dict[int, Retry | Permanent | Exception] = {}
        self.calls: list[int] = []
        self.parts: list[tuple[int, int]] = []
        self.order: dict[int, list[int]] = defaultdict(list)
        self.confirmed_parts: list[tuple[int, int]] = []
        self.settled_with: list[tuple[int, SendResult]] = []
        self.busiest = 0
        self._busy: dict[int, int] = defaultdict(int)
        self._open = asyncio.Event()
        self._open.set()
        self.called = asyncio.Event()

    def hold(self) -> None:
        self._open.clear()

    def let_go(self) -> None:
        self._open.set()

    async def open(self, outgoing: Outgoing) -> FakeLetter | Retry | Permanent:
        closed = self.closed.get(outgoing.message_id)
        if isinstance(closed, Exception):
            raise closed
        return closed or FakeLetter(self, outgoing, self.sizes.get(outgoing.message_id, 1))

    async def send(self, outgoing: Outgoing, part: int) -> SendResult:
        lane = outgoing.conversation_id
        self._busy[lane] += 1
        self.busiest = max(self.busiest, self._busy[lane])
        self.calls.append(outgoing.message_id)
        self.parts.append((outgoing.message_id, part))
        self.called.set()
        try:
            await self._open.wait()
            answer = self.answers.pop(0)(outgoing) if self.answers else Sent((str(outgoing.message_id),), 0)
        finally:
            self._busy[lane] -= 1
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, Sent):
            self.order[lane].append(outgoing.message_id)
        return answer

    async def may_repeat(self, outgoing: Outgoing) -> bool:
        return self.idempotent

    def wants(self, peek: Any, outgoing: Outgoing) -> Iterator[tuple[Any, Any]]:
        return iter(())

    async def confirmed(self, uow: UnitOfWork, outgoing: Outgoing, result: Sent | Accepted) -> None:
        known = (outgoing.message_id, outgoing.part)
        if known not in self.confirmed_parts:  # a use case may be run twice
            self.confirmed_parts.append(known)

    async def delayed(self, uow: UnitOfWork, outgoing: Outgoing, result: Retry) -> None:
        pass

    async def settled(self, uow: UnitOfWork, outgoing: Outgoing, result: SendResult, letter: FakeLetter | None) -> None:
        known: list[Any] = [message for message, _ in self.settled_with]
        if outgoing.message_id not in known:
            self.settled_with.append((outgoing.message_id, result))
