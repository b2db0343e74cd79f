"""An agent at the desk, as somebody watching his screen would tell it."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.browser.cast import Colleague
from tests.support.browser import Stage


@dataclass(slots=True)
class AgentDesk:
    """One tab of one agent."""

    page: Page

    @classmethod
    async def open(cls, stage: Stage, who: Colleague, **options: object) -> "AgentDesk":
        """In a browser of his own, signed in, and seen by the queue."""
        context = await stage.context(**{"base_url": who.url} | options)
        await context.add_cookies(who.cookies)
        desk = cls(await context.new_page())
        await desk.page.goto("/desk/new")
        await desk.seen()
        return desk

    async def seen(self) -> None:
        """The queue counts on him."""
        await expect(self.page.get_by_role("button", name="My state: Online")).to_be_visible()

    @property
    def offer(self) -> Locator:
        """The card that rings."""
        return self.page.get_by_role("region", name="Offered conversation")

    @property
    def pane(self) -> Locator:
        """The open conversation."""
        return self.page.get_by_role("region", name="Conversation", exact=True)

    @property
    def log(self) -> Locator:
        """Its messages."""
        return self.page.get_by_role("log")

    @property
    def field(self) -> Locator:
        """Where an answer is written."""
        return self.page.get_by_role("textbox", name="Write to the customer")

    async def accept(self) -> None:
        """Take what is offered; the conversation opens."""
        await self.offer.get_by_role("button", name="Accept").click()
        await expect(self.offer).to_be_hidden()
        await expect(self.field).to_be_visible()

    async def write(self, text: str) -> None:
        """Answer, by Enter."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def note(self, text: str) -> None:
        """For colleagues only."""
        kinds = self.page.get_by_role("group", name="Kind of message")
        await kinds.get_by_role("button", name="Note").click()
        await self.page.get_by_role("textbox", name="Write a note for the team").fill(text)
        await self.pane.get_by_role("button", name="Add note").click()
        await self.reads(text)
        await kinds.get_by_role("button", name="Reply").click()

    async def reads(self, text: str) -> None:
        """The text stands in the open conversation."""
        await expect(self.words.get_by_text(text, exact=True)).to_be_visible()

    @property
    def words(self) -> Locator:
        """The texts of the messages, oldest first."""
        return self.log.locator("p[dir=auto]")

    async def texts(self) -> list[str]:
        return [text.strip() for text in await self.words.all_inner_texts()]

    def delivery(self, text: str) -> Locator:
        """The mark of how far an answer got."""
        said = self.page.get_by_text(text, exact=True)
        return self.log.locator("[data-own]").filter(has=said).get_by_role("img")

    async def look_away(self) -> None:
        """To another tab of the same window. Playwright pretends that every tab is looked at, until told not to."""
        session = await self.page.context.new_cdp_session(self.page)
        await session.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
        other = await self.page.context.new_page()
        await other.bring_to_front()

    async def look_back(self) -> None:
        await self.page.bring_to_front()

    async def finish(self) -> None:
        """The session is over."""
        await self.pane.get_by_role("button", name="Finish").click()
        await expect(self.pane.get_by_text("Closed", exact=True)).to_be_visible()

    async def talk(self) -> list[str]:
        """What the server says was said in the open conversation; asked with this tab's login."""
        conversation = self.page.url.rpartition("/")[2]
        answer = await self.page.request.get(f"/api/v1/conversations/{conversation}/messages")
        return [message["text"] for message in (await answer.json())["items"]]
