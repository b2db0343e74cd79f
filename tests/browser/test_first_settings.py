"""An administrator's first day with settings: what the preview showed is what customers get, whenever they write."""

from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import FrameLocator, Page, expect

from tests.browser.cast import Office
from tests.browser.test_channels import opened
from tests.browser.widget import Customer
from tests.support.browser import Stage
from tests.support.clocked import ClockedServer

GREETING = "Tea house: we answer within minutes."
CLOSED = "We are at table. Write on, we read everything."


async def test_customers_get_what_the_preview_showed_at_work_at_lunch_and_at_tet(tmp_path: Path, stage: Stage) -> None:
    with ClockedServer(tmp_path / "data", ("--demo",)) as server:
        async with Office.of_demo(server) as office:
            page = await opened(stage, office, "/channels")
            await page.get_by_role("button", name="New channel").click()
            await page.get_by_role("button", name="Create channel").click()
            await page.get_by_role("link", name="Settings").click()
            await _keep_hours_by_keyboard(page)
            at_work, closed = await _write_texts(page)
            assert (at_work[1:], closed[-1]) == ([GREETING], CLOSED)
            site = await _connect_a_widget(page)
            zone, work, tet = await _days(office, page)
            for day, hour, promised in (
                (work, time(10), at_work),
                (work, time(12, 30), closed),
                (tet, time(10), closed),
            ):
                moment = datetime.combine(day, hour, zone)
                server.advance(moment - datetime.now(zone) - timedelta(milliseconds=server.offset_ms))
                assert await _told(stage, site, promised) == promised


async def _keep_hours_by_keyboard(page: Page) -> None:
    """A lunch break from Monday to Friday, and closed on the holidays of Vietnam; there may be nobody at a desk."""
    await page.get_by_role("switch", name="Offer only to people who are online").press("Space")
    await page.get_by_role("switch", name="Keep working hours").press("Space")
    for item in ("Lunch break", "Copy to Monday to Friday"):
        await page.get_by_role("button", name="More for Monday").press("Enter")
        await page.get_by_role("menuitem", name=item).press("Enter")
    await expect(page.get_by_label("Friday: to")).to_have_count(2)
    country = page.get_by_role("combobox", name="Add the holidays of a country")
    await country.fill("Vietnam")
    await expect(page.get_by_role("option", name="Vietnam")).to_be_visible()
    await country.press("ArrowDown")
    await country.press("Enter")
    await page.get_by_role("button", name="Close on these days").press("Enter")


async def _write_texts(page: Page) -> tuple[list[str], list[str]]:
    """What the preview shows of them before they are stored: while open, while closed."""
    await page.get_by_role("textbox", name="Text of the greeting").fill(GREETING)
    await page.get_by_role("combobox", name="When somebody writes while you are closed").click()
    await page.get_by_role("option", name="send the text below").click()
    await page.get_by_role("textbox", name="Text while you are closed").fill(CLOSED)
    inside = page.frame_locator("iframe[title=Phone]")
    await expect(inside.get_by_text(GREETING)).to_be_visible()
    at_work = await _words(inside)
    await page.get_by_label("When", exact=True).select_option("off_hours")
    await expect(inside.get_by_text(CLOSED)).to_be_visible()
    closed = await _words(inside)
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    return at_work, closed


async def _words(inside: FrameLocator) -> list[str]:
    return [text.strip() for text in await inside.locator(".bubble p").all_inner_texts()]


async def _connect_a_widget(page: Page) -> str:
    """A page that carries it."""
    await page.get_by_role("link", name="Connections").click()
    await page.get_by_role("button", name="Connect…").click()
    await page.get_by_role("button", name="Website chat").click()
    await page.get_by_role("button", name="Connect", exact=True).click()
    async with page.expect_popup() as popup:
        await page.get_by_role("link", name="See it live").click()
    return (await popup.value).url


async def _days(office: Office, page: Page) -> tuple[ZoneInfo, date, date]:
    """The zone of the channel; a day of work to come, and the next Tết after it."""
    settings = await office.boss.get(f"/channels/{page.url.split('/')[4]}/settings")
    calendar = next(item["value"] for item in settings["items"] if item["key"] == "hours.calendar")
    zone = ZoneInfo(calendar["zone"])
    today = datetime.now(zone).date()
    holidays: dict[str, str] = {}
    for year in (today.year, today.year + 1, today.year + 2):
        found = await office.boss.get("/holidays", country="VN", year=str(year), locale="en")
        holidays |= {day["date"]: day["name"] for day in found["items"]}
    ahead = (today + timedelta(days=days) for days in count(1))
    work = next(day for day in ahead if day.weekday() < 5 and day.isoformat() not in holidays)
    tet = next(day for day in ahead if "Lunar New Year" in holidays.get(day.isoformat(), ""))
    return zone, work, tet


async def _told(stage: Stage, site: str, promised: list[str]) -> list[str]:
    """All that a new customer who begins as in the preview finds in his chat."""
    customer = await Customer.open(stage, site)
    await customer.write(promised[0])
    await customer.reads(promised[-1])
    return await customer.texts()
