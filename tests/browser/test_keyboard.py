"""A day without a mouse."""

import asyncio

from playwright.async_api import expect

from tests.browser.cast import Office
from tests.browser.desk import AgentDesk
from tests.browser.talk import HELLO
from tests.browser.widget import Customer
from tests.support.browser import Stage


async def test_an_agent_needs_no_mouse(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    agent = await AgentDesk.open(stage, shop.agents[0])
    first, second = await asyncio.gather(*[Customer.open(stage, shop.site) for _ in range(2)])
    keys = agent.page.keyboard
    await _take(agent, first, "I am the first.")
    await _take(agent, second, "I am the second.")
    await keys.press("j")
    await agent.reads("I am the first.")
    await keys.press("k")
    await agent.reads("I am the second.")
    await keys.press("Enter")
    await expect(agent.field).to_be_focused()
    await keys.type("Hello, second!")
    await keys.press("Enter")
    await second.reads("Hello, second!")
    await keys.press("Alt+e")
    await expect(agent.pane.get_by_text("Closed", exact=True)).to_be_visible()
    await keys.press("Escape")
    await keys.press("n")
    await expect(agent.page.get_by_role("textbox", name="Write a note for the team")).to_be_focused()


async def _take(agent: AgentDesk, customer: Customer, text: str) -> None:
    await customer.write(text)
    await expect(agent.offer).to_contain_text(text)
    await agent.page.keyboard.press("Alt+a")
    await agent.reads(text)
    await expect(agent.field).to_be_focused()
    await agent.page.keyboard.press("Escape")
    await expect(agent.page.locator("[data-conversation][aria-current]")).to_be_focused()


async def test_russian_letters_on_the_keys_change_nothing(stage: Stage, office: Office) -> None:
    agent = await AgentDesk.open(stage, await office.hire("Ivan Petrov"))
    await agent.page.evaluate(
        "window.dispatchEvent(new KeyboardEvent('keydown', {key: 'л', code: 'KeyK', ctrlKey: true, bubbles: true}))"
    )
    await expect(agent.page.get_by_role("textbox", name="Go to…")).to_be_focused()


async def test_the_palette_leads_everywhere(stage: Stage, office: Office) -> None:
    agent = await AgentDesk.open(stage, await office.hire("Mai Nguyen", "administrator"))
    await agent.page.keyboard.press("Control+k")
    await expect(agent.page.get_by_role("textbox", name="Go to…")).to_be_focused()
    await agent.page.keyboard.type("channels")
    await agent.page.keyboard.press("Enter")
    await expect(agent.page.get_by_role("heading", name="Channels", level=1)).to_be_visible()


async def test_the_list_of_keys_is_one_key_away(stage: Stage, office: Office) -> None:
    agent = await AgentDesk.open(stage, await office.hire("Mai Nguyen"))
    await agent.page.keyboard.press("?")
    await expect(agent.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    await agent.page.keyboard.press("Escape")
    await expect(agent.page.get_by_role("dialog")).to_be_hidden()


async def test_a_customer_needs_no_mouse(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    customer = await Customer.visit(stage, shop.site)
    await customer.launcher.focus()
    await customer.page.keyboard.press("Enter")
    await expect(customer.field).to_be_focused()
    await customer.page.keyboard.type(HELLO)
    await customer.page.keyboard.press("Enter")
    await customer.reads(HELLO)
    await customer.page.keyboard.press("Escape")
    await expect(customer.field).to_be_hidden()
    await expect(customer.launcher).to_be_focused()
