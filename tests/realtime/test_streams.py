"""Promises of the agents' stream (docs/behaviour/streams.md)."""

import asyncio
import random
from typing import Any

import pytest

from openline.features.people.types import Role
from openline.kit.clock import Clock
from openline.store import Store
from openline.store.deadlines import RECORDS
from tests.support.realtime import NOTE, Confided, Hesitant, Node, Unshowable, Unshown, World, Writing, log_fact, write
from tests.support.store import Published

SEEDS = range(6)


def lines(frames: list[dict[str, Any]]) -> list[int]:
    return [frame["data"]["line"] for frame in frames]


async def write_lines(node: Node, count: int, **about: Any) -> None:
    await asyncio.gather(*[node.store.commit(write, Writing(line=i, **about)) for i in range(count)])


async def test_starts_with_hello_and_tells_what_follows(node: Node, world: World) -> None:
    await node.store.commit(write, Writing(line=1, people=None))
    peer = await node.agent(world.agent(5))
    hello = await peer.frame()
    await node.store.commit(write, Writing(line=2, people=None))
    frame = await peer.until("line.written")
    assert hello["type"] == "hello"
    assert hello["person_id"] == "5"
    assert frame["data"] == {"line": 2, "version": 2}
    assert frame["prev"] == hello["seq"]
    assert frame["at"].endswith("Z")


async def test_tells_each_only_what_is_due_to_him_and_chains_it(node: Node, world: World) -> None:
    chance = random.Random(7)
    boss = await node.agent(world.agent(1, role=Role.ADMINISTRATOR))
    agents = {n: await node.agent(world.agent(n)) for n in (2, 3, 4)}
    start = (await boss.frame())["seq"]
    positions = {n: (await peer.frame())["seq"] for n, peer in agents.items()}
    writings = []
    for line in range(60):
        people = None if chance.random() < 0.1 else tuple(chance.sample([2, 3, 4], chance.randrange(0, 3)))
        writings.append(Writing(line=line, people=people, person_id=chance.choice([None, 2])))
    for writing in writings:
        await node.store.commit(write, writing)
    for number, peer in agents.items():
        due = [w.line for w in writings if w.people is None or number in w.people or w.person_id == number]
        frames = [await peer.until("line.written") for _ in due]
        assert lines(frames) == due
        for frame in frames:
            assert frame["prev"] == positions[number]
            positions[number] = frame["seq"]
    everything = [await boss.until("line.written") for _ in writings]
    assert lines(everything) == [w.line for w in writings]
    assert everything[0]["prev"] >= start


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_gap_and_no_double_wherever_the_line_is_cut(node: Node, world: World, seed: int) -> None:
    chance = random.Random(seed)
    word, total = world.agent(2), 300
    mine = [line for line in range(total) if chance.random() < 0.6]

    async def talk() -> None:
        line = 0
        while line < total:
            size = chance.randrange(1, 20)
            together = [
                node.store.commit(write, Writing(line=n, people=(2,) if n in mine else (3,)))
                for n in range(line, min(line + size, total))
            ]
            await asyncio.gather(*together)
            line += size

    talking = asyncio.create_task(talk())
    seen: list[int] = []
    position = 0
    while len(seen) < len(mine):
        peer = await node.agent(word, since=position)
        for _ in range(chance.randrange(0, 40)):
            if len(seen) == len(mine):
                break
            frame = await peer.until("line.written")
            assert frame["prev"] <= position < frame["seq"]
            position = frame["seq"]
            seen.append(frame["data"]["line"])
        await peer.leave()
    await talking
    assert seen == sorted(seen)
    assert seen == mine


async def test_a_resume_shows_todays_rows(node: Node, world: World) -> None:
    word = world.agent(2)
    await node.store.commit(write, Writing(line=1, people=(2,)), Writing(line=2, people=(3,)))
    peer = await node.agent(word, since=0)
    assert [f["type"] for f in await peer.frames(2)] == ["hello", "line.written"]


async def test_the_first_frame_of_a_resume_follows_on_what_the_client_knew(node: Node, world: World) -> None:
    await node.store.commit(write, *[Writing(line=n, people=(2,)) for n in range(4)])
    peer = await node.agent(world.agent(2), since=2)
    frames = await peer.frames(3)
    assert [(f.get("prev"), f["seq"]) for f in frames[1:]] == [(2, 3), (3, 4)]


@pytest.mark.parametrize("since", [1, 9_999])
async def test_too_old_or_unknown_numbers_need_a_snapshot(node: Node, world: World, since: int) -> None:
    together = [Writing(line=n) for n in range(2_100)]
    await node.store.commit(write, *together)
    peer = await node.agent(world.agent(2), since=since)
    assert await peer.frame() == {"type": "snapshot_needed"}
    await node.store.commit(write, Writing(line=5, people=(2,)))
    await peer.answered()
    assert peer.pending() == 0


async def test_facts_without_a_frame_are_not_in_the_chain(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(2))
    hello = await peer.frame()
    await node.store.commit(log_fact, Unshown(account_id=1, audience=None))
    await node.store.commit(write, Writing(line=1, people=None))
    frame = await peer.until("line.written")
    assert frame["prev"] == hello["seq"]


async def test_a_frame_that_cannot_be_shown_is_a_gap_for_its_listeners_only(node: Node, world: World) -> None:
    concerned, other = await node.agent(world.agent(2)), await node.agent(world.agent(3))
    start = (await concerned.frame())["seq"]
    await other.frame()
    await node.store.commit(log_fact, Unshowable(account_id=1, audience=(2,)))
    await node.store.commit(write, Writing(line=1, people=None))
    seen, unbothered = await concerned.until("line.written"), await other.until("line.written")
    assert seen["prev"] == seen["seq"] - 1 > start
    assert unbothered["prev"] < seen["prev"]


async def test_a_slow_socket_is_told_to_resync_and_holds_up_nobody(node: Node, world: World) -> None:
    slow, quick = await node.agent(world.agent(2)), await node.agent(world.agent(3))
    await slow.until("hello")
    await quick.until("hello")
    slow.stall()
    await write_lines(node, 1_200, people=None)
    frames = [await quick.until("line.written") for _ in range(1_200)]
    assert len(set(lines(frames))) == 1_200
    assert await slow.code() == 4413


async def test_facts_of_another_account_are_not_told(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(2, role=Role.ADMINISTRATOR))
    hello = await peer.frame()
    await node.store.commit(write, Writing(line=1, people=None, account_id=2))
    await node.store.commit(write, Writing(line=2, people=None))
    frame = await peer.until("line.written")
    assert frame["data"]["line"] == 2
    assert frame["prev"] == hello["seq"]


async def test_one_message_to_many_sockets_is_shown_once(node: Node, world: World) -> None:
    peers = [await node.agent(world.agent(n)) for n in range(2, 12)]
    for peer in peers:
        await peer.until("hello")
    await node.store.commit(write, Writing(line=1, people=None))
    texts = {str((await peer.until("line.written"))["data"]) for peer in peers}
    assert len(texts) == 1


async def test_what_is_private_is_not_even_for_those_who_see_everything(node: Node, world: World) -> None:
    boss, mate = await node.agent(world.agent(1, role=Role.ADMINISTRATOR)), await node.agent(world.agent(2))
    start = (await boss.until("hello"))["seq"]
    await mate.until("hello")
    await node.store.commit(log_fact, Confided(account_id=1, person_id=2, audience=None))
    await node.store.commit(write, Writing(line=1))
    assert (await mate.until("line.written"))["data"]["line"] == -1
    assert (await boss.until("line.written"))["data"]["line"] == 1
    late = await node.agent(world.agent(1, role=Role.ADMINISTRATOR), since=start)
    assert (await late.until("line.written"))["data"]["line"] == 1


async def test_nothing_falls_between_the_look_at_the_log_and_what_is_told(
    store: Store, published: Published, clock: Clock, world: World
) -> None:
    slow = Hesitant(store)
    node = Node(slow, published, clock, world)
    peer = await node.agent(world.agent(2), since=0)
    await slow.asked.wait()
    for line in range(5):
        await store.commit(write, Writing(line=line, people=(2,)))
        await store.read(RECORDS.get, NOTE, line)
    slow.go_on.set()
    assert lines([await peer.until("line.written") for _ in range(5)]) == list(range(5))
    await node.beat.stop()
