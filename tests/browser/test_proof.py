"""The first proof: two people talk, a page reloads, the server dies; nothing is lost, doubled or out of order."""

import asyncio
import re
from pathlib import Path

from playwright.async_api import expect

from tests.browser.cast import Office
from tests.browser.desk import AgentDesk
from tests.browser.widget import Customer
from tests.support.browser import Stage
from tests.support.clocked import ClockedServer

# Counting down from the default of a minute.
ONE_MINUTE = re.compile(r"^(1:00|0:5\d)$")
ASKED = "Xin chào, shop còn trà sen không?"
ANSWERED = "Dạ còn ạ, anh lấy mấy hộp?"


async def test_a_talk_survives_a_reload_and_a_power_cut(tmp_path: Path, stage: Stage) -> None:
    with ClockedServer(tmp_path / "data", ("--demo",)) as server:
        async with Office.of_demo(server) as office:
            shop = await office.shop("Mai Nguyen")
            agent = await AgentDesk.open(stage, shop.agents[0])
            customer = await Customer.open(stage, shop.site)
            await _begin(agent, customer)
            await agent.page.reload()
            await agent.reads(ANSWERED)
            await _write_in_the_dark(server, agent, customer)
            await customer.write("Cảm ơn shop!")
            await agent.reads("Cảm ơn shop!")
            await agent.finish()
            await expect(customer.inside.get_by_text("This conversation is closed.")).to_be_visible()
            said = await agent.talk()
            assert sorted(said) == sorted({ASKED, ANSWERED, "Hai hộp nhé", "Anh cần gói quà không?", "Cảm ơn shop!"})
            assert await agent.texts() == said
            assert await customer.texts() == said


async def _begin(agent: AgentDesk, customer: Customer) -> None:
    """The queue offers, the agent accepts and answers, the customer reads it."""
    await customer.write(ASKED)
    await expect(agent.offer).to_contain_text(ASKED)
    await expect(agent.offer.get_by_role("timer")).to_have_text(ONE_MINUTE)
    await agent.accept()
    await agent.reads(ASKED)
    await agent.write(ANSWERED)
    await customer.reads(ANSWERED)
    await expect(agent.delivery(ANSWERED)).to_have_accessible_name("Read")


async def _write_in_the_dark(server: ClockedServer, agent: AgentDesk, customer: Customer) -> None:
    """Each writes while the server is down, and both read both when it is back."""
    await asyncio.to_thread(server.kill)
    await customer.write("Hai hộp nhé")
    await agent.write("Anh cần gói quà không?")
    await expect(customer.log.get_by_text("Sending…")).to_be_visible()
    await expect(agent.delivery("Anh cần gói quà không?")).to_have_accessible_name("Sending")
    await asyncio.to_thread(server.start)
    await agent.reads("Hai hộp nhé")
    await customer.reads("Anh cần gói quà không?")
    await customer.sent()
