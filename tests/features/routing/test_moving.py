"""To another channel and home again, also while everybody acts at once (docs/behaviour/desk.md D30, D31; ADR 0081)."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from openline.features.channels import schemas as connections
from openline.features.channels.errors import ChannelInactive, ChannelNotFound
from openline.features.conversations.service import CONVERSATIONS
from openline.features.messages.service import Draft, before_id
from openline.features.people.types import Actor, Role
from openline.features.routing.errors import (
    AcceptFirst,
    AlreadyOwner,
    Conflict,
    NotOwner,
    OfferGone,
    SameChannel,
    SessionNotFound,
)
from openline.features.routing.repository import SESSIONS
from openline.features.routing.schemas import EditChannel
from openline.features.routing.service import actions, beginning, channels, desk, hands, joining, moving, queue_pages
from openline.features.routing.service.life import ratings
from openline.features.webchat.types import Visitor
from openline.kit.errors import AppError
from openline.store import UnitOfWork, View
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.desk import Company
from tests.support.store import Published

LAST = 1 << 62


class Two:
    """A company with two channels: the one customers write to, where Mai is, and another, where Linh is."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.home = int(company.channel.id)

    async def found(self, *, other_first: bool) -> "Two":
        company = self.company
        made = await company.store.commit(channels.create_channel, company.boss, "Service", "Service {number}")
        self.other = int(made.id)
        if other_first:  # conversations begin in the channel with the larger id: locks are wanted against their order
            new = company.connections.connect
            body = _webchat(str(self.other))
            company.connection = await company.store.commit(new, company.boss, body, self.other)
            self.home, self.other = self.other, self.home
        self.mai, self.linh = await company.hire("Mai"), await company.hire("Linh")
        await self.queue(self.home, self.mai)
        await self.queue(self.other, self.linh)
        await company.come(self.mai, self.linh)
        return self

    async def queue(self, channel_id: int, *agents: Actor) -> None:
        members = tuple(agent.person_id for agent in agents)
        await self.company.store.commit(queue_pages.replace_queue, self.company.boss, channel_id, members, None)

    async def customer(self) -> Visitor:
        """Somebody whom Mai answers."""
        customer = await self.company.visitor()
        await self.company.write(customer, "a")
        await self.company.accept(self.mai, customer)
        return customer

    async def move(self, actor: Actor, customer: Visitor, to: int, comment: str | None = None) -> Any:
        session_id = int((await self.company.session(customer)).id)
        moved = await self.company.store.commit(moving.transfer, actor, session_id, to, comment)
        await self.sound()
        return moved

    async def sound(self) -> None:
        """Both queues know what the rows say, and each open session is where its conversation is."""
        for channel_id in (self.home, self.other):
            await self.company.store.commit(memory_is_what_rows_say, channel_id)

    async def place(self, customer: Visitor) -> int:
        return (await self.company.thread(customer)).channel_id


def _webchat(channel_id: str) -> Any:
    return connections.NewConnection(channel_id=channel_id, connector="webchat")


@pytest.fixture(params=[False, True], ids=["to-the-larger", "to-the-smaller"])
async def two(company: Company, request: pytest.FixtureRequest) -> Two:
    return await Two(company).found(other_first=request.param)


async def test_the_slot_it_leaves_goes_to_whoever_waits(two: Two) -> None:
    channel, limit = two.home, {"queue.max_sessions": 1}
    await two.company.store.commit(channels.edit_settings, two.company.boss, channel, limit, None)
    customer, waiting = await two.customer(), await two.company.visitor()
    await two.company.write(waiting, "b")
    assert (await two.company.session(waiting)).phase == "waiting"
    await two.move(two.mai, customer, two.other)
    session = await two.company.session(waiting)
    assert session.offer is not None
    assert (session.phase, session.offer.agent_id) == ("offered", str(two.mai.person_id))
    assert (await two.company.thread(waiting)).offered_to == two.mai.person_id


async def test_it_stands_in_the_other_queue_as_if_it_had_just_come(two: Two, published: Published) -> None:
    customer = await two.customer()
    await two.company.reply(two.mai, customer, "Dạ")
    await two.company.store.commit(hands.pin, two.mai, int((await two.company.session(customer)).id))
    asked_at = (await two.company.session(customer)).queued_at
    two.company.clock.advance(5_000)
    session = await two.move(two.mai, customer, two.other, "Bảo hành")
    assert (session.channel_id, session.status, session.owner_id, session.pinned) == (str(two.other), 5, None, False)
    assert (session.queued_at, session.accepted_at, session.first_answer_at) == (asked_at, None, None)
    assert session.offer.agent_id == str(two.linh.person_id)
    assert await two.place(customer) == two.other
    (moved,) = [fact for fact in published.facts if fact.kind == "session.moved"]
    assert (moved.from_channel, moved.to_channel, moved.mode) == (two.home, two.other, "manual")  # type: ignore[attr-defined]
    assert (moved.actor_id, moved.person_id) == (two.mai.person_id, two.mai.person_id)
    assert moved.number is not None
    thread = await two.company.thread(customer)
    last = (await two.company.store.read(before_id, thread.id, LAST, 50))[-1]
    assert (last.text, last.note) == ("Bảo hành", 1)


async def test_it_is_answered_there_and_goes_home_when_it_closes(two: Two) -> None:
    customer = await two.customer()
    await two.move(two.mai, customer, two.other)
    await two.company.write(customer, "b")
    await two.company.accept(two.linh, customer)
    await two.company.reply(two.linh, customer, "Dạ")
    await two.company.write(customer, "c")
    assert (await two.company.session(customer)).status == 25
    session_id = int((await two.company.session(customer)).id)
    closed = await two.company.store.commit(hands.stop, two.linh, session_id)
    assert closed.channel_id == str(two.other)
    assert await two.place(customer) == two.home
    await two.company.write(customer, "d")
    session = await two.company.session(customer)
    assert session.channel_id == str(two.home)
    assert session.offer is not None
    assert session.offer.agent_id == str(two.mai.person_id)
    await two.sound()


async def test_an_offer_ends_where_it_leaves(two: Two, published: Published) -> None:
    customer = await two.company.visitor()
    await two.company.write(customer, "a")
    with pytest.raises(AcceptFirst):
        await two.move(two.mai, customer, two.other)
    await two.move(two.company.boss, customer, two.other)
    ended = [fact for fact in published.facts if fact.kind == "offer.ended"]
    assert [fact.person_id for fact in ended] == [two.mai.person_id]
    with pytest.raises((OfferGone, SessionNotFound)):
        await two.company.accept(two.mai, customer)
    await two.company.wait(61)
    await two.sound()


async def test_who_may_and_where_to(two: Two) -> None:
    customer = await two.customer()
    with pytest.raises(SessionNotFound):
        await two.move(two.linh, customer, two.other)
    with pytest.raises(SameChannel):
        await two.move(two.mai, customer, two.home)
    with pytest.raises(ChannelNotFound):
        await two.move(two.mai, customer, 12_345)
    edit = EditChannel(active=False)
    await two.company.store.commit(channels.edit_channel, two.company.boss, two.other, edit)
    with pytest.raises(ChannelInactive):
        await two.move(two.mai, customer, two.other)
    await two.company.store.commit(channels.close_channel, two.company.boss, two.other)
    with pytest.raises(ChannelNotFound):
        await two.move(two.mai, customer, two.other)


async def test_a_supervisor_moves_what_nobody_owns_and_what_others_own(two: Two) -> None:
    chief = await two.company.hire("Chief", role=Role.SUPERVISOR)
    customer = await two.customer()
    await two.company.store.commit(joining.join, chief, int((await two.company.session(customer)).id))
    await two.move(chief, customer, two.other)
    assert (await two.company.thread(customer)).joined_ids == ()
    await two.move(chief, customer, two.home)
    assert (await two.company.session(customer)).channel_id == str(two.home)


async def test_a_deleted_channel_sends_its_guests_home(two: Two) -> None:
    customer = await two.customer()
    await two.move(two.mai, customer, two.other)
    await two.company.store.commit(channels.close_channel, two.company.boss, two.other)
    assert await two.place(customer) == two.home
    await two.company.write(customer, "b")
    assert (await two.company.session(customer)).channel_id == str(two.home)


async def test_a_message_of_a_moved_session_begins_another_at_home(two: Two) -> None:
    customer = await two.customer()
    await two.move(two.mai, customer, two.other)
    thread = await two.company.thread(customer)
    (question, *_) = await two.company.store.read(before_id, thread.id, LAST, 50)
    session = await two.company.store.commit(beginning.start_from, two.company.boss, question.id)
    assert session.channel_id == str(two.home)
    await two.sound()


async def _likes(uow: UnitOfWork, session_id: int) -> None:
    session = await SESSIONS.get(uow, session_id)
    assert session is not None
    conversation = await CONVERSATIONS.get(uow, session.conversation_id)
    assert conversation is not None
    await ratings.rate(uow, conversation, session, like=True)


async def test_what_was_closed_elsewhere_is_rated_under_both_locks(two: Two) -> None:
    asks = {"rating.ask": True, "auto.close_rule": "text", "auto.close_delay": 1}
    await two.company.store.commit(channels.edit_settings, two.company.boss, two.other, asks, None)
    customer = await two.customer()
    await two.move(two.mai, customer, two.other)
    await two.company.accept(two.linh, customer)
    await two.company.reply(two.linh, customer, "Dạ")
    await two.company.finish(two.linh, customer)
    session = await two.company.session(customer)
    assert (session.status, await two.place(customer)) == (50, two.other)
    await two.company.wait(61)
    assert ((await two.company.session(customer)).status, await two.place(customer)) == (60, two.home)
    await two.company.store.commit(_likes, int(session.id))
    rated = await two.company.session(customer)
    assert (rated.vote, rated.status, rated.channel_id) == ("like", 50, str(two.other))
    assert await two.place(customer) == two.other
    await two.sound()
    await two.company.wait(61)
    assert ((await two.company.session(customer)).status, await two.place(customer)) == (60, two.home)
    await two.sound()


async def _calm(work: Awaitable[Any]) -> Any:
    """What comes too late is told so."""
    try:
        return await work
    except (Conflict, SessionNotFound) as refusal:
        return refusal


async def _sessions(view: View, *ids: int) -> list[tuple[int, int, bool]]:
    found = []
    for session_id in ids:
        session = await SESSIONS.get(view, session_id)
        assert session is not None
        conversation = await CONVERSATIONS.get(view, session.conversation_id)
        assert conversation is not None
        found.append((session.channel_id, conversation.channel_id, bool(conversation.session_open)))
    return found


async def test_customers_write_while_their_sessions_go_to_and_fro(two: Two) -> None:
    customers = [await two.customer() for _ in range(4)]
    sessions = [int((await two.company.session(customer)).id) for customer in customers]
    threads = [(await two.company.thread(customer)).id for customer in customers]
    store, boss = two.company.store, two.company.boss
    for turn in range(6):
        to = two.other if turn % 2 == 0 else two.home
        work: list[Awaitable[Any]] = []
        for customer, session_id in zip(customers, sessions, strict=True):
            work.append(two.company.write(customer, f"before {turn}"))
            work.append(_calm(store.commit(moving.transfer, boss, session_id, to, None)))
            work.append(two.company.write(customer, f"after {turn}"))
        await asyncio.gather(*work)
        await two.sound()
        assert {place for row in await store.read(_sessions, *sessions) for place in row[:2]} == {to}
    for thread in threads:
        rows = await store.read(before_id, thread, LAST, 100)
        texts = [row.text for row in rows if row.author == "customer"]
        assert sorted(texts) == sorted(["a", *(f"{when} {turn}" for turn in range(6) for when in ("before", "after"))])
        numbers = [row.number for row in rows]
        assert numbers == sorted(set(numbers))  # type: ignore[type-var]


async def test_accepting_and_moving_at_once_has_one_outcome(two: Two) -> None:
    store, boss = two.company.store, two.company.boss
    for turn in range(6):
        customer = await two.company.visitor()
        await two.company.write(customer, f"a{turn}")
        session_id = int((await two.company.session(customer)).id)
        work = [
            _calm(store.commit(actions.accept, two.mai, session_id)),
            _calm(store.commit(moving.transfer, boss, session_id, two.other, None)),
            _calm(store.commit(actions.accept, two.linh, session_id)),
        ]
        await asyncio.gather(*(work if turn % 2 else reversed(work)))
        await two.sound()
        session = await two.company.session(customer)
        assert session.channel_id == str(two.other)
        assert session.owner_id in (None, str(two.linh.person_id))


async def test_finishing_and_moving_at_once_leaves_nothing_behind(two: Two) -> None:
    store = two.company.store
    for turn in range(6):
        customer = await two.customer()
        session_id = int((await two.company.session(customer)).id)
        thread = await two.company.thread(customer)
        work: list[Awaitable[Any]] = [
            _calm(store.commit(actions.finish, two.mai, session_id)),
            _calm(store.commit(moving.transfer, two.mai, session_id, two.other, None)),
            _calm(store.commit(desk.send, two.mai, thread.id, Draft(text="bye"))),
            two.company.write(customer, "b"),
        ]
        answers = await asyncio.gather(*(work if turn % 2 else reversed(work)))
        assert all(not isinstance(one, AppError) or isinstance(one, Conflict | SessionNotFound) for one in answers)
        await two.sound()
        now = await two.company.thread(customer)
        assert now.session_id is not None
        ((at, conversation_at, is_open),) = await store.read(_sessions, now.session_id)
        assert conversation_at == (at if is_open else two.home)
        await _calm(store.commit(hands.stop, two.company.boss, now.session_id))


async def test_two_who_move_it_at_once(two: Two) -> None:
    store, boss = two.company.store, two.company.boss
    customer = await two.customer()
    session_id = int((await two.company.session(customer)).id)
    answers = await asyncio.gather(
        _calm(store.commit(moving.transfer, two.mai, session_id, two.other, None)),
        _calm(store.commit(moving.transfer, boss, session_id, two.other, None)),
        _calm(store.commit(hands.intercept, boss, session_id)),
    )
    refused = [type(one) for one in answers if isinstance(one, AppError)]
    assert set(refused) <= {SameChannel, NotOwner, OfferGone, AlreadyOwner, AcceptFirst, SessionNotFound}
    assert await two.place(customer) == two.other
    await two.sound()
