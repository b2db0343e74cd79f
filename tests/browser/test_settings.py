"""The page of settings: what it shows before saving is what customers get; two who save at once."""

from playwright.async_api import expect

from tests.browser.cast import Office
from tests.browser.test_channels import opened
from tests.browser.test_telegram_wizard import faults
from tests.browser.widget import Customer
from tests.support.browser import Stage

GREETING = "Tea house: we answer within minutes."


async def test_what_the_preview_showed_is_what_the_customer_gets_also_after_a_conflict(
    stage: Stage, office: Office
) -> None:
    shop = await office.shop("Mai Nguyen", settings={"auto.welcome": True})
    path = f"/channels/{shop.channel['id']}/settings"
    page = await opened(stage, office, path)
    field = page.get_by_role("textbox", name="Text of the greeting")
    await field.fill(GREETING)
    inside = page.frame_locator("iframe[title=Phone]")
    await expect(inside.get_by_text(GREETING)).to_be_visible()
    await expect(field).to_be_focused()
    assert await faults(page) == []
    await page.get_by_text("Computer", exact=True).click()
    await page.get_by_label("Visitor\u2019s language").select_option("vi")
    inside = page.frame_locator("iframe[title=Computer]")
    await expect(inside.get_by_placeholder("Nhập tin nhắn…")).to_be_visible()
    await page.get_by_label("When", exact=True).select_option("closed")
    await expect(inside.locator(".launcher")).to_be_visible()
    await expect(inside.get_by_text(GREETING)).to_be_hidden()
    await office.boss.must("PATCH", path, {"auto.close_delay": 3})
    await page.get_by_role("button", name="Save").click()
    conflict = page.get_by_role("dialog", name="Somebody changed these settings meanwhile")
    await expect(conflict.get_by_role("listitem")).to_have_text(["Close after the farewell"])
    await conflict.get_by_role("button", name="Keep my changes").click()
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    customer = await Customer.open(stage, shop.site)
    await customer.write("Hello?")
    await customer.reads(GREETING)
    await page.get_by_role("button", name="History").click()
    past = page.get_by_role("dialog", name="History")
    await past.get_by_role("button", name="Back to before this").first.click()
    await past.get_by_role("button", name="Go back").click()
    await expect(page.get_by_role("textbox", name="Text of the greeting")).not_to_have_value(GREETING)


async def test_a_setting_is_found_by_another_word_from_anywhere(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    page = await opened(stage, office, f"/channels/{shop.channel['id']}/queue")
    await expect(page.get_by_role("heading", name=shop.channel["name"])).to_be_visible()
    await page.keyboard.press("Control+k")
    await page.get_by_role("textbox", name="Go to…").fill("csat")
    await expect(page.get_by_role("button", name="Ask for a rating")).to_contain_text(shop.channel["name"])
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("switch", name="Ask for a rating")).to_be_in_viewport()
