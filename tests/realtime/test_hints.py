"""Typing and presence are told, not stored, and never stand in the way of numbered frames."""

from typing import Any

import pytest

from openline.features.people.types import Role
from openline.kit.clock import SECOND
from openline.realtime.client_frames import CustomerTyping, bounded
from openline.realtime.limits import LIVE_TYPING_EVERY_MS, MAX_QUEUED_LOOSE, MAX_SIGNAL_BYTES
from openline.realtime.signals import LiveTyping, encode
from openline.realtime.texts import loose
from tests.support.realtime import ACCOUNT, Node, World, Writing, typing_of, write

CONVERSATION = 500


@pytest.fixture
def word(world: World) -> str:
    world.conversations[9] = CONVERSATION
    return world.visitor(9)


def hint(frame: dict[str, Any]) -> tuple[str, bool]:
    return frame["data"]["author"], frame["data"]["on"]


async def test_an_agents_typing_reaches_the_customer_and_who_sees_the_conversation(
    node: Node, world: World, word: str
) -> None:
    boss, owner = await node.agent(world.agent(1, role=Role.ADMINISTRATOR)), await node.agent(world.agent(2))
    other, customer = await node.agent(world.agent(3)), await node.customer(word)
    for peer in (boss, owner, other, customer):
        await peer.until("hello")
    node.typers.say(typing_of(CONVERSATION, (2,)))
    assert hint(await boss.until("typing")) == ("agent", True)
    assert hint(await owner.until("typing")) == ("agent", True)
    assert (await customer.until("typing"))["data"] == {"on": True, "name": None}
    await other.answered()


async def test_what_a_customer_types_is_for_the_owner_alone(node: Node, world: World, word: str) -> None:
    boss, owner = await node.agent(world.agent(1, role=Role.ADMINISTRATOR)), await node.agent(world.agent(2))
    customer = await node.customer(word)
    for peer in (boss, owner, customer):
        await peer.until("hello")
    world.owners[CONVERSATION] = 2
    customer.say({"type": "typing", "text": "contraseña"})
    assert (await owner.until("typing.live"))["data"] == {"conversation_id": str(CONVERSATION), "text": "contraseña"}
    assert (await boss.until("typing"))["data"].keys() == {"conversation_id", "author", "person_id", "on"}
    await boss.answered()
    await customer.answered()


async def test_of_a_long_draft_the_end_is_shown(node: Node, world: World, word: str) -> None:
    owner, customer = await node.agent(world.agent(2)), await node.customer(word)
    world.owners[CONVERSATION] = 2
    await owner.until("hello")
    customer.say({"type": "typing", "text": "x" * 3_000 + "the end"})
    text = (await owner.until("typing.live"))["data"]["text"]
    assert (len(text), text[-7:]) == (2_000, "the end")


@pytest.mark.parametrize("letter", ["\U0001f642", "ộ", '"', "\n."])
def test_a_draft_fits_in_one_signal(letter: str) -> None:
    text = bounded(letter * 3_000)
    assert text
    signal = LiveTyping(account_id=1 << 62, conversation_id=1 << 62, owner_id=1 << 62, text=text)
    assert len(encode(signal)) < MAX_SIGNAL_BYTES


async def test_what_is_told_too_fast_is_dropped_but_not_its_end(node: Node, world: World) -> None:
    owner = await node.agent(world.agent(2))
    await owner.until("hello")
    for text in ("a", "ab", "abc", ""):
        node.typers.say_live(live(text))
    node.clock.advance(LIVE_TYPING_EVERY_MS)
    node.typers.say_live(live("abcd"))
    assert [(await owner.until("typing.live"))["data"]["text"] for _ in range(3)] == ["a", "", "abcd"]


def test_what_somebody_has_not_sent_is_in_no_repr() -> None:
    said = CustomerTyping(on=True, text="contraseña")
    assert "passe" not in f"{said!r} {live('contraseña')!r}"


def live(text: str) -> LiveTyping:
    return LiveTyping(account_id=ACCOUNT, conversation_id=CONVERSATION, owner_id=2, text=text)


async def test_typing_ends_by_itself_after_its_life(node: Node, world: World) -> None:
    boss = await node.agent(world.agent(1, role=Role.ADMINISTRATOR))
    await boss.until("hello")
    node.typers.say(typing_of(CONVERSATION, ()))
    assert hint(await boss.until("typing")) == ("agent", True)
    node.clock.advance(5 * SECOND)
    node.typers.expire()
    node.clock.advance(SECOND)
    node.typers.expire()
    assert hint(await boss.until("typing")) == ("agent", False)


async def test_repeats_within_a_moment_are_dropped_the_end_is_not(node: Node, world: World) -> None:
    boss = await node.agent(world.agent(1, role=Role.ADMINISTRATOR))
    await boss.until("hello")
    for _ in range(5):
        node.typers.say(typing_of(CONVERSATION, ()))
    node.typers.say(typing_of(CONVERSATION, (), on=False))
    node.typers.say(typing_of(CONVERSATION, (), on=False))
    assert [hint(await boss.until("typing")) for _ in range(2)] == [("agent", True), ("agent", False)]
    await boss.answered()
    assert boss.pending() == 0


async def test_hints_are_dropped_before_numbered_frames(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(2))
    await peer.until("hello")
    peer.stall()
    await node.store.commit(write, Writing(line=0, people=(2,)))
    for _ in range(MAX_QUEUED_LOOSE * 3):
        node.hub.tell_agents(ACCOUNT, (2,), loose("typing", {}))
    await node.store.commit(write, *[Writing(line=n, people=(2,)) for n in range(1, 999)])
    peer.read_on()
    lines = [(await peer.until("line.written"))["data"]["line"] for _ in range(999)]
    assert lines == list(range(999))


async def test_colleagues_see_who_comes_and_a_resume_tells_how_they_stand(node: Node, world: World) -> None:
    watcher = await node.agent(world.agent(2))
    hello = await watcher.until("hello")
    mate = await node.agent(world.agent(3))
    await mate.until("hello")
    frame = await watcher.until("presence.changed")
    assert frame == {"type": "presence.changed", "data": {"person_id": "3", "state": "online"}}
    late = await node.agent(world.agent(4), since=hello["seq"])
    states = [(await late.until("presence.changed"))["data"]["person_id"] for _ in range(2)]
    assert states == ["3", "4"]
