"""Two nodes with stores of their own do everything once."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from openline.features.presence import service
from openline.features.presence.events import PresenceChanged
from openline.features.presence.types import GRACE_MS
from openline.jobs.deadlines import DeadlineLoop
from openline.jobs.outbox import OutboxLoop
from openline.kit.clock import Clock
from openline.kit.ids import IdSource
from openline.realtime.desks import Desks
from openline.store import Store, UnitOfWork, outbox
from openline.store.batch import Runner
from tests.support.connectors import FakePlatform
from tests.support.store import Published, open_store

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database", ["postgres"], indirect=True),
]


class Site:
    """A node: a store, what it published, and its clock, which may go wrong."""

    def __init__(self, database: str, number: int, clock: Clock) -> None:
        self.clock = clock
        self.published = Published()
        self.runner = Runner(clock.now, IdSource(number, clock).new)
        self.store: Store = open_store(database, self.runner, self.published, clock)
        self.desks = Desks(self.store, clock, f"node-{number}")


@pytest.fixture
async def sites(database: str) -> AsyncIterator[list[Site]]:
    both = [Site(database, number, Clock()) for number in (1, 2)]
    for site in both:
        await site.store.start()
    yield both
    for site in both:
        await site.store.stop()


async def put(uow: UnitOfWork, lane: int, message_id: int) -> None:
    row = outbox.outgoing(uow, account_id=1, connection_id=3, conversation_id=lane, message_id=message_id)
    outbox.send(uow, row)


async def test_lanes_are_driven_by_one_of_them(sites: list[Site]) -> None:
    platform = FakePlatform()
    loops = [
        OutboxLoop(site.store, site.clock, platform, worker=f"w{n}", dice=random.Random(n))
        for n, site in enumerate(sites)
    ]
    expected = {lane: list(range(lane * 100, lane * 100 + 6)) for lane in range(1, 13)}
    for place in range(6):
        await asyncio.gather(
            *[sites[lane % 2].store.commit(put, lane, messages[place]) for lane, messages in expected.items()]
        )
    while sum(map(len, platform.order.values())) < 72:
        for loop in loops:
            await loop.turn()
        await asyncio.gather(*[loop.idle() for loop in loops])
    assert platform.order == expected
    assert len(platform.calls) == 72
    assert platform.busiest == 1


async def test_a_grace_ends_once_whichever_node_looks(sites: list[Site]) -> None:
    here, there = sites
    seats = [here.desks.seat(1, person, person) for person in range(10, 40)]
    for seat in seats:
        await here.desks.opened(seat)
        here.desks.left(seat)
    await here.desks.flush()
    for site in sites:
        site.clock.advance(GRACE_MS)
    handled = [DeadlineLoop(site.store, site.clock, dict.fromkeys(service.KINDS, site.desks.look)) for site in sites]
    for _ in range(4):
        await asyncio.gather(*[loop.turn() for loop in handled])
    facts = [fact for site in sites for fact in site.published.facts]
    gone = [f.person_id for f in facts if isinstance(f, PresenceChanged) and not f.online]
    assert sorted(map(str, gone)) == sorted(str(person) for person in range(10, 40))
    assert there.published.facts or here.published.facts


async def test_a_node_whose_clock_is_ahead_takes_no_grace_away(sites: list[Site]) -> None:
    here, hasty = sites
    seat = here.desks.seat(1, 5, 1)
    await here.desks.opened(seat)
    here.desks.left(seat)
    await here.desks.flush()
    hasty_loop = DeadlineLoop(here.store, hasty.clock, dict.fromkeys(service.KINDS, here.desks.look))
    hasty.clock.advance(GRACE_MS)
    await hasty_loop.turn()
    assert (await here.store.read(service.presence_of_person, 1, 5)).online
    here.clock.advance(GRACE_MS)
    hasty.clock.advance(GRACE_MS)
    await hasty_loop.turn()
    assert not (await here.store.read(service.presence_of_person, 1, 5)).online
