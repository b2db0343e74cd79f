"""Makes the pictures of the README from the real product: `make pictures`. Look at them before committing.

It is half past ten in the shop, whenever they are made. The server begins an hour earlier and catches up while
people talk, so that times look as they would.
"""

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Locator, Page, expect

from openline.kit import clock
from tests.browser.cast import Colleague, Office, Shop, http_of
from tests.browser.desk import AgentDesk
from tests.browser.scenes import CHANNELS, MORNING, PARCEL, PARCEL_DRAWING, RINGING, TYPED, Line, Scene
from tests.browser.widget import Customer
from tests.support.browser import Stage, chromium
from tests.support.clocked import ClockedServer
from tests.support.product import PASSWORD, Desk, WidgetClient

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
HOUR = 60.0
# In UTC; the shop is seven hours ahead.
HALF_PAST_TEN_MS = 3 * clock.HOUR + 24 * clock.MINUTE
LARGEST_BYTES = 350_000
SHARP = {"device_scale_factor": 1.5, "color_scheme": "light"}
WIDE = SHARP | {"viewport": {"width": 1440, "height": 860}}
LOW = SHARP | {"viewport": {"width": 1280, "height": 760}}
# Nobody watches while the scene is set.
# Whoever makes the pictures may have no drawings of thumbs.
AT_EASE = {"queue.check_available": False, "queue.idle_time": 43_200, "rating.before_finish": False}
AS_USUAL = {"queue.check_available": True, "queue.idle_time": 60}


@dataclass(slots=True)
class Studio:
    """The example account, its people by first name, and the photo that a customer sends."""

    office: Office
    shop: Shop
    people: dict[str, Colleague]
    photo: bytes

    async def queue(self, settings: dict[str, Any], *names: str) -> None:
        """Who is asked from now on, and how."""
        path = f"/channels/{self.shop.channel['id']}"
        await self.office.boss.must("PATCH", f"{path}/settings", settings)
        members = [{"kind": "user", "id": self.people[name].id} for name in names]
        await self.office.boss.must("PUT", f"{path}/queue", {"members": members})

    async def customer(self, scene: Scene) -> WidgetClient:
        """Somebody who opened the chat on the shop's site."""
        visitor = WidgetClient(http_of(self.shop.server), self.shop.key)
        self.office.clients.append(visitor.http)
        body = {
            "profile": {"name": scene.name, "email": scene.email}, "locale": scene.locale,
            "page": {"url": "https://lotus.example/shop", "title": scene.page},
        }  # fmt: skip
        opened = await visitor.http.post(f"/widget/v1/{self.shop.key}/visitors", json=body)
        visitor.token = opened.raise_for_status().json()["token"]
        return visitor

    async def play(self, scene: Scene, agent: str) -> WidgetClient:
        """The whole talk; returns the customer."""
        visitor = await self.customer(scene)
        for line in scene.lines:
            await self.pass_minutes(line.after)
            if line.who == "customer":
                await self.ask(visitor, line)
                await self.accept(agent)
            else:
                await self.answer(visitor, agent, line)
        return visitor

    async def pass_minutes(self, minutes: float) -> None:
        """For the server, not for whoever makes the pictures."""
        await asyncio.to_thread(self.shop.server.advance, timedelta(minutes=minutes))

    async def finish_what_waits(self, agent: str) -> None:
        """The example's own customers are served before the day begins."""
        await self.queue(AT_EASE, agent)
        await self.accept(agent)
        api = self.people[agent].api
        for row in (await api.get("/conversations", view="mine"))["items"]:
            await api.must("POST", f"/sessions/{row['session']['id']}/finish")

    async def ask(self, visitor: WidgetClient, line: Line) -> None:
        """A message of the customer, with the photo if the line has one."""
        files = []
        if line.picture:
            photo = {"file": ("found.png", self.photo, "image/png")}
            headers = {"authorization": f"Bearer {visitor.token}"}
            stored = await visitor.http.post("/widget/v1/files", files=photo, headers=headers)
            files = [stored.raise_for_status().json()["id"]]
        body = {"client_id": line.text[:60], "text": line.text, "files": files}
        (await visitor.call("POST", "/messages", body)).raise_for_status()

    async def accept(self, agent: str) -> None:
        """Whatever is offered."""
        api = self.people[agent].api
        for row in (await api.get("/conversations", view="new"))["items"]:
            await api.must("POST", f"/sessions/{row['session']['id']}/accept")

    async def answer(self, visitor: WidgetClient, agent: str, line: Line) -> None:
        """A message or a note of the agent in the talk that moved last; the customer sees it at once."""
        api = self.people[agent].api
        row = (await api.get("/conversations", view="mine", limit=1))["items"][0]
        path = f"/conversations/{row['id']}"
        thread = await api.get(f"{path}/messages")
        await api.must("POST", f"{path}/read", {"up_to": thread["items"][-1]["id"]})
        await api.must("POST", f"{path}/messages", {"text": line.text, "note": line.who == "note"})
        seen = (await visitor.call("GET", "/messages")).raise_for_status().json()
        await visitor.call("POST", "/read", {"up_to": seen["items"][-1]["number"]})


async def set_up(office: Office, photo: bytes) -> Studio:
    """The people of the example at its channel."""
    people = {"anna": Colleague("Anna Admin", "admin@example.com", office.boss)}
    for name in ("mai", "ivan"):
        http = http_of(office.server)
        office.clients.append(http)
        email = f"{name}@example.com"
        people[name] = Colleague(name, email, await Desk(http).login(email, PASSWORD))
    channel = (await office.boss.get("/channels"))["items"][0]
    connection = (await office.boss.get("/connections"))["items"][0]
    shop = Shop(office.server, channel, connection, tuple(people.values()))
    return Studio(office, shop, people, photo)


async def open_channels(studio: Studio) -> None:
    """Further ones, so that the list is a list."""
    boss = studio.office.boss
    for name, members in CHANNELS:
        channel = await boss.must("POST", "/channels", {"name": name})
        queue = [{"kind": "user", "id": studio.people[member].id} for member in members]
        await boss.must("PUT", f"/channels/{channel['id']}/queue", {"members": queue})
        if queue:
            await boss.must("POST", "/connections", {"channel_id": channel["id"], "connector": "webchat"})


async def draw(stage: Stage) -> bytes:
    """The photo that a customer sends."""
    page = await (await stage.context(viewport={"width": 320, "height": 220}, device_scale_factor=2)).new_page()
    await page.set_content(f"<style>body {{ margin: 0 }}</style>{PARCEL_DRAWING}")
    return await page.screenshot()


async def take(page: Page, name: str) -> None:
    """Small enough for the repository; with fewer colours greys would turn into others."""
    taken = await page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
    assert len(taken) < LARGEST_BYTES, f"{name} has {len(taken)} bytes"


async def take_desk_and_widget(stage: Stage, studio: Studio, emma: WidgetClient) -> None:
    """The same talk from both sides; at the desk another one rings."""
    mai = await AgentDesk.open(stage, studio.people["mai"], **WIDE)
    await studio.queue(AS_USUAL, "mai")
    await mai.page.goto("/desk/mine")
    await mai.page.get_by_role("link", name=PARCEL.name).click()
    await loaded(mai.log.get_by_role("img", name="found.png"))
    customer = await arrive(stage, studio, emma)
    await mai.field.press_sequentially(TYPED)
    await expect(customer.inside.get_by_text("is typing")).to_be_visible()
    await take(customer.page, "widget")
    await studio.ask(await studio.customer(RINGING), RINGING.lines[0])
    await expect(mai.offer).to_contain_text(RINGING.name)
    await take(mai.page, "desk")


async def loaded(image: Locator) -> None:
    await expect(image).not_to_have_js_property("naturalWidth", 0)


async def arrive(stage: Stage, studio: Studio, visitor: WidgetClient) -> Customer:
    """The site knows him: his chat goes on where it was."""
    keep = f"localStorage.setItem('openline:{studio.shop.key}:token', '{visitor.token}')"
    stage.preparations.append(lambda context: context.add_init_script(keep))
    customer = await Customer.open(stage, studio.shop.site, **SHARP)
    stage.preparations.pop()
    await loaded(customer.log.get_by_role("img", name="found.png"))
    return customer


async def take_console(stage: Stage, studio: Studio) -> None:
    """What an administrator sees."""
    await AgentDesk.open(stage, studio.people["ivan"])
    anna = await AgentDesk.open(stage, studio.people["anna"], **LOW)
    await studio.queue({}, "mai", "ivan", "anna")
    await anna.page.goto("/channels")
    await expect(anna.page.get_by_role("link", name=CHANNELS[-1][0])).to_be_visible()
    await expect(anna.page.get_by_role("button", name="Notices")).to_be_visible()
    await take(anna.page, "console-channels")
    await anna.page.goto(f"/channels/{studio.shop.channel['id']}/queue")
    await expect(anna.page.get_by_role("button", name="Drag Ivan Petrov")).to_be_visible()
    await take(anna.page, "console-queue")


async def _same_time(server: ClockedServer, context: BrowserContext) -> None:
    await context.clock.install(time=(clock.Clock().now() + server.offset_ms) / clock.SECOND)


async def main() -> None:
    """All pictures, from one server."""
    with tempfile.TemporaryDirectory() as data:
        now = clock.Clock().now()
        shift_ms = HALF_PAST_TEN_MS - now % clock.DAY
        with ClockedServer(Path(data) / "data", ("--demo",), offset_ms=shift_ms - clock.HOUR) as server:
            async with chromium() as browser, Office.of_demo(server) as office:
                stage = Stage(browser)
                stage.preparations.append(partial(_same_time, server))
                studio = await set_up(office, await draw(stage))
                await studio.finish_what_waits("ivan")
                await studio.queue(AT_EASE, "mai")
                spoken = sum(line.after for scene in (*MORNING, PARCEL) for line in scene.lines)
                await studio.pass_minutes(HOUR - spoken)
                for scene in MORNING:
                    await studio.play(scene, "mai")
                emma = await studio.play(PARCEL, "mai")
                await open_channels(studio)
                await take_desk_and_widget(stage, studio, emma)
                await take_console(stage, studio)
                await stage.close()


if __name__ == "__main__":
    asyncio.run(main())
