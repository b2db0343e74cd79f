"""Settings as code on its page: taken out, changed, compared, applied, and taken back; what is wrong is named."""

from playwright.async_api import expect

from tests.browser.cast import Office
from tests.browser.test_channels import opened
from tests.browser.test_settings_access import grave
from tests.support.browser import Stage


async def test_a_channel_is_taken_out_changed_applied_and_taken_back(stage: Stage, office: Office) -> None:
    stage.defaults = {"bypass_csp": True}
    shop = await office.shop("Mai Nguyen", settings={"queue.idle_time": 90})
    channel = shop.channel
    page = await opened(stage, office, f"/channels/{channel['id']}/queue")
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Show as code").click()
    await page.get_by_role("button", name="Show", exact=True).click()
    shown = page.get_by_label("Document (YAML)").first
    await expect(shown).to_have_value(await _document(office, channel["id"]))
    await page.get_by_role("button", name="Edit and apply").click()
    field = page.get_by_label("Document (YAML)").last
    document = await field.input_value()
    assert "queue.idle_time: 90" in document

    await field.fill(document.replace("queue.idle_time: 90", "queue.idle_time: 5"))
    await page.get_by_role("button", name="Compare").click()
    await expect(page.get_by_text("It cannot be done, and nothing was changed")).to_be_visible()
    await expect(page.get_by_role("alert").get_by_text("line", exact=False)).to_be_visible()

    await field.fill(document.replace("queue.idle_time: 90", "queue.idle_time: 300"))
    await page.get_by_role("button", name="Compare").click()
    planned = page.get_by_role("region", name=channel["name"])
    await expect(planned.get_by_role("row", name="queue.idle_time")).to_contain_text("90")
    assert await grave(page) == []
    await page.get_by_role("button", name="Apply", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="Apply", exact=True).click()
    await expect(page.get_by_text("Applied.", exact=True)).to_be_visible()
    assert "queue.idle_time: 300" in await _document(office, channel["id"])

    await page.get_by_role("button", name="Roll back").first.click()
    await page.get_by_role("dialog").get_by_role("button", name="Roll back").click()
    await expect(page.get_by_text("Rolled back.", exact=True)).to_be_visible()
    assert "queue.idle_time: 90" in await _document(office, channel["id"])


async def _document(office: Office, channel_id: str) -> str:
    return str((await office.boss.must("GET", f"/settings/export?channel_id={channel_id}"))["document"])
