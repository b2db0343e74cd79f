"""A bot at the fake Telegram: what waits for it, what it did, and how updates reach it.

Messages and presses of customers pass through telegram-test-api, which numbers messages and calls webhooks. Ours: the
numbering of updates, offsets and long polling, the secret header, what a webhook refused, and every other kind.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.support.telegram_people import Customer, Group
from tests.support.telegram_types import ON_REQUEST, Call, Json, Refusal, Said

FIRST_UPDATE = 700_000_000
WAIT_S = 20.0


@dataclass
class FakeBot:
    """One token. Tests read `calls`, `sent` and `actions`, and wait with `until_sent` and `until_called`."""

    token: str
    name: str
    username: str
    peer: httpx.AsyncClient
    hooks: httpx.AsyncClient
    relay: str
    now: Callable[[], int]
    chats: dict[int, Customer | Group] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    pending: list[Json] = field(default_factory=list)
    webhook: Json | None = None
    last_error: str | None = None
    statuses: list[int] = field(default_factory=list)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    sizes: dict[str, int] = field(default_factory=dict)
    # Performs a method that a webhook wrote into its reply.
    perform: Callable[[str, Json], Awaitable[object]] | None = field(default=None, repr=False)
    # Pictures of this bot are too long, too flat or broken.
    refuse_photos: bool = False
    # What setWebhook is refused with.
    refuse_webhooks: str | None = None
    # The bot may be thrown out by its maker: every call is answered with 401.
    revoked: bool = False
    # Updates wait here instead of going out, until `release`.
    held: list[Json] | None = None

    def __post_init__(self) -> None:
        self._turn = asyncio.Lock()
        self._relayed: asyncio.Queue[Json] = asyncio.Queue()
        self._news = asyncio.Event()
        self._called = asyncio.Condition()
        self._updates = FIRST_UPDATE
        self._made = 0

    @property
    def id(self) -> int:
        return int(self.token.split(":")[0])

    @property
    def user(self) -> Json:
        """As `getMe` shows it; `is_bot` is missing from the peer."""
        flags = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username} | flags

    # --- people ---------------------------------------------------------------------------

    def customer(self, user_id: int, first_name: str = "Linh", **more: Any) -> Customer:
        """Somebody who may write to the bot, and to whom the bot may write."""
        made = Customer(self, user_id, first_name, **more)
        self.chats[user_id] = made
        return made

    def group(self, chat_id: int, title: str = "Neighbours") -> Group:
        """A group that the bot is in; customers write there with `chat=`."""
        made = Group(self, chat_id, title)
        self.chats[chat_id] = made
        return made

    def chat(self, chat_id: int) -> Customer | Group:
        """Where a message goes.

        Raises Refusal, as Telegram would.
        """
        found = self.chats.get(chat_id)
        if found is None:
            raise Refusal(400, "Bad Request: chat not found")
        if isinstance(found, Customer) and found.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if isinstance(found, Group) and found.now_called is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, words, migrate_to_chat_id=found.now_called)
        return found

    # --- what the bot did -----------------------------------------------------------------

    @property
    def sent(self) -> list[Call]:
        """The messages that got through, in order."""
        return [call for call in self.calls if call.method.startswith("send") and call.method != "sendChatAction"]

    @property
    def actions(self) -> list[tuple[int, str]]:
        """Chat and word of every sendChatAction."""
        return [(call.chat_id, call.params["action"]) for call in self.calls if call.method == "sendChatAction"]

    def to(self, chat_id: int) -> list[Call]:
        """The messages to one chat."""
        return [call for call in self.sent if call.chat_id == chat_id]

    async def note(self, call: Call) -> None:
        """Keep a call that got through, and wake whoever waits for it."""
        async with self._called:
            self.calls.append(call)
            self._called.notify_all()

    async def until_sent(self, count: int = 1) -> list[Call]:
        """Wait until so many messages got through."""
        await self.until(lambda: len(self.sent) >= count)
        return self.sent

    async def until_called(self, method: str, count: int = 1) -> list[Call]:
        """Wait until a method was called so often."""

        def found() -> list[Call]:
            return [call for call in self.calls if call.method == method]

        await self.until(lambda: len(found()) >= count)
        return found()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something that calls bring about."""
        async with asyncio.timeout(WAIT_S), self._called:
            await self._called.wait_for(true)

    # --- what reaches the bot -------------------------------------------------------------

    async def say(self, message: Json) -> Said:
        """A customer's message, numbered and passed on by the peer."""
        said = await self._through_peer("/sendMessage", message)
        chat = said.message.get("chat", {})
        self.messages[chat.get("id", 0), said.id] = said.message
        return said

    async def press(self, query: Json) -> Said:
        """A pressed button."""
        return await self._through_peer("/sendCallback", query)

    async def tell(self, kind: str, body: Json) -> Said:
        """An update of a kind that the peer does not know."""
        return await self._out({kind: body})

    def number(self) -> int:
        """A message's number where the peer gives none (business chats, media groups)."""
        self._made += 1
        return 500_000 + self._made

    async def deliver(self, update: Json) -> int | None:
        """Hand an update over, once more if it was before; the webhook's answer, None where there is none."""
        if self.held is not None:
            self.held.append(update)
            return None
        if self.webhook is None:
            self.pending.append(update)
            self._news.set()
            return None
        return await self._post(update)

    def hold(self) -> None:
        """Keep updates back."""
        self.held = []

    async def release(self, *, backwards: bool = False) -> None:
        """Let go what is kept back, the last first if one likes: no platform promises an order."""
        held, self.held = self.held or [], None
        for update in reversed(held) if backwards else held:
            await self.deliver(update)

    async def flush(self) -> None:
        """Call the webhook again with what it refused, or what waited before it was set."""
        waiting, self.pending = self.pending, []
        for update in waiting:
            await self.deliver(update)

    async def updates(self, offset: int, limit: int, wait_s: float) -> Sequence[Json]:
        """getUpdates: what is confirmed is forgotten, what is not comes again; waits while there is nothing."""
        if self.webhook is not None:
            raise Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it"
            )
        self.pending = [update for update in self.pending if update["update_id"] >= offset]
        if not self.pending and wait_s:
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._news.wait()
        return self.pending[:limit]

    async def relayed(self, update: Json) -> None:
        """The peer calls here when a webhook is set."""
        await self._relayed.put(update)

    async def set_webhook(self, params: Json) -> None:
        """The peer is told too, with our own address: it sends no secret.

        Raises Refusal.
        """
        if self.refuse_webhooks is not None:
            raise Refusal(400, self.refuse_webhooks)
        await self.peer.post(f"/bot{self.token}/setWebhook", json={"url": self.relay})
        self.webhook = dict(params)
        if params.get("drop_pending_updates"):
            self.pending.clear()

    async def delete_webhook(self, params: Json) -> None:
        await self.peer.post(f"/bot{self.token}/deleteWebhook", json={})
        self.webhook = None
        if params.get("drop_pending_updates"):
            self.pending.clear()

    async def _through_peer(self, path: str, body: Json) -> Said:
        async with self._turn:
            answer = await self.peer.post(path, json={"botToken": self.token, **body})
            answer.raise_for_status()
            if self.webhook is None:
                got = (await self.peer.post(f"/bot{self.token}/getUpdates", json={})).json()["result"]
                (update,) = got
            else:
                async with asyncio.timeout(WAIT_S):
                    update = await self._relayed.get()
        update.pop("update_id")
        for content in update.values():
            content.pop("botToken", None)
        return await self._out(update)

    async def _out(self, body: Json) -> Said:
        self._updates += 1
        update = {"update_id": self._updates, **body}
        (kind,) = body
        wanted = (self.webhook or {}).get("allowed_updates")
        if kind not in wanted if wanted else kind in ON_REQUEST and self.webhook is not None:
            return Said(update)
        return Said(update, await self.deliver(update))

    async def _post(self, update: Json) -> int | None:
        assert self.webhook is not None
        secret = self.webhook.get("secret_token")
        headers = {"x-telegram-bot-api-secret-token": secret} if secret else {}
        try:
            answer = await self.hooks.post(self.webhook["url"], json=update, headers=headers)
        except httpx.HTTPError as error:
            self.last_error = f"Connection failed: {type(error).__name__}"
            self.pending.append(update)
            return None
        self.statuses.append(answer.status_code)
        if not answer.is_success:
            self.last_error = f"Wrong response from the webhook: {answer.status_code}"
            self.pending.append(update)
        elif answer.headers.get("content-type", "").startswith("application/json") and self.perform is not None:
            params = answer.json()
            if isinstance(params, dict) and "method" in params:
                await self.perform(params.pop("method"), params)
        return answer.status_code
