"""The whole product in this process, on each store, spoken to over its public API."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
import pytest

from openline import bootstrap
from openline.bootstrap import Application
from openline.config import load
from openline.kit.clock import Clock
from openline.simulate.seed import find_demo

ORIGIN = "http://127.0.0.1:8765"
PASSWORD = "openline-demo"


@dataclass
class Product:
    """A started application with the example account, whose talks and customers are there already."""

    application: Application
    clock: Clock
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    def client(self, peer: str = "127.0.0.1") -> httpx.AsyncClient:
        """Somebody's browser or program, without a login."""
        transport = httpx.ASGITransport(self.application.asgi, raise_app_exceptions=False, client=(peer, 50_000))
        made = httpx.AsyncClient(transport=transport, base_url=ORIGIN)
        self.clients.append(made)
        return made

    async def login(self, name: str) -> "Desk":
        """One of the example's people: admin, mai or ivan."""
        return await Desk(self.client()).login(f"{name}@example.com")

    async def widget(self) -> "WidgetClient":
        """A visitor of the example's site."""
        found = await find_demo(self.application.base.store)
        assert found is not None
        return await WidgetClient(self.client(), found.key).open()


@dataclass
class Desk:
    """A person at the API, with his cookies and the token that changes need."""

    http: httpx.AsyncClient
    me: dict[str, Any] = field(default_factory=dict)

    async def login(self, email: str, password: str = PASSWORD) -> Self:
        answer = await self.http.post("/api/v1/login", json={"email": email, "password": password})
        assert answer.status_code == 200, answer.text
        self.me = answer.json()
        return self

    @property
    def id(self) -> str:
        return str(self.me["person"]["id"])

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.http.get(f"/api/v1{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """One request that changes something."""
        token = {"x-csrftoken": self.me["csrf_token"]}
        return await self.http.request(method, f"/api/v1{path}", json=body, headers=token | headers)

    async def must(self, method: str, path: str, body: Any = None) -> Any:
        """The same where a refusal fails the test."""
        answer = await self.call(method, path, body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None


@dataclass
class WidgetClient:
    """A visitor at the API."""

    http: httpx.AsyncClient
    key: str
    token: str = ""

    async def open(self) -> Self:
        answer = await self.http.post(f"/widget/v1/{self.key}/visitors", json={"locale": "vi"})
        assert answer.status_code == 201, answer.text
        self.token = answer.json()["token"]
        return self

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        bearer = {"authorization": f"Bearer {self.token}"}
        return await self.http.request(method, f"/widget/v1{path}", json=body, headers=bearer | headers)

    async def write(self, text: str, client_id: str | None = None) -> dict[str, Any]:
        answer = await self.call("POST", "/messages", {"client_id": client_id or text[:64], "text": text})
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
async def product(demo_ground: dict[str, str]) -> AsyncIterator[Product]:
    """The product on each store."""
    clock = Clock()
    application = bootstrap.build(load(demo_ground), clock)
    await application.start()
    try:
        made = Product(application, clock)
        yield made
        for client in made.clients:
            await client.aclose()
    finally:
        await application.stop()
