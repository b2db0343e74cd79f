"""A customer at the widget, as somebody watching his screen would tell it."""

from dataclasses import dataclass

from playwright.async_api import FrameLocator, Locator, Page, expect

from tests.support.browser import Stage


@dataclass(slots=True)
class Customer:
    """One tab of one customer; `inside` is where the chat is: the page, or a frame in it."""

    page: Page
    inside: Page | FrameLocator

    @classmethod
    async def open(cls, stage: Stage, site: str, **options: object) -> "Customer":
        """On the shop's site, with the chat open, in a browser of his own."""
        return await (await cls.visit(stage, site, **options)).opened()

    @classmethod
    async def visit(cls, stage: Stage, site: str, **options: object) -> "Customer":
        """The same with the chat closed."""
        page = await (await stage.context(**options)).new_page()
        await page.goto(site)
        customer = cls(page, page.frame_locator("openline-widget iframe") if "mode=iframe" in site else page)
        await expect(customer.launcher).to_be_visible()
        return customer

    async def opened(self) -> "Customer":
        """By a click."""
        await self.launcher.click()
        await expect(self.field).to_be_visible()
        return self

    @property
    def launcher(self) -> Locator:
        return self.page.locator("openline-widget .launcher")

    @property
    def field(self) -> Locator:
        return self.inside.get_by_role("textbox")

    @property
    def log(self) -> Locator:
        return self.inside.get_by_role("log")

    @property
    def words(self) -> Locator:
        """The texts of the messages, oldest first."""
        return self.log.locator(".bubble p")

    async def write(self, text: str) -> None:
        """By Enter."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def reads(self, text: str) -> None:
        """The text stands in the chat."""
        await expect(self.words.get_by_text(text, exact=True)).to_be_visible()

    async def sent(self) -> None:
        """The server has all that was written."""
        await expect(self.log.get_by_text("Sending…")).to_have_count(0)

    @property
    def state(self) -> Locator:
        """How far his last message got."""
        return self.log.locator(".state")

    async def texts(self) -> list[str]:
        return [text.strip() for text in await self.words.all_inner_texts()]
