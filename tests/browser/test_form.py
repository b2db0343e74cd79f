"""A customer is asked who he is before he can write, by keyboard; his agent reads the answers."""

import re

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.cast import Office
from tests.browser.widget import Customer
from tests.support.browser import Stage

FORM = {
    "form.enabled": True, "form.when": "before", "form.title": "Who is there?", "form.fields": [
        {"id": "name", "kind": "name", "required": True},
        {"id": "order", "kind": "text", "label": "Number of the order"},
        {"id": "terms", "kind": "consent", "label": "I agree", "required": True},
    ],
}  # fmt: skip


async def test_who_answers_the_form_may_write_and_is_known(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen", settings=FORM)
    customer = await Customer.visit(stage, shop.site)
    await customer.launcher.click()
    form = customer.inside.get_by_role("form", name="Who is there?")
    name = form.get_by_role("textbox", name=re.compile("^Name"))
    composer = customer.inside.get_by_role("textbox", name="Write a message…")
    await expect(name).to_be_visible()
    await expect(composer).to_be_hidden()
    await form.get_by_role("button", name="Send").press("Enter")
    await expect(name).to_be_focused()
    await expect(form.get_by_text("An answer is needed here.")).to_have_count(2)
    found = (await Axe().run(customer.page)).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    await name.fill("Lan")
    await form.get_by_role("checkbox").press("Space")
    await name.press("Enter")
    await expect(form).to_be_hidden()
    await expect(composer).to_be_focused()
    await composer.fill("Do you ship to Hue?")
    await composer.press("Enter")
    await customer.sent()
    row = (await office.boss.get("/conversations", view="all"))["items"][0]
    assert row["contact"]["name"] == "Lan"
    messages = (await office.boss.get(f"/conversations/{row['id']}/messages"))["items"]
    assert {one["text"] for one in messages if one["note"]} == {
        "The customer filled in the form:\nName: Lan\nI agree: yes"
    }
    await customer.page.reload()
    await customer.reads("Do you ship to Hue?")
    await expect(form).to_have_count(0)
