"""By hand: transfer, intercept, pin, spam, stop, and who may (docs/behaviour/desk.md D19 to D23)."""

from collections.abc import Awaitable, Callable

import pytest

from openline.features.messages.service import before_id
from openline.features.people.errors import PersonNotFound
from openline.features.people.service import PEOPLE
from openline.features.people.types import Actor, Need, Role
from openline.features.routing import schemas
from openline.features.routing.errors import (
    AcceptFirst,
    AgentDismissed,
    AlreadyOwner,
    NotOwner,
    SessionClosedAlready,
    SessionNotFound,
)
from openline.features.routing.service import hands
from openline.features.webchat.types import Visitor
from openline.kit.errors import NotAllowed
from openline.store import UnitOfWork
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.desk import Company
from tests.support.store import Published

LAST = 1 << 62


@pytest.fixture
async def mai(company: Company) -> Actor:
    return await company.hire("Mai")


@pytest.fixture
async def linh(company: Company, mai: Actor) -> Actor:
    """Mai and Linh stand in the queue and are there."""
    linh = await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(mai, linh)
    return linh


@pytest.fixture
async def customer(company: Company, mai: Actor, linh: Actor) -> Visitor:
    """Somebody whom Mai answers."""
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    await company.accept(mai, customer)
    await company.reply(mai, customer, "Dạ còn ạ")
    return customer


async def number_of(company: Company, customer: Visitor) -> int:
    return int((await company.session(customer)).id)


async def transfer(company: Company, actor: Actor, customer: Visitor, to: Actor | None, comment: str = "") -> None:
    person_id = to.person_id if to else None
    session_id = await number_of(company, customer)
    await company.store.commit(hands.transfer, actor, session_id, person_id, comment)
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_the_owner_hands_it_to_a_colleague_with_a_comment(
    company: Company, published: Published, mai: Actor, linh: Actor, customer: Visitor
) -> None:
    await transfer(company, mai, customer, linh, "Khách quen")
    session = await company.session(customer)
    assert (session.owner_name, session.status) == ("Linh", 40)
    fact = next(fact for fact in published.facts if fact.kind == "session.handed")
    assert (fact.person_id, fact.actor_id) == (linh.person_id, mai.person_id)
    assert {mai.person_id, linh.person_id} <= set(fact.audience or ())
    thread = await company.thread(customer)
    last = (await company.store.read(before_id, thread.id, LAST, 50))[-1]
    assert (last.text, last.note, last.author_id) == ("Khách quen", 1, mai.person_id)
    await company.reply(linh, customer, "Em là Linh")
    with pytest.raises(SessionNotFound):
        await company.finish(mai, customer)


async def test_back_to_the_queue_it_is_offered_to_somebody_else(
    company: Company, mai: Actor, linh: Actor, customer: Visitor
) -> None:
    await transfer(company, mai, customer, None)
    session = await company.session(customer)
    assert session.offer is not None
    assert (session.offer.agent_id, session.status) == (str(linh.person_id), 5)


async def test_only_the_owner_and_who_sees_everything_may_hand_it_over(
    company: Company, mai: Actor, linh: Actor, customer: Visitor
) -> None:
    nam = await company.hire("Nam")
    with pytest.raises(SessionNotFound):
        await transfer(company, linh, customer, nam)
    with pytest.raises(AlreadyOwner):
        await transfer(company, mai, customer, mai)
    await transfer(company, company.boss, customer, nam)
    assert (await company.session(customer)).owner_name == "Nam"
    fresh = await company.visitor()
    await company.write(fresh, "a")
    session = await company.session(fresh)
    assert session.offer is not None
    holder = next(agent for agent in (mai, linh) if str(agent.person_id) == session.offer.agent_id)
    with pytest.raises(AcceptFirst):
        await transfer(company, holder, fresh, nam)
    await transfer(company, company.boss, fresh, nam)
    assert (await company.session(fresh)).status == 10


async def _deactivate(uow: UnitOfWork, person_id: int) -> None:
    row = await PEOPLE.hold(uow, person_id)
    assert row is not None
    PEOPLE.change(uow, row, active=0)


async def test_nobody_is_handed_to_who_does_not_work_here(company: Company, mai: Actor, customer: Visitor) -> None:
    nam = await company.hire("Nam")
    await company.store.commit(_deactivate, nam.person_id)
    with pytest.raises(AgentDismissed):
        await transfer(company, mai, customer, nam)
    stranger = Actor(account_id=1, person_id=12_345, role=Role.AGENT, locale="en")
    with pytest.raises(PersonNotFound):
        await transfer(company, mai, customer, stranger)


async def test_a_supervisor_intercepts_and_an_agent_does_not(
    company: Company, published: Published, mai: Actor, linh: Actor, customer: Visitor
) -> None:
    chief = await company.hire("Chief", role=Role.SUPERVISOR)
    session_id = await number_of(company, customer)
    with pytest.raises(AlreadyOwner):
        await company.store.commit(hands.intercept, await _owner(mai), session_id)
    with pytest.raises(NotAllowed):
        await company.store.commit(hands.intercept, mai, session_id)
    session = await company.store.commit(hands.intercept, chief, session_id)
    assert session.owner_name == "Chief"
    facts = [fact for fact in published.facts if fact.kind == "session.handed"]
    assert [fact.person_id for fact in facts] == [chief.person_id]
    fresh = await company.visitor()
    await company.write(fresh, "a")
    with pytest.raises(AcceptFirst):
        await company.store.commit(hands.intercept, chief, await number_of(company, fresh))


async def _owner(agent: Actor) -> Actor:
    """The same person with the rights of a supervisor."""
    return Actor(account_id=agent.account_id, person_id=agent.person_id, role=Role.SUPERVISOR, locale="en")


async def test_a_pinned_session_waits_for_its_owner(
    company: Company, mai: Actor, linh: Actor, customer: Visitor
) -> None:
    session_id = await number_of(company, customer)
    with pytest.raises(NotOwner):
        await company.store.commit(hands.pin, company.boss, session_id)
    assert (await company.store.commit(hands.pin, mai, session_id)).pinned
    assert await company.store.read(hands.mine, mai) == [(session_id, True)]
    await company.away(mai)
    await company.write(customer, "Alo?")
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))
    assert (await company.session(customer)).owner_name == "Mai"
    session = await company.store.commit(hands.unpin, mai, session_id)
    assert session.offer is not None
    assert (session.offer.agent_id, session.pinned) == (str(linh.person_id), False)


@pytest.mark.parametrize(("use_case", "status"), [(hands.spam, 65), (hands.stop, 60)])
async def test_it_ends_at_once_and_the_customer_may_begin_anew(
    company: Company,
    use_case: Callable[..., Awaitable[schemas.Session]],
    status: int,
    mai: Actor,
    linh: Actor,
    customer: Visitor,
) -> None:
    session_id = await number_of(company, customer)
    with pytest.raises(SessionNotFound):
        await company.store.commit(use_case, linh, session_id)
    session = await company.store.commit(use_case, mai, session_id)
    assert (session.phase, session.status) == ("closed", status)
    with pytest.raises(SessionClosedAlready):
        await company.store.commit(use_case, mai, session_id)
    await company.write(customer, "Tôi đây")
    assert await number_of(company, customer) != session_id


def test_a_supervisor_sees_all_and_sets_up_nothing() -> None:
    chief = Actor(account_id=1, person_id=2, role=Role.SUPERVISOR, locale="en")
    assert chief.sees_all
    assert chief.may(Need.CONVERSATIONS_WRITE)
    assert not any(chief.may(need) for need in (Need.CHANNELS_WRITE, Need.PEOPLE_WRITE, Need.TOKENS_WRITE))
