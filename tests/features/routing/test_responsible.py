"""Whose customer somebody is, through the whole product (docs/behaviour/routing.md R36)."""

import pytest

from openline.features.contacts.schemas import Assign
from openline.features.people.types import Actor
from openline.features.routing.service import hands, lists
from openline.features.webchat.types import Visitor
from openline.kit.errors import InvalidField, NotFound
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.desk import Company


async def assign(company: Company, customer: Visitor, person_id: int | None, says: Actor | None = None) -> str | None:
    """Say whose customer he is; the name that his card shows then."""
    contact_id = (await company.thread(customer)).contact_id
    body = Assign(person_id=None if person_id is None else str(person_id))
    shown = await company.store.commit(lists.assign_contact, says or company.boss, contact_id, body)
    return shown.responsible.name if shown.responsible else None


async def a_customer_of(company: Company, agent: Actor) -> Visitor:
    """He has written once before, and that is over."""
    customer = await company.visitor()
    await company.write(customer, "Xin chào")
    assert await assign(company, customer, agent.person_id) is not None
    await company.store.commit(hands.stop, company.boss, int((await company.session(customer)).id))
    return customer


async def test_his_customer_comes_to_him_first_and_waits_for_him(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai)
    await company.come(mai, linh)
    customer = await a_customer_of(company, linh)
    await company.write(customer, "Lại là tôi")
    offer = (await company.session(customer)).offer
    assert offer is not None
    assert (offer.agent_id, offer.expires_at) == (str(linh.person_id), None)
    await company.wait(3_600)
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))
    told = await company.store.read(lists.explain, linh, int((await company.session(customer)).id))
    assert [(why.cause, why.winner_name) for why in told.explanations] == [("responsible", "Linh")]
    assert (await company.accept(linh, customer)).owner_name == "Linh"
    await company.reply(linh, customer, "Dạ")


async def test_who_skips_it_leaves_it_to_the_queue(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai)
    await company.come(mai, linh)
    customer = await a_customer_of(company, linh)
    await company.write(customer, "Lại là tôi")
    await company.skip(linh, customer)
    assert (await company.thread(customer)).offered_to == mai.person_id
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_if_he_is_away_others_get_it_and_it_is_said_why(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai)
    await company.come(mai)
    customer = await a_customer_of(company, linh)
    await company.write(customer, "Lại là tôi")
    session = await company.session(customer)
    assert session.offer is not None
    assert session.offer.agent_id == str(mai.person_id)
    told = await company.store.read(lists.explain, mai, int(session.id))
    by_cause = {why.cause: why for why in told.explanations}
    assert [(who.name, who.reason) for who in by_cause["responsible"].passed_over] == [("Linh", "offline")]


async def test_a_channel_may_leave_all_to_the_queue(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai)
    await company.come(mai, linh)
    await company.set(**{"crm.forward": False})
    customer = await a_customer_of(company, linh)
    await company.write(customer, "Lại là tôi")
    assert (await company.thread(customer)).offered_to == mai.person_id


async def test_a_card_is_assigned_by_whoever_may_see_it_to_whoever_works_here(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "Xin chào")
    assert await assign(company, customer, linh.person_id, mai) == "Linh"
    assert await assign(company, customer, None, mai) is None
    with pytest.raises(InvalidField) as refused:
        await assign(company, customer, 12, mai)
    assert refused.value.data["field"] == "person_id"
    with pytest.raises(NotFound):
        await assign(company, customer, linh.person_id, linh)
