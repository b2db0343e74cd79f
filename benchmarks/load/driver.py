"""The load, as a process of its own: plays one scene after the other against one server.

Started by benchmarks/inbound.py with a `Target` as argument; reads one `Act` per line, writes one `Figures` per line.
"""

import asyncio
import gc
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from random import Random

import msgspec
import uvloop
from benchmarks.load import cpu
from benchmarks.load.clients import Ear, Mouth
from benchmarks.load.scene import CUSTOMERS, Stage, Theatre, bare

TEXT = "Chào shop, mình đặt hàng hôm qua mà chưa thấy xác nhận. Shop kiểm tra giúp mình với nhé 🌸"
WARM_UP_S = 0.5
LATE_S = 10.0  # what has not arrived by then never will
PING_S = 30.0
SEED = 20261122
_ANSWERED = re.compile(rb'"id":"(\d+)"')
_SHOWN = re.compile(rb'"message":\{"id":"(\d+)"')
now = time.monotonic


class Target(msgspec.Struct):
    """A server: where it is, whether it is the floor, and the processes to blame."""

    address: str
    is_floor: bool
    server: int
    postgres: int | None = None


class Act(msgspec.Struct):
    """A closed loop of so many customers, or an open one at so many messages a second."""

    name: str
    seconds: float
    customers: int = 0
    rate: float = 0.0


class Figures(msgspec.Struct):
    """What one act came to. Latencies in ms, CPU in µs per message; void says why nothing of it counts."""

    messages: int
    accepted_per_s: float
    delivered_per_s: float
    ack_p50: float
    ack_p99: float
    seen_p50: float
    seen_p99: float
    server_us: float
    postgres_us: float
    driver_us: float
    void: str = ""


class Tally:
    """Every message by its id: when it was due, acknowledged, and seen by an agent."""

    def __init__(self) -> None:
        self.acks: dict[bytes, tuple[float, float]] = {}
        self.seen: dict[bytes, float] = {}
        self.problems: list[str] = []

    def acknowledged(self, mouth: Mouth, status: bytes, body: bytes) -> None:
        found = _ANSWERED.search(body)
        if status != b"201" or found is None:
            self.problems.append(f"{status.decode()} {body[:200].decode(errors='replace')}")
        elif found[1] in self.acks:
            self.problems.append(f"acknowledged twice: {found[1].decode()}")
        else:
            self.acks[found[1]] = (mouth.due, now())

    def heard(self, _: Ear, text: bytes) -> None:
        if b'"message.added"' not in text:
            return
        found = _SHOWN.search(text)
        assert found is not None, text
        if found[1] in self.seen:
            self.problems.append(f"delivered twice: {found[1].decode()}")
        self.seen[found[1]] = now()

    def complaint(self, sent: int) -> str:
        """Why the run does not count; empty when each message arrived exactly once."""
        if self.problems:
            return f"{len(self.problems)} problems, first: {self.problems[0]}"
        if not sent == len(self.acks) == len(self.seen):
            return f"{sent} sent, {len(self.acks)} acknowledged, {len(self.seen)} seen"
        return "" if self.acks.keys() == self.seen.keys() else "other messages were seen than acknowledged"


class Cast:
    """Everybody connected to one server."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.mouths: list[Mouth] = []
        self.ears: list[Ear] = []
        self.tally = Tally()
        self.on_answer: Callable[[Mouth], None] = lambda _: None
        self._said = 0

    async def enter(self) -> None:
        """Agents first, so that customers find somebody."""
        if self.target.is_floor:
            stage = bare(self.target.address)
            await self._listen(stage.ears)
        else:
            theatre = Theatre(self.target.address)
            ears = await asyncio.to_thread(theatre.hire)
            await self._listen(ears)
            stage = Stage(self.target.address, ears, await asyncio.to_thread(theatre.seat))
        self.mouths = [Mouth(stage.address, headers, self._answered) for headers in stage.mouths]

    async def open_mouths(self, count: int) -> list[Mouth]:
        """So many customers with a connection: one that has been idle for long was closed by the server."""
        for mouth in self.mouths[:count]:
            if mouth.gone:
                await self._connect(mouth)
        return self.mouths[:count]

    async def _listen(self, headers: list[str]) -> None:
        for one in headers:
            ear = Ear(self.target.address, one, self._heard)
            self.ears.append(ear)
            await self._connect(ear)
            await ear.opened.wait()

    async def _connect(self, client: Mouth | Ear) -> None:
        host, _, port = self.target.address.partition(":")
        await asyncio.get_running_loop().create_connection(lambda: client, host, int(port))

    def _answered(self, mouth: Mouth, status: bytes, body: bytes) -> None:
        self.tally.acknowledged(mouth, status, body)
        self.on_answer(mouth)

    def _heard(self, ear: Ear, text: bytes) -> None:
        self.tally.heard(ear, text)

    def say(self, mouth: Mouth, due: float) -> None:
        self._said += 1
        body = f'{{"client_id":"{self._said}","text":"{TEXT}"}}'
        mouth.say(body.encode(), due)

    async def keep_alive(self) -> None:
        """A socket that says nothing is closed in the end."""
        while True:
            await asyncio.sleep(PING_S)
            for ear in self.ears:
                ear.tell(b'{"type":"ping"}')

    def deaf(self) -> str:
        """Why an agent does not listen any more."""
        return next((ear.gone for ear in self.ears if ear.gone), "")


async def closed(cast: Cast, mouths: Sequence[Mouth], seconds: float) -> int:
    """Each customer's next message follows the answer to the last one. How many were sent."""
    sent = 0
    done = asyncio.Event()
    end = now() + seconds
    busy = len(mouths)

    def again(mouth: Mouth) -> None:
        nonlocal sent, busy
        at = now()
        if at < end:
            sent += 1
            cast.say(mouth, at)
            return
        busy -= 1
        if not busy:
            done.set()

    cast.on_answer = again
    for mouth in mouths:
        again(mouth)
    await asyncio.wait_for(done.wait(), seconds + LATE_S)
    return sent


async def opened(cast: Cast, mouths: Sequence[Mouth], rate: float, seconds: float) -> int:
    """Messages come when they come, whatever the server does: the instants are fixed beforehand. How many were sent."""
    chance, at, times = Random(SEED), 0.0, []
    while (at := at + chance.expovariate(rate)) < seconds:
        times.append(at)
    free, late = deque(mouths), deque[float]()
    left, done = len(times), asyncio.Event()

    def fire(due: float) -> None:
        if free:
            cast.say(free.popleft(), due)
        else:
            late.append(due)

    def answered(mouth: Mouth) -> None:
        nonlocal left
        left -= 1
        if late:
            cast.say(mouth, late.popleft())
        else:
            free.append(mouth)
        if not left:
            done.set()

    cast.on_answer = answered
    loop, start = asyncio.get_running_loop(), now() + 0.01
    # The loop's own timers know milliseconds only; a sleeping thread is exact and costs nothing in between.
    metronome = threading.Thread(target=_beat, args=(loop, fire, [start + at for at in times]))
    metronome.start()
    await asyncio.wait_for(done.wait(), seconds + LATE_S)
    metronome.join()
    return len(times)


def _beat(loop: asyncio.AbstractEventLoop, fire: Callable[[float], None], times: list[float]) -> None:
    for due in times:
        time.sleep(max(0.0, due - now()))
        loop.call_soon_threadsafe(fire, due)


async def play(cast: Cast, act: Act) -> Figures:
    """One act, warmed up, measured and counted."""
    mouths = await cast.open_mouths(act.customers or CUSTOMERS)
    await closed(cast, mouths, WARM_UP_S)
    await _all_seen(cast)
    server, postgres = cpu.tree(cast.target.server), set[int]()
    if cast.target.postgres:
        postgres = cpu.tree(cast.target.postgres)
    gc.collect()
    tally = cast.tally = Tally()
    before = [cpu.seconds(server), cpu.seconds(postgres), time.process_time()]
    begun = now()
    try:
        playing = opened(cast, mouths, act.rate, act.seconds) if act.rate else closed(cast, mouths, act.seconds)
        sent = await playing
    except TimeoutError:
        tally.problems.append("no answer")
        sent = -1
    await _all_seen(cast)
    after = [cpu.seconds(server), cpu.seconds(postgres), time.process_time()]
    spent = [(b - a) * 1e6 / max(1, len(tally.acks)) for a, b in zip(before, after, strict=True)]
    return _figures(tally, begun, spent, cast.deaf() or tally.complaint(sent))


async def _all_seen(cast: Cast) -> None:
    until = now() + LATE_S
    while len(cast.tally.seen) < len(cast.tally.acks) and now() < until:  # noqa: ASYNC110 - an event per frame costs
        await asyncio.sleep(0.01)


def _figures(tally: Tally, begun: float, spent: list[float], void: str) -> Figures:
    acks = sorted((at - due) * 1e3 for due, at in tally.acks.values())
    seen = sorted((tally.seen[key] - due) * 1e3 for key, (due, _) in tally.acks.items() if key in tally.seen)
    lasted = [max((at for at in times), default=begun + 1) - begun for times in
              ([at for _, at in tally.acks.values()], tally.seen.values())]  # fmt: skip
    return Figures(
        messages=len(acks), accepted_per_s=len(acks) / lasted[0], delivered_per_s=len(seen) / lasted[1],
        ack_p50=_part(acks, 50), ack_p99=_part(acks, 99), seen_p50=_part(seen, 50), seen_p99=_part(seen, 99),
        server_us=spent[0], postgres_us=spent[1], driver_us=spent[2], void=void,
    )  # fmt: skip


def _part(ordered: list[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0


async def _main(target: Target) -> None:
    cast = Cast(target)
    await cast.enter()
    alive = asyncio.create_task(cast.keep_alive())
    print("ready", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        figures = await play(cast, msgspec.json.decode(line, type=Act))
        print(msgspec.json.encode(figures).decode(), flush=True)
    alive.cancel()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_main(msgspec.json.decode(sys.argv[1], type=Target)))
