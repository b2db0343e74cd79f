"""A session goes from hand to hand by the pane's menu, and the desk says why one waits."""

import asyncio

from playwright.async_api import Locator, Page, expect

from tests.browser.cast import Office
from tests.browser.desk import AgentDesk
from tests.browser.screens import STILL
from tests.browser.test_screens import faults
from tests.browser.widget import Customer
from tests.support.browser import Stage

ASKED = "Do you have lotus tea?"


async def pick(desk: AgentDesk, item: str) -> None:
    """An entry of the menu of the open conversation."""
    await desk.pane.get_by_role("button", name="More actions").click()
    await desk.page.get_by_role("menuitem", name=item, exact=True).click()


def dialog(page: Page) -> Locator:
    """What lies over the page."""
    return page.get_by_role("dialog")


async def test_a_session_goes_from_hand_to_hand_by_the_menu(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen", "Ivan Petrov")
    boss = await office.hire("Chi Tran", "supervisor")
    mai, ivan = await asyncio.gather(*[AgentDesk.open(stage, agent) for agent in shop.agents])
    customer = await Customer.open(stage, shop.site)
    await customer.write(ASKED)
    await mai.accept()
    await pick(mai, "Pin")
    await expect(mai.log).to_contain_text("Pinned: you")

    await pick(mai, "Transfer…")
    await dialog(mai.page).get_by_role("radio", name="Ivan Petrov").check()
    dot = dialog(mai.page).locator(".mantine-Radio-icon").first
    await expect(dot).to_have_css("position", "absolute")  # its style sheet is there
    await dialog(mai.page).get_by_label("Comment").fill("He asks for lotus tea")
    await dialog(mai.page).get_by_role("button", name="Transfer", exact=True).click()
    await expect(dialog(mai.page)).to_be_hidden()
    await ivan.page.goto("/desk/mine")
    await ivan.page.get_by_role("link", name=ASKED).or_(ivan.page.locator("[data-conversation]")).first.click()
    await ivan.reads("He asks for lotus tea")
    talk = ivan.page.url.rpartition("/")[2]

    watching = await AgentDesk.open(stage, boss)
    await watching.page.goto(f"/desk/all/{talk}")
    await pick(watching, "Take over")
    await expect(watching.field).to_be_visible()
    await pick(watching, "Mark as spam")
    await dialog(watching.page).get_by_role("button", name="Mark as spam").click()
    await expect(watching.pane.get_by_text("Closed", exact=True)).to_be_visible()

    # He came after the pin and sees it all the same; and nothing of it is gone after a reload.
    await expect(watching.log).to_contain_text("Pinned: Mai Nguyen")
    told = await watching.log.inner_text()
    await watching.page.reload()
    await expect(watching.log).to_contain_text("Pinned: Mai Nguyen")
    await expect(watching.log).to_have_text(told, use_inner_text=True)


async def test_the_desk_says_why_a_session_waits_and_what_would_help(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    boss = await office.hire("Chi Tran", "supervisor")
    customer = await Customer.open(stage, shop.site)
    desk = await AgentDesk.open(stage, boss, bypass_csp=True)
    await customer.write(ASKED)
    await desk.page.locator("[data-conversation]").filter(has_text=ASKED).click()
    await desk.page.get_by_role("button", name="Why is it here?").click()
    why = dialog(desk.page)
    await expect(why).to_contain_text("Nobody can take it now")
    await expect(why).to_contain_text("not online: 1")
    await expect(why).to_contain_text("Somebody of the queue comes online.")
    await desk.page.evaluate(STILL)
    assert await faults(desk.page) == []


async def test_what_is_whispered_stays_with_the_team(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    (mai,) = await asyncio.gather(*[AgentDesk.open(stage, agent) for agent in shop.agents])
    customer = await Customer.open(stage, shop.site)
    await customer.write(ASKED)
    await mai.accept()
    await mai.page.keyboard.press("Alt+KeyW")
    await expect(mai.log).to_contain_text("Whispering")
    await mai.write("Is this the one who never pays?")
    await mai.reads("Is this the one who never pays?")
    await mai.page.keyboard.press("Alt+KeyW")
    await expect(mai.log).to_contain_text("No longer whispering")
    await mai.write("We do.")
    await customer.reads("We do.")
    assert await customer.texts() == [ASKED, "We do."]


async def test_a_session_moves_to_the_queue_of_another_channel(stage: Stage, office: Office) -> None:
    shop, wholesale = await office.shop("Mai Nguyen"), await office.shop("Ivan Petrov")
    mai, ivan = await asyncio.gather(*[AgentDesk.open(stage, one.agents[0]) for one in (shop, wholesale)])
    customer = await Customer.open(stage, shop.site)
    await customer.write(ASKED)
    await mai.accept()
    await mai.page.keyboard.press("Alt+KeyT")
    await dialog(mai.page).get_by_role("radio", name=wholesale.channel["name"]).check()
    await dialog(mai.page).get_by_role("button", name="Transfer", exact=True).click()
    await ivan.accept()
    await customer.write("By the box, please.")
    await ivan.reads("By the box, please.")
    await ivan.write("Ten boxes?")
    await customer.reads("Ten boxes?")
