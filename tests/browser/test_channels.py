"""A channel's life by hand: connected from the contact center, made like another one, switched off, deleted."""

from playwright.async_api import Page, expect

from tests.browser.cast import Office
from tests.browser.test_telegram_wizard import faults
from tests.support.browser import Stage


async def opened(stage: Stage, office: Office, place: str) -> Page:
    boss = await office.hire("An Tran", "administrator")
    context = await stage.context(base_url=boss.url, bypass_csp=True)
    await context.add_cookies(boss.cookies)
    page = await context.new_page()
    await page.goto(place)
    return page


async def test_a_widget_is_connected_from_the_contact_center_to_a_new_channel(stage: Stage, office: Office) -> None:
    page = await opened(stage, office, "/contact-center")
    tile = page.get_by_role("region", name="Website chat")
    await expect(tile).to_contain_text("Connected")
    assert await faults(page) == []
    await tile.get_by_role("button", name="Connect Website chat").click()
    await page.get_by_role("radio", name="A new channel").check()
    assert await faults(page) == []
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_label("Title", exact=True).fill("Lotus by night")
    await page.get_by_role("button", name="Connect", exact=True).click()
    await expect(page.get_by_role("heading", name="Lotus by night")).to_be_visible()
    channel = await page.get_by_role("heading", level=1).inner_text()
    await page.get_by_role("link", name="Contact center").click()
    await expect(tile.get_by_role("link", name=f"Channel {channel}")).to_contain_text("Works")


async def test_a_channel_is_made_copied_to_switched_off_and_deleted(stage: Stage, office: Office) -> None:
    shop = await office.shop(await office.hire("Mai Nguyen"))
    page = await opened(stage, office, "/channels")
    await page.get_by_role("searchbox", name="Find a channel").fill("mai nguyen tea")
    await expect(page.get_by_role("link", name=shop.channel["name"])).to_be_visible()
    await page.get_by_role("button", name="New channel").click()
    await page.get_by_label("Name").fill("Night shift")
    await page.get_by_role("radio", name="Support around the clock").check()
    await page.get_by_role("button", name="Create channel").click()
    await expect(page.get_by_role("heading", name="Night shift")).to_be_visible()
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Copy settings").click()
    await page.get_by_role("checkbox", name=shop.channel["name"]).check()
    await expect(page.get_by_text(f"{shop.channel['name']}: ")).to_contain_text("change")
    assert await faults(page) == []
    await page.get_by_role("button", name="Copy", exact=True).click()
    await expect(page.get_by_text("1 channel changed")).to_be_visible()
    settings = await office.boss.get(f"/channels/{shop.channel['id']}/settings")
    assert {item["key"]: item["value"] for item in settings["items"]}["queue.escalate_after"] == 2
    await page.get_by_role("switch", name="On").click(force=True)
    await expect(page.get_by_text("Nobody is being served there now.")).to_be_visible()
    await page.get_by_role("button", name="Switch off").click()
    await expect(page.get_by_role("switch", name="Off")).to_be_visible()
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Delete channel").click()
    await page.get_by_label("Type “Night shift” to confirm").fill("Night shift")
    await page.get_by_role("button", name="Delete channel").click()
    await expect(page.get_by_role("heading", name="Channels")).to_be_visible()
    await expect(page.get_by_role("link", name="Night shift")).to_have_count(0)
