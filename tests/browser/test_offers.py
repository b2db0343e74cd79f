"""An offer ends: by time, by a no, by somebody else's yes."""

import asyncio
from datetime import timedelta

from playwright.async_api import expect

from tests.browser.cast import Office
from tests.browser.desk import AgentDesk
from tests.browser.widget import Customer
from tests.support.browser import Stage

ASKED = "Do you have lotus tea?"


async def test_an_offer_that_runs_out_goes_to_the_next_and_says_so(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen", "Ivan Petrov")
    first, second = await asyncio.gather(*[AgentDesk.open(stage, agent) for agent in shop.agents])
    customer = await Customer.open(stage, shop.site)
    await customer.write(ASKED)
    await expect(first.offer).to_contain_text(ASKED)
    await first.page.get_by_role("link", name=ASKED).click()
    await first.reads(ASKED)
    await asyncio.to_thread(office.server.advance, timedelta(seconds=60))
    await expect(second.offer).to_contain_text(ASKED)
    await expect(first.offer).to_be_hidden()
    await expect(first.log).to_contain_text("Not answered in time: you")
    await second.accept()
    await second.reads(ASKED)


async def test_who_skips_passes_it_on(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen", "Ivan Petrov")
    first, second = await asyncio.gather(*[AgentDesk.open(stage, agent) for agent in shop.agents])
    customer = await Customer.open(stage, shop.site)
    await customer.write(ASKED)
    await first.offer.get_by_role("button", name="Skip").click()
    await expect(second.offer).to_contain_text(ASKED)
    await expect(first.offer).to_be_hidden()
    await expect(first.page.get_by_text("Nothing is waiting")).to_be_visible()
