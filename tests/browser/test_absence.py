"""People look away and lose the line: they are called back, and miss nothing."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

from playwright.async_api import expect

from tests.browser.cast import Office
from tests.browser.talk import Talk, begin
from tests.support.browser import Stage
from tests.support.clocked import ClockedServer

HOUR = timedelta(hours=1)
A_PINGS_PATIENCE = "00:11"
LONGEST_BACK_OFF = "00:31"


async def test_a_tab_that_nobody_looks_at_calls_by_its_title(stage: Stage, office: Office) -> None:
    talk = await begin(stage, office)
    await expect(talk.customer.state).to_contain_text("Read")
    await talk.agent.look_away()
    await talk.customer.write("Are you still there?")
    await expect(talk.agent.page).to_have_title("(1) Openline")
    await expect(talk.agent.page.locator("link[rel=icon]")).to_have_attribute("href", re.compile("dot"))
    await expect(talk.customer.state).to_contain_text("Delivered")
    await talk.agent.look_back()
    await expect(talk.agent.page).to_have_title("Openline")
    await expect(talk.customer.state).to_contain_text("Read")


async def test_an_hour_offline_costs_nothing(tmp_path: Path, stage: Stage) -> None:
    stage.preparations.append(lambda context: context.clock.install())
    with ClockedServer(tmp_path / "data", ("--demo",)) as server:
        async with Office.of_demo(server) as office:
            talk = await begin(stage, office)
            await talk.agent.write("Yes, I am here.")
            await talk.customer.reads("Yes, I am here.")
            await _lose_the_line(server, talk)
            await talk.agent.reads("Written in the tunnel.")
            await talk.customer.reads("Written in the lift.")
            await talk.agent.seen()
            said = await talk.agent.talk()
            assert len(said) == 4
            assert await talk.agent.texts() == await talk.customer.texts() == said


async def _lose_the_line(server: ClockedServer, talk: Talk) -> None:
    """Both write without one, an hour goes by for everybody, and it is back."""
    agent, customer = talk.agent.page, talk.customer.page
    for page in (agent, customer):
        await page.context.set_offline(True)
    await talk.customer.write("Written in the tunnel.")
    await talk.agent.write("Written in the lift.")
    for page in (agent, customer):
        await page.clock.fast_forward(A_PINGS_PATIENCE)
    await expect(agent.get_by_text("You are offline.")).to_be_visible()
    await expect(customer.get_by_text("No connection. Your messages will be sent")).to_be_visible()
    await asyncio.to_thread(server.advance, HOUR)
    for page in (agent, customer):
        await page.clock.fast_forward("01:00:00")
        await page.context.set_offline(False)
        await page.clock.fast_forward(LONGEST_BACK_OFF)
