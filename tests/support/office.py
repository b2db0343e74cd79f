"""Who is in a test over the API: colleagues with logins, and a shop with a widget and a queue."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

from tests.support.clocked import ClockedServer
from tests.support.plain import PLAIN
from tests.support.product import Desk

PASSWORD = "green-tea-in-june"
LOGIN_COOKIE = "openline_login"
# Across all offices of a worker: an address belongs to one person.
_NUMBERS = itertools.count(1)


def http_of(server: ClockedServer) -> httpx.AsyncClient:
    """A program's way to the server."""
    return httpx.AsyncClient(base_url=server.url, timeout=30, trust_env=False)


@dataclass(slots=True)
class Colleague:
    """A person of the account; `api` acts as him beside his browser."""

    name: str
    email: str
    api: Desk

    @property
    def id(self) -> str:
        return self.api.id

    @property
    def url(self) -> str:
        return str(self.api.http.base_url)

    @property
    def cookies(self) -> list[Any]:
        """His login, for a browser."""
        return [{"name": cookie.name, "value": cookie.value, "url": self.url} for cookie in self.api.http.cookies.jar]


@dataclass(slots=True)
class Shop:
    """A channel of its own with a site widget and the people of its queue."""

    server: ClockedServer
    channel: dict[str, Any]
    connection: dict[str, Any]
    agents: tuple[Colleague, ...]

    @property
    def key(self) -> str:
        return str(self.connection["key"])

    @property
    def site(self) -> str:
        """A page of another origin than the server's that carries the widget."""
        return f"http://localhost:{self.server.port}/demo/site?key={self.key}"

    @property
    def chat(self) -> str:
        """The public page of the widget."""
        return f"{self.server.url}/chat/{self.key}"


@dataclass(slots=True)
class Office:
    """An administrator who hires people and opens shops."""

    server: ClockedServer
    boss: Desk
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def of_demo(cls, server: ClockedServer) -> AsyncIterator[Self]:
        """The administrator of the example account; he logs in once, for logins of one address are limited."""
        async with http_of(server) as http:
            office = cls(server, await Desk(http).login("admin@example.com"))
            try:
                yield office
            finally:
                for client in office.clients:
                    await client.aclose()

    async def hire(self, name: str, role: str = "agent", **more: Any) -> Colleague:
        """Invited and joined; the password is `PASSWORD`."""
        email = f"{name.split(maxsplit=1)[0].lower()}.{next(_NUMBERS)}@example.com"
        invited = await self.boss.must("POST", "/people", {"name": name, "email": email, "role": role, **more})
        http = http_of(self.server)
        self.clients.append(http)
        token = invited["invite_url"].rpartition("/")[2]
        joined = await http.post(f"/api/v1/links/{token}", json={"password": PASSWORD, "name": name})
        assert joined.status_code == 200, joined.text
        return Colleague(name, email, Desk(http, joined.json()))

    async def shop(self, *who: str | Colleague, settings: dict[str, Any] | None = None) -> Shop:
        """A plain channel whose queue is these people, in this order, with a widget connected; names are hired."""
        agents = tuple([await self.hire(one) if isinstance(one, str) else one for one in who])
        channel = await self.boss.must("POST", "/channels", {"name": f"Tea house {next(_NUMBERS)}"})
        members = [{"kind": "user", "id": agent.id} for agent in agents]
        await self.boss.must("PUT", f"/channels/{channel['id']}/queue", {"members": members})
        await self.boss.must("PATCH", f"/channels/{channel['id']}/settings", PLAIN | (settings or {}))
        new = {"channel_id": channel["id"], "connector": "webchat", "config": {"title": "Tea house"}}
        connection = await self.boss.must("POST", "/connections", new)
        return Shop(self.server, channel, connection, agents)
