"""A platform for the outbox: takes messages, notes their order, and fails as the test wants."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from openline.connectors.base import SendResult, Sent
from openline.store import UnitOfWork
from openline.store.outbox import Outgoing

Answer = Callable[[Outgoing], SendResult | BaseException]


class FakePlatform:
    """Answers `Sent` unless `answers` says otherwise; `hold` keeps every call open until `let_go`."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.idempotent = False
        self.calls: list[int] = []
        self.order: dict[int, list[int]] = defaultdict(list)
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

    async def send(self, outgoing: Outgoing) -> SendResult:
        lane = outgoing.conversation_id
        self._busy[lane] += 1
        self.busiest = max(self.busiest, self._busy[lane])
        self.calls.append(outgoing.message_id)
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

    async def settled(self, uow: UnitOfWork, outgoing: Outgoing, result: SendResult) -> None:
        known: list[Any] = [message for message, _ in self.settled_with]
        if outgoing.message_id not in known:  # a use case may be run twice
            self.settled_with.append((outgoing.message_id, result))
