"""From the address of a channel's settings to the page: when something is painted, and when its settings stand there.

`python -m benchmarks.settings_page`; as always, the figures are printed and nothing is asserted. The aim is a second.
"""

import asyncio
import statistics
import tempfile
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page

from tests.support.browser import VIEWPORT, chromium
from tests.support.clocked import ClockedServer
from tests.support.office import Office

ROUNDS = 7
# The paint that counts is the first with something of ours; what the page is for are the settings themselves.
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
STANDS = """new Promise((done) => {
  const look = () => document.querySelector('[id^="setting-"]') ? done(performance.now()) : requestAnimationFrame(look)
  look()
})"""
SLOW = 4


async def measure(page: Page, url: str) -> tuple[float, float]:
    """Milliseconds from the navigation."""
    await page.goto(url, wait_until="commit")
    stands: float = await page.evaluate(STANDS)
    await page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    return float(await page.evaluate(PAINTED)), stands


async def visitor(browser: Browser, office: Office) -> BrowserContext:
    """The administrator, who has never been here with this browser."""
    context = await browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
    url = str(office.boss.http.base_url)
    cookies = [{"name": one.name, "value": one.value, "url": url} for one in office.boss.http.cookies.jar]
    await context.add_cookies(cookies)  # type: ignore[arg-type]
    return context


async def act(browser: Browser, office: Office, path: str, *, slowness: int) -> dict[str, list[tuple[float, float]]]:
    """The first visit and the next, several times."""
    found: dict[str, list[tuple[float, float]]] = {"first visit": [], "next visit": []}
    for _ in range(ROUNDS):
        context = await visitor(browser, office)
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send("Emulation.setCPUThrottlingRate", {"rate": slowness})
        url = f"{str(office.boss.http.base_url).rstrip('/')}{path}"
        for times in found.values():
            times.append(await measure(page, url))
        await context.close()
    return found


async def main() -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as folder, ClockedServer(Path(folder), ("--demo",)) as server:
        async with Office.of_demo(server) as office, chromium() as browser:
            (channel, *_) = (await office.boss.get("/channels"))["items"]
            print(f"{'':24}{'painted ms':>20}{'settings stand ms':>24}")
            path = f"/channels/{channel['id']}/settings"
            for slowness in (1, SLOW):
                for visit, times in (await act(browser, office, path, slowness=slowness)).items():
                    painted, stand = (_row(one) for one in zip(*times, strict=True))
                    name = visit + (f", CPU 1/{slowness}" if slowness > 1 else "")
                    print(f"{name:24}{painted:>20}{stand:>24}")


def _row(times: tuple[float, ...]) -> str:
    return f"{statistics.median(times):.0f} ({min(times):.0f}…{max(times):.0f})"


if __name__ == "__main__":
    asyncio.run(main())
