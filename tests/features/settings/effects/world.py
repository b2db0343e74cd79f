"""A server as its users have it, for tests of what settings do: everything goes over HTTP and sockets, but for time."""

import itertools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self, TypeVar

import httpx

from openline.features.settings.types import CATALOGUE
from tests.support.load import AgentClient
from tests.support.office import Colleague, Office
from tests.support.plain import PLAIN
from tests.support.product import Desk, WidgetClient
from tests.support.telegram_bot import FakeBot
from tests.support.waiting import until_async

MINUTE, HOUR = 60, 3_600
_NUMBERS = itertools.count(1)
Test = TypeVar("Test", bound=Callable[..., object])


def shows(*keys: str) -> Callable[[Test], Test]:
    """This test shows what these settings do: it changes them by PATCH, and looks at what follows."""
    assert CATALOGUE.keys() >= set(keys), keys

    def mark(test: Test) -> Test:
        test.shows = keys  # type: ignore[attr-defined]
        return test

    return mark


def on_both_stores(test: Test) -> Test:
    """One of the sample."""
    test.both = True  # type: ignore[attr-defined]
    return test


@dataclass
class Customer(WidgetClient):
    """A visitor, and what he sees."""

    channel: "Channel | None" = None
    locale: str = "en"
    conversation_id: str = ""
    heard: int = 0

    async def open(self) -> Self:
        answer = await self.http.post(f"/widget/v1/{self.key}/visitors", json={"locale": self.locale})
        assert answer.status_code == 201, answer.text
        self.token = answer.json()["token"]
        return self

    async def says(self, text: str = "Hello") -> Self:
        """He writes; the first time, his conversation appears in the channel."""
        assert self.channel is not None
        before = set() if self.conversation_id else await self.channel.conversations()
        await self.write(text, f"c{next(_NUMBERS)}")
        if not self.conversation_id:
            (self.conversation_id,) = await self.channel.conversations() - before
        return self

    async def presses(self, payload: str) -> None:
        """A button under a message."""
        answer = await self.call("POST", "/messages", {"client_id": f"c{next(_NUMBERS)}", "pressed": payload})
        assert answer.status_code == 201, answer.text

    async def messages(self) -> list[dict[str, Any]]:
        answer = await self.call("GET", "/messages")
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def told(self) -> list[str]:
        """What the channel said to him by itself."""
        return [one["text"] for one in await self.messages() if one["author"] == "system"]

    async def news(self) -> list[str]:
        """The same since the last look."""
        told = await self.told()
        new, self.heard = told[self.heard :], len(told)
        return new

    async def seen(self) -> dict[str, Any]:
        """His conversation as a browser that comes back has it."""
        answer = await self.http.post(
            f"/widget/v1/{self.key}/visitors", json={}, headers={"authorization": f"Bearer {self.token}"}
        )
        assert answer.status_code in {200, 201}, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def session(self) -> dict[str, Any]:
        """His open or last session, as the administrator has it."""
        assert self.channel is not None
        found: dict[str, Any] = (await self.channel.boss.get(f"/conversations/{self.conversation_id}"))["session"]
        return found

    async def offered(self) -> str | None:
        """To whom alone he is offered."""
        offer = (await self.session())["offer"]
        return None if offer is None or offer["agent_id"] is None else str(offer["agent_id"])

    async def until(self, **expected: Any) -> dict[str, Any]:
        """Until his session is so."""

        async def so() -> dict[str, Any] | None:
            session = await self.session()
            return session if all(session[name] == value for name, value in expected.items()) else None

        return await until_async(so, f"session with {expected}")

    async def until_told(self, *texts: str) -> None:
        """Until the last that he was told by itself are these."""
        await until_async(lambda: _last(self.told, texts), f"{texts} for the customer")

    async def until_offered(self, to: "Agent") -> None:
        """Until he is offered to somebody."""
        await until_async(lambda: _is(self.offered, to.id), f"offer to {to.name}")


async def _last(told: Callable[[], Awaitable[list[str]]], texts: tuple[str, ...]) -> bool:
    return tuple((await told())[-len(texts) :]) == texts


async def _is(asked: Callable[[], Awaitable[object]], expected: object) -> bool:
    return await asked() == expected


@dataclass
class Agent:
    """Somebody of the company at his desk; `stream` is his socket while he is there."""

    who: Colleague
    stream: AgentClient | None = None

    @property
    def id(self) -> str:
        return self.who.id

    @property
    def name(self) -> str:
        return self.who.name

    async def comes(self) -> Self:
        """He opens the desk."""
        self.stream = AgentClient(self.who.url)
        self.stream.http = self.who.api.http
        await self.stream.watch()
        return self

    async def does(self, verb: str, customer: Customer, body: Any = None) -> dict[str, Any]:
        """Accept, skip, finish, …"""
        session = await customer.session()
        done: dict[str, Any] = await self.who.api.must("POST", f"/sessions/{session['id']}/{verb}", body)
        return done

    async def tries(self, verb: str, customer: Customer) -> int:
        """The status of the answer."""
        session = await customer.session()
        return (await self.who.api.call("POST", f"/sessions/{session['id']}/{verb}")).status_code

    async def replies(self, customer: Customer, text: str = "Good day") -> dict[str, Any]:
        path = f"/conversations/{customer.conversation_id}/messages"
        said: dict[str, Any] = await self.who.api.must("POST", path, {"text": text})
        return said

    async def serves(self, customer: Customer) -> None:
        """He accepts and answers."""
        await self.does("accept", customer)
        await self.replies(customer)

    async def notices(self, kind: str) -> list[dict[str, Any]]:
        """The data of his notices of a kind, newest first."""
        items = (await self.who.api.get("/notices", limit=50))["items"]
        return [one["data"] for one in items if one["kind"] == kind]


@dataclass
class Channel:
    """A channel with a widget; every change of its settings is one that an administrator makes over the API."""

    world: "World"
    id: str
    connection: dict[str, Any]

    @property
    def boss(self) -> Desk:
        return self.world.office.boss

    @property
    def path(self) -> str:
        return f"/channels/{self.id}"

    async def change(self, changes: Mapping[str, Any]) -> None:
        """Change settings; the world remembers which."""
        await self.boss.must("PATCH", f"{self.path}/settings", dict(changes))
        self.world.changed |= changes.keys()

    async def queue(self, *members: Agent | str) -> None:
        """People, and departments by id."""
        body = [
            {"kind": "department", "id": one} if isinstance(one, str) else {"kind": "user", "id": one.id}
            for one in members
        ]
        await self.boss.must("PUT", f"{self.path}/queue", {"members": body})

    async def conversations(self, connection: dict[str, Any] | None = None) -> set[str]:
        """Of a connection, else of the widget, by id."""
        wanted = (connection or self.connection)["id"]
        page = await self.boss.get("/conversations", view="all", limit=50)
        return {one["id"] for one in page["items"] if one["connection_id"] == wanted}

    async def messenger(self, bot: FakeBot, url: str) -> dict[str, Any]:
        """A connection to a bot of Telegram."""
        config = {"bot_token": bot.token, "transport": "poll", "api_url": url}
        new = {"channel_id": self.id, "connector": "telegram", "config": config}
        made: dict[str, Any] = await self.boss.must("POST", "/connections", new)
        return made

    async def writes_by(self, connection: dict[str, Any], say: Awaitable[object]) -> Customer:
        """Whoever is new at a connection once this was said."""
        before = await self.conversations(connection)
        await say

        async def found() -> set[str]:
            return await self.conversations(connection) - before

        (new,) = await until_async(found, "conversation")
        return Customer(self.world.client(), "", channel=self, conversation_id=new)

    async def visitor(self, locale: str = "en") -> Customer:
        """Somebody who has opened the widget."""
        return await Customer(self.world.client(), self.connection["key"], channel=self, locale=locale).open()

    async def customer(self, text: str = "Hello") -> Customer:
        """Somebody who has written."""
        return await (await self.visitor()).says(text)

    async def served(self, by: Agent) -> Customer:
        """Somebody who was answered."""
        customer = await self.customer()
        await by.serves(customer)
        return customer

    async def config(self) -> dict[str, Any]:
        """What a widget that opens now is told."""
        answer = await self.world.office.boss.http.get(f"/widget/v1/{self.connection['key']}/config")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@dataclass
class World:
    """The example company; `changed` are the settings that a test has changed."""

    office: Office
    changed: set[str] = field(default_factory=set)
    agents: list[Agent] = field(default_factory=list)

    def client(self) -> httpx.AsyncClient:
        http = httpx.AsyncClient(base_url=self.office.server.url, timeout=30, trust_env=False)
        self.office.clients.append(http)
        return http

    async def channel(self, *queue: Agent, **settings: Any) -> Channel:
        """A plain channel with these people in its queue."""
        made = await self.office.boss.must("POST", "/channels", {"name": f"Effects {next(_NUMBERS)}"})
        new = {"channel_id": made["id"], "connector": "webchat"}
        connection = await self.office.boss.must("POST", "/connections", new)
        await self.office.boss.must("PATCH", f"/channels/{made['id']}/settings", PLAIN | settings)
        channel = Channel(self, made["id"], connection)
        if queue:
            await channel.queue(*queue)
        return channel

    async def hire(self, name: str, role: str = "agent") -> Agent:
        """Somebody new, who is not there."""
        agent = Agent(await self.office.hire(name, role))
        self.agents.append(agent)
        return agent

    async def team(self, *names: str) -> list[Agent]:
        """People at their desks."""
        return [await (await self.hire(name)).comes() for name in names]

    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.office.server.advance(timedelta(seconds=seconds))

    async def close(self) -> None:
        for agent in self.agents:
            if agent.stream:
                await agent.stream.close()
