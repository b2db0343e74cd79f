"""Every screen: accessible in light and dark, whole on a narrow one, wholly translated."""

import re
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from openline.features.settings.types import CATALOGUE
from tests.browser.cast import Office
from tests.browser.screens import Tour, busy_shop, words
from tests.browser.talk import begin
from tests.support.browser import Stage

GRAVE = ("serious", "critical")
# Everything that is written on a page, for eyes and for screen readers.
WRITTEN = """() => {
  const names = ['aria-label', 'placeholder', 'title', 'alt']
  const said = names.flatMap((name) => Array.from(document.querySelectorAll(`[${name}]`), (e) => e.getAttribute(name)))
  return [document.body.innerText, ...said].join('\\n')
}"""
NARROW = {"viewport": {"width": 320, "height": 640}}


async def faults(page: Page, part: str | None = None) -> list[str]:
    """What axe finds grave, on the page or in a part of it."""
    found: list[dict[str, Any]] = (await Axe().run(page, context=part)).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}" for fault in found if fault["impact"] in GRAVE for node in fault["nodes"]
    ]


async def untranslated(tour: Tour) -> list[str]:
    """Keys, and lines that are English in another language."""
    english, own = words("en"), tour.text
    families = {key.partition(".")[0] for key in english}
    foreign = {text for key, text in english.items() if text != own[key]} - set(own.values())
    lines = [line.strip() for line in str(await tour.page.evaluate(WRITTEN)).splitlines()]
    dotted = re.findall(r"(?<![\w@./-])[a-z_]+(?:\.[a-z_]+)+", "\n".join(lines))
    # Keys of settings are data.
    unsaid = [key for key in dotted if key.partition(".")[0] in families and key not in CATALOGUE]
    return [line for line in lines if line in foreign] + unsaid


async def sticking_out(page: Page) -> list[str]:
    """Whether one has to scroll sideways."""
    pixels = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{pixels} px too wide"] if pixels > 0 else []


# A walk through all screens takes its time, so one of each kind, not all combinations.
@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "light"), ("ru-RU", "dark")])
async def test_every_screen_is_accessible_and_translated(
    stage: Stage, office: Office, locale: str, scheme: str
) -> None:
    tour = await Tour.begin(stage, await busy_shop(office), locale, color_scheme=scheme, bypass_csp=True)
    found: list[tuple[str, str]] = []
    for part in (tour.door, tour.inside, tour.layers):
        async for name in part():
            found += [(name, fault) for fault in await faults(tour.page) + await untranslated(tour)]
            await expect(tour.page.locator("html")).to_have_attribute("lang", locale[:2])
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_grave_in_the_widget(stage: Stage, office: Office, scheme: str) -> None:
    stage.defaults = {"color_scheme": scheme, "bypass_csp": True}
    talk = await begin(stage, office)
    await talk.agent.write("Yes: https://example.com/tea")
    await talk.customer.reads("Yes: https://example.com/tea")
    assert await faults(talk.customer.page) == []
