"""From commit to queue: µs of one fact by how many of 2,000 sockets are due it. `python -m benchmarks.fan_out`."""

# ruff: noqa: ARG001, ARG002 - ports of which this needs little

import asyncio
import time
from collections.abc import Callable
from typing import Any

import msgspec

from openline.features.people.types import Actor, Role
from openline.kit.clock import Clock
from openline.realtime.agent_room import AgentSocket
from openline.realtime.hub import Hub
from openline.realtime.hydrate import Hydrator
from openline.realtime.publisher import Publisher
from openline.store import Committed, Fact, Logged, View

SOCKETS = 2_000
FACTS = 200
DUE = (0, 1, 20, 200, 2_000)
TEXT = "x" * 400
PASSES_UNTIL_TOLD = 3  # callers are answered first


class Said(Fact, frozen=True, kw_only=True):
    kind = "benchmark.said"


class Data(msgspec.Struct, frozen=True):
    text: str


class NoStore:
    """The log is empty, and nothing is ever missing."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def commit(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError

    async def read(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return 0


async def frame(view: View, logged: Logged) -> msgspec.Struct:
    return Data(TEXT)


async def nobody(view: View, conversation_id: int) -> None:
    return None


async def measure(due: int) -> float:
    """µs of a fact."""
    hub, clock = Hub(), Clock()
    publisher = Publisher(NoStore(), hub, Hydrator(frame, frame, nobody))
    sockets = []
    for person_id in range(SOCKETS):
        actor = Actor(account_id=1, person_id=person_id, role=Role.AGENT, locale="en", login_id=person_id)
        socket = AgentSocket(actor, person_id, "", clock.now())
        hub.join_agent(socket)
        socket.start_at(0)
        socket.go_live(0)
        sockets.append(socket)
    await publisher.ready(1)
    audience = tuple(range(due))
    facts = [Logged(n, 1_800_000_000_000, Said(account_id=1, audience=audience)) for n in range(1, FACTS + 1)]
    begun = time.perf_counter()
    for fact in facts:
        publisher.published(Committed([fact], {}, fact.at))
    for _ in range(PASSES_UNTIL_TOLD):
        await asyncio.sleep(0)
    took = time.perf_counter() - begun
    got = sum(socket.waiting() for socket in sockets)
    assert got == due * FACTS, f"{got} frames, not {due * FACTS}"
    return took / FACTS * 1e6


async def main() -> None:
    for due in DUE:
        took = min([await measure(due) for _ in range(3)])
        each = f", {took / due:5.2f} µs a frame" if due else ""
        print(f"{due:5} of {SOCKETS} sockets: {took:8.1f} µs a fact{each}")


if __name__ == "__main__":
    asyncio.run(main())
