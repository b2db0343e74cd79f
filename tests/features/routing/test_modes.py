"""Ways of distribution, through the product: chosen as a setting, kept in rows, told to people."""

import msgspec

from openline.engine.model import QueueState
from openline.features.people.types import Actor
from openline.features.routing import repository
from openline.features.routing.service import queue
from openline.features.routing.service.channels import edit_settings
from openline.features.webchat.types import Visitor
from openline.store import UnitOfWork
from tests.support.desk import Company


async def distribute(company: Company, way: str, **more: object) -> None:
    changes = {"queue.distribution": way, **{f"queue.{key}": value for key, value in more.items()}}
    await company.store.commit(edit_settings, company.boss, int(company.channel.id), changes, None)


async def offered_to(company: Company, visitor: Visitor, *agents: Actor) -> str | None:
    """The position, from 1, of whom it is offered to among these."""
    offer = (await company.session(visitor)).offer
    return None if offer is None else str([str(agent.person_id) for agent in agents].index(str(offer.agent_id)) + 1)


async def memory_is_what_rows_say(uow: UnitOfWork, channel_id: int) -> None:
    """A process that starts now would know what this one knows."""
    row = await repository.QUEUES.get(uow, channel_id)
    assert row is not None
    remembered = await queue.current(uow, row)
    assert (await queue.build(uow, row)).rows == remembered.rows
    stored = msgspec.json.decode(row.settings)["mode"]
    assert isinstance(remembered, QueueState)
    assert stored == remembered.settings.mode


async def test_strictly_asks_from_the_top_and_goes_round(company: Company) -> None:
    mai, linh, nam = [await company.hire(name) for name in ("Mai", "Linh", "Nam")]
    await company.queue(mai, linh, nam)
    await company.come(mai, linh, nam)
    await distribute(company, "strictly")
    first, second = await company.visitor(), await company.visitor()
    asked = []
    for customer in (first, second):
        await company.write(customer, "a")
        asked.append(await offered_to(company, customer, mai, linh, nam))
    assert asked == ["1", "1"]
    for _ in range(4):
        await company.store.commit(memory_is_what_rows_say, int(company.channel.id))
        await company.wait(60)
        asked.append(await offered_to(company, first, mai, linh, nam))
    assert asked[2:] == ["2", "3", "1", "2"]
    await company.skip(linh, first)
    assert await offered_to(company, first, mai, linh, nam) == "3"


async def test_least_busy_asks_whoever_has_less_to_do(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(mai, linh)
    await distribute(company, "least_busy")
    customers = [await company.visitor() for _ in range(4)]
    for customer in customers[:3]:
        await company.write(customer, "a")
    await company.accept(linh, customers[1])
    await company.finish(linh, customers[1])
    await company.write(customers[3], "a")
    assert [await offered_to(company, customer, mai, linh) for customer in customers] == ["1", None, "1", "2"]


async def test_another_way_takes_effect_at_once(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(mai, linh)
    customers = [await company.visitor() for _ in range(2)]
    for customer in customers:
        await company.write(customer, "a")
    assert [await offered_to(company, customer, mai, linh) for customer in customers] == ["1", "2"]
    await distribute(company, "strictly")
    assert [await offered_to(company, customer, mai, linh) for customer in customers] == ["1", "1"]
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))
