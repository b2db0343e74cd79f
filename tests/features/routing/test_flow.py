"""The main job: a customer writes, the right agent gets it, answers, the customer reads the answer."""

import asyncio
from dataclasses import replace

import pytest

from openline.engine.model import QueueRows, QueueSettings, QueueState
from openline.engine.step import Step, step
from openline.features.conversations.errors import ConversationNotFound
from openline.features.routing import repository
from openline.features.routing.errors import AcceptFirst, NobodyElse, NoFreeSlot, NotOwner, OfferGone, SessionNotFound
from openline.features.routing.service import lists, queue
from openline.features.routing.service.channels import edit_settings
from openline.kit.errors import AppError
from openline.store import UnitOfWork
from openline.store.batch import Runner
from tests.support.desk import Company
from tests.support.store import Published


async def test_a_message_is_offered_to_an_agent_who_is_there(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(linh)
    customer = await company.visitor()
    message = await company.write(customer, "Xin chào")
    session = await company.session(customer)
    assert (session.phase, session.offer and session.offer.agent_id) == ("offered", str(linh.person_id))
    assert message.number == 1


async def test_accepted_answered_read_and_finished(company: Company, published: Published) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    with pytest.raises(AcceptFirst):
        await company.reply(mai, customer, "too early")
    session = await company.accept(mai, customer)
    assert (session.phase, session.owner_name, session.status) == ("active", "Mai", 10)
    answer = await company.reply(mai, customer, "Dạ còn ạ")
    assert answer.author_name == "Mai"
    assert (await company.session(customer)).status == 40
    await company.write(customer, "Cảm ơn")
    assert (await company.session(customer)).status == 25
    closed = await company.finish(mai, customer)
    assert (closed.phase, closed.status, closed.message_count) == ("closed", 60, 3)
    assert published.kinds()[-1] == "session.closed"


@pytest.mark.parametrize("way", ["evenly", "all"])
async def test_finishing_what_one_is_offered_accepts_it(company: Company, way: str) -> None:
    """D8."""
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    await company.set(**{"queue.distribution": way, "queue.max_sessions": 1, "auto.close_rule": "text"})
    customer = await company.visitor()
    await company.write(customer, "a")
    closing = await company.finish(mai, customer)
    assert (closing.status, closing.owner_name) == (50, "Mai")
    assert closing.accepted_at is not None


async def test_finishing_what_one_has_no_slot_for_is_refused(company: Company) -> None:
    """D8."""
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    await company.set(**{"queue.distribution": "all", "queue.max_sessions": 1})
    customer, second = await company.visitor(), await company.visitor()
    await company.write(customer, "a")
    await company.write(second, "b")
    await company.accept(mai, customer)
    with pytest.raises(NoFreeSlot):
        await company.finish(mai, second)
    assert (await company.session(second)).phase == "offered"


async def test_the_customers_stream_is_numbered_without_gaps(company: Company, published: Published) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "a")
    await company.accept(mai, customer)
    await company.reply(mai, customer, "for colleagues", note=True)
    await company.reply(mai, customer, "b")
    await company.finish(mai, customer)
    await company.write(customer, "c")
    numbers = [fact.number for fact in published.facts if fact.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert (await company.thread(customer)).last_number == numbers[-1]


async def test_an_offer_that_expires_goes_to_the_next(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(mai, linh)
    await company.set(**{"queue.idle_time": 90})
    customer = await company.visitor()
    await company.write(customer, "a")
    first = (await company.session(customer)).offer
    await company.wait(89)
    assert (await company.session(customer)).offer == first
    await company.wait(1)
    second = (await company.session(customer)).offer
    assert first is not None
    assert second is not None
    assert {first.agent_id, second.agent_id} == {str(mai.person_id), str(linh.person_id)}
    assert (await company.session(customer)).status == 5


async def test_whoever_goes_away_loses_what_he_was_offered(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "a")
    await company.away(mai)
    assert (await company.session(customer)).phase == "waiting"
    explained = await company.store.read(lists.explain, company.boss, int((await company.session(customer)).id))
    assert explained.waiting is not None
    assert [(p.name, p.reason) for p in explained.waiting.passed_over] == [("Mai", "offline")]


async def test_the_same_client_id_is_the_same_message(company: Company) -> None:
    customer = await company.visitor()
    first = await company.write(customer, "a", client_id="x")
    again = await asyncio.gather(*[company.write(customer, "a", client_id="x") for _ in range(20)])
    assert {message.id for message in again} == {first.id}
    assert (await company.thread(customer)).last_number == 2  # the message, and that its session opened


async def test_somebody_elses_conversation_looks_like_none(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "a")
    with pytest.raises(SessionNotFound):
        await company.accept(linh, customer)
    with pytest.raises(ConversationNotFound):
        await company.reply(linh, customer, "hello")


async def test_an_administrator_claims_what_waits_and_owners_are_not_overruled(company: Company) -> None:
    customer = await company.visitor()
    await company.write(customer, "a")
    await company.come(company.boss)
    offered = await company.session(customer)
    assert offered.offer is not None
    assert offered.offer.agent_id == str(company.boss.person_id)
    mai = await company.hire("Mai")
    await company.queue(mai)
    waiting = await company.session(customer)
    assert waiting.phase == "waiting"
    claimed = await company.accept(company.boss, customer)
    assert claimed.owner_id == str(company.boss.person_id)
    other = await company.hire("Admin", role=company.boss.role)
    with pytest.raises(NotOwner):
        await company.reply(other, customer, "mine")


async def test_two_hundred_at_once_on_ten_agents(company: Company) -> None:
    agents = [await company.hire(f"A{i}") for i in range(10)]
    await company.queue(*agents)
    settings = {"queue.max_sessions": 5}
    await company.store.commit(edit_settings, company.boss, int(company.channel.id), settings, None)
    await company.come(*agents)
    customers = [await company.visitor() for _ in range(200)]
    await asyncio.gather(*[company.write(customer, "a") for customer in customers])
    sessions = [await company.session(customer) for customer in customers]
    offered = [s.offer.agent_id for s in sessions if s.offer]
    assert len(offered) == 50
    assert max(offered.count(str(a.person_id)) for a in agents) == 5
    assert sum(s.phase == "waiting" for s in sessions) == 150


async def test_one_offer_fifty_accepts_one_winner(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "a")

    async def attempt() -> str:
        try:
            return (await company.accept(mai, customer)).phase
        except AppError as refused:
            return refused.code

    results = await asyncio.gather(*[attempt() for _ in range(50)])
    assert results.count("active") == 1
    assert set(results) == {"active", "already_owner"}


async def test_no_free_slot_no_accept_and_the_offer_stays(company: Company) -> None:
    customers = [await company.visitor() for _ in range(2)]
    settings = {"queue.max_sessions": 1, "queue.slot_rule": "closed"}
    await company.store.commit(edit_settings, company.boss, int(company.channel.id), settings, None)
    await company.come(company.boss)
    for customer in customers:
        await company.write(customer, "a")
    await company.accept(company.boss, customers[0])
    with pytest.raises(NoFreeSlot):
        await company.accept(company.boss, customers[1])
    with pytest.raises(OfferGone):
        await company.skip(company.boss, customers[1])
    await company.finish(company.boss, customers[0])
    assert (await company.session(customers[1])).phase == "offered"


async def test_the_state_in_memory_is_what_rows_and_the_log_of_inputs_say(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(mai, linh, company.boss)
    customers = [await company.visitor() for _ in range(5)]
    for customer in customers:
        await company.write(customer, "a")
    for customer in customers[:2]:
        owner = mai if (await company.thread(customer)).offered_to == mai.person_id else linh
        await company.accept(owner, customer)
        await company.reply(owner, customer, "b")
    await company.finish(company.boss, customers[0])
    await company.reply(company.boss, customers[0], "a session of my own, from outside the queue")
    await company.away(mai)
    await company.wait(61)
    await company.store.commit(_compare, int(company.channel.id))


async def _compare(uow: UnitOfWork, channel_id: int) -> None:
    row = await queue.hold(uow, channel_id)
    remembered = await queue.current(uow, row)
    assert (await queue.build(uow, row)).rows == remembered.rows
    state = QueueState.build(QueueRows(channel_id, 0, 0, QueueSettings(), (), (), ()))
    for entry in await repository.events_after(uow, channel_id, 0, 1_000):
        result = step(state, entry.restore())
        assert isinstance(result, Step)
        state = result.state
    assert replace(state.rows, settings=remembered.settings) == remembered.rows


async def test_a_server_that_has_just_started_knows_its_queues(company: Company, runner: Runner) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    first, second = await company.visitor(), await company.visitor()
    await company.write(first, "a")
    runner.memory.things.clear()
    await company.write(second, "a")
    runner.memory.things.clear()
    await company.accept(mai, first)
    runner.memory.things.clear()
    await company.reply(mai, first, "b")
    runner.memory.things.clear()
    await company.finish(mai, first)
    assert (await company.session(second)).phase == "offered"
    runner.memory.things.clear()
    await company.reply(company.boss, first, "a session of my own")
    await company.store.commit(_compare, int(company.channel.id))


async def test_whoever_finishes_leaves_nothing_unread(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "thanks")
    await company.accept(mai, customer)
    assert (await company.thread(customer)).unread == 1
    await company.finish(mai, customer)
    assert (await company.thread(customer)).unread == 0


async def test_an_owner_passes_on_what_he_accepted_if_somebody_else_can_take_it(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "a")
    await company.accept(mai, customer)
    with pytest.raises(NobodyElse):
        await company.skip(mai, customer)
    assert (await company.session(customer)).owner_id == str(mai.person_id)
    await company.come(linh)
    with pytest.raises(SessionNotFound):
        await company.skip(linh, customer)
    passed = await company.skip(mai, customer)
    assert (passed.status, passed.owner_id) == (5, None)
    assert passed.offer is not None
    assert passed.offer.agent_id == str(linh.person_id)
