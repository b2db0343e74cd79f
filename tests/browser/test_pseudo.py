"""Screens in a language whose words are longer than any: nothing is cut off, and nothing is said in another one."""

import json
import re
from collections.abc import Iterator
from typing import Any

from playwright.async_api import Page, expect

from tests.browser import pseudo
from tests.browser.cast import Office
from tests.browser.screens import STILL, Scene, Tour, busy_shop
from tests.browser.test_screens import sticking_out
from tests.support.browser import Stage

NARROWEST, NARROW, WIDE, HEIGHT = 320, 390, 1_280, 800
READ = (
    "/snapshot",
    "/conversations?view=all",
    "/channels",
    "/connections",
    "/connectors",
    "/people",
    "/canned",
    "/canned/lists",
    "/departments",
    "/me/logins",
    "/settings/export",
)
"""Where what screens show comes from, but for their own words."""
# What the browser and parts say by themselves in English: days, times, languages, keys; what is a code; initials.
BY_ITSELF = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b[A-Z][a-z]{2} \d+, \d{4}|\b[AP]M\b|\bToday\b|\bYesterday\b"
    r"|\b\d+ (?:second|minute|hour|day)s?\b|\b(?:Alt|Ctrl|Shift|Esc|Enter)\b|Openline|English|Vietnamese"
    r"|autosize measurement|- (?:name)?: Sales|Tiếng Việt|Русский|<script.*</script>|#[\w]+#?|^[A-Z]{1,2}$|https?://\S+",
    re.MULTILINE,
)


async def told_by_the_server(scene: Scene) -> set[str]:
    """Names, texts and labels that are data."""
    (boss,), found = scene.shop.agents, set[str]()
    talk = f"/conversations/{scene.talk}"
    settings = f"/channels/{scene.shop.channel['id']}/settings"
    for path in (*READ, f"{talk}/messages", f"{talk}/canned", settings):
        answer = await boss.api.http.get(f"/api/v1{path}", headers={"accept-language": "en"})
        assert answer.status_code == 200, answer.text
        found |= set(_texts(json.loads(answer.text)))
    return found


def _texts(value: Any) -> Iterator[str]:
    """Every line of every text in it."""
    if isinstance(value, str):
        yield from (line.strip() for line in value.splitlines() if len(line.strip()) > 1)
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


async def test_no_screen_cuts_longer_words_or_speaks_another_language(stage: Stage, office: Office) -> None:
    stage.preparations.append(pseudo.speak)
    tour = await Tour.begin(stage, await busy_shop(office), "en-GB")
    tour.text = pseudo.catalogue()
    data = await told_by_the_server(tour.scene)
    found: list[tuple[str, str]] = []
    for part in (tour.door, tour.inside, tour.layers):
        async for name in part():
            found += [(name, line) for line in await pseudo.not_translated(tour.page, data, BY_ITSELF)]
            for width in (NARROWEST, NARROW, WIDE) if part != tour.layers else (WIDE,):
                await tour.page.set_viewport_size({"width": width, "height": HEIGHT})
                await tour.page.evaluate(STILL)
                fits = sticking_out if width == NARROWEST else pseudo.ill_fitting
                found += [(f"{name}, {width}", fault) for fault in await fits(tour.page)]
    assert found == [], "\n".join(map(str, found))


async def test_every_setting_fits_in_longer_words(stage: Stage, office: Office) -> None:
    stage.preparations.append(pseudo.speak)
    scene = await busy_shop(office)
    tour = await Tour.begin(stage, scene, "en-GB")
    await tour.page.context.add_cookies(scene.shop.agents[0].cookies)
    text = pseudo.catalogue()
    everything = {"hours.enabled": True, "form.enabled": True, "rating.ask": True, "auto.welcome": True}
    reminder = {"after_s": 600, "text": "?", "close": {"label": "x"}, "continue": {"label": "y"}}
    path = f"/channels/{scene.shop.channel['id']}/settings"
    await office.boss.must("PATCH", path, everything | {"auto.reminders": [reminder]})
    await tour.page.goto(path)
    shown = tour.page.get_by_role("radiogroup", name=text["settings.shown"])
    await shown.get_by_text(text["settings.all"], exact=True).click()
    await expect(tour.page.get_by_role("heading", level=3).nth(60)).to_be_attached()
    await expect(tour.page.get_by_text(text["reminders.add"])).to_be_attached()
    data = await told_by_the_server(scene)
    assert await faults_at_both_widths(tour.page, data) == []
    await tour.page.get_by_role("textbox", name=text["setting.queue.idle_time.label"]).fill("90")
    for button, dialog in (("settings.review", "settings.review_title"), ("settings.history", "settings.history")):
        await tour.page.get_by_role("button", name=text[button], exact=True).click()
        await expect(tour.page.get_by_role("dialog", name=text[dialog])).to_be_visible()
        assert await faults_at_both_widths(tour.page, data) == []
        await tour.page.keyboard.press("Escape")


async def faults_at_both_widths(page: Page, data: set[str]) -> list[str]:
    """What does not fit, and what is not translated."""
    found = await pseudo.not_translated(page, data, BY_ITSELF)
    for width in (NARROW, WIDE):
        await page.set_viewport_size({"width": width, "height": HEIGHT})
        await page.evaluate(STILL)
        found += [f"{width}: {fault}" for fault in await pseudo.ill_fitting(page)]
    return found
