"""Events as use cases: told to screens without another read, and taken in once whichever nodes hear of them."""

import asyncio

import pytest

from openline.bootstrap.following import follow
from openline.connectors import registry
from openline.connectors.base import Deleted, Edited, Reaction, Receipt, ReceiptState, Text
from openline.features.channels import schemas as connections
from openline.features.channels.types import abilities_of
from openline.features.contacts.service import CONTACTS
from openline.features.conversations.service import CONVERSATION_BY_THREAD, CONVERSATIONS, Conversation
from openline.features.messages.service import before_id
from openline.features.messages.types import ButtonsPart, Content, MessageButton
from openline.features.platforms.service.events import take_in
from openline.features.platforms.types import Taken
from openline.features.routing.service import channels
from openline.kit.clock import Clock
from openline.kit.errors import InvalidField
from openline.realtime.frames import AgentFrames, CustomerFrames
from openline.realtime.hub import Interest
from openline.realtime.hydrate import Hydrator
from openline.store import Store, View
from openline.store.batch import Runner
from tests.features.platforms.inbound.parrot import head, message
from tests.support.desk import Company
from tests.support.store import Published

AGENTS = Interest(agent=True)
_FAR_FUTURE = 1 << 62


@pytest.fixture
async def company(store: Store, clock: Clock, runner: Runner) -> Company:
    """An account with an administrator, a queue, and a connection that any event may name."""
    follow(runner)
    return await Company(store, clock).found()


async def _thread(view: View, connection_id: int, thread: str) -> Conversation | None:
    found = await CONVERSATION_BY_THREAD.get(view, connection_id, thread)
    return await CONVERSATIONS.get(view, found) if found else None


async def thread(company: Company, name: str, connection: str | None = None) -> Conversation:
    found = await company.store.read(_thread, int(connection or company.connection.id), name)
    assert found is not None
    return found


async def _nobody(_view: View, _conversation_id: int) -> None:
    return None


async def test_what_a_platform_tells_is_shown_from_memory(company: Company, published: Published) -> None:
    hydrator = Hydrator(
        AgentFrames(abilities_of(registry.load())).frame, CustomerFrames(company.keyring).frame, _nobody
    )  # fmt: skip
    mai, connection = await company.hire("Mai"), int(company.connection.id)
    await company.queue(mai)
    await company.come(mai)
    await company.store.commit(take_in, connection, message("ann", 1, "hello"))
    published.batches.clear()
    events = [
        message("ann", 2, "again", reply_to="ann-1"),
        Edited(**head("ann", "e"), external_id="ann-1", parts=(Text("x"),)),
        Reaction(**head("ann", "r"), external_id="ann-1", emoji="👍"),
        Deleted(**head("ann", "d"), external_ids=("ann-2",)),
    ]
    for event in events:
        await company.store.commit(take_in, connection, event)
    for batch in published.batches:
        news = hydrator.from_memory([(logged, AGENTS) for logged in batch.facts], batch.rows, batch.now)
        assert news is not None, [logged.fact.kind for logged in batch.facts]
    assert published.kinds()[-3:] == ["message.changed"] * 3


async def test_two_nodes_hear_the_same_and_take_it_in_once(company: Company, other_node: Store) -> None:
    connection, events = int(company.connection.id), [message("ann", number, f"{number}") for number in range(8)]
    nodes = [company.store, other_node]
    taken = await asyncio.gather(
        *[node.commit(take_in, connection, event) for event in events for node in nodes for _ in range(3)]
    )
    assert taken.count(Taken.APPLIED) == len(events)
    stored = await company.store.read(before_id, (await thread(company, "ann")).id, _FAR_FUTURE, 100)
    assert sorted(one.text for one in stored) == [f"{number}" for number in range(8)]


async def test_one_person_at_two_doors_at_once_is_one_contact(company: Company, other_node: Store) -> None:
    more = await company.store.commit(channels.create_channel, company.boss, "More", "More {number}")
    await company.settle()
    new = connections.NewConnection(channel_id=more.id, connector="webchat")
    second = await company.store.commit(company.connections.connect, company.boss, new, int(more.id))
    doors = (company.store, int(company.connection.id)), (other_node, int(second.id))
    for number in range(5):
        name = f"p{number}"
        await asyncio.gather(*[node.commit(take_in, door, message(name, 1, "hello")) for node, door in doors])
        here, there = await thread(company, name), await thread(company, name, second.id)
        assert here.contact_id == there.contact_id
        assert await company.store.read(CONTACTS.get, here.contact_id) is not None


async def test_receipts_of_two_nodes_end_at_the_furthest(company: Company, other_node: Store) -> None:
    connection = int(company.connection.id)
    states = [ReceiptState.SENT, ReceiptState.READ, ReceiptState.DELIVERED] * 4
    events = [
        Receipt(**head("ann", f"r{number}"), state=state, external_ids=("out-1",))
        for number, state in enumerate(states)
    ]
    nodes = [company.store, other_node] * len(events)
    await asyncio.gather(*[node.commit(take_in, connection, event) for node, event in zip(nodes, events, strict=False)])
    echo = message("ann", 1, "hello")
    await company.store.commit(take_in, connection, echo)
    stored = await company.store.read(before_id, (await thread(company, "ann")).id, _FAR_FUTURE, 10)
    assert [one.state for one in stored] == ["sent"]  # the customer's own message has no receipts


async def test_buttons_are_not_lost_where_there_are_none(company: Company) -> None:
    await company.come(company.boss)
    customer = await company.visitor()
    await company.write(customer, "hello")
    await company.accept(company.boss, customer)
    content = Content(parts=[ButtonsPart(buttons=[MessageButton(label="Yes", payload="y")])])
    with pytest.raises(InvalidField):
        await company.reply(company.boss, customer, "hi", content=content)
