"""A talk: what each side sees of the other, and what it does not."""

import asyncio
from io import BytesIO

from PIL import Image
from playwright.async_api import FilePayload, Locator, expect

from tests.browser.cast import Office
from tests.browser.desk import AgentDesk
from tests.browser.talk import HELLO, begin
from tests.browser.widget import Customer
from tests.support.browser import Stage


def picture(name: str) -> FilePayload:
    """A small one that loads."""
    content = BytesIO()
    Image.new("RGB", (60, 40), "#7f9b5c").save(content, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": content.getvalue()}


def paper(name: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": b"two tins of lotus tea\n" * 100}


async def shown(image: Locator) -> None:
    """Not only an element: its bytes came."""
    await expect(image).to_have_js_property("naturalWidth", 60)


async def test_files_go_both_ways(stage: Stage, office: Office) -> None:
    talk = await begin(stage, office)
    await talk.customer.inside.locator("input[type=file]").set_input_files([picture("tin.png"), paper("order.txt")])
    await expect(talk.customer.inside.get_by_role("button", name="Remove order.txt")).to_be_visible()
    await talk.customer.inside.get_by_role("button", name="Send").click()
    await shown(talk.agent.log.get_by_role("img", name="tin.png"))
    await expect(talk.agent.log.get_by_role("link", name="order.txt")).to_contain_text("2 kB")
    await talk.agent.page.locator("input[type=file]").set_input_files([picture("shelf.png"), paper("prices.txt")])
    await talk.agent.pane.get_by_role("button", name="Send").click()
    await shown(talk.customer.log.get_by_role("img", name="shelf.png"))
    link = talk.customer.log.get_by_role("link", name="prices.txt")
    file = await talk.customer.page.request.get(await link.get_attribute("href") or "")
    assert file.headers["content-disposition"].startswith("attachment")
    assert await file.body() == paper("prices.txt")["buffer"]


async def test_each_sees_the_other_type(stage: Stage, office: Office) -> None:
    talk = await begin(stage, office)
    await talk.agent.field.press_sequentially("One moment")
    await expect(talk.customer.inside.get_by_text("Mai Nguyen is typing…")).to_be_visible()
    await talk.customer.field.press_sequentially("Thank you")
    await expect(talk.agent.pane.get_by_role("status", name="typing…")).to_be_visible()
    await talk.agent.field.press("Enter")
    await expect(talk.customer.inside.get_by_text("is typing…")).to_be_hidden()


async def test_a_note_stays_in_the_team(stage: Stage, office: Office) -> None:
    talk = await begin(stage, office)
    await talk.agent.note("He asked the same yesterday.")
    await talk.agent.write("Yes, I am here.")
    await talk.customer.reads("Yes, I am here.")
    assert await talk.customer.texts() == [HELLO, "Yes, I am here."]
    await talk.customer.page.reload()
    await talk.customer.reads("Yes, I am here.")
    assert await talk.customer.texts() == [HELLO, "Yes, I am here."]
    assert await talk.agent.texts() == [HELLO, "He asked the same yesterday.", "Yes, I am here."]


async def test_what_was_begun_is_there_after_a_reload(stage: Stage, office: Office) -> None:
    talk = await begin(stage, office)
    await talk.agent.field.fill("We have it in two")
    await talk.customer.field.fill("And how much is")
    await asyncio.gather(talk.agent.page.reload(), talk.customer.page.reload())
    await expect(talk.agent.field).to_have_value("We have it in two")
    await expect(talk.customer.field).to_have_value("And how much is")
    await expect(talk.agent.page.locator("[data-conversation]").first).to_contain_text("Draft: We have it in two")


async def test_two_tabs_of_one_agent_agree(stage: Stage, office: Office) -> None:
    shop = await office.shop("Mai Nguyen")
    one, customer = await asyncio.gather(AgentDesk.open(stage, shop.agents[0]), Customer.open(stage, shop.site))
    other = AgentDesk(await one.page.context.new_page())
    await other.page.goto("/desk/new")
    await other.seen()
    await customer.write(HELLO)
    await expect(one.offer).to_contain_text(HELLO)
    await other.accept()
    await expect(one.offer).to_be_hidden()
    await one.page.goto(other.page.url)
    await one.reads(HELLO)
    await one.write("Yes, I am here.")
    await other.reads("Yes, I am here.")
    await other.write("And so is this tab.")
    await one.reads("And so is this tab.")
    await other.finish()
    await expect(one.pane.get_by_text("Closed", exact=True)).to_be_visible()
    assert await one.texts() == await other.texts() == await customer.texts()
