"""An administrator connects a bot: a wrong token, the right one, the first message, a test reply, the desk."""

import re

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from tests.browser.cast import Office
from tests.browser.screens import STILL
from tests.browser.test_screens import GRAVE
from tests.support.browser import Stage
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_server import FakeTelegram

HELLO = "Chào shop, trà sen còn hàng không ạ?"


class Wizard:
    """The open dialog."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("dialog")

    def button(self, name: str) -> Locator:
        return self.box.get_by_role("button", name=name, exact=True)

    async def at(self, step: str) -> None:
        await expect(self.box.get_by_role("heading", name=step, level=3)).to_be_visible()
        await expect(self.box.locator("[aria-current=step]")).to_have_text(step)
        await self.page.evaluate(STILL)

    async def enter(self, token: str) -> None:
        await self.box.get_by_label("Bot token", exact=True).fill(token)
        await self.button("Check and continue").click()


async def faults(page: Page) -> list[str]:
    """What axe finds grave."""
    found = (await Axe().run(page)).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found if one["impact"] in GRAVE for node in one["nodes"]]


async def opened(stage: Stage, office: Office, bot: FakeBot, telegram: FakeTelegram, **options: object) -> Wizard:
    """The dialog with Telegram picked, and the address of this journey's Telegram entered."""
    del bot
    boss = await office.hire("An Tran", "administrator")
    shop = await office.shop(boss)
    context = await stage.context(**{"base_url": boss.url, "bypass_csp": True} | options)
    await context.add_cookies(boss.cookies)
    page = await context.new_page()
    await page.goto(f"/channels/{shop.channel['id']}/connections")
    await page.get_by_role("button", name="Connect…").click()
    wizard = Wizard(page)
    await expect(wizard.box.get_by_role("button", name=re.compile("^Telegram"))).to_be_visible()
    assert await faults(page) == []
    await wizard.box.get_by_role("button", name=re.compile("^Telegram")).click()
    await wizard.at("Settings")
    await expect(wizard.box.get_by_label("Bot token", exact=True)).to_be_focused()
    await wizard.box.get_by_text("More settings").click()
    await wizard.box.get_by_label("Address of the Bot API").fill(telegram.url)
    return wizard


@pytest.mark.parametrize(("scheme", "number"), [("light", 1001), ("dark", 1002)])
async def test_a_bot_is_connected_and_its_first_customer_answered(
    stage: Stage, telegram_office: Office, telegram: FakeTelegram, scheme: str, number: int
) -> None:
    bot = telegram.bot("Lotus tea", "lotus_tea_bot")
    name = f"Linh of the {scheme} side"
    linh = bot.customer(number, name)
    wizard = await opened(stage, telegram_office, bot, telegram, color_scheme=scheme)
    page = wizard.page

    await wizard.enter(f"{bot.id}:AAwrong-token-of-nobody-at-all")
    await expect(wizard.box.get_by_text("Telegram does not know this token.")).to_be_visible()
    await expect(wizard.box.get_by_label("Bot token", exact=True)).to_be_focused()
    assert await faults(page) == []

    await wizard.enter(bot.token)
    await wizard.at("The way here")
    await expect(wizard.box.get_by_role("radio", name="This server asks Telegram")).to_be_checked()
    assert await faults(page) == []
    await wizard.button("Continue").click()

    await wizard.at("First message")
    await expect(wizard.box.get_by_text("Waiting for your message…")).to_be_visible()
    await expect(wizard.box.get_by_role("link", name="Open Lotus tea")).to_have_attribute(
        "href", "https://t.me/lotus_tea_bot"
    )
    assert await faults(page) == []
    await linh.text(HELLO)
    await expect(wizard.box.get_by_text(f"{name}: {HELLO}")).to_be_visible()
    await wizard.button("Continue").click()

    await wizard.at("Test reply")
    await wizard.button("Send the test").click()
    await expect(wizard.box.get_by_text("Sent. Look at the messenger.")).to_be_visible()
    (reply,) = await bot.until_sent(1)
    assert (reply.chat_id, reply.params["text"]) == (number, "It works! This is a test from our support desk.")
    assert await faults(page) == []
    await wizard.button("Continue").click()

    await wizard.at("Done")
    assert await faults(page) == []
    await wizard.box.get_by_role("link", name="To the conversations").click()
    await page.locator("[data-conversation]").filter(has_text=name).click()
    await expect(page.get_by_role("log").get_by_text(HELLO)).to_be_visible()


async def test_a_bot_that_is_thrown_out_is_told_on_every_page_and_mended_in_place(
    stage: Stage, telegram_office: Office, telegram: FakeTelegram
) -> None:
    bot = telegram.bot("Lotus tea", "lotus_tea_bot")
    wizard = await opened(stage, telegram_office, bot, telegram)
    page = wizard.page
    await wizard.enter(bot.token)
    await wizard.at("The way here")
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("Waiting for the first message")).to_be_visible()

    bot.revoked = True
    await page.get_by_role("button", name="Check now").click()
    await expect(page.get_by_text("Lotus tea needs attention: messages may not arrive.")).to_be_visible()
    assert await faults(page) == []
    await page.get_by_role("link", name="People").click()
    await page.get_by_role("link", name="Look at it").click()
    await page.get_by_role("button", name="Mend: Bot token").click()
    await expect(wizard.box.get_by_label("Bot token", exact=True)).to_be_focused()

    bot.revoked = False
    await wizard.box.get_by_label("Bot token", exact=True).fill(bot.token)
    await wizard.button("Check and save").click()
    await expect(wizard.box).to_be_hidden()
    await expect(page.get_by_text("Lotus tea needs attention")).to_be_hidden()
