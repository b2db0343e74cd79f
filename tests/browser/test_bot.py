"""A bot answers first: the customer reads it, asks for a person with a zero, and gets one; the bot is late then."""

from typing import Any

import httpx
from playwright.async_api import expect

from tests.browser.cast import Office
from tests.browser.desk import AgentDesk
from tests.browser.widget import Customer
from tests.support.browser import Stage
from tests.support.waiting import until_async


class Bot:
    """The program of a bot, with its token."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self._http = http
        self._bearer = {"authorization": f"Bearer {token}"}

    async def ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        return await self._http.request(method, f"/api/v1/bot{path}", json=body, headers=self._bearer)

    async def session(self) -> str:
        """The one it is asked to talk in, once it is there."""

        async def found() -> list[dict[str, Any]]:
            return list((await self.ask("GET", "/sessions")).json()["items"])

        (one,) = await until_async(found, "session of the bot")
        return f"/sessions/{one['id']}"


async def test_a_zero_leads_from_the_bot_to_a_person_and_the_bot_is_silent_then(stage: Stage, office: Office) -> None:
    made = await office.boss.must("POST", "/bots", {"name": "Hoa"})
    shop = await office.shop("Mai Nguyen", settings={"bot.enabled": True, "bot.id": made["id"]})
    mai = await AgentDesk.open(stage, shop.agents[0])
    customer = await Customer.open(stage, shop.site)
    async with httpx.AsyncClient(base_url=shop.server.url, timeout=30, trust_env=False) as http:
        bot = Bot(http, made["token"])
        await bot.ask("GET", "/events")
        await customer.write("Do you have oolong?")
        await customer.reads("Do you have oolong?")
        session = await bot.session()
        assert (await bot.ask("POST", f"{session}/messages", {"text": "We do. Hot or iced?"})).status_code == 201
        await customer.reads("We do. Hot or iced?")
        await expect(mai.offer).to_be_hidden()

        await customer.write("0")
        await expect(mai.offer).to_be_visible()
        late = await bot.ask("POST", f"{session}/messages", {"text": "Are you still there?"})
        assert (late.status_code, late.json()["code"]) == (409, "bot_may_not_speak")
    await mai.accept()
    await mai.reads("We do. Hot or iced?")
    await mai.write("Hello, a person here.")
    await customer.reads("Hello, a person here.")
    assert "Are you still there?" not in await mai.texts()
    await expect(mai.log.get_by_text("The bot Hoa no longer answers")).to_be_visible()
    await expect(mai.log.get_by_text("Offered: you")).to_be_visible()
