"""A talk with a customer of Telegram, as its agent sees it; and everything that platforms send, on one screen."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Locator, expect

from tests.browser.cast import Office
from tests.browser.desk import AgentDesk
from tests.browser.screens import STILL, Tour, busy_shop
from tests.browser.sent import picture, send_everything
from tests.browser.test_screens import NARROW, faults, sticking_out, untranslated
from tests.support.browser import Stage
from tests.support.fault_proxy import Fault
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_people import Customer
from tests.support.telegram_server import FakeTelegram

HELLO = "Chào shop, trà sen còn hàng không ạ?"
LINH = 7_001


@dataclass(slots=True)
class BotTalk:
    """A customer who wrote to a bot, and the agent who took it."""

    telegram: FakeTelegram
    bot: FakeBot
    customer: Customer
    agent: AgentDesk

    def bubble(self, text: str) -> Locator:
        """One of our messages, with what is said about it."""
        return self.agent.log.locator("[data-own]").filter(has=self.agent.page.get_by_text(text, exact=True))

    def mark(self, text: str, name: str) -> Locator:
        """How far it got."""
        return self.bubble(text).get_by_role("img", name=name, exact=True)


async def begin(stage: Stage, office: Office, telegram: FakeTelegram) -> BotTalk:
    """By the link of an advertisement, because that is told too."""
    shop = await office.shop("Mai Nguyen")
    bot = telegram.bot()
    config = {"bot_token": bot.token, "transport": "poll", "api_url": telegram.url}
    new = {"channel_id": shop.channel["id"], "connector": "telegram", "config": config}
    await office.boss.must("POST", "/connections", new)
    agent = await AgentDesk.open(stage, shop.agents[0])
    customer = bot.customer(LINH, "Linh", last_name="Trần", avatar=picture("#b0673c", 160, 160))
    await customer.start("tet-2026")
    await customer.text(HELLO)
    await expect(agent.offer).to_contain_text("Linh Trần")
    await agent.accept()
    await agent.reads(HELLO)
    return BotTalk(telegram, bot, customer, agent)


def voice(folder: Path) -> bytes:
    """Two seconds of a tone, as a phone records it."""
    made = folder / "voice.ogg"
    tone = ("-f", "lavfi", "-i", "sine=frequency=440:duration=2", "-c:a", "libopus")
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *tone, str(made)], check=True)
    return made.read_bytes()


async def loaded(image: Locator) -> None:
    """Not only an element: its bytes came."""
    await expect(image).not_to_have_js_property("naturalWidth", 0)


async def test_pictures_voices_and_places_go_both_ways(
    stage: Stage, telegram_office: Office, telegram: FakeTelegram, tmp_path: Path
) -> None:
    talk = await begin(stage, telegram_office, telegram)
    agent, log, keys = talk.agent, talk.agent.log, talk.agent.page.keyboard
    await expect(agent.page.get_by_text("tet-2026", exact=True)).to_be_visible()
    await talk.customer.photo(picture("#7f9b5c"), "Hộp này ạ")
    await talk.customer.media("voice", voice(tmp_path), duration=2, mime_type="audio/ogg")
    await talk.customer.location(21.028511, 105.804817, "Hồ Tây", "Quảng An")
    await agent.reads("Hộp này ạ")
    tea = log.get_by_role("link").get_by_role("img")
    await loaded(tea)
    player = log.get_by_role("group", name="Voice message")
    await player.get_by_role("button", name="Play").click()
    await expect(player.get_by_role("slider")).to_have_attribute("aria-valuetext", re.compile("0:0[12] of 0:02"))
    place = log.get_by_role("group", name="Location")
    await expect(place).to_contain_text("21.028511, 105.804817")
    await place.get_by_role("button", name="Open in a map").click()
    await expect(agent.page.get_by_role("menuitem", name="OpenStreetMap")).to_have_attribute(
        "href", "https://www.openstreetmap.org/?mlat=21.028511&mlon=105.804817#map=16/21.028511/105.804817"
    )
    await keys.press("Escape")
    await tea.click()
    await loaded(agent.page.get_by_role("dialog", name="Media viewer").get_by_role("img"))
    await keys.press("Escape")
    await expect(agent.page.get_by_role("dialog")).to_be_hidden()
    shelf: FilePayload = {"name": "shelf.png", "mimeType": "image/png", "buffer": picture("#b0673c")}
    await agent.page.locator("input[type=file]").set_input_files([shelf])
    await agent.write("Còn ba hộp ạ")
    (call,) = await talk.bot.until_sent(1)
    assert call.text == "Còn ba hộp ạ"
    assert [upload.content[:4] for upload in call.files.values()] == [b"\x89PNG"]
    await expect(talk.mark("Còn ba hộp ạ", "Sent")).to_be_visible()
    await talk.customer.react(call, "👍")
    await expect(log.get_by_role("list", name="Reactions")).to_contain_text("👍")


async def test_what_failed_is_explained_and_sent_again(
    stage: Stage, telegram_office: Office, telegram: FakeTelegram
) -> None:
    talk = await begin(stage, telegram_office, telegram)
    talk.customer.blocked = True
    await talk.agent.write("Dạ còn ạ!")
    said = talk.bubble("Dạ còn ạ!")
    await expect(said).to_contain_text("Not delivered: the customer has blocked us.")
    await expect(said).to_contain_text("The platform says: “bot was blocked by the user”")
    talk.customer.blocked = False
    await said.get_by_role("button", name="Send again").click()
    await talk.bot.until_sent(1)
    await expect(talk.mark("Dạ còn ạ!", "Sent")).to_be_visible()
    await expect(said.get_by_role("button", name="Send again")).to_be_hidden()


async def test_what_may_have_arrived_is_the_agents_to_decide(
    stage: Stage, telegram_office: Office, telegram: FakeTelegram
) -> None:
    talk = await begin(stage, telegram_office, telegram)
    telegram.trouble("sendMessage", Fault.CUT_AFTER)
    await talk.agent.write("Dạ còn ạ!")
    said = talk.bubble("Dạ còn ạ!")
    await expect(said).to_contain_text("It may have arrived. Send again?")
    await said.get_by_role("button", name="Send again").click()
    await expect(talk.mark("Dạ còn ạ!", "Sent")).to_be_visible()
    assert [call.text for call in talk.bot.to(LINH)] == ["Dạ còn ạ!", "Dạ còn ạ!"]


async def test_who_has_blocked_us_is_not_written_to(
    stage: Stage, telegram_office: Office, telegram: FakeTelegram
) -> None:
    talk = await begin(stage, telegram_office, telegram)
    await talk.customer.block()
    await expect(talk.agent.pane.get_by_text("The customer has blocked us")).to_be_visible()
    await expect(talk.agent.field).to_be_hidden()
    await talk.customer.unblock()
    await expect(talk.agent.field).to_be_visible()


async def opened(stage: Stage, office: Office, locale: str, **options: object) -> Tour:
    """A conversation with everything that platforms send."""
    tour = await Tour.begin(stage, await busy_shop(office), locale, **options)
    await tour.page.context.add_cookies(tour.shop.agents[0].cookies)
    await send_everything(tour.page)
    await tour.page.goto(f"/desk/mine/{tour.scene.talk}")
    await expect(tour.page.get_by_text("Chào shop", exact=True)).to_be_visible()
    await tour.page.evaluate(STILL)
    return tour


@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "dark"), ("ru-RU", "light")])
async def test_all_that_is_sent_is_accessible_and_translated(
    stage: Stage, telegram_office: Office, locale: str, scheme: str
) -> None:
    tour = await opened(stage, telegram_office, locale, color_scheme=scheme, bypass_csp=True)
    assert await faults(tour.page) + await untranslated(tour) == []
    await tour.page.get_by_role("img", name="one.png").click()
    await loaded(tour.page.get_by_role("dialog").get_by_role("img", name="one.png"))
    await tour.page.evaluate(STILL)
    assert await faults(tour.page) + await untranslated(tour) == []


async def test_all_that_is_sent_fits_a_narrow_window(stage: Stage, telegram_office: Office) -> None:
    tour = await opened(stage, telegram_office, "vi-VN", **NARROW)
    assert await sticking_out(tour.page) + await untranslated(tour) == []


async def test_the_viewer_needs_no_mouse(stage: Stage, telegram_office: Office) -> None:
    tour = await opened(stage, telegram_office, "en-GB")
    page, keys = tour.page, tour.page.keyboard
    first = page.get_by_role("link", name="one.png")
    await first.focus()
    await keys.press("Enter")
    viewer = page.get_by_role("dialog", name="Media viewer")
    await expect(viewer.get_by_role("status")).to_have_text("1 of 4")
    await keys.press("ArrowRight")
    await expect(viewer.get_by_role("img", name="two.png")).to_be_visible()
    await keys.press("+")
    await expect(viewer).to_contain_text("150%")
    await keys.press("ArrowRight")
    await expect(viewer.get_by_role("status")).to_have_text("2 of 4")
    await keys.press("0")
    await keys.press("ArrowLeft")
    async with page.expect_download() as download:
        await keys.press("d")
    assert (await download.value).suggested_filename == "one.png"
    await keys.press("Escape")
    await expect(viewer).to_be_hidden()
    await expect(first).to_be_focused()


async def height_of(row: Locator) -> float:
    """Where on the screen it stands."""
    box = await row.bounding_box()
    assert box is not None
    return box["y"]


async def test_a_change_above_does_not_move_what_is_read(
    stage: Stage, telegram_office: Office, telegram: FakeTelegram
) -> None:
    talk = await begin(stage, telegram_office, telegram)
    first = await talk.customer.text("Câu 0")
    for number in range(1, 40):
        await talk.customer.text(f"Câu {number}")
    await talk.agent.reads("Câu 39")
    read = talk.agent.log.get_by_text("Câu 20", exact=True)
    await read.evaluate("row => row.scrollIntoView({block: 'center'})")
    await expect(talk.agent.page.get_by_role("button", name="Newest")).to_be_visible()
    before = await height_of(read)
    await talk.customer.edit(first, "Câu không\n" * 10)
    await expect(talk.agent.log.get_by_text("Edited")).to_have_count(1)
    assert abs(await height_of(read) - before) < 1


async def test_a_failure_finds_its_author_elsewhere(
    stage: Stage, telegram_office: Office, telegram: FakeTelegram
) -> None:
    talk = await begin(stage, telegram_office, telegram)
    other = AgentDesk(await talk.agent.page.context.new_page())
    await other.page.goto("/desk/new")
    await other.seen()
    telegram.trouble("sendMessage", Fault.CUT_AFTER)
    await talk.agent.write("Dạ còn ạ!")
    told = other.page.get_by_role("region", name="Notifications")
    await expect(told).to_contain_text("Linh Trần may not have got your answer.")
    await told.get_by_role("button", name="Show").click()
    await other.reads("Dạ còn ạ!")
    await expect(other.log).to_contain_text("It may have arrived. Send again?")
