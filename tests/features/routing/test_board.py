"""The board: who waits and why, what is offered, answered and closing, and how the agents stand (console.md B14)."""

import pytest

from openline.features.people.types import Actor, Role
from openline.features.routing.board import Board
from openline.features.routing.service.board import board_of
from openline.kit.errors import NotAllowed
from tests.support.desk import Company


@pytest.fixture
async def mai(company: Company) -> Actor:
    """Alone in the queue, and there."""
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    return mai


async def look(company: Company, actor: Actor) -> Board:
    return await company.store.read(board_of, actor, int(company.channel.id))


async def test_each_session_stands_where_it_is(company: Company, mai: Actor) -> None:
    first, second = await company.visitor(), await company.visitor()
    await company.write(first, "Một")
    board = await look(company, company.boss)
    (offered,) = board.offered.items
    assert offered.session.offer is not None
    assert (offered.session.offer.agent_id, board.active.total) == (str(mai.person_id), 0)
    await company.accept(mai, first)
    await company.write(second, "Hai")
    await company.away(mai)
    board = await look(company, company.boss)
    assert [lane.total for lane in (board.waiting, board.offered, board.active, board.closing)] == [1, 0, 1, 0]
    assert board.active.items[0].session.owner_name == "Mai"


async def test_who_waits_stands_in_line_with_the_reason(company: Company, mai: Actor) -> None:
    await company.away(mai)
    customers = [await company.visitor() for _ in range(3)]
    for customer in customers:
        await company.write(customer, "Alo")
    board = await look(company, company.boss)
    expected = [(await company.session(customer)).id for customer in customers]
    assert [item.session.id for item in board.waiting.items] == expected
    assert {item.reason for item in board.waiting.items} == {"offline"}
    await company.queue()
    board = await look(company, company.boss)
    assert {item.reason for item in board.waiting.items} == {"no_members"}


async def test_agents_show_why_they_get_nothing(company: Company, mai: Actor) -> None:
    linh = await company.hire("Linh")
    await company.queue(linh, mai)
    board = await look(company, company.boss)
    assert [(agent.name, agent.presence, agent.reason) for agent in board.agents] == [
        ("Linh", "offline", "offline"), ("Mai", "online", None),
    ]  # fmt: skip


async def test_an_owner_from_outside_stands_behind_the_queue(company: Company, mai: Actor) -> None:
    customer = await company.visitor()
    await company.write(customer, "Alo")
    chief = await company.hire("Chi", role=Role.SUPERVISOR)
    await company.away(mai)
    await company.accept(chief, customer)
    board = await look(company, chief)
    assert [(agent.name, agent.member, agent.load) for agent in board.agents] == [("Mai", True, 0), ("Chi", False, 1)]


async def test_agents_do_not_see_it(company: Company, mai: Actor) -> None:
    with pytest.raises(NotAllowed):
        await look(company, mai)
