"""Who is let in, who has to go, and with which code (docs/behaviour/streams.md S6)."""

import pytest

from openline.features.people.events import LoginEnded, PersonChanged, TokenRevoked
from openline.features.people.types import Ending, Role
from openline.features.presence.service import presence_of_person
from openline.features.presence.types import State
from openline.kit.clock import MINUTE, Clock
from openline.realtime.limits import FRAMES_BURST, MAX_SOCKETS_PER_PERSON, Close
from openline.store import Store
from tests.support.realtime import ACCOUNT, Hesitant, Node, World, Writing, log_fact, write
from tests.support.store import Published
from tests.support.waiting import until_async


@pytest.mark.parametrize(("word", "code"), [("nobody", 4401), ("stranger", 4403)])
async def test_strangers_are_told_why(node: Node, word: str, code: int) -> None:
    peer = await node.agent(word)
    assert await peer.code() == code


@pytest.mark.parametrize("junk", ["not json", "[]", '{"type":"dance"}', '{"type":"typing"}'])
async def test_junk_closes(node: Node, world: World, junk: str) -> None:
    peer = await node.agent(world.agent(2))
    await peer.until("hello")
    peer.say(junk)
    assert await peer.code() == 1007


async def test_a_number_that_is_none_closes(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(2), since=-1)
    assert await peer.code() == 1007


async def test_too_large_a_frame_closes(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(2))
    peer.say({"type": "ping", "x": "x" * 9_000})
    assert await peer.code() == 1009


async def test_too_many_frames_close(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(2))
    for _ in range(FRAMES_BURST + 40):
        peer.say({"type": "ping"})
    assert await peer.code() == 4429


async def test_a_ping_is_answered(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(2))
    await peer.answered()


async def test_the_same_tab_replaces_its_older_socket(node: Node, world: World) -> None:
    word = world.agent(2)
    old, other = await node.agent(word, tab="a"), await node.agent(word, tab="b")
    await old.until("hello")
    await other.until("hello")
    new = await node.agent(word, tab="a")
    await new.until("hello")
    assert await old.code() == 4409
    await node.store.commit(write, Writing(line=1, people=(2,)))
    assert await new.until("line.written")
    assert await other.until("line.written")


async def test_sockets_of_a_person_are_bounded(node: Node, world: World) -> None:
    word = world.agent(2)
    peers = [await node.agent(word) for _ in range(MAX_SOCKETS_PER_PERSON)]
    for peer in peers:
        await peer.until("hello")
    assert await (await node.agent(word)).code() == 4429
    await peers[0].leave()
    assert await (await node.agent(word)).until("hello")


async def test_silent_sockets_end(node: Node, world: World) -> None:
    silent, speaking = await node.agent(world.agent(2)), await node.agent(world.agent(3))
    await silent.until("hello")
    await speaking.until("hello")
    node.clock.advance(2 * MINUTE)
    await speaking.answered()
    node.clock.advance(MINUTE)
    await node.beat.beat()
    assert await silent.code() == 4408
    await speaking.answered()


async def test_a_login_that_ended_closes_its_sockets_only(node: Node, world: World) -> None:
    by_login = await node.agent(world.agent(2))
    await by_login.until("hello")
    by_token = await node.agent(world.agent(2, token_id=77))
    await by_token.until("hello")
    ended = LoginEnded(account_id=ACCOUNT, person_id=2, login_id=20, reason=next(iter(Ending)))
    await node.store.commit(log_fact, ended)
    assert await by_login.code() == 4401
    await by_token.answered()
    await node.store.commit(log_fact, TokenRevoked(account_id=ACCOUNT, person_id=2, token_id=77))
    assert await by_token.code() == 4401


async def test_a_deactivated_person_is_out_at_once(node: Node, world: World) -> None:
    out, stays = await node.agent(world.agent(2)), await node.agent(world.agent(3))
    await out.until("hello")
    await stays.until("hello")
    changed = PersonChanged(account_id=ACCOUNT, person_id=2, audience=None, active=False, role=Role.AGENT, version=2)
    await node.store.commit(log_fact, changed)
    assert await out.code() == 4401
    await stays.answered()


async def test_another_role_needs_a_snapshot(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(2))
    await peer.until("hello")
    changed = PersonChanged(
        account_id=ACCOUNT, person_id=2, audience=None, active=True, role=Role.ADMINISTRATOR, version=2
    )
    await node.store.commit(log_fact, changed)
    await peer.until("snapshot_needed")
    await node.store.commit(write, Writing(line=1, people=(2,)))
    await peer.answered()


async def test_a_login_that_ran_out_is_noticed(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(2))
    await peer.until("hello")
    world.gone.add(2)
    await node.access.sweep()
    await peer.answered()
    node.clock.advance(5 * MINUTE)
    await node.access.sweep()
    assert await peer.code() == 4401


async def test_a_stop_tells_everybody_to_come_back(node: Node, world: World) -> None:
    agent, customer = await node.agent(world.agent(2)), await node.customer(world.visitor(9))
    await agent.until("hello")
    await customer.until("hello")
    await node.beat.stop()
    assert await agent.code() == Close.RESTART
    assert await customer.code() == Close.RESTART


async def test_a_store_that_is_away_is_a_reason_to_come_back(
    store: Store, published: Published, clock: Clock, world: World
) -> None:
    node = Node(Hesitant(store, away=True), published, clock, world)
    peer = await node.agent(world.agent(2))
    assert await peer.code() == Close.RESTART
    await peer.gone()
    assert node.hub.agents() == []


async def test_who_leaves_is_noted_soon(node: Node, world: World) -> None:
    await node.beat.start()
    peer = await node.agent(world.agent(2))
    await peer.until("hello")
    await peer.leave()

    async def left() -> bool:
        return (await node.store.read(presence_of_person, ACCOUNT, 2)).sockets == 0

    assert await until_async(left, "note of the leaving")


@pytest.mark.parametrize(("query", "state"), [({}, State.OFFLINE), ({"presence": "online"}, State.ONLINE)])
async def test_a_listening_program_is_nobody_at_a_desk(
    node: Node, world: World, query: dict[str, str], state: State
) -> None:
    peer = await node.agent(world.agent(2, token_id=7), None, **query)
    await peer.until("hello")
    assert (await node.store.read(presence_of_person, ACCOUNT, 2)).state is state
