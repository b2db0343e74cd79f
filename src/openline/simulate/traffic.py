"""Customers who write at a human pace over the public API of a running server, as any widget would."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

import httpx
import structlog

from openline.simulate.talks import LIVE, Talk

MAX_CUSTOMERS = 20
_POLL_S = 25
_PATIENCE_POLLS = 24  # of 25 s each: ten minutes without an answer, then the customer gives up
_TIMEOUT_S = 40
_ANSWER_S = (3.0, 9.0)
_ARRIVAL_S = (4.0, 15.0)
_REST_S = (20.0, 60.0)
_FIRST_S = 1.0
_SECONDS_PER_LETTER = 0.03

log = structlog.get_logger(__name__)
Sleep = Callable[[float], Any]
KeyOf = Callable[[], Awaitable[str]]


class Customer:
    """One customer with one talk: writes, waits for an answer, writes on, goes."""

    def __init__(self, client: httpx.AsyncClient, key: str, talk: Talk, chance: Random) -> None:
        self._client = client
        self._key = key
        self._talk = talk
        self._chance = chance
        self._token = ""
        self._number = 0
        self.written = 0

    async def live(self, sleep: Sleep) -> None:
        """The whole talk. Ends early when nobody answers."""
        await self._arrive()
        for turn, line in enumerate(self._talk.lines):
            await self._call("POST", "/widget/v1/typing", {"on": True})
            await sleep(len(line) * _SECONDS_PER_LETTER)
            await self._say(f"demo-{turn}", line)
            if turn + 1 < len(self._talk.lines):
                if not await self._answered():
                    return
                await sleep(self._chance.uniform(*_ANSWER_S))

    async def _arrive(self) -> None:
        body = {
            "profile": {"name": self._talk.name}, "locale": self._talk.locale,
            "page": {"url": self._talk.url, "title": self._talk.title},
        }  # fmt: skip
        opened = await self._call("POST", f"/widget/v1/{self._key}/visitors", body)
        self._token, self._number = opened["token"], opened["number"]

    async def _say(self, client_id: str, text: str) -> None:
        said = await self._call("POST", "/widget/v1/messages", {"client_id": client_id, "text": text})
        self._number = max(self._number, said["number"])
        self.written += 1

    async def _answered(self) -> bool:
        """Wait until an agent writes; everything that came is read."""
        for _ in range(_PATIENCE_POLLS):
            news = await self._call("GET", f"/widget/v1/events?since={self._number}&wait={_POLL_S}")
            self._number = max(self._number, news["number"])
            messages = [frame["data"]["message"] for frame in news["items"] if frame["type"] == "message.added"]
            if any(message["author"] == "agent" for message in messages):
                await self._call("POST", "/widget/v1/read", {"up_to": self._number})
                return True
        return False

    async def _call(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        answer = await self._client.request(method, path, json=body, headers=headers)
        answer.raise_for_status()
        return answer.json() if answer.content else None


class Traffic:
    """A few customers at a time, one talk after the other, until it is stopped."""

    def __init__(self, base_url: str, key_of: KeyOf, chance: Random, sleep: Sleep = asyncio.sleep) -> None:
        self._base_url = base_url
        self._key_of = key_of
        self._chance = chance
        self._sleep = sleep
        self._tasks: set[asyncio.Task[None]] = set()
        self._customers: list[Customer] = []
        self._gone = 0

    @property
    def running(self) -> int:
        """How many customers are there."""
        return len(self._tasks)

    @property
    def written(self) -> int:
        """How many messages they have written."""
        return self._gone + sum(customer.written for customer in self._customers)

    def start(self, count: int) -> None:
        """Let customers come, at most `MAX_CUSTOMERS` at a time."""
        for place in range(min(count, MAX_CUSTOMERS - len(self._tasks))):
            task = asyncio.create_task(self._come_again_and_again(place))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Send everybody home."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _come_again_and_again(self, place: int) -> None:
        await self._sleep(_FIRST_S if place == 0 else place * self._chance.uniform(*_ARRIVAL_S))
        async with httpx.AsyncClient(base_url=self._base_url, timeout=_TIMEOUT_S, trust_env=False) as client:
            while True:
                await self._one(client)
                await self._sleep(self._chance.uniform(*_REST_S))

    async def _one(self, client: httpx.AsyncClient) -> None:
        customer = Customer(client, await self._key_of(), self._chance.choice(LIVE), self._chance)
        self._customers.append(customer)
        try:
            await customer.live(self._sleep)
        except httpx.HTTPError as error:  # the server restarts, or the widget was disconnected: come back later
            log.info("demo customer gone", error=str(error))
        finally:
            self._customers.remove(customer)
            self._gone += customer.written
