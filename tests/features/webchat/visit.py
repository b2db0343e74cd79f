"""A visitor of the example's site with his agent, over the public API."""

from dataclasses import dataclass, field
from typing import Any

from tests.support.product import ORIGIN, Desk, Product, WidgetClient

__all__ = ["ORIGIN", "Visit", "a_visit"]


@dataclass
class Visit:
    """Who talks to whom; `others` may not hear what is for the agent alone."""

    customer: WidgetClient
    boss: Desk
    agent: Desk
    talk: dict[str, Any]
    others: list[Desk] = field(default_factory=list)

    @property
    def session_id(self) -> str:
        return str(self.talk["session"]["id"])

    async def set(self, settings: dict[str, Any]) -> None:
        """Change settings of the channel."""
        await self.boss.must("PATCH", f"/channels/{self.talk['channel_id']}/settings", settings)

    async def config(self) -> dict[str, Any]:
        answer = await self.customer.http.get(f"/widget/v1/{self.customer.key}/config", headers={"origin": ORIGIN})
        found: dict[str, Any] = answer.json()
        return found

    async def session(self) -> dict[str, Any]:
        """Where it stands, as the desk has it."""
        found: dict[str, Any] = await self.boss.get(f"/sessions/{self.session_id}")
        return found

    async def seen(self) -> dict[str, Any]:
        """Where it stands, as a browser that comes back has it."""
        bearer = {"authorization": f"Bearer {self.customer.token}"}
        answer = await self.customer.http.post(f"/widget/v1/{self.customer.key}/visitors", json={}, headers=bearer)
        found: dict[str, Any] = answer.json()
        return found

    async def rate(self, *, like: bool) -> int:
        """Press a thumb; the status of the answer."""
        return (await self.customer.call("POST", "/rating", {"like": like})).status_code

    async def finish(self) -> None:
        await self.agent.must("POST", f"/sessions/{self.session_id}/finish")


async def a_visit(product: Product, settings: dict[str, Any] | None = None) -> Visit:
    """He asked, and an agent accepted."""
    customer, boss = await product.widget(), await product.login("admin")
    mai, ivan = await product.login("mai"), await product.login("ivan")
    await customer.write("Do you have it in blue?")
    page = await boss.get("/conversations", view="all")
    text = "Do you have it in blue?"
    talk = next(one for one in page["items"] if one["last_message"] and one["last_message"]["text"] == text)
    offer = talk["session"]["offer"]
    agent = next((desk for desk in (mai, ivan) if offer and desk.id == offer["agent_id"]), boss)
    await agent.must("POST", f"/sessions/{talk['session']['id']}/accept")
    visit = Visit(customer, boss, agent, talk, [desk for desk in (boss, mai, ivan) if desk is not agent])
    if settings:
        await visit.set(settings)
    return visit
