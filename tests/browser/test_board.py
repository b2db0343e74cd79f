"""A supervisor looks after a channel: sees who waits and why, lets a colleague go on, and it moves at once."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.cast import Colleague, Office, Shop
from tests.browser.desk import AgentDesk
from tests.browser.widget import Customer
from tests.support.browser import Stage

ASKED = "Is the lotus tea in stock?"


def block(page: Page, name: str) -> Locator:
    """A part of the board by its title."""
    return page.get_by_role("region", name=re.compile(f"^{name}"))


async def watch(stage: Stage, shop: Shop, boss: Colleague) -> Page:
    """The board of the shop in the supervisor's browser."""
    context = await stage.context(base_url=boss.url)
    await context.add_cookies(boss.cookies)
    page = await context.new_page()
    await page.goto(f"/board/{shop.channel['id']}")
    await expect(page.get_by_role("heading", name=f"Board: {shop.channel['name']}")).to_be_visible()
    return page


async def test_a_supervisor_ends_a_pause_and_the_waiting_customer_is_offered_at_once(
    stage: Stage, office: Office
) -> None:
    shop = await office.shop("Mai Nguyen")
    (mai,) = shop.agents
    boss = await office.hire("Chi Tran", "supervisor")
    await mai.api.must("PUT", "/me/pause", {"on": True})
    desk = await AgentDesk.open(stage, mai)
    board = await watch(stage, shop, boss)
    await expect(block(board, "Waiting")).to_contain_text("Nobody waits.")
    customer = await Customer.open(stage, shop.site)
    await customer.write(ASKED)
    waiting = block(board, "Waiting").get_by_role("listitem")
    await expect(waiting).to_contain_text("paused")
    await expect(board.get_by_role("status").filter(has_text="nobody can take them")).to_be_visible()
    await expect(desk.offer).to_be_hidden()
    await board.get_by_role("button", name="Workday and pause of Mai Nguyen").click()
    await board.get_by_role("menuitem", name="Take new conversations again").click()
    await expect(desk.offer).to_contain_text("is waiting")
    await expect(block(board, "Offered").get_by_role("listitem")).to_contain_text("Offered: Mai Nguyen")
    await expect(block(board, "Waiting")).to_contain_text("Nobody waits.")
    await desk.accept()
    await expect(block(board, "In work").get_by_role("listitem")).to_contain_text("Mai Nguyen · the customer waits")


async def test_a_supervisor_takes_who_waits(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    boss = await office.hire("Chi Tran", "supervisor")
    board = await watch(stage, shop, boss)
    customer = await Customer.open(stage, shop.site)
    await customer.write(ASKED)
    waiting = block(board, "Waiting").get_by_role("listitem")
    await expect(waiting).to_contain_text("not online")
    await waiting.get_by_role("button").click()
    await board.get_by_role("menuitem", name="Take it").click()
    await expect(block(board, "In work").get_by_role("listitem")).to_contain_text("Chi Tran")
    await expect(block(board, "Agents")).to_contain_text("not in the queue")
