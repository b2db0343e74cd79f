"""Several nodes on one PostgreSQL: the same stream everywhere, and a cut line is mended without a loss."""

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from openline.features.people.events import LoginEnded
from openline.features.people.types import Ending, Role
from openline.kit.clock import Clock
from openline.kit.ids import IdSource
from openline.realtime.bus import Ears
from openline.realtime.bus_postgres import PostgresBus
from openline.realtime.limits import MAX_CATCH_UP
from openline.realtime.signals import LiveTyping
from openline.store.batch import Runner
from openline.store.postgres import PostgresStore
from tests.support.realtime import ACCOUNT, Node, Peer, World, Writing, log_fact, typing_of, write
from tests.support.store import Published

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database", ["postgres"], indirect=True),
]


class Site:
    """A node with a store and a bus of its own."""

    def __init__(self, database: str, clock: Clock, world: World, number: int) -> None:
        published = Published()
        self.store = PostgresStore(database, Runner(clock.now, IdSource(number, clock).new), published, clock.now)

        def bus(ears: Ears) -> PostgresBus:
            self.bus = PostgresBus(database, ears, self.store.writer_pid)
            return self.bus

        self.node = Node(self.store, published, clock, world, bus=bus, name=f"node-{number}", number=number)

    async def start(self) -> None:
        await self.store.start()
        await self.bus.start()

    async def stop(self) -> None:
        await self.node.beat.stop()
        await self.node.publisher.stop()
        await self.bus.stop()
        await self.store.stop()

    async def cut(self, other: "Site") -> None:
        """The server ends the other's bus connection, as an operator or a fail-over does."""
        pid = other.bus._connection.get_server_pid()
        operator = await asyncpg.connect(self.bus._url)
        await operator.execute("SELECT pg_terminate_backend($1, 10000)", pid)
        await operator.close()


@pytest.fixture
async def sites(database: str, clock: Clock, world: World) -> AsyncIterator[list[Site]]:
    both = [Site(database, clock, world, number) for number in (1, 2)]
    for site in both:
        await site.start()
    yield both
    for site in both:
        await site.stop()


async def greeted(peer: Peer) -> int:
    """The number behind which the stream begins."""
    return int((await peer.until("hello"))["seq"])


async def read_lines(peer: Peer, position: int, count: int) -> list[int]:
    """So many lines; their chain has no gap."""
    lines = []
    for _ in range(count):
        frame: dict[str, Any] = await peer.until("line.written")
        assert frame["prev"] == position
        position = frame["seq"]
        lines.append(frame["data"]["line"])
    return lines


async def test_every_node_tells_everything_in_the_same_order(sites: list[Site], world: World) -> None:
    peers = [await site.node.agent(world.agent(n, role=Role.ADMINISTRATOR)) for n, site in enumerate(sites, 2)]
    starts = [await greeted(peer) for peer in peers]
    reading = [asyncio.create_task(read_lines(p, start, 200)) for p, start in zip(peers, starts, strict=True)]
    await asyncio.gather(*[sites[line % 2].store.commit(write, Writing(line=line)) for line in range(200)])
    first, second = await asyncio.gather(*reading)
    assert first == second
    assert sorted(first) == list(range(200))


@pytest.mark.parametrize("seed", range(3))
async def test_who_hops_between_nodes_misses_nothing(sites: list[Site], world: World, seed: int) -> None:
    chance = random.Random(seed)
    word, total = world.agent(2), 150

    async def talk() -> None:
        for line in range(total):
            await chance.choice(sites).store.commit(write, Writing(line=line, people=(2,)))

    talking = asyncio.create_task(talk())
    seen: list[int] = []
    position = 0
    while len(seen) < total:
        peer = await chance.choice(sites).node.agent(word, since=position)
        for _ in range(min(chance.randrange(0, 30), total - len(seen))):
            frame = await peer.until("line.written")
            assert frame["prev"] <= position < frame["seq"]
            position = frame["seq"]
            seen.append(frame["data"]["line"])
        await peer.leave()
    await talking
    assert seen == list(range(total))


async def test_a_cut_line_is_mended_and_what_was_missed_is_told(sites: list[Site], world: World) -> None:
    here, there = sites
    peer = await here.node.agent(world.agent(2))
    reading = asyncio.create_task(read_lines(peer, await greeted(peer), 30))
    for line in range(30):
        if line in {5, 15}:
            await there.cut(here)
        await there.store.commit(write, Writing(line=line, people=(2,)))
    assert await reading == list(range(30))


async def test_what_was_written_while_the_line_was_cut_is_told(sites: list[Site], world: World) -> None:
    here, there = sites
    peer = await here.node.agent(world.agent(2))
    start = await greeted(peer)
    address, here.bus._url = here.bus._url, "postgresql://nobody@127.0.0.1:1/none"
    await there.cut(here)
    await there.store.commit(write, *[Writing(line=line, people=(2,)) for line in range(5)])
    here.bus._url = address
    assert await read_lines(peer, start, 5) == list(range(5))


async def test_too_far_behind_everybody_starts_afresh(sites: list[Site], world: World) -> None:
    here, there = sites
    agent, customer = await here.node.agent(world.agent(2)), await here.node.customer(world.visitor(9))
    await agent.until("hello")
    await customer.until("hello")
    much = [Writing(line=n) for n in range(MAX_CATCH_UP + 10)]
    await there.store.commit(write, *much)
    await agent.until("snapshot_needed")
    await customer.until("resync")


async def test_hints_and_tabs_cross_over(sites: list[Site], world: World) -> None:
    here, there = sites
    word = world.agent(2)
    peer = await here.node.agent(word, tab="a")
    await peer.until("hello")
    there.node.typers.say(typing_of(500, (2,)))
    assert (await peer.until("typing"))["data"]["on"] is True
    there.node.typers.say_live(LiveTyping(account_id=ACCOUNT, conversation_id=500, owner_id=2, text="half a th"))
    assert (await peer.until("typing.live"))["data"]["text"] == "half a th"
    await (await there.node.agent(word, tab="a")).until("hello")
    assert await peer.code() == 4409


async def test_a_login_ended_elsewhere_closes_its_socket_here(sites: list[Site], world: World) -> None:
    here, there = sites
    peer = await here.node.agent(world.agent(2))
    await peer.until("hello")
    ended = LoginEnded(account_id=ACCOUNT, person_id=2, login_id=20, reason=next(iter(Ending)))
    await there.store.commit(log_fact, ended)
    assert await peer.code() == 4401
