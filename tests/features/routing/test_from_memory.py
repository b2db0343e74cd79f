"""What a message's frame shows is among the rows of its batch: sockets are told without another read."""

import pytest

from openline.connectors import registry
from openline.features.channels.types import abilities_of
from openline.realtime.frames import AgentFrames, CustomerFrames
from openline.realtime.hub import Interest
from openline.realtime.hydrate import Hydrator
from openline.store import View
from tests.support.desk import Company
from tests.support.store import Published

BOTH = Interest(agent=True, customer=True)


async def _nobody(_view: View, _conversation_id: int) -> None:
    return None


@pytest.fixture
def hydrator(company: Company) -> Hydrator:
    return Hydrator(AgentFrames(abilities_of(registry.load())).frame, CustomerFrames(company.keyring).frame, _nobody)


async def test_every_message_of_a_talk_is_shown_from_memory(
    company: Company, published: Published, hydrator: Hydrator
) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "first")
    first = published.batches[-1]
    await company.accept(mai, customer)
    published.batches.clear()
    await company.write(customer, "second")
    await company.reply(mai, customer, "answer")
    await company.write(customer, "third")
    for batch in (first, *published.batches):
        news = hydrator.from_memory([(logged, BOTH) for logged in batch.facts], batch.rows, batch.now)
        assert news is not None, [logged.fact.kind for logged in batch.facts]
    assert len(published.batches) == 3
