"""A talk under way: where most journeys begin."""

import asyncio
from dataclasses import dataclass

from playwright.async_api import expect

from tests.browser.cast import Office, Shop
from tests.browser.desk import AgentDesk
from tests.browser.widget import Customer
from tests.support.browser import Stage

HELLO = "Hello, is anybody there?"


@dataclass(slots=True)
class Talk:
    """Both sides of a conversation that was accepted."""

    shop: Shop
    agent: AgentDesk
    customer: Customer


async def begin(stage: Stage, office: Office) -> Talk:
    """A customer has said hello, an agent has taken it, nobody has answered yet."""
    shop = await office.shop("Mai Nguyen")
    agent, customer = await asyncio.gather(AgentDesk.open(stage, shop.agents[0]), Customer.open(stage, shop.site))
    await customer.write(HELLO)
    await expect(agent.offer).to_contain_text(HELLO)
    await agent.accept()
    await agent.reads(HELLO)
    return Talk(shop, agent, customer)
