"""Why it waits and what would have to change, as an agent is told (docs/behaviour/routing.md R50, R51)."""

from openline.features.people.service import NobodyThere, set_pause
from openline.features.routing.explaining import Routing
from openline.features.routing.service import lists
from openline.features.webchat.types import Visitor
from tests.support.desk import Company

NOBODY = NobodyThere()


async def told(company: Company, customer: Visitor) -> Routing:
    session = await company.session(customer)
    return await company.store.read(lists.explain, company.boss, int(session.id))


def codes(routing: Routing) -> list[tuple[str, int]]:
    return [(remedy.code, remedy.people) for remedy in routing.remedies]


async def test_who_waits_is_told_the_place_and_what_would_be_enough(company: Company) -> None:
    mai, linh, an = await company.hire("Mai"), await company.hire("Linh"), await company.hire("An")
    await company.queue(mai, linh, an)
    await company.come(linh)
    await company.store.commit(set_pause, company.boss, NOBODY, linh.person_id, True)
    await company.settle()
    first, second = await company.visitor(), await company.visitor()
    await company.write(first, "a")
    await company.wait(1)
    await company.write(second, "b")
    routing = await told(company, second)
    assert (routing.place, routing.in_line) == (2, 2)
    assert codes(routing) == [("agent_ends_pause", 1), ("agent_online", 2)]
    assert (await told(company, first)).place == 1


async def test_a_queue_that_nobody_could_answer_needs_others(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.store.commit(set_pause, company.boss, NOBODY, mai.person_id, True)
    await company.settle()
    customer = await company.visitor()
    await company.write(customer, "a")
    assert codes(await told(company, customer)) == [("add_members", 0)]


async def test_what_is_offered_is_explained_without_remedies(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "a")
    routing = await told(company, customer)
    assert (routing.waiting, routing.place, codes(routing)) == (None, None, [])
    assert [why.winner_name for why in routing.explanations] == ["Mai"]


async def test_the_place_is_none_and_acceptance_is_enough_where_all_are_offered_it(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    await company.set(**{"queue.distribution": "all"})
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "a")
    routing = await told(company, customer)
    assert (routing.place, codes(routing)) == (None, [("accept", 1)])
