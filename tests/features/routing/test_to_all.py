"""To everybody: the whole queue sees it, the first to accept gets it, whoever comes too late is told so."""

import asyncio

import pytest

from openline.features.conversations.errors import ConversationNotFound
from openline.features.conversations.service import access_conversation, page_of
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.errors import NoFreeSlot, OfferGone, SessionNotFound
from openline.features.routing.service import actions, lists
from openline.kit.errors import AppError
from openline.store import Fact
from tests.features.routing.test_modes import distribute, memory_is_what_rows_say
from tests.support.desk import Company
from tests.support.store import Published


async def news(company: Company, agent: Actor) -> tuple[int, int]:
    """How many conversations his list of new ones has, and the count beside it."""
    found, _ = await company.store.read(page_of, agent, "new", None, 50)
    return len(found), (await company.store.read(lists.counts, agent)).new


async def team(company: Company, *names: str, **settings: object) -> list[Actor]:
    agents = [await company.hire(name) for name in names]
    await company.queue(*agents)
    await company.come(*agents)
    await distribute(company, "all", **settings)
    return agents


async def test_everybody_in_the_queue_sees_it_and_nobody_else(company: Company) -> None:
    mai, linh = await team(company, "Mai", "Linh")
    stranger = await company.hire("Nam")
    customer = await company.visitor()
    await company.write(customer, "a")
    session = await company.session(customer)
    assert session.offer is not None
    assert (session.phase, session.offer.agent_id, session.offer.to_all) == ("offered", None, True)
    assert [await news(company, agent) for agent in (mai, linh, stranger)] == [(1, 1), (1, 1), (0, 0)]
    page = await company.store.read(lists.page_of_sessions, mai, {}, None, 50)
    assert [item.id for item in page.items] == [session.id]
    with pytest.raises(SessionNotFound):
        await company.accept(stranger, customer)
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_e7_the_first_to_accept_gets_it_and_the_others_are_told(company: Company, published: Published) -> None:
    mai, linh = await team(company, "Mai", "Linh")
    customer = await company.visitor()
    await company.write(customer, "a")
    await company.accept(linh, customer)
    ended = next(fact for fact in published.facts if fact.kind == "offer.ended")
    assert ended.audience is not None
    assert int(company.channel.id) in ended.audience
    assert [await news(company, agent) for agent in (mai, linh)] == [(0, 0), (0, 0)]
    with pytest.raises(OfferGone):
        await company.accept(mai, customer)
    with pytest.raises(ConversationNotFound):
        await company.store.read(access_conversation, mai, (await company.thread(customer)).id)
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_of_many_who_accept_at_once_exactly_one_gets_it(company: Company) -> None:
    agents = await team(company, *(f"Agent{number}" for number in range(10)))
    customers = [await company.visitor() for _ in range(10)]
    for customer in customers:
        await company.write(customer, "a")
    sessions = [int((await company.session(customer)).id) for customer in customers]

    async def tries(agent: Actor, session_id: int) -> schemas.Session | AppError:
        try:
            return await company.store.commit(actions.accept, agent, session_id)
        except AppError as refusal:
            return refusal

    for session_id in sessions:
        answers = await asyncio.gather(*[tries(agent, session_id) for agent in agents])
        owners = [answer.owner_id for answer in answers if isinstance(answer, schemas.Session)]
        refused = {type(answer) for answer in answers if isinstance(answer, AppError)}
        assert len(owners) == 1
        assert refused == {OfferGone}


@pytest.mark.parametrize("limit", [1, 5])
async def test_a_burst_never_overloads_anybody(company: Company, limit: int) -> None:
    agents = await team(company, "Mai", "Linh", "Nam", max_sessions=limit, slot_rule="closed")
    customers = [await company.visitor() for _ in range(20)]
    await asyncio.gather(*[company.write(customer, "a") for customer in customers])
    threads = [await company.thread(customer) for customer in customers]

    async def tries(agent: Actor, session_id: int | None) -> str:
        try:
            await company.store.commit(actions.accept, agent, session_id)
        except (OfferGone, NoFreeSlot) as refusal:
            return refusal.code
        return "accepted"

    answers = await asyncio.gather(*[tries(agent, thread.session_id) for thread in threads for agent in agents])
    owned = [(await company.session(customer)).owner_id for customer in customers]
    assert answers.count("accepted") == len([owner for owner in owned if owner]) == 3 * limit
    assert {owned.count(str(agent.person_id)) for agent in agents} == {limit}


async def test_e8_skipping_is_told_and_changes_nothing(company: Company, published: Published) -> None:
    mai, _ = await team(company, "Mai", "Linh")
    customer = await company.visitor()
    await company.write(customer, "a")
    session = await company.skip(mai, customer)
    assert session.offer is not None
    assert session.offer.to_all
    assert kinds_with_person(published, mai) == ["offer.stays"]


def kinds_with_person(published: Published, agent: Actor) -> list[str]:
    """What was told of a session and him."""
    facts: list[Fact] = published.facts
    return [fact.kind for fact in facts if fact.session_id and fact.person_id == agent.person_id]


async def test_who_leaves_the_queue_no_longer_sees_it(company: Company) -> None:
    mai, linh = await team(company, "Mai", "Linh")
    customer = await company.visitor()
    await company.write(customer, "a")
    await company.queue(linh)
    assert [await news(company, agent) for agent in (mai, linh)] == [(0, 0), (1, 1)]


async def test_in_other_modes_a_colleagues_session_looks_like_none(company: Company) -> None:
    mai, linh = await team(company, "Mai", "Linh")
    await distribute(company, "strictly")
    customer = await company.visitor()
    await company.write(customer, "a")
    for asks in (company.accept, company.skip):
        with pytest.raises(SessionNotFound):
            await asks(linh, customer)
    assert (await company.accept(mai, customer)).owner_name == "Mai"


async def test_an_administrator_may_claim_it(company: Company) -> None:
    await team(company, "Mai")
    customer = await company.visitor()
    await company.write(customer, "a")
    session = await company.accept(company.boss, customer)
    assert session.owner_name == "Boss"


async def test_it_is_explained_to_how_many_it_was_offered(company: Company) -> None:
    mai, linh = await team(company, "Mai", "Linh")
    await company.queue(mai, linh, await company.hire("Nam"))
    customer = await company.visitor()
    await company.write(customer, "a")
    told = await company.store.read(lists.explain, company.boss, int((await company.session(customer)).id))
    assert [(why.rule, why.winner_id, why.offered) for why in told.explanations] == [("all", None, 2)]
    assert told.waiting is not None
    assert [(one.name, one.reason) for one in told.waiting.passed_over] == [("Nam", "offline")]
    assert told.waiting.offered == 2
