"""Promises of the outbox: in order, once, and nothing is silently given up."""

import asyncio
import random
from typing import Any

import pytest

from openline.connectors.base import Accepted, Blame, FailureKind, Permanent, Retry, Scope, Sent, Unknown
from openline.jobs.outbox import COUNT_EVERY_MS, LEASE_MS, MAX_ATTEMPTS, MOST_BACK_OFF_MS, OutboxLoop
from openline.kit.clock import MINUTE, SECOND, Clock
from openline.kit.errors import Unavailable
from openline.store import Store, outbox
from openline.store.outbox import KEPT_MS, MAX_AGE_MS, State
from tests.jobs.lanes import ACCOUNT, Loop, MakeLoop, put, resume, row, run, state
from tests.support.connectors import FakePlatform
from tests.support.store import Published
from tests.support.waiting import until_async


async def test_messages_of_a_conversation_go_out_in_order(store: Store, loop: Loop, platform: FakePlatform) -> None:
    await store.commit(put, 1, 10, 11)
    await store.commit(put, 2, 20)
    await store.commit(put, 1, 12)
    await run(loop)
    assert platform.order == {1: [10, 11, 12], 2: [20]}
    assert [await state(store, message) for message in (10, 11, 12, 20)] == [None] * 4
    assert dict(platform.settled_with)[11] == Sent(("11",), 0)


async def test_a_commit_wakes_the_loop(store: Store, loop: Loop, platform: FakePlatform, published: Published) -> None:
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


async def test_a_lane_that_is_driven_is_nobody_elses(store: Store, loop: Loop, platform: FakePlatform) -> None:
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


async def test_sending_is_committed_before_the_call(store: Store, loop: Loop, platform: FakePlatform) -> None:
    platform.hold()
    await store.commit(put, 1, 10)
    await loop.turn()
    await platform.called.wait()
    assert await state(store, 10) == State.SENDING
    platform.let_go()
    await loop.idle()
    assert await state(store, 10) is None


async def test_accepted_is_done_for_the_outbox(store: Store, loop: Loop, platform: FakePlatform) -> None:
    platform.answers = [lambda _: Accepted()]
    await store.commit(put, 1, 10)
    await run(loop)
    assert await state(store, 10) is None
    assert platform.settled_with == [(10, Accepted())]


async def test_retry_after_is_obeyed_and_those_behind_wait(
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
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
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
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


async def test_gives_up_visibly(store: Store, clock: Clock, loop: Loop, platform: FakePlatform) -> None:
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
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
) -> None:
    await store.commit(put, 1, 10)
    clock.advance(MAX_AGE_MS + MINUTE)
    await run(loop)
    assert platform.calls == []
    assert await state(store, 10) == State.FAILED


async def test_a_lasting_refusal_fails_one_message_only(store: Store, loop: Loop, platform: FakePlatform) -> None:
    no = Permanent("blocked", "bot was blocked by the user", Blame.RECIPIENT)
    platform.answers = [lambda _: no]
    await store.commit(put, 1, 10, 11)
    await run(loop)
    assert platform.settled_with == [(10, no), (11, Sent(("11",), 0))]
    assert await state(store, 10) == State.FAILED


async def test_refused_credentials_pause_the_connection_until_they_are_renewed(
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
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
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform, answer: Any
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
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
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


async def test_somebody_decides_to_send_it_again(store: Store, loop: Loop, platform: FakePlatform) -> None:
    platform.answers = [lambda _: Unknown("no answer")]
    await store.commit(put, 1, 10)
    await run(loop)
    assert await store.commit(outbox.again, 10)
    await run(loop)
    assert platform.order == {1: [10]}
    assert not await store.commit(outbox.again, 10)


async def test_a_stop_lets_calls_end(store: Store, loop: Loop, platform: FakePlatform) -> None:
    platform.hold()
    await store.commit(put, 1, 10)
    await loop.turn()
    await platform.called.wait()
    stopping = asyncio.create_task(loop.stop())
    platform.let_go()
    await stopping
    assert await state(store, 10) is None


async def test_those_behind_refused_credentials_wait_too(store: Store, loop: Loop, platform: FakePlatform) -> None:
    platform.answers = [lambda _: Permanent("token_rejected", "401", Blame.AUTH)]
    await store.commit(put, 1, 10, 11, 12)
    await run(loop)
    assert platform.calls == [10]
    await store.commit(resume)
    await run(loop)
    assert platform.order == {1: [11, 12]}
    assert await state(store, 10) == State.FAILED


async def test_a_short_pause_does_not_end_a_long_one(
    store: Store, clock: Clock, make_loop: MakeLoop, platform: FakePlatform
) -> None:
    platform.hold()
    platform.answers = [
        lambda _: Permanent("token_rejected", "401", Blame.AUTH),
        lambda _: Retry(MINUTE, "slow down", Scope.CONNECTION),
    ]
    await store.commit(put, 1, 10)
    await store.commit(put, 2, 20)
    loop = make_loop("a")
    await loop.turn()
    await until_async(lambda: called(platform, 2), "both calls")
    platform.let_go()
    await loop.idle()
    clock.advance(60 * MINUTE)
    await run(loop)
    assert sorted(platform.calls) == [10, 20]


async def called(platform: FakePlatform, times: int) -> bool:
    return len(platform.calls) >= times


async def test_a_lane_whose_head_waits_costs_nothing(
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform, published: Published
) -> None:
    platform.answers = [lambda _: Retry(MINUTE, "slow down", Scope.RECIPIENT)]
    await store.commit(put, 1, 10, 11)
    await run(loop)
    commits = len(published.batches)
    for _ in range(5):
        await run(loop)
    assert len(published.batches) == commits
    assert platform.calls == [10]


async def test_what_cannot_be_made_ready_calls_nobody(
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
) -> None:
    no = Permanent("channel_off", "", Blame.POLICY)
    platform.closed = {10: no, 11: Retry(MINUTE, "its file is being checked", Scope.MESSAGE), 20: ValueError("a bug")}
    await store.commit(put, 1, 10, 11)
    await store.commit(put, 2, 20, 21)
    await run(loop)
    assert platform.calls == [21]
    assert dict(platform.settled_with)[10] == no
    assert [await state(store, message) for message in (10, 11, 20)] == [State.FAILED, State.WAITING, State.FAILED]


async def test_a_result_outlives_a_store_that_is_away(store: Store, clock: Clock, platform: FakePlatform) -> None:
    away = AwayStore(store)
    loop = OutboxLoop(away, clock, platform, worker="a", dice=random.Random(3))
    platform.answers = [lambda _: away.leave_for(1)]
    await store.commit(put, 1, 10)
    await run(loop)
    assert platform.calls == [10]
    assert platform.settled_with == [(10, Sent(("10",), 0))]


class AwayStore:
    """A store that cannot be reached for so many commits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._away = 0

    def leave_for(self, commits: int) -> Sent:
        self._away = commits
        return Sent(("10",), 0)

    async def commit(self, use_case: Any, *args: Any, **kwargs: Any) -> Any:
        if self._away:
            self._away -= 1
            raise Unavailable
        return await self._store.commit(use_case, *args, **kwargs)

    async def read(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return await self._store.read(query, *args, **kwargs)

    async def start(self) -> None:
        await self._store.start()

    async def stop(self) -> None:
        await self._store.stop()


async def test_the_loop_counts_what_waits_and_what_failed(
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
) -> None:
    platform.answers = [lambda _: Unknown("cut"), lambda _: Retry(MINUTE, "slow down", Scope.RECIPIENT)]
    await store.commit(put, 1, 10, 11, 12)
    await run(loop)
    assert loop.counts == {"waiting": 3}
    clock.advance(COUNT_EVERY_MS)
    await run(loop)
    assert loop.counts == {"unknown": 1, "waiting": 2}


async def test_what_we_hold_back_ourselves_is_no_try(
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
) -> None:
    wait = Retry(SECOND, FailureKind.THROTTLED_HERE.value, Scope.MESSAGE)
    platform.answers = [lambda _: wait] * (2 * MAX_ATTEMPTS)
    platform.closed = {20: Retry(SECOND, outbox.FILE_NOT_READY, Scope.MESSAGE)}
    await store.commit(put, 1, 10)
    await store.commit(put, 2, 20)
    for _ in range(2 * MAX_ATTEMPTS + 1):
        await run(loop)
        clock.advance(SECOND)
    assert platform.order == {1: [10]}
    platform.closed.clear()
    await run(loop)
    assert platform.order == {1: [10], 2: [20]}


async def test_a_long_call_keeps_its_lane(store: Store, clock: Clock, loop: Loop, platform: FakePlatform) -> None:
    platform.seconds = 300.0
    platform.hold()
    await store.commit(put, 1, 10)
    await loop.turn()
    await platform.called.wait()
    clock.advance(LEASE_MS + MINUTE)
    assert await store.commit(outbox.take, 1, "other", LEASE_MS) is None
    platform.let_go()
    await loop.idle()
    assert platform.order == {1: [10]}


async def test_what_waits_for_credentials_is_given_up_one_day(
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
) -> None:
    platform.answers = [lambda _: Permanent("token_rejected", "401", Blame.AUTH)]
    await store.commit(put, 1, 10, 11)
    await run(loop)
    clock.advance(MAX_AGE_MS - MINUTE)
    await run(loop)
    assert await state(store, 11) == State.WAITING
    clock.advance(2 * MINUTE)
    await run(loop)
    assert await state(store, 11) == State.FAILED
    assert platform.calls == [10]


async def test_dead_letters_are_forgotten_after_a_month(
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
) -> None:
    platform.answers = [lambda _: Unknown("cut")]
    await store.commit(put, 1, 10)
    await run(loop)
    clock.advance(KEPT_MS - MINUTE)
    assert await store.commit(outbox.sweep) == 0
    clock.advance(2 * MINUTE)
    assert await store.commit(outbox.sweep) == 1
    assert await store.read(outbox.dead_letters, ACCOUNT) == []
