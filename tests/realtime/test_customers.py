"""Promises of the customers' stream and of the long poll (docs/behaviour/streams.md S7)."""

import asyncio
import json
import random
from typing import Any

import pytest

from openline.kit.errors import TooMany
from openline.realtime.customer_room import Visitor
from openline.realtime.limits import MAX_SOCKETS_PER_VISITOR
from tests.support.realtime import ACCOUNT, Node, World, Writing, write

CONVERSATION = 500
VISITOR = Visitor(ACCOUNT, 7, 9)


async def say(node: Node, *numbers: int, conversation_id: int = CONVERSATION) -> None:
    writings = [Writing(line=n, conversation_id=conversation_id, number=n) for n in numbers]
    await node.store.commit(write, *writings)


async def poll(node: Node, since: int, wait_s: int = 0) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(await node.poll.answer(VISITOR, since, wait_s))
    return loaded


@pytest.fixture
def word(world: World) -> str:
    """A visitor with a conversation."""
    world.conversations[9] = CONVERSATION
    return world.visitor(9)


async def test_frames_are_numbered_by_conversation(node: Node, word: str) -> None:
    await say(node, 1, 2)
    peer = await node.customer(word)
    assert await peer.frame() == {"type": "hello", "number": 2}
    await say(node, 3)
    frame = await peer.frame()
    assert (frame["prev"], frame["number"], frame["type"]) == (2, 3, "line.written")
    assert "seq" not in frame
    assert peer.subprotocol == "openline.v1"


async def test_other_conversations_and_unnumbered_facts_are_not_told(node: Node, word: str) -> None:
    peer = await node.customer(word)
    await peer.until("hello")
    await say(node, 1, conversation_id=501)
    await node.store.commit(write, Writing(line=5, conversation_id=CONVERSATION))
    await say(node, 1)
    frame = await peer.frame()
    assert (frame["prev"], frame["number"]) == (0, 1)


async def test_a_resume_tells_what_was_missed(node: Node, word: str) -> None:
    await say(node, 1, 2, 3)
    peer = await node.customer(word, since=1)
    hello, *frames = await peer.frames(3)
    assert hello["number"] == 3
    assert [(f["prev"], f["number"]) for f in frames] == [(1, 2), (2, 3)]


@pytest.mark.parametrize("since", [1, 9_999])
async def test_too_old_or_unknown_numbers_need_the_history(node: Node, word: str, since: int) -> None:
    await say(node, *range(1, 600))
    peer = await node.customer(word, since=since)
    assert await peer.frame() == {"type": "resync"}


async def test_all_of_the_commit_that_begins_a_conversation_is_told(node: Node, world: World) -> None:
    peer = await node.customer(world.visitor(9))
    await peer.until("hello")
    world.conversations[9] = CONVERSATION
    await say(node, 1, 2, 3)
    assert [(f["prev"], f["number"]) for f in await peer.frames(3)] == [(0, 1), (1, 2), (2, 3)]


async def test_the_first_message_attaches_who_waits_without_a_conversation(node: Node, world: World) -> None:
    word = world.visitor(9)
    peer, stranger = await node.customer(word), await node.customer(world.visitor(10))
    assert await peer.frame() == {"type": "hello", "number": 0}
    await stranger.until("hello")
    world.conversations[9] = CONVERSATION
    await say(node, 1)
    await say(node, 2)
    assert [(f["prev"], f["number"]) for f in await peer.frames(2)] == [(0, 1), (1, 2)]
    await stranger.answered()


@pytest.mark.parametrize("seed", range(4))
async def test_no_gap_and_no_double_while_the_conversation_begins(node: Node, world: World, seed: int) -> None:
    chance = random.Random(seed)
    word, total = world.visitor(9), 60

    async def talk() -> None:
        world.conversations[9] = CONVERSATION
        for number in range(1, total + 1):
            await say(node, number)

    talking: asyncio.Task[None] | None = None
    position = 0
    while position < total:
        peer = await node.customer(word, since=position)
        talking = talking or asyncio.create_task(talk())
        for _ in range(chance.randrange(0, 12)):
            if position == total:
                break
            frame = await peer.until("line.written")
            assert (frame["prev"], frame["number"]) == (position, position + 1)
            position += 1
        await peer.leave()
    assert talking is not None
    await talking


async def test_who_is_nobody_and_who_comes_from_elsewhere_is_told_why(node: Node, word: str) -> None:
    assert await (await node.customer("nobody")).code() == 4401
    assert await (await node.customer(word, origin="https://evil.example")).code() == 4403


async def test_sockets_of_a_visitor_are_bounded(node: Node, word: str) -> None:
    for _ in range(MAX_SOCKETS_PER_VISITOR):
        await (await node.customer(word)).until("hello")
    assert await (await node.customer(word)).code() == 4429
    with pytest.raises(TooMany):
        await poll(node, 0)


async def test_marks_reach_the_use_cases(node: Node, world: World, word: str) -> None:
    peer = await node.customer(word)
    peer.say({"type": "delivered", "up_to": 1})
    peer.say({"type": "read", "up_to": 2})
    peer.say({"type": "active"})
    await peer.answered()
    assert world.told == [("delivered", 9, 1), ("read", 9, 2)]


async def test_a_poll_tells_what_was_missed(node: Node, word: str) -> None:
    await say(node, 1, 2, 3)
    answer = await poll(node, 1)
    assert [frame["number"] for frame in answer["items"]] == [2, 3]
    assert answer["number"] == 3
    assert await poll(node, 3) == {"items": [], "number": 3}


async def test_a_poll_waits_for_the_first_news(node: Node, word: str) -> None:
    await say(node, 1)
    waiting = asyncio.create_task(poll(node, 1, 20))
    while not node.hub.customers():  # noqa: ASYNC110 - turns of the loop, not time
        await asyncio.sleep(0)
    await say(node, 2)
    answer = await waiting
    assert [frame["number"] for frame in answer["items"]] == [2]
    assert node.hub.customers() == []


async def test_a_third_poll_sends_the_oldest_away(node: Node, word: str) -> None:
    await say(node, 1)
    polls = [asyncio.create_task(poll(node, 1, 20)) for _ in range(3)]
    assert await polls[0] == {"items": [], "number": 1}
    await say(node, 2)
    for later in polls[1:]:
        assert [frame["number"] for frame in (await later)["items"]] == [2]


async def test_a_poll_from_the_future_needs_the_history(node: Node, word: str) -> None:
    answer = await poll(node, 7)
    assert answer["items"] == [{"type": "resync"}]
