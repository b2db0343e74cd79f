"""A real Chromium for tests: found, started once a run, one context a person, and what it complains about."""

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    WebError,
    async_playwright,
    expect,
)  # fmt: skip

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none", "--disable-lcd-text",
    # Nothing outside this machine exists.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)  # fmt: skip
# Generous, because a machine may be busy; a passing step takes no longer for it.
EXPECT_MS = 15_000
GO_MS = 30_000
VIEWPORT = {"width": 1280, "height": 800}
ZONE = "Asia/Ho_Chi_Minh"
# What the network does is the journey's subject; what scripts and policies say is a fault.
_OF_NETWORK = re.compile(r"Failed to load resource|WebSocket connection to|net::ERR_|^Fetch API cannot load")
_NO_CHROMIUM = (
    "no Chromium on PATH. The browser tests drive the system's own: run `make test`, which installs it where it "
    "may, or install the package `chromium` and run them again."
)

expect.set_options(timeout=EXPECT_MS)


class NoChromium(AssertionError):
    """The tests cannot run, and say what to do; leaving them out would look like success."""


def find_chromium() -> str:
    """The system's Chromium.

    Raises NoChromium.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise NoChromium(_NO_CHROMIUM)
    return found


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """One process for all tests of a worker."""
    path = find_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Stage:
    """Where the people of one test have their browsers. What scripts complain about is kept for the end."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    # For every new context: its options, and what is done before its first page.
    defaults: dict[str, Any] = field(default_factory=dict)
    preparations: list[Callable[[BrowserContext], Awaitable[object]]] = field(default_factory=list)

    async def context(self, **options: Any) -> BrowserContext:
        """Somebody's browser: own cookies, own storage, own size."""
        usual = {"viewport": VIEWPORT, "locale": "en-GB", "timezone_id": ZONE, "reduced_motion": "reduce"}
        made = await self.browser.new_context(**usual | self.defaults | options)
        made.set_default_timeout(EXPECT_MS)
        made.set_default_navigation_timeout(GO_MS)
        made.on("console", self._console)
        made.on("weberror", self._error)
        self.contexts.append(made)
        for prepare in self.preparations:
            await prepare(made)
        return made

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _OF_NETWORK.search(message.text):
            self.complaints.append(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"script: {error.error}")

    @property
    def pages(self) -> list[Page]:
        """All open pages."""
        return [page for context in self.contexts for page in context.pages]

    async def photograph(self, folder: Path, name: str) -> list[Path]:
        """What everybody sees now: for whoever reads a failure. The folder is made."""
        made = []
        for index, page in enumerate(self.pages):
            path = folder / f"{re.sub(r'[^A-Za-z0-9_]+', '-', name)}-{index}.png"
            try:
                await page.screenshot(path=path, timeout=EXPECT_MS)
            except Error:
                continue  # a page that hangs is no reason to lose the others
            made.append(path)
        return made

    async def close(self) -> None:
        """Everybody goes home."""
        for context in self.contexts:
            await context.close()
