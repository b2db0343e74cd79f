"""Promises of presence (docs/behaviour/presence.md): who counts as online, and when that changes by itself."""

import asyncio
from dataclasses import dataclass

import pytest

from openline.features.people.types import Actor, Role
from openline.features.presence import service
from openline.features.presence.events import PresenceChanged, PresenceShown
from openline.features.presence.service import GRACE, KINDS, Presences, Seat
from openline.features.presence.types import GRACE_MS, IDLE_MS, LAG_MS, Chosen, Presence, Reason, State
from openline.kit.clock import MINUTE, SECOND, Clock
from openline.kit.errors import NotAllowed
from openline.realtime.desks import NOTE_EVERY_MS, Desks
from openline.store import Store, View, nodes
from openline.store.deadlines import DUE, RECORDS, Deadline
from tests.support.store import Published

ACCOUNT = 1
PERSON = 5
MARGIN = 10 * SECOND  # the clock goes on by itself too
ACTOR = Actor(account_id=ACCOUNT, person_id=PERSON, role=Role.AGENT, locale="en", login_id=1)


@dataclass
class Day:
    """A day at the desk, told by what happens."""

    store: Store
    clock: Clock
    published: Published
    desks: Desks
    sockets: int = 0

    async def opens(self, person_id: int = PERSON) -> Seat:
        self.sockets += 1
        seat = self.desks.seat(ACCOUNT, person_id, self.sockets)
        await self.desks.opened(seat)
        return seat

    async def closes(self, seat: Seat) -> None:
        self.desks.left(seat)
        await self.desks.flush()

    async def works(self) -> None:
        self.desks.active(ACCOUNT, PERSON)
        await self.desks.flush()

    async def chooses(self, state: Chosen) -> Presence:
        return await self.store.commit(service.set_state, ACTOR, state)

    async def passes(self, ms: int) -> None:
        """Time goes by, and the deadlines that are due then come up."""
        self.clock.advance(ms)
        for deadline in await self.store.read(_due):
            assert deadline.kind in KINDS
            await self.desks.look(self.store, deadline)

    async def now(self, person_id: int = PERSON) -> Presence:
        return await self.store.read(service.presence_of_person, ACCOUNT, person_id)

    async def state(self) -> State:
        return (await self.now()).state

    def told(self) -> list[tuple[bool, str]]:
        """What routing was told."""
        return [(f.online, f.state) for f in self.published.facts if isinstance(f, PresenceChanged)]

    async def another_node(self, name: str) -> "Day":
        """The same store seen by a node that starts now."""
        return Day(self.store, self.clock, self.published, Desks(self.store, self.clock, name), self.sockets + 1_000)


async def _due(view: View) -> list[Deadline]:
    return await view.list(DUE, now=view.now, limit=100)


@pytest.fixture
async def day(store: Store, clock: Clock, published: Published) -> Day:
    await store.commit(nodes.claim, "node-a", "host")
    return Day(store, clock, published, Desks(store, clock, "node-a"))


async def test_who_never_came_is_offline(day: Day) -> None:
    assert await day.now() == Presence()


async def test_opening_a_stream_makes_online(day: Day) -> None:
    await day.opens()
    assert await day.now() == Presence(state=State.ONLINE, chosen=Chosen.ONLINE, online=True, sockets=1, reason=None)
    assert day.told() == [(True, "online")]


async def test_more_sockets_and_more_work_are_no_facts(day: Day) -> None:
    first = await day.opens()
    await day.opens()
    await day.passes(10 * MINUTE)
    await day.works()
    await day.closes(first)
    assert day.told() == [(True, "online")]
    assert (await day.now()).sockets == 1


async def test_a_lost_socket_has_a_grace(day: Day) -> None:
    seat = await day.opens()
    await day.closes(seat)
    assert (await day.now()).reason is Reason.GRACE
    await day.passes(GRACE_MS - MARGIN)
    assert await day.state() is State.ONLINE
    await day.passes(MARGIN)
    assert await day.now() == Presence(online=False, sockets=0, reason=Reason.NO_SOCKET)
    assert day.told() == [(True, "online"), (False, "offline")]
    assert await day.store.read(_due) == []


async def test_who_comes_back_within_the_grace_was_never_gone(day: Day) -> None:
    seat = await day.opens()
    await day.closes(seat)
    await day.passes(GRACE_MS - MARGIN)
    await day.opens()
    assert await day.store.read(RECORDS.get, GRACE, PERSON) is None
    await day.passes(GRACE_MS)
    assert day.told() == [(True, "online")]


async def test_idle_people_are_away_and_work_brings_them_back(day: Day) -> None:
    await day.opens()
    await day.passes(IDLE_MS + LAG_MS - MARGIN)
    assert await day.state() is State.ONLINE
    await day.passes(MARGIN)
    assert await day.now() == Presence(state=State.AWAY, online=False, sockets=1, reason=Reason.IDLE)
    day.desks.active(ACCOUNT, PERSON)
    assert day.desks.urgent.is_set()
    await day.desks.flush()
    assert await day.state() is State.ONLINE
    assert day.told() == [(True, "online"), (False, "away"), (True, "online")]


async def test_work_puts_idleness_off(day: Day) -> None:
    await day.opens()
    for _ in range(4):
        await day.passes(10 * MINUTE)
        await day.works()
    await day.passes(IDLE_MS - MARGIN)
    assert day.told() == [(True, "online")]
    await day.passes(LAG_MS + MARGIN)
    assert day.told() == [(True, "online"), (False, "away")]


async def test_work_without_a_socket_is_no_presence(day: Day) -> None:
    await day.works()
    assert await day.now() == Presence()


async def test_activity_is_written_coarsely(day: Day) -> None:
    await day.opens()
    before = len(day.published.batches)
    for _ in range(20):
        day.clock.advance(SECOND)
        await day.works()
    assert len(day.published.batches) == before
    day.clock.advance(NOTE_EVERY_MS)
    await day.works()
    assert len(day.published.batches) == before + 1


async def test_choosing_away_and_back(day: Day) -> None:
    await day.opens()
    assert await day.chooses(Chosen.AWAY) == Presence(
        state=State.AWAY, chosen=Chosen.AWAY, online=False, sockets=1, reason=Reason.CHOSEN
    )
    await day.passes(MINUTE)
    assert (await day.chooses(Chosen.ONLINE)).online
    assert day.told() == [(True, "online"), (False, "away"), (True, "online")]


async def test_the_choice_outlasts_the_sockets(day: Day) -> None:
    seat = await day.opens()
    await day.chooses(Chosen.AWAY)
    await day.closes(seat)
    await day.passes(GRACE_MS)
    assert await day.now() == Presence(chosen=Chosen.AWAY)
    await day.opens()
    assert (await day.now()).reason is Reason.CHOSEN


async def test_what_only_colleagues_see_is_no_news_for_routing(day: Day) -> None:
    seat = await day.opens()
    await day.chooses(Chosen.AWAY)
    told = day.told()
    await day.closes(seat)
    await day.passes(GRACE_MS)
    assert day.told() == told
    shown = [f.state for f in day.published.facts if isinstance(f, PresenceShown)]
    assert shown == ["offline"]


async def test_choosing_without_a_socket_is_remembered_only(day: Day) -> None:
    assert not (await day.chooses(Chosen.ONLINE)).online
    assert day.told() == []


async def test_programs_without_the_right_may_not_choose(day: Day) -> None:
    nobody = Actor(account_id=ACCOUNT, person_id=PERSON, role=Role.AGENT, locale="en", token_id=1, scopes=frozenset())
    with pytest.raises(NotAllowed):
        await day.store.commit(service.set_state, nobody, Chosen.AWAY)


async def test_a_restart_empties_nobodys_desk(day: Day) -> None:
    await day.opens()
    await day.desks.leave_all()
    day.clock.advance(40 * MINUTE)
    after = await day.another_node("node-b")
    await after.passes(0)
    assert await after.state() is State.ONLINE
    await after.passes(GRACE_MS - MARGIN)
    assert await after.state() is State.ONLINE
    seat = await after.opens()
    await after.passes(MINUTE)
    assert day.told() == [(True, "online")]
    await after.closes(seat)


async def test_who_does_not_come_back_after_a_restart_is_offline_after_the_grace(day: Day) -> None:
    await day.opens()
    await day.desks.leave_all()
    day.clock.advance(40 * MINUTE)
    after = await day.another_node("node-b")
    await after.passes(0)
    await after.passes(GRACE_MS)
    assert day.told() == [(True, "online"), (False, "offline")]


async def test_a_killed_node_leaves_people_online_for_the_grace(day: Day) -> None:
    await day.opens()
    await day.opens()
    day.clock.advance(30 * MINUTE)  # the power was off
    after = await day.another_node("node-b")
    await after.store.commit(nodes.claim, "node-b", "host")
    await after.desks.end_dead()
    await after.passes(0)
    assert await after.state() is State.ONLINE
    await after.passes(GRACE_MS)
    await after.desks.end_dead()
    assert await after.now() == Presence()
    assert [online for online, _ in day.told()] == [True, False]


async def test_who_moved_from_a_dead_node_to_a_living_one_stays(day: Day) -> None:
    await day.opens()
    after = await day.another_node("node-b")
    await after.store.commit(nodes.claim, "node-b", "host")
    await after.opens()
    after.clock.advance(nodes.LEASE_MS + 1)
    await after.store.commit(nodes.renew, 2, "node-b")
    await after.desks.end_dead()
    await after.passes(GRACE_MS)
    await after.desks.end_dead()
    assert (await after.now()).sockets == 1
    assert day.told() == [(True, "online")]


async def test_a_living_nodes_sockets_are_left_alone(day: Day) -> None:
    await day.opens()
    other = await day.another_node("node-b")
    await other.desks.end_dead()
    await day.store.commit(nodes.renew, 1, "node-a")
    await other.passes(GRACE_MS - MARGIN)
    await other.desks.end_dead()
    assert (await day.now()).sockets == 1


async def test_two_nodes_end_a_dead_ones_sockets_once(day: Day) -> None:
    for person_id in range(10, 40):
        await day.opens(person_id)
    day.clock.advance(nodes.LEASE_MS + 1)
    both = [await day.another_node(name) for name in ("node-b", "node-c")]
    await asyncio.gather(*[site.desks.end_dead() for site in both])
    day.clock.advance(GRACE_MS)
    await asyncio.gather(*[site.desks.end_dead() for site in both])
    gone = [f for f in day.published.facts if isinstance(f, PresenceChanged) and not f.online]
    assert sorted(f.person_id or 0 for f in gone) == list(range(10, 40))


async def test_a_socket_that_is_ended_twice_counts_once(day: Day) -> None:
    seat = await day.opens()
    await day.opens()
    await day.closes(seat)
    await day.closes(seat)
    assert (await day.now()).sockets == 1


async def test_two_who_look_at_once_change_it_once(day: Day) -> None:
    seat = await day.opens()
    await day.closes(seat)
    day.clock.advance(GRACE_MS)
    due = await day.store.read(_due)
    await asyncio.gather(*[day.desks.look(day.store, deadline) for deadline in (*due, *due)])
    assert day.told() == [(True, "online"), (False, "offline")]


async def test_the_people_slice_is_told_who_is_there(day: Day) -> None:
    await day.opens()
    await day.opens(6)
    await day.chooses(Chosen.AWAY)
    book = Presences()
    assert await day.store.read(book.states, ACCOUNT) == {PERSON: "away", 6: "online"}
    assert await day.store.read(book.states, 2) == {}
    mine = await day.store.read(book.mine, ACTOR)
    assert (mine.state, mine.chosen, mine.sockets, mine.reason) == ("away", "away", 1, "chosen")


async def test_another_accounts_person_looks_like_nobody(day: Day) -> None:
    await day.opens()
    assert await day.store.read(service.presence_of_person, 2, PERSON) == Presence()
