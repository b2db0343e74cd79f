"""Token buckets: exact, all or nothing, bounded."""

from openline.connectors.base import Rate, Scope
from openline.connectors.http import MemoryBuckets
from openline.connectors.http.buckets import MAX_BUCKETS
from openline.kit.clock import Clock

CHAT = Rate(scope=Scope.THREAD, per_second=1.0, burst=3)
BOT = Rate(scope=Scope.CONNECTION, per_second=30.0, burst=30)


async def test_a_burst_goes_through_then_the_pace_holds() -> None:
    clock = Clock()
    buckets = MemoryBuckets(clock.now)
    assert [await buckets.take([("chat", CHAT)]) for _ in range(3)] == [0, 0, 0]
    wait = await buckets.take([("chat", CHAT)])
    assert 900 <= wait <= 1_000
    clock.advance(wait)
    assert await buckets.take([("chat", CHAT)]) == 0
    assert await buckets.take([("chat", CHAT)]) > 0


async def test_one_chat_does_not_stop_another() -> None:
    buckets = MemoryBuckets(Clock().now)
    for _ in range(3):
        await buckets.take([("chat 1", CHAT)])
    assert await buckets.take([("chat 2", CHAT)]) == 0


async def test_who_waits_for_one_bucket_takes_from_none() -> None:
    now = [0]
    buckets = MemoryBuckets(lambda: now[0])
    one = Rate(scope=Scope.CONNECTION, per_second=1.0, burst=4)
    for _ in range(3):
        assert await buckets.take([("chat", CHAT), ("bot", one)]) == 0
    assert await buckets.take([("chat", CHAT), ("bot", one)]) > 0
    assert await buckets.take([("bot", one)]) == 0


async def test_a_clock_set_back_fills_nothing() -> None:
    now = [10_000]
    buckets = MemoryBuckets(lambda: now[0])
    for _ in range(3):
        await buckets.take([("chat", CHAT)])
    now[0] = 0
    assert await buckets.take([("chat", CHAT)]) > 0


async def test_there_are_never_too_many_buckets() -> None:
    buckets = MemoryBuckets(lambda: 0)
    for n in range(MAX_BUCKETS + 10):
        await buckets.take([(f"chat {n}", CHAT)])
    assert len(buckets._levels) == MAX_BUCKETS
