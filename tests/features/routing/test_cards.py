"""What customers see of an agent: his name, the card of the channel, or the same name for everybody."""

import pytest

from openline.features.people.errors import PersonNotFound
from openline.features.people.types import Actor
from openline.features.routing.lineup import NewCard
from openline.features.routing.service.cards import set_card, typist_seen
from openline.features.webchat.service import visitors
from openline.features.webchat.types import Visitor
from openline.kit.errors import InvalidField, NotAllowed
from tests.support.desk import Company

MAI = NewCard(name="Mai from Hoa Sen", position=" Tea  master ")


async def talk(company: Company) -> tuple[Actor, Visitor]:
    """Mai answers a customer."""
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "Xin chào")
    await company.accept(mai, customer)
    await company.reply(mai, customer, "Chào bạn")
    return mai, customer


async def card(company: Company, who: Actor, wanted: NewCard = MAI, *, by: Actor | None = None) -> None:
    await company.store.commit(set_card, by or company.boss, int(company.channel.id), who.person_id, wanted)


async def seen(
    company: Company, mai: Actor, customer: Visitor
) -> tuple[str | None, str | None, str | None, str | None]:
    """The name at a message, the name and position in the head, the name while she types."""
    shown = await company.store.read(visitors.opened, customer, "token", company.keyring)
    assert shown.conversation is not None
    assert shown.conversation.session is not None
    agent = shown.conversation.session.agent
    assert agent is not None
    thread = await company.thread(customer)
    typing = await company.store.read(typist_seen, mai.account_id, thread.id, mai.person_id)
    return shown.messages[-1].name, agent.name, agent.position, typing


async def test_customers_see_what_the_channel_says(company: Company) -> None:
    mai, customer = await talk(company)
    await card(company, mai)
    assert await seen(company, mai, customer) == ("Mai", "Mai", None, "Mai")
    await company.set(**{"queue.agent_card": "card"})
    assert await seen(company, mai, customer) == (
        "Mai from Hoa Sen",
        "Mai from Hoa Sen",
        "Tea master",
        "Mai from Hoa Sen",
    )
    await company.set(**{"queue.agent_card": "hidden"})
    assert await seen(company, mai, customer) == ("Agent", "Agent", None, "Agent")
    await company.set(**{"queue.agent_name": "Hoa Sen"})
    assert await seen(company, mai, customer) == ("Hoa Sen", "Hoa Sen", None, "Hoa Sen")


async def test_what_a_card_leaves_empty_is_the_profiles(company: Company) -> None:
    mai, customer = await talk(company)
    await company.set(**{"queue.agent_card": "card"})
    await card(company, mai, NewCard(position="Tea master"))
    assert (await seen(company, mai, customer))[:3] == ("Mai", "Mai", "Tea master")
    await card(company, mai, NewCard())
    assert (await seen(company, mai, customer))[:3] == ("Mai", "Mai", None)


async def test_only_administrators_write_cards_and_only_of_their_own_people(company: Company) -> None:
    mai = await company.hire("Mai")
    stranger = await (await Company(company.store, company.clock).found()).hire("Linh")
    with pytest.raises(NotAllowed):
        await card(company, mai, by=mai)
    with pytest.raises(PersonNotFound):
        await card(company, stranger)
    with pytest.raises(InvalidField, match="position"):
        await card(company, mai, NewCard(position="x" * 101))
