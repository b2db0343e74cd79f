"""The whole page of settings and each of its dialogs, in light and in dark: nothing grave for whoever cannot see it."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.cast import Office
from tests.browser.screens import STILL
from tests.browser.test_channels import opened
from tests.browser.test_screens import faults
from tests.support.browser import Stage

BUTTON = {"label": "Yes", "text": "", "reply": "Fine."}
# Whatever is switched on opens what depends on it.
EVERYTHING = {
    "hours.enabled": True, "hours.off_rule": "text", "consent.enabled": True, "auto.welcome": True,
    "auto.no_answer_rule": "text", "auto.close_rule": "text", "auto.timeout_rule": "text", "form.enabled": True,
    "rating.ask": True, "kpi.first_limit": 60, "kpi.further_limit": 60, "kpi.repeat_after": 60,
    "kpi.escalate_after": 60, "queue.distribution": "skills", "queue.skills": {"russian": 3},
    "queue.max_sessions": 5, "queue.escalate_after": 3, "queue.agent_card": "hidden", "canned.from": "chosen",
    "auto.reminders": [{"after_s": 600, "text": "Still there?", "close": BUTTON, "continue": BUTTON, "new": BUTTON}],
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_grave_in_any_group_or_dialog_of_settings(
    stage: Stage, office: Office, scheme: str
) -> None:
    stage.defaults = {"color_scheme": scheme, "bypass_csp": True}
    shop = await office.shop("Mai Nguyen", settings=EVERYTHING)
    path = f"/channels/{shop.channel['id']}/settings"
    page = await opened(stage, office, path)
    await page.get_by_role("radiogroup", name="Which settings are shown").get_by_text("All", exact=True).click()
    await expect(page.get_by_role("heading", level=3).nth(60)).to_be_attached()
    await expect(page.get_by_role("button", name="Add a reminder")).to_be_attached()
    await expect(page.frame_locator("iframe[title=Phone]").get_by_role("textbox")).to_be_visible()
    found = {"page": await grave(page)}
    await page.get_by_role("textbox", name="Time to accept").fill("90")
    await page.get_by_role("button", name="Review", exact=True).click()
    found["review"] = await grave(page, "What will change")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="History").click()
    found["history"] = await grave(page, "History")
    await page.get_by_role("button", name="Back to before this").first.click()
    await expect(page.get_by_role("button", name="Go back")).to_be_visible()
    found["restore"] = await grave(page, "History")
    await page.keyboard.press("Escape")
    await office.boss.must("PATCH", path, {"queue.idle_time": 120})
    await page.get_by_role("button", name="Save").click()
    found["conflict"] = await grave(page, "Somebody changed these settings meanwhile")
    await page.keyboard.press("Escape")
    await page.get_by_role("textbox", name="Question in messengers").fill("How was it?")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert").first).to_be_visible()
    found["refusal"] = await grave(page)
    assert {what: lines for what, lines in found.items() if lines} == {}


async def grave(page: Page, dialog: str | None = None) -> list[str]:
    """What axe finds once this dialog has come to rest."""
    if dialog:
        await expect(page.get_by_role("dialog", name=dialog)).to_be_visible()
    await page.evaluate(STILL)
    return await faults(page, "[role=dialog]" if dialog else None)
