"""A canned response: made on its page, found by a slash, read by the customer with its file; and one made of it."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import FilePayload, expect

from tests.browser.cast import Office
from tests.browser.desk import AgentDesk
from tests.browser.widget import Customer
from tests.support.browser import Stage

PRICES: FilePayload = {"name": "prices.txt", "mimeType": "text/plain", "buffer": b"tea 5, pot 9"}


async def test_what_is_said_often_is_said_by_a_slash(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    made = await office.boss.must("POST", "/canned/lists", {"name": f"Shipping {shop.channel['number']}"})
    choice = {"canned.from": "chosen", "canned.lists": [made["id"]]}
    await office.boss.must("PATCH", f"/channels/{shop.channel['id']}/settings", choice)
    mai = await AgentDesk.open(stage, shop.agents[0])
    page = mai.page
    await page.goto("/canned")
    await page.get_by_role("button", name=made["name"]).click()
    await page.get_by_role("button", name="New response").click()
    await page.get_by_role("textbox", name="Text").fill(
        "Hello, #CUSTOMER_NAME#! We ship to Huế in two days. #OPERATOR#"
    )
    await page.get_by_role("textbox", name="Name").fill("Shipping to Huế")
    await page.get_by_role("dialog").locator("input[type=file]").set_input_files(PRICES)
    await expect(page.get_by_role("button", name="Save")).to_be_enabled()
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("not used yet")).to_be_visible()

    await page.goto("/desk/new")
    await mai.seen()
    customer = await Customer.open(stage, shop.site)
    await customer.write("Do you ship to Hue?")
    await mai.accept()
    await mai.field.press_sequentially("/ship hue")
    option = page.get_by_role("option", name="Shipping to Huế")
    await expect(option).to_contain_text("Not known, so left out:")
    found = (await Axe().run(page)).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    await mai.field.press("Escape")
    await expect(option).to_be_hidden()
    await mai.field.fill("")
    await mai.field.press_sequentially("/hue")
    await expect(option).to_be_visible()
    await mai.field.press("Enter")
    said = "Hello! We ship to Huế in two days. Mai Nguyen"
    await expect(mai.field).to_have_value(said)
    await expect(mai.pane.get_by_text("prices.txt")).to_be_visible()
    await mai.field.press("Enter")
    await customer.reads(said)
    await expect(customer.inside.get_by_role("link", name="prices.txt")).to_be_visible()

    await page.get_by_role("button", name="Keep as a canned response").click()
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Kept. Type / in a conversation to use it.")).to_be_visible()
