"""Promises of the outbox: in order, once, and nothing is silently given up."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest

from openline.connectors.base import Accepted, Blame, Permanent, Retry, Scope, Sent, Unknown
from openline.jobs.outbox import LEASE_MS, MAX_AGE_MS, MAX_ATTEMPTS, MOST_BACK_OFF_MS, OutboxLoop
from openline.kit.clock import MINUTE, SECOND, Clock
from openline.store import Store, UnitOfWork, outbox
from openline.store.outbox import OUTGOING, Outgoing, State
from tests.support.connectors import FakePlatform
from tests.support.store import Published

ACCOUNT = 1
CONNECTION = 3
MakeLoop = Callable[[str], OutboxLoop]


async def put(uow: UnitOfWork, conversation_id: int, *messages: int) -> None:
    for message_id in messages:
        outbox.send(
            uow,
            outbox.outgoing(
                uow, account_id=ACCOUNT, connection_id=CONNECTION, conversation_id=conversation_id,
                message_id=message_id,
            ),
        )  # fmt: skip


async def resume(uow: UnitOfWork) -> None:
    outbox.resume(uow, CONNECTION)


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform()


@pytest.fixture
def make_loop(store: Store, clock: Clock, platform: FakePlatform) -> MakeLoop:
    return lambda name: OutboxLoop(store, clock, platform, worker=name, dice=random.Random(3))


@pytest.fixture
def loop(make_loop: MakeLoop) -> OutboxLoop:
    return make_loop("a")


async def run(loop: OutboxLoop) -> None:
    """All that is due now."""
    await loop.turn()
    await loop.idle()


async def row(store: Store, message_id: int) -> Outgoing | None:
    return await store.read(OUTGOING.get, message_id)


async def state(store: Store, message_id: int) -> str | None:
    found = await row(store, message_id)
    return found.state if found else None


async def test_messages_of_a_conversation_go_out_in_order(
    store: Store, loop: OutboxLoop, platform: FakePlatform
) -> None:
    await store.commit(put, 1, 10, 11)
    await store.commit(put, 2, 20)
    await store.commit(put, 1, 12)
    await run(loop)
    assert platform.order == {1: [10, 11, 12], 2: [20]}
    assert [await state(store, message) for message in (10, 11, 12, 20)] == [None] * 4
    assert dict(platform.settled_with)[11] == Sent(("11",), 0)


async def test_a_commit_wakes_the_loop(
    store: Store, loop: OutboxLoop, platform: FakePlatform, published: Published
) -> None:
    published.listeners.append(loop.committed)
    await loop.start()
    await store.commit(put, 1, 10)
    async with asyncio.timeout(20):
        await platform.called.wait()
    await loop.stop()
    assert platform.order == {1: [10]}


async def test_many_workers_keep_order_and_send_each_once(
    store: Store, make_loop: MakeLoop, platform: FakePlatform
) -> None:
    loops = [make_loop(name) for name in "abc"]
    expected = {lane: list(range(lane * 100, lane * 100 + 8)) for lane in range(1, 9)}
    for place in range(8):
        for lane, messages in expected.items():
            await store.commit(put, lane, messages[place])
    while sum(map(len, platform.order.values())) < 64:
        await asyncio.gather(*[run(loop) for loop in loops])
    assert platform.order == expected
    assert len(platform.calls) == 64
    assert platform.busiest == 1


async def test_a_lane_that_is_driven_is_nobody_elses(store: Store, loop: OutboxLoop, platform: FakePlatform) -> None:
    platform.hold()
    await store.commit(put, 1, 10, 11)
    await loop.turn()
    await platform.called.wait()
    assert await store.commit(outbox.take, 1, "other", LEASE_MS) is None
    await store.commit(outbox.leave, 1, "other")
    assert await store.commit(outbox.take, 1, "other", LEASE_MS) is None
    platform.let_go()
    await loop.idle()
    assert platform.order == {1: [10, 11]}


async def test_sending_is_committed_before_the_call(store: Store, loop: OutboxLoop, platform: FakePlatform) -> None:
    platform.hold()
    await store.commit(put, 1, 10)
    await loop.turn()
    await platform.called.wait()
    assert await state(store, 10) == State.SENDING
    platform.let_go()
    await loop.idle()
    assert await state(store, 10) is None


async def test_accepted_is_done_for_the_outbox(store: Store, loop: OutboxLoop, platform: FakePlatform) -> None:
    platform.answers = [lambda _: Accepted()]
    await store.commit(put, 1, 10)
    await run(loop)
    assert await state(store, 10) is None
    assert platform.settled_with == [(10, Accepted())]


async def test_retry_after_is_obeyed_and_those_behind_wait(
    store: Store, clock: Clock, loop: OutboxLoop, platform: FakePlatform
) -> None:
    platform.answers = [lambda _: Retry(MINUTE, "slow down", Scope.RECIPIENT)]
    await store.commit(put, 1, 10, 11)
    await store.commit(put, 2, 20)
    await run(loop)
    assert platform.order == {2: [20]}
    found = await row(store, 10)
    assert found is not None
    assert (found.state, found.error) == (State.WAITING, "slow down")
    clock.advance(50 * SECOND)
    await run(loop)
    assert platform.order == {2: [20]}
    clock.advance(20 * SECOND)
    await run(loop)
    assert platform.order == {1: [10, 11], 2: [20]}


async def test_a_connection_that_must_slow_down_pauses_all_its_lanes(
    store: Store, clock: Clock, loop: OutboxLoop, platform: FakePlatform
) -> None:
    platform.answers = [lambda _: Retry(MINUTE, "slow down", Scope.CONNECTION)]
    await store.commit(put, 1, 10)
    await run(loop)
    await store.commit(put, 2, 20)
    await run(loop)
    assert platform.order == {}
    clock.advance(MINUTE + 10 * SECOND)
    await run(loop)
    assert platform.order == {1: [10], 2: [20]}


async def test_gives_up_visibly(store: Store, clock: Clock, loop: OutboxLoop, platform: FakePlatform) -> None:
    platform.answers = [lambda _: Retry(0, "busy", Scope.MESSAGE)] * MAX_ATTEMPTS
    await store.commit(put, 1, 10, 11)
    for _ in range(MAX_ATTEMPTS):
        await run(loop)
        clock.advance(MOST_BACK_OFF_MS)
    assert len(platform.calls) == MAX_ATTEMPTS + 1
    assert platform.order == {1: [11]}
    assert [m for m, _ in platform.settled_with] == [10, 11]
    dead = await store.read(outbox.dead_letters, ACCOUNT)
    assert [(letter.message_id, letter.state, letter.error) for letter in dead] == [(10, "failed", "gave_up")]
    assert await store.read(outbox.dead_letters, 2) == []


async def test_what_waited_too_long_is_not_sent_any_more(
    store: Store, clock: Clock, loop: OutboxLoop, platform: FakePlatform
) -> None:
    await store.commit(put, 1, 10)
    clock.advance(MAX_AGE_MS + MINUTE)
    await run(loop)
    assert platform.calls == []
    assert await state(store, 10) == State.FAILED


async def test_a_lasting_refusal_fails_one_message_only(store: Store, loop: OutboxLoop, platform: FakePlatform) -> None:
    no = Permanent("blocked", "bot was blocked by the user", Blame.RECIPIENT)
    platform.answers = [lambda _: no]
    await store.commit(put, 1, 10, 11)
    await run(loop)
    assert platform.settled_with == [(10, no), (11, Sent(("11",), 0))]
    assert await state(store, 10) == State.FAILED


async def test_refused_credentials_pause_the_connection_until_they_are_renewed(
    store: Store, clock: Clock, loop: OutboxLoop, platform: FakePlatform
) -> None:
    platform.answers = [lambda _: Permanent("token_rejected", "401", Blame.AUTH)]
    await store.commit(put, 1, 10)
    await run(loop)
    await store.commit(put, 2, 20)
    clock.advance(60 * MINUTE)
    await run(loop)
    assert platform.calls == [10]
    await store.commit(resume)
    await run(loop)
    assert platform.order == {2: [20]}


@pytest.mark.parametrize("answer", [Unknown("no answer"), RuntimeError("a bug")])
async def test_what_may_have_gone_out_is_not_sent_again(
    store: Store, clock: Clock, loop: OutboxLoop, platform: FakePlatform, answer: Any
) -> None:
    platform.answers = [lambda _: answer]
    await store.commit(put, 1, 10, 11)
    await run(loop)
    clock.advance(60 * MINUTE)
    await run(loop)
    assert platform.calls == [10, 11]
    assert isinstance(dict(platform.settled_with)[10], Unknown)
    assert await state(store, 10) == State.UNKNOWN


async def test_what_may_have_gone_out_is_sent_again_where_that_is_harmless(
    store: Store, clock: Clock, loop: OutboxLoop, platform: FakePlatform
) -> None:
    platform.idempotent = True
    platform.answers = [lambda _: Unknown("no answer")]
    await store.commit(put, 1, 10, 11)
    await run(loop)
    clock.advance(MINUTE)
    await run(loop)
    assert platform.order == {1: [10, 11]}


async def test_a_worker_that_died_while_sending_leaves_an_unknown(
    store: Store, clock: Clock, make_loop: MakeLoop, platform: FakePlatform
) -> None:
    await store.commit(put, 1, 10, 11)
    assert await store.commit(outbox.take, 1, "dead", LEASE_MS)
    heir = make_loop("b")
    await run(heir)
    assert platform.calls == []
    clock.advance(LEASE_MS + SECOND)
    await run(heir)
    assert platform.order == {1: [11]}
    assert await state(store, 10) == State.UNKNOWN


async def test_somebody_decides_to_send_it_again(store: Store, loop: OutboxLoop, platform: FakePlatform) -> None:
    platform.answers = [lambda _: Unknown("no answer")]
    await store.commit(put, 1, 10)
    await run(loop)
    assert await store.commit(outbox.again, 10)
    await run(loop)
    assert platform.order == {1: [10]}
    assert not await store.commit(outbox.again, 10)


async def test_a_stop_lets_calls_end(store: Store, loop: OutboxLoop, platform: FakePlatform) -> None:
    platform.hold()
    await store.commit(put, 1, 10)
    await loop.turn()
    await platform.called.wait()
    stopping = asyncio.create_task(loop.stop())
    platform.let_go()
    await stopping
    assert await state(store, 10) is None
