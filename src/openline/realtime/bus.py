"""The bus between nodes: what the log has, and passing signals. In memory for one process."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from openline.realtime.signals import Signal


async def _nothing() -> None:
    return


@dataclass(slots=True)
class Ears:
    """Who listens: to the log of an account, to signals of other nodes, and to the line being whole again."""

    log: Callable[[int, int], None] = lambda _account_id, _last: None
    signal: Callable[[Signal], None] = lambda _: None
    again: Callable[[], Awaitable[None]] = _nothing


class Bus(Protocol):
    """Carries news to every other node; this node is told by whoever sends."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def send(self, signal: Signal) -> None:
        """To the other nodes, soon, perhaps. Never waits."""
        ...


class MemoryBus:
    """There is no other node."""

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to leave."""

    def send(self, signal: Signal) -> None:
        """Nobody else to tell."""
