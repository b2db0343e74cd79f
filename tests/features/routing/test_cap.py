"""The cap of 1,000 open sessions over all channels (docs/behaviour/routing.md R12)."""

import asyncio

import pytest
import sqlalchemy as sa

from openline.engine.words import SESSIONS_PER_AGENT
from openline.features.people.types import Actor
from openline.features.routing import tables
from openline.features.routing.errors import CapReached
from openline.features.routing.repository import AGENT_LOADS, AgentLoad
from openline.features.routing.service import hands, lists, mine
from openline.store import Query, UnitOfWork, View
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.desk import Company

_ON_DESKS: Query[tuple[int, int]] = Query(
    "sessions on desks",
    sa.select(sa.func.coalesce(tables.SESSIONS.c.owner_id, tables.SESSIONS.c.offered_to), sa.func.count())
    .where(tables.SESSIONS.c.closed_at.is_(None))
    .group_by(sa.func.coalesce(tables.SESSIONS.c.owner_id, tables.SESSIONS.c.offered_to)),
    lambda *row: row,
)


async def _has_elsewhere(uow: UnitOfWork, agent: Actor, sessions: int) -> None:
    """As if so many sessions of his lay in channels that this test does not make."""
    AGENT_LOADS.add(uow, AgentLoad(agent.person_id, agent.account_id, sessions))


async def _desks(view: View, agents: list[Actor]) -> tuple[list[int], list[int]]:
    counted = dict(await view.list(_ON_DESKS))
    rows = [await AGENT_LOADS.get(view, agent.person_id) for agent in agents]
    return [row.sessions if row else 0 for row in rows], [counted.get(agent.person_id, 0) for agent in agents]


async def a_company(company: Company, elsewhere: int) -> Actor:
    mai = await company.hire("Mai")
    await company.store.commit(_has_elsewhere, mai, elsewhere)
    await company.queue(mai)
    await company.come(mai)
    return mai


async def test_sessions_on_a_desk_are_counted_as_they_come_and_go(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(mai, linh)
    customers = [await company.visitor() for _ in range(3)]
    for customer in customers:
        await company.write(customer, "a")
    await company.accept(mai, customers[0])
    await company.skip(linh, customers[1])
    await company.reply(mai, customers[0], "b")
    await company.finish(mai, customers[0])
    await company.away(linh)
    kept, counted = await company.store.read(_desks, [mai, linh])
    assert kept == counted
    assert sum(kept) == 2
    for customer in customers[1:]:
        await company.store.commit(hands.stop, company.boss, int((await company.session(customer)).id))
    assert await company.store.read(_desks, [mai, linh]) == ([0, 0], [0, 0])


async def test_at_the_cap_nothing_more_is_offered_until_something_ends(company: Company) -> None:
    mai = await a_company(company, SESSIONS_PER_AGENT - 1)
    first, second = await company.visitor(), await company.visitor()
    await company.write(first, "a")
    assert (await company.thread(first)).offered_to == mai.person_id
    await company.write(second, "b")  # before anybody was told
    assert (await company.thread(second)).offered_to is None
    await company.settle()
    (told,) = (await company.store.read(mine.my_routing, mai)).items
    assert (told.reason, told.load, told.held, told.cap) == ("cap_reached", 1, 1_000, 1_000)
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))
    await company.store.commit(hands.stop, company.boss, int((await company.session(first)).id))
    await company.settle()
    assert (await company.thread(second)).offered_to == mai.person_id


async def test_two_at_once_do_not_break_the_cap(company: Company) -> None:
    mai = await a_company(company, SESSIONS_PER_AGENT - 1)
    customers = [await company.visitor() for _ in range(4)]
    await asyncio.gather(*(company.write(customer, "a") for customer in customers))
    offered = [(await company.thread(customer)).offered_to for customer in customers]
    assert offered.count(mai.person_id) == 1
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_what_he_claims_at_the_cap_is_refused_by_its_name_and_stays(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.store.commit(_has_elsewhere, company.boss, SESSIONS_PER_AGENT)
    await company.queue(mai, company.boss)
    await company.come(company.boss)
    customer = await company.visitor()
    await company.write(customer, "a")
    waiting = await company.session(customer)
    told = await company.store.read(lists.explain, company.boss, int(waiting.id))
    assert {remedy.code: remedy.people for remedy in told.remedies} == {"agent_below_cap": 1, "agent_online": 1}
    with pytest.raises(CapReached):
        await company.accept(company.boss, customer)
    assert await company.session(customer) == waiting


async def test_by_hand_he_may_get_more(company: Company) -> None:
    mai = await a_company(company, SESSIONS_PER_AGENT)
    customer = await company.visitor()
    await company.write(customer, "a")
    session = int((await company.session(customer)).id)
    moved = await company.store.commit(hands.transfer, company.boss, session, mai.person_id, None)
    assert moved.owner_id == str(mai.person_id)
