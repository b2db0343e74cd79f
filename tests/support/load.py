"""Customers and agents over the public API, as strangers' clients would be written: they know only its paper."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
import websockets
from websockets.asyncio.client import ClientConnection

from tests.support.waiting import back_off

AGAIN_S = 0.05
GIVE_UP_S = 60.0
DEMO_PASSWORD = "openline-demo"


class Refused(AssertionError):
    """The server said no where the test expects yes."""


def _client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, timeout=30, trust_env=False)


@dataclass
class CustomerClient:
    """A widget without a screen. Repeats with the same `client_id` until it is acknowledged."""

    url: str
    key: str
    token: str = ""
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.http = _client(self.url)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def open(self) -> Self:
        answer = await self._insist("POST", f"/widget/v1/{self.key}/visitors", {"locale": "vi"})
        self.token = answer["token"]
        return self

    async def write(self, client_id: str, text: str) -> dict[str, Any]:
        """Written and acknowledged, however often the server dies in between."""
        body = {"client_id": client_id, "text": text}
        answer: dict[str, Any] = await self._insist("POST", "/widget/v1/messages", body)
        self.acknowledged[client_id] = answer
        return answer

    async def history(self) -> list[dict[str, Any]]:
        """All messages, oldest first."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            query = f"?limit=200{f'&cursor={cursor}' if cursor else ''}"
            page = await self._insist("GET", f"/widget/v1/messages{query}")
            found = page["items"] + found
            cursor = page["next"]
            if not cursor:
                return found

    async def events(self, since: int) -> list[dict[str, Any]]:
        """The numbered frames after a number, by polling."""
        answer = await self._insist("GET", f"/widget/v1/events?since={since}&wait=0")
        items: list[dict[str, Any]] = answer["items"]
        return items

    async def _insist(self, method: str, path: str, body: Any = None) -> Any:
        return await insist(self.http, method, path, json=body, headers=self.headers if self.token else {})

    async def close(self) -> None:
        await self.http.aclose()


async def insist(http: httpx.AsyncClient, method: str, path: str, **more: Any) -> Any:
    """Repeat while the server is away or says that it cannot now; anything else is an answer."""
    loop = asyncio.get_running_loop()
    until = loop.time() + GIVE_UP_S
    while True:
        try:
            answer = await http.request(method, path, **more)
            if answer.status_code < 500:
                if answer.is_error:
                    raise Refused(f"{method} {path}: {answer.status_code} {answer.text}")
                return answer.json() if answer.content else None
        except httpx.TransportError:
            pass
        if loop.time() > until:
            raise Refused(f"{method} {path}: no answer in {GIVE_UP_S:g} s")
        await back_off(AGAIN_S)


class AgentClient:
    """A desk without a screen: logs in, follows the numbered stream, resumes it after every loss."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = _client(url)
        self.person_id = ""
        self.csrf = ""
        self.since: int | None = None
        self.frames: list[dict[str, Any]] = []
        self.hints: deque[dict[str, Any]] = deque(maxlen=100)
        self.gaps: list[tuple[int, int]] = []
        self.resets = 0
        self.on_frame: Callable[[dict[str, Any]], None] = lambda _frame: None
        self._connected = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.news = asyncio.Condition()

    async def login(self, email: str, password: str = DEMO_PASSWORD) -> Self:
        me = await insist(self.http, "POST", "/api/v1/login", json={"email": email, "password": password})
        self.csrf = me["csrf_token"]
        self.person_id = me["person"]["id"]
        return self

    async def get(self, path: str) -> Any:
        return await insist(self.http, "GET", f"/api/v1{path}")

    async def send(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """One attempt; the caller looks at the answer."""
        return await self.http.request(method, f"/api/v1{path}", json=body, headers={"x-csrftoken": self.csrf})

    async def post(self, path: str, body: Any = None) -> Any:
        """Insisting, with one idempotency key for all attempts."""
        return await insist(self.http, "POST", f"/api/v1{path}", json=body, headers={"x-csrftoken": self.csrf})

    async def watch(self) -> Self:
        """Follow the stream from now on; returns once it runs."""
        self._task = asyncio.create_task(self._follow())
        await asyncio.wait_for(self._connected.wait(), GIVE_UP_S)
        return self

    async def until(self, probe: Callable[[], bool], what: str) -> None:
        """Wait for frames until the probe is true."""
        try:
            async with asyncio.timeout(GIVE_UP_S), self.news:
                await self.news.wait_for(probe)
        except TimeoutError as error:
            raise AssertionError(f"not seen on the stream: {what}") from error

    def message_ids(self) -> list[str]:
        """The messages that were announced, in order."""
        return [frame["data"]["message"]["id"] for frame in self.frames if frame["type"] == "message.added"]

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.http.aclose()

    async def _follow(self) -> None:
        while True:
            try:
                async with await self._connect() as socket:
                    await self._read(socket)
            except (OSError, websockets.WebSocketException, TimeoutError):
                await back_off(AGAIN_S)

    async def _connect(self) -> ClientConnection:
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        query = "" if self.since is None else f"?since={self.since}"
        return await websockets.connect(
            f"{self.url.replace('http', 'ws', 1)}/api/v1/stream{query}",
            additional_headers={"Cookie": cookies, "Origin": self.url}, proxy=None, max_queue=None,
        )  # fmt: skip

    async def _read(self, socket: ClientConnection) -> None:
        async for text in socket:
            frame = json.loads(text)
            if frame["type"] == "hello":
                self.since = frame["seq"] if self.since is None else self.since
                self._connected.set()
            elif frame["type"] == "snapshot_needed":
                self.resets += 1
                self.since = None
                return
            elif "seq" in frame:
                self._take(frame)
            else:
                self.hints.append(frame)
            async with self.news:
                self.news.notify_all()

    def _take(self, frame: dict[str, Any]) -> None:
        assert self.since is not None
        if frame["prev"] != self.since:
            self.gaps.append((self.since, frame["prev"]))
        self.since = frame["seq"]
        self.frames.append(frame)
        self.on_frame(frame)
