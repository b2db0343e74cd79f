"""A message of several calls: each is confirmed by itself, and what is confirmed is never made again."""

import pytest

from openline.connectors.base import Accepted, Blame, Permanent, Retry, Scope, Sent, Unknown
from openline.jobs.outbox import LEASE_MS, MAX_ATTEMPTS, MOST_BACK_OFF_MS
from openline.kit.clock import MINUTE, SECOND, Clock
from openline.store import Store, UnitOfWork, outbox
from openline.store.outbox import State
from tests.jobs.lanes import Loop, MakeLoop, put, run, state
from tests.support.connectors import FakePlatform


async def test_a_message_of_several_calls_is_sent_part_by_part(
    store: Store, loop: Loop, platform: FakePlatform
) -> None:
    platform.sizes = {10: 3}
    await store.commit(put, 1, 10, 11)
    await run(loop)
    assert platform.parts == [(10, 0), (10, 1), (10, 2), (11, 0)]
    assert platform.confirmed_parts == platform.parts
    assert [message for message, _ in platform.settled_with] == [10, 11]


async def test_a_part_that_waits_repeats_nothing_before_it(
    store: Store, clock: Clock, loop: Loop, platform: FakePlatform
) -> None:
    platform.sizes = {10: 3}
    platform.answers = [
        lambda _: Sent(("a",), 0),
        lambda _: Retry(MINUTE, "slow down", Scope.RECIPIENT),
        lambda _: Sent(("b",), 0),
        lambda _: Accepted(("c",)),
    ]
    await store.commit(put, 1, 10, 11)
    await run(loop)
    assert platform.parts == [(10, 0), (10, 1)]
    clock.advance(MINUTE + 10 * SECOND)
    await run(loop)
    assert platform.parts == [(10, 0), (10, 1), (10, 1), (10, 2), (11, 0)]
    assert dict(platform.settled_with)[10] == Accepted(("c",))


async def test_each_part_has_its_own_tries(store: Store, clock: Clock, loop: Loop, platform: FakePlatform) -> None:
    busy = [lambda _: Retry(0, "busy", Scope.MESSAGE)] * (MAX_ATTEMPTS - 1)
    platform.sizes = {10: 2}
    platform.answers = [*busy, lambda _: Sent(("a",), 0), *busy, lambda _: Sent(("b",), 0)]
    await store.commit(put, 1, 10)
    for _ in range(2 * MAX_ATTEMPTS):
        await run(loop)
        clock.advance(MOST_BACK_OFF_MS)
    assert [type(result) for _, result in platform.settled_with] == [Sent]


@pytest.mark.parametrize("broken", ["unknown", "refused", "dead"])
async def test_a_message_broken_in_the_middle_goes_on_from_there(
    store: Store, clock: Clock, make_loop: MakeLoop, platform: FakePlatform, broken: str
) -> None:
    platform.sizes = {10: 3}
    loop = make_loop("a")
    await store.commit(put, 1, 10)
    if broken == "dead":
        await store.commit(outbox.take, 1, "dead", LEASE_MS)
        await store.commit(first_part_done, 10)
        await store.commit(outbox.take, 1, "dead", LEASE_MS)
        platform.parts.append((10, 0))
        clock.advance(LEASE_MS + SECOND)
    else:
        no = Permanent("blocked", "blocked", Blame.RECIPIENT)
        platform.answers = [lambda _: Sent(("a",), 0), lambda _: Unknown("cut") if broken == "unknown" else no]
    await run(loop)
    assert await state(store, 10) == (State.FAILED if broken == "refused" else State.UNKNOWN)
    platform.settled_with.clear()
    assert await store.commit(outbox.again, 10)
    await run(loop)
    assert [part for _, part in platform.parts].count(0) == 1
    assert platform.parts[-2:] == [(10, 1), (10, 2)]
    assert [type(result) for _, result in platform.settled_with] == [Sent]


async def first_part_done(uow: UnitOfWork, message_id: int) -> None:
    await outbox.next_part(uow, message_id)
