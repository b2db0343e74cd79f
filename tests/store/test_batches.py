"""What the committer promises to each caller, whatever his neighbours in the batch do."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from openline.kit.errors import Unavailable
from openline.store import Store, UnitOfWork, View, wants
from openline.store import log as log_queries
from openline.store.batch import Again, Runner
from tests.support import things
from tests.support.store import Published
from tests.support.things import NoMore


async def _facts(view: View) -> list[int]:
    return [
        logged.seq for logged in await view.list(log_queries.AFTER, account_id=things.ACCOUNT, since=0, limit=9_999)
    ]


async def test_a_refusal_takes_no_neighbour_along(store: Store) -> None:
    thing = await store.commit(things.make, "a")
    calls = [store.commit(things.count, thing.id, 50) for _ in range(80)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert sorted(a for a in answers if isinstance(a, int)) == list(range(1, 51))
    assert sum(isinstance(a, NoMore) for a in answers) == 30
    assert (await store.read(things.read, thing.id)).count == 50
    assert await store.read(_facts) == list(range(1, 52))  # what was refused left no fact


async def test_a_bug_takes_no_neighbour_along(store: Store) -> None:
    thing = await store.commit(things.make, "a")
    calls = [store.commit(things.break_down if n % 3 == 0 else things.count, thing.id) for n in range(30)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(a, ZeroDivisionError) for a in answers) == 10
    assert (await store.read(things.read, thing.id)).count == 20


async def test_one_batch_changes_several_columns_of_a_row_one_after_the_other(store: Store) -> None:
    old = await store.commit(things.make, "a")
    names = ["b", "c", "a"]  # and back to what it was
    calls = [store.commit(things.rename, old.id, name) for name in names]
    await asyncio.gather(*calls, *[store.commit(things.count, old.id) for _ in range(5)])
    assert await store.read(things.read, old.id) == things.Thing(old.id, things.ACCOUNT, "a", 5)
    await store.commit(things.make_and_rename, "new", "newer")
    await store.commit(things.rename, old.id, "a")  # nothing new in it
    assert {thing.name: thing.count for thing in await store.read(things.all_things)} == {"a": 5, "newer": 0}


async def test_what_the_database_refuses_fails_alone(store: Store) -> None:
    await store.commit(things.make, "taken")
    calls = [store.commit(things.collide, "taken"), *[store.commit(things.make, f"t{n}") for n in range(20)]]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(answers[0], Unavailable)
    assert len({a.id for a in answers[1:] if isinstance(a, things.Thing)}) == 20
    assert len(await store.read(things.all_things)) == 21


async def test_a_caller_that_goes_away_cancels_nothing(store: Store) -> None:
    thing = await store.commit(things.make, "a")
    calls = [asyncio.ensure_future(store.commit(things.count, thing.id)) for _ in range(20)]
    await store.read(things.all_things)  # lets the calls reach the store
    for call in calls[::2]:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    assert await store.commit(things.count, thing.id) == 21


async def test_the_same_new_name_at_once_is_one_thing(store: Store) -> None:
    made = await asyncio.gather(*[store.commit(things.make, "same") for _ in range(40)])
    assert len({thing.id for thing in made}) == 1


async def test_seq_order_is_commit_order_and_has_no_gap(store: Store, published: Published) -> None:
    thing = await store.commit(things.make, "a")
    calls = [store.commit(things.count, thing.id, 30) for _ in range(60)]
    await asyncio.gather(*calls, return_exceptions=True)
    told = [logged.seq for batch in published.batches for logged in batch.facts]
    assert told == await store.read(_facts) == list(range(1, 32))


async def test_use_cases_that_lock_in_any_order_all_come_through(store: Store, other_node: Store) -> None:
    """Two nodes that hold the same rows in opposite order: deadlocks are avoided, or retried until they pass."""
    first, second = await store.commit(things.make, "a"), await store.commit(things.make, "b")
    await asyncio.gather(
        *[store.commit(things.count_both, first.id, second.id) for _ in range(40)],
        *[other_node.commit(things.count_both, second.id, first.id) for _ in range(40)],
    )
    assert [t.count for t in await store.read(things.all_things)] == [80, 80]


async def test_two_nodes_make_the_same_new_thing_once(store: Store, other_node: Store) -> None:
    for turn in range(10):
        one, other = await asyncio.gather(
            store.commit(things.make, f"n{turn}"), other_node.commit(things.make, f"n{turn}")
        )
        assert one.id == other.id


async def test_numbers_never_repeat_over_two_nodes(store: Store, other_node: Store) -> None:
    async def take(uow: object) -> int:
        number: int = uow.number(things.ACCOUNT, "thing")  # type: ignore[attr-defined]
        return number

    taken = await asyncio.gather(*[(store, other_node)[n % 2].commit(take) for n in range(200)])
    assert len(set(taken)) == 200


async def test_stopping_finishes_what_waits_and_takes_nothing_more(store: Store) -> None:
    thing = await store.commit(things.make, "a")
    calls = [asyncio.ensure_future(store.commit(things.count, thing.id)) for _ in range(10)]
    await store.read(things.all_things)  # lets the calls reach the store
    await store.stop()
    assert sorted(await asyncio.gather(*calls)) == list(range(1, 11))
    with pytest.raises(Unavailable):
        await store.commit(things.count, thing.id)
    await store.start()


async def test_a_batch_is_run_again_if_its_end_says_so_and_leaves_no_trace_of_before(
    store: Store, runner: Runner
) -> None:
    runs = 0

    async def last(uow: UnitOfWork) -> None:
        nonlocal runs
        runs += 1
        if not uow.recall("known by now"):
            raise Again("known by now", value=True)

    runner.at_the_end(last)
    thing = await store.commit(things.make, "a")
    assert runs == 2
    assert await store.commit(things.count, thing.id) == 1
    assert await store.read(_facts) == [1, 2]


def _of_both_kinds(_peek: object, *keys: tuple[int, str]) -> Iterator[Any]:
    for thing_id, name in keys:
        yield things.THINGS.load, (thing_id,)
        yield things.THING_BY_NAME.load, (things.ACCOUNT, name)


@wants(_of_both_kinds)
async def _known_before(uow: UnitOfWork, *keys: tuple[int, str]) -> list[Any]:
    return [uow.rows[place] for place in _of_both_kinds(None, *keys)]


async def test_rows_of_several_kinds_are_there_before_anybody_asks(store: Store) -> None:
    lamp, tree = [await store.commit(things.make, name) for name in ("lamp", "it's a “tree” 🌳")]
    found = await store.commit(_known_before, (tree.id, lamp.name), (7, "nothing"), (lamp.id, tree.name))
    assert found == [tree, lamp.id, None, None, lamp, tree.id]
