"""Polling: one process at a time, the cursor with the events, nothing lost or doubled by an end in the middle."""

from typing import Any

import msgspec
import pytest

from openline.connectors.base import AccountAlert, IdentitySet, InboundEvent
from openline.features.channels.service import CONNECTIONS, Connection
from openline.features.platforms.errors import LeaseLost
from openline.features.platforms.service.polling import Pollers, Polling, cursor_of
from openline.jobs.polling import LEASE_MS, PollLoop
from tests.features.platforms.inbound.parrot import Aviary, head, message, repeated
from tests.support.waiting import until_async


async def begin(aviary: Aviary) -> Connection:
    """The connection asks instead of being called."""
    await aviary.boss.must("PATCH", f"/connections/{aviary.connection['id']}", {"config": {"polls": True}})
    await until_polled(aviary)
    return await row_of(aviary)


async def row_of(aviary: Aviary) -> Connection:
    row = await aviary.product.application.base.store.read(CONNECTIONS.get, int(aviary.connection["id"]))
    assert row is not None
    return row


async def until_polled(aviary: Aviary) -> None:
    async def there() -> bool:
        return aviary.parrot.polling == 1

    await until_async(there, "poller")


async def until_texts(aviary: Aviary, *texts: str) -> None:
    async def there() -> bool:
        return bool(await aviary.conversations()) and await aviary.texts() == list(texts)

    await until_async(there, f"texts {texts}")


def loop_of(aviary: Aviary) -> PollLoop:
    return next(loop for loop in aviary.product.application.platforms.loops if isinstance(loop, PollLoop))


def another(aviary: Aviary, token: str = "another-process") -> PollLoop:
    """What a second process would run."""
    platforms = aviary.product.application.platforms
    ports = Pollers(aviary.product.application.base.store, platforms.contexts, token, ["parrot"])
    return PollLoop(ports, aviary.product.clock)


def polling(aviary: Aviary, token: str) -> Polling:
    base = aviary.product.application.base
    return Polling(base.store, aviary.product.application.platforms.hooks, base.keyring, token)


async def test_what_is_polled_is_there_and_is_not_asked_for_again(aviary: Aviary) -> None:
    row = await begin(aviary)
    await aviary.parrot.squawk(message("ann", 1, "a"), message("ann", 2, "b\ud83d"))
    await until_texts(aviary, "a", "b\ufffd")
    assert await aviary.product.application.base.store.read(cursor_of, row) == "2"
    await aviary.restart()
    await until_polled(aviary)
    await aviary.parrot.squawk(message("ann", 3, "c"))
    await until_texts(aviary, "a", "b\ufffd", "c")


async def test_a_connection_that_is_called_is_not_polled(aviary: Aviary) -> None:
    loop = loop_of(aviary)
    await loop.turn()
    assert aviary.parrot.polling == 0


async def test_one_process_polls_and_the_other_takes_over(aviary: Aviary) -> None:
    await begin(aviary)
    second = another(aviary)
    await second.turn()
    assert second.running() == frozenset()
    await loop_of(aviary).stop()
    assert aviary.parrot.polling == 0
    await second.turn()
    await until_polled(aviary)
    await aviary.parrot.squawk(message("ann", 1, "a"))
    with pytest.raises(LeaseLost):
        await polling(aviary, "a third").deliver(await row_of(aviary), (), "7")
    await second.stop()


async def test_a_process_that_dies_loses_its_lease_by_time(aviary: Aviary) -> None:
    row = await begin(aviary)
    await loop_of(aviary).stop()
    dead = Pollers(aviary.product.application.base.store, aviary.product.application.platforms.contexts, "dead", [])
    assert await dead.lease(row.id, LEASE_MS)
    second = another(aviary)
    await second.turn()
    assert second.running() == frozenset()
    aviary.product.clock.advance(LEASE_MS + 1)
    await second.turn()
    await until_polled(aviary)
    await second.stop()


async def test_who_has_lost_the_lease_stores_nothing(aviary: Aviary) -> None:
    row = await begin(aviary)
    with pytest.raises(LeaseLost):
        await polling(aviary, "late").deliver(row, [message("ann", 1, "a")], "1")
    assert await aviary.conversations() == []
    assert await aviary.product.application.base.store.read(cursor_of, row) is None


async def test_a_poller_that_ends_before_it_confirms_doubles_nothing(aviary: Aviary) -> None:
    """The platform repeats what was committed but not confirmed: a cursor that was lost, as it were."""
    row = await begin(aviary)
    await loop_of(aviary).stop()
    mine = polling(aviary, "mine")
    ports = Pollers(aviary.product.application.base.store, aviary.product.application.platforms.contexts, "mine", [])
    assert await ports.lease(row.id, LEASE_MS)
    events: list[InboundEvent] = [message("ann", 1, "a"), message("ann", 2, "b")]
    await mine.deliver(row, events, None)
    await mine.deliver(row, [*events, message("ann", 3, "c")], "3")
    await until_texts(aviary, "a", "b", "c")


async def test_one_bad_event_is_kept_and_the_others_are_taken(aviary: Aviary) -> None:
    row = await begin(aviary)
    bad = repeated(message("ann", 2, "bad"), "")
    await aviary.parrot.squawk(message("ann", 1, "a"), bad, message("ann", 3, "c"))
    await until_texts(aviary, "a", "c")

    async def there() -> bool:
        return await aviary.product.application.base.store.read(cursor_of, row) == "3"

    await until_async(there, "cursor")
    (failed,) = await aviary.failed()
    again = await aviary.boss.must("POST", f"/failed-events/{failed['id']}/replay")
    assert (again["replayed_at"], again["error"]) == (None, failed["error"])


async def test_a_connection_that_is_switched_off_is_polled_no_more(aviary: Aviary) -> None:
    await begin(aviary)
    await aviary.boss.must("PATCH", f"/connections/{aviary.connection['id']}", {"active": False})

    async def there() -> bool:
        return aviary.parrot.polling == 0

    await until_async(there, "end of polling")
    await aviary.boss.must("PATCH", f"/connections/{aviary.connection['id']}", {"active": True})
    await until_polled(aviary)


async def test_the_cursor_of_another_account_is_not_used(aviary: Aviary) -> None:
    row = await begin(aviary)
    await aviary.parrot.squawk(message("ann", 1, "a"))
    await until_texts(aviary, "a")
    read = aviary.product.application.base.store.read
    assert await read(cursor_of, row) == "1"
    renamed = msgspec.structs.replace(row, external_id="other")
    assert await read(cursor_of, renamed) is None


async def test_refused_credentials_are_a_matter_for_people_and_no_first_message(aviary: Aviary) -> None:
    await begin(aviary)
    nobody = IdentitySet()
    await aviary.parrot.squawk(AccountAlert(**head("", "alert:1", sender=nobody), code="unauthorized", text=""))

    async def there() -> dict[str, Any] | None:
        found: dict[str, Any] = await aviary.boss.get(f"/connections/{aviary.connection['id']}")
        return found if found["state"] == "reauth" else None

    connection = await until_async(there, "connection that needs a person")
    assert connection["first_event_at"] is None
    notices = await aviary.boss.get("/notices")
    assert notices["items"][0]["kind"] == "connection.attention"
