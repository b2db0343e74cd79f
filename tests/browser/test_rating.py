"""A customer is asked how it was, says so, and the agent sees it."""

from playwright.async_api import expect

from tests.browser.cast import Office
from tests.browser.talk import begin
from tests.support.browser import Stage

ASKS = {"rating.ask": True, "rating.widget_text": "How was our answer?", "rating.widget_like": "Thank you so much!"}


async def test_a_thumb_up_at_the_end(stage: Stage, office: Office) -> None:
    talk = await begin(stage, office)
    await office.boss.must("PATCH", f"/channels/{talk.shop.channel['id']}/settings", ASKS)
    await talk.agent.write("Yes, I am here.")
    await talk.customer.reads("Yes, I am here.")
    agent = talk.shop.agents[0].api
    (found,) = (await agent.get("/conversations", view="mine"))["items"]
    await agent.must("POST", f"/sessions/{found['session']['id']}/finish")
    inside = talk.customer.inside
    await expect(inside.get_by_text("This conversation closes soon.")).to_be_visible()
    thumbs = inside.get_by_role("group", name="How was our answer?")
    await thumbs.get_by_role("button", name="Good", exact=True).press("Enter")
    await expect(inside.get_by_text("Thank you so much!")).to_be_visible()
    await expect(thumbs).to_be_hidden()
    await expect(talk.agent.page.get_by_text("The customer is satisfied").first).to_be_visible()
    await talk.customer.page.reload()
    await expect(inside.get_by_text("Thank you so much!")).to_be_visible()
