"""The first day: from an empty server to a customer who is answered, without a manual."""

import re
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.cast import PASSWORD
from tests.browser.desk import AgentDesk
from tests.browser.widget import Customer
from tests.support.browser import Stage
from tests.support.clocked import ClockedServer

FIRST_LINK = re.compile(r"http://127\.0\.0\.1:\d+/link/\S+")
CLIPBOARD = ["clipboard-read", "clipboard-write"]


async def test_an_empty_server_answers_a_customer_the_same_day(tmp_path: Path, stage: Stage) -> None:
    with ClockedServer(tmp_path / "data") as server:
        link = FIRST_LINK.search(server.output())
        assert link, server.output()
        boss = await (await stage.context(permissions=CLIPBOARD)).new_page()
        await _create_the_account(boss, link[0])
        agent = await _join(stage, await _invite(boss))
        await _open_a_channel(boss)
        await _fill_the_queue_by_keyboard(boss)
        await _give_more_time(boss)
        customer = await _connect_a_widget(boss)
        await customer.write("Xin chào, có ai ở đó không?")
        await agent.accept()
        await agent.write("Dạ có ạ, em là Linh!")
        await customer.reads("Dạ có ạ, em là Linh!")


async def _create_the_account(boss: Page, link: str) -> None:
    await boss.goto(link)
    await boss.get_by_label("E-mail").fill("an@example.com")
    await boss.get_by_label("Name").fill("An Tran")
    await boss.get_by_label("New password").fill(PASSWORD)
    await boss.get_by_role("button", name="Create the account").click()
    await expect(boss.get_by_role("button", name="My state: Online")).to_be_visible()


async def _invite(boss: Page) -> str:
    """The link to hand over."""
    await boss.get_by_role("link", name="People").click()
    await boss.get_by_role("button", name="Invite somebody").click()
    await boss.get_by_label("Name").fill("Linh Pham")
    await boss.get_by_label("E-mail").fill("linh@example.com")
    await boss.get_by_role("button", name="Create invitation").click()
    link = await boss.get_by_role("group", name="Link").locator("code").inner_text()
    await boss.get_by_role("button", name="Done").click()
    await expect(boss.get_by_role("row", name="Linh Pham")).to_contain_text("Invited")
    return link


async def _join(stage: Stage, link: str) -> AgentDesk:
    page = await (await stage.context(base_url=link.partition("/link")[0])).new_page()
    await page.goto(link)
    await expect(page.get_by_label("E-mail")).to_have_value("linh@example.com")
    await page.get_by_label("New password").fill(PASSWORD)
    await page.get_by_role("button", name="Join").click()
    desk = AgentDesk(page)
    await desk.seen()
    return desk


async def _open_a_channel(boss: Page) -> None:
    """The server names it, and puts who made it into the queue."""
    await boss.get_by_role("link", name="Channels").click()
    await expect(boss.get_by_text("No channels yet")).to_be_visible()
    await boss.get_by_role("button", name="New channel").click()
    await boss.get_by_role("button", name="Create channel").click()
    await expect(boss.get_by_role("heading", name="open channel 1")).to_be_visible()
    await expect(boss.get_by_role("button", name="Drag An Tran")).to_be_visible()


async def _fill_the_queue_by_keyboard(boss: Page) -> None:
    """Linh is added, and moved to the first place."""
    keys, grips = boss.keyboard, boss.get_by_role("button", name=re.compile("^Drag"))
    await boss.get_by_role("combobox", name="Add people").focus()
    await keys.type("Linh")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await keys.press("Escape")
    await keys.press("Tab")
    await expect(boss.get_by_role("button", name="Add to the queue")).to_be_focused()
    await keys.press("Enter")
    await expect(grips).to_have_count(2)
    await grips.last.focus()
    for key in ("Space", "ArrowUp", "Space"):
        await keys.press(key)
    await expect(grips.first).to_have_accessible_name("Drag Linh Pham")


async def _give_more_time(boss: Page) -> None:
    await boss.get_by_role("link", name="Settings").click()
    time = boss.get_by_role("textbox", name="Time to accept")
    await time.fill("120")
    await expect(boss.get_by_text("1 unsaved change")).to_be_visible()
    await boss.get_by_role("button", name="Save", exact=True).click()
    await expect(boss.get_by_text("Saved", exact=True)).to_be_visible()
    await boss.reload()
    await expect(time).to_have_value("120 s")


async def _connect_a_widget(boss: Page) -> Customer:
    """What is copied goes into a site; the test page is such a site, of another origin."""
    await boss.get_by_role("link", name="Connections").click()
    await boss.get_by_role("button", name="Connect…").click()
    await boss.get_by_role("button", name=re.compile("^Website chat")).click()
    await boss.get_by_role("button", name="Connect", exact=True).click()
    snippet = boss.get_by_role("group", name="Paste this before")
    await snippet.get_by_role("button", name="Copy").click()
    await expect(snippet.get_by_role("button", name="Copied")).to_be_visible()
    copied = await boss.evaluate("navigator.clipboard.readText()")
    assert copied == await snippet.locator("code").inner_text()
    async with boss.expect_popup() as opened:
        await boss.get_by_role("link", name="See it live").click()
    site = await opened.value
    assert "//127.0.0.1:" in copied
    assert "//localhost:" in site.url
    return await Customer(site, site).opened()
