"""The widget on sites of others: under their policy, in a frame, among strangers' messages, on a phone."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.cast import Office
from tests.browser.desk import AgentDesk
from tests.browser.talk import HELLO
from tests.browser.widget import Customer
from tests.support.browser import Stage

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
KEEP_VIOLATIONS = """
window.violations = []
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  violations.push(`${violatedDirective} ${blockedURI}`)
})
"""
FORGED = [
    {"openline": {"kind": "store", "name": "token", "value": "stolen"}},
    {"openline": {"kind": "close"}},
    {"openline": {"kind": "event", "name": "message", "detail": {"text": "forged"}}},
]
FORGED_INSIDE = [
    {"openline": {"kind": "reset"}},
    {"openline": {"kind": "start", "options": {"key": "x", "base": "https://evil.example", "stored": {}}}},
]


async def violations(page: Page) -> list[str]:
    found: list[str] = await page.evaluate("window.violations")
    return found


@pytest.mark.parametrize("mode", ["inline", "iframe"])
async def test_a_strict_policy_has_nothing_to_complain_about(stage: Stage, office: Office, mode: str) -> None:
    stage.preparations.append(lambda context: context.add_init_script(KEEP_VIOLATIONS))
    shop = await office.shop("Mai Nguyen")
    agent = await AgentDesk.open(stage, shop.agents[0])
    customer = await Customer.open(stage, f"{shop.site}&mode={mode}")
    await customer.write("<img src=x onerror=alert(1)> https://example.com/tea")
    await agent.accept()
    await agent.write("<b>Yes</b>, we have it.")
    await customer.reads("<b>Yes</b>, we have it.")
    await expect(customer.log.get_by_role("link", name="https://example.com/tea")).to_be_visible()
    await expect(agent.log.get_by_role("link", name="https://example.com/tea")).to_be_visible()
    assert await violations(customer.page) == await violations(agent.page) == []
    assert await customer.page.context.cookies() == []


async def test_strangers_messages_move_nothing_in_a_frame(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    customer = await Customer.open(stage, f"{shop.site}&mode=iframe")
    await customer.write(HELLO)
    await customer.sent()
    token = f"localStorage['openline:{shop.key}:token']"
    before = await customer.page.evaluate(token)
    frame = next(frame for frame in customer.page.frames if "/widget/frame/" in frame.url)
    await customer.page.evaluate("(all) => all.forEach((data) => window.postMessage(data, '*'))", FORGED)
    await frame.evaluate("(all) => all.forEach((data) => window.postMessage(data, '*'))", FORGED_INSIDE)
    await customer.write("Still the same talk?")
    await customer.reads("Still the same talk?")
    await customer.sent()
    assert await customer.page.evaluate(token) == before
    assert await customer.texts() == [HELLO, "Still the same talk?"]


async def test_a_site_that_is_not_listed_shows_no_chat(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    config = {"allowed_origins": ["https://shop.example"]}
    await office.boss.must("PATCH", f"/connections/{shop.connection['id']}", {"config": config})
    customer = await Customer.visit(stage, shop.site)
    await customer.launcher.click()
    await expect(customer.inside.get_by_text("This chat is not available on this site.")).to_be_visible()
    await expect(customer.field).to_be_hidden()


async def test_the_chat_fills_a_phone_and_nothing_sticks_out(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    customer = await Customer.visit(stage, shop.site, **PHONE)
    await customer.launcher.tap()
    await customer.field.fill("Averyveryverylongwordthatfitsintonothingatallandyetgoesonandonandon")
    await customer.inside.get_by_role("button", name="Send").tap()
    await customer.sent()
    panel = await customer.inside.get_by_role("dialog").bounding_box()
    assert panel == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert await customer.log.evaluate("(log) => log.scrollWidth <= log.clientWidth")
    assert await customer.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await customer.inside.get_by_role("button", name="Close the chat").tap()
    await expect(customer.launcher).to_be_visible()


async def test_the_public_page_is_a_chat_of_its_own(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    page = await (await stage.context(locale="vi-VN", color_scheme="dark")).new_page()
    await page.goto(shop.chat)
    customer = Customer(page, page)
    await customer.write(HELLO)
    await expect(customer.state).to_contain_text("Đã nhận")
    await page.reload()
    await customer.reads(HELLO)
