"""A language that nobody speaks: longer, accented, in brackets. What does not fit or is not in it is seen at once."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from playwright.async_api import BrowserContext, Page, Route

from tests.browser.screens import CATALOGUES

OPEN, CLOSE = "⟦", "⟧"
_ACCENTS = str.maketrans(
    {
        "a": "åå", "e": "éé", "i": "î", "o": "ôô", "u": "ûû", "y": "ÿ", "A": "Å", "E": "É", "I": "Î", "O": "Ô",
        "U": "Û", "c": "ç", "n": "ñ", "s": "š", "z": "ž",
    }
)  # fmt: skip


def pseudo(message: str) -> str:
    """A message of a catalogue in that language; what stands for arguments, and tags, stay."""
    return OPEN + _said(message) + CLOSE


def _said(text: str) -> str:
    """Texts are at even depths of braces: outside, and in the cases of an argument with cases."""
    made, depth, word = [], 0, ""
    tag = False
    for letter in text:
        inside = depth % 2 == 0 and not tag and letter not in "{}<"
        if inside:
            word += letter
            continue
        made.append(word.translate(_ACCENTS))
        word = ""
        made.append(letter)
        depth += {"{": 1, "}": -1}.get(letter, 0)
        tag = (tag or letter == "<") and letter != ">"
    return "".join(made) + word.translate(_ACCENTS)


def catalogue() -> dict[str, str]:
    """All texts of the console by key."""
    return {key: text for part in _parts() for key, text in part.items()}


def _parts() -> Iterable[dict[str, str]]:
    for path in sorted(CATALOGUES.glob("*/en.json")):
        part: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        yield {key: pseudo(text) for key, text in part.items()}


async def speak(context: BrowserContext) -> None:
    """From now on English is that language here: each chunk of texts is answered by its part of the catalogue."""
    parts = list(_parts())

    async def answer(route: Route) -> None:
        original = await (await route.fetch()).text()
        part = max(parts, key=lambda one: sum(f'"{key}":' in original for key in one))
        body = f"var e={json.dumps(part)};export{{e as default}};"
        assert original.endswith("export{e as default};"), original[-80:]
        await route.fulfill(body=body, content_type="text/javascript")

    await context.route("**/assets/en-*.js", answer)


# Everything that is written on a page, for eyes and for screen readers.
WRITTEN = """() => {
  const names = ['aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'title', 'alt']
  const said = names.flatMap((name) => Array.from(document.querySelectorAll(`[${name}]`), (e) => e.getAttribute(name)))
  return [document.title, document.body.innerText, ...said].join('\\n')
}"""
SEEN = Path(__file__).with_name("seen.js").read_text(encoding="utf-8")


async def ill_fitting(page: Page) -> list[str]:
    """Texts that are cut off, or stand on one another."""
    found: list[str] = await page.evaluate(SEEN)
    return found


async def not_translated(page: Page, data: Iterable[str], by_itself: re.Pattern[str]) -> list[str]:
    """Lines outside the brackets that are neither data nor what the browser says by itself."""
    text = str(await page.evaluate(WRITTEN))
    while text != (text := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", text)):
        pass  # those in others first
    known = "|".join(map(re.escape, sorted(data, key=len, reverse=True)))
    text = re.sub(rf"(?<!\w)(?:{known})(?!\w)", "", text)
    text = by_itself.sub("", text)
    return [line.strip() for line in text.splitlines() if re.search(r"[^\W\d_]{2}", line)]
