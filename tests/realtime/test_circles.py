"""Circles: what is open to a queue is told to whoever belongs to it (docs/behaviour/streams.md S2)."""

from openline.features.conversations.service import enter_circle, leave_circle
from openline.features.people.types import Role
from openline.store import UnitOfWork
from tests.support.realtime import ACCOUNT, Node, World, Writing, write

QUEUE = 77


async def enter(uow: UnitOfWork, person_id: int) -> None:
    enter_circle(uow, ACCOUNT, QUEUE, person_id)


async def leave(uow: UnitOfWork, person_id: int) -> None:
    leave_circle(uow, ACCOUNT, QUEUE, person_id)


async def test_what_is_open_to_a_circle_is_told_to_those_inside_and_chained(node: Node, world: World) -> None:
    await node.store.commit(enter, 5)
    inside, outside = await node.agent(world.agent(5)), await node.agent(world.agent(6))
    begin = [await peer.frame() for peer in (inside, outside)]
    await node.store.commit(write, Writing(line=1, people=(QUEUE,)), Writing(line=2, people=(5, QUEUE)))
    await node.store.commit(write, Writing(line=3, people=None))
    frames = [await inside.until("line.written") for _ in range(3)]
    assert [frame["data"]["line"] for frame in frames] == [1, 2, 3]
    assert [frame["prev"] for frame in frames] == [begin[0]["seq"], frames[0]["seq"], frames[1]["seq"]]
    only = await outside.until("line.written")
    assert (only["data"]["line"], only["prev"]) == (3, begin[1]["seq"])


async def test_coming_back_tells_the_same(node: Node, world: World) -> None:
    await node.store.commit(enter, 5)
    first = await node.agent(world.agent(5))
    since = (await first.frame())["seq"]
    await first.leave()
    await node.store.commit(write, Writing(line=1, people=(QUEUE,)), Writing(line=2, people=(6,)))
    again = await node.agent(world.agent(5), since=since)
    frame = await again.until("line.written")
    assert (frame["data"]["line"], frame["prev"]) == (1, since)


async def test_who_comes_or_goes_reads_afresh(node: Node, world: World) -> None:
    await node.store.commit(enter, 5)
    comes, goes = await node.agent(world.agent(6)), await node.agent(world.agent(5))
    boss = await node.agent(world.agent(1, role=Role.ADMINISTRATOR))
    for peer in (comes, goes, boss):
        await peer.until("hello")
    await node.store.commit(enter, 6)
    await comes.until("snapshot_needed")
    await node.store.commit(leave, 5)
    await goes.until("snapshot_needed")
    await node.store.commit(write, Writing(line=1, people=(QUEUE,)))
    assert (await boss.until("line.written"))["data"]["line"] == 1
    back = await node.agent(world.agent(6))
    await back.until("hello")
    await node.store.commit(write, Writing(line=2, people=(QUEUE,)))
    assert (await back.until("line.written"))["data"]["line"] == 2
