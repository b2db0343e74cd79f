"""A Telegram to talk to: telegram-test-api (npm) inside, and around it what it lacks.

The peer's: numbering and keeping messages, getUpdates and webhooks of messages and presses, sendMessage, editing,
deleting. Ours, because it has none: tokens that may be wrong, `is_bot`, offsets and long polling, the secret header,
getWebhookInfo, media both ways, chat actions, profile photos, reactions and the other kinds of updates, limits and
refusals in Telegram's words. In front of all stands the fault proxy.

    async with FakeTelegram(hooks=client) as telegram:
        bot = telegram.bot()
        linh = bot.customer(1001, "Linh")
        await linh.text("Xin chào")
        (answer,) = await bot.until_sent(1)
        telegram.trouble("sendMessage", Fault.TOO_MANY, Fault.CUT_AFTER)
"""

import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import httpx

from tests.support.fault_proxy import Fault, FaultProxy
from tests.support.http_server import Connection, HttpServer, Seen, reply
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_methods import Limits, do, perform, read_call
from tests.support.telegram_peer import peer_port
from tests.support.telegram_types import MAX_GET_FILE, MAX_PHOTO, MAX_UPLOAD, Call, Refusal, too_many

TIMEOUT_S = 20.0
FILE = "file"


@dataclass(frozen=True, slots=True)
class _Trouble:
    fault: Fault
    chat_id: int | None


class FakeTelegram:
    """Use as `async with`; `url` is what the setting `api_url` of a connection names.

    `hooks` calls webhooks: a client of an application in this process, else real connections. Small limits spare tests
    large files.
    """

    def __init__(
        self,
        hooks: httpx.AsyncClient | None = None,
        *,
        limits: Limits | None = None,
        now: Callable[[], int] | None = None,
    ) -> None:
        self._inside = HttpServer(self._handle)
        self._hooks = hooks
        self._limits = limits or Limits(get_file=MAX_GET_FILE, upload=MAX_UPLOAD, photo=MAX_PHOTO)
        self._now = now or (lambda: int(time.time()))
        self._bots: dict[str, FakeBot] = {}
        self._troubles: defaultdict[str, deque[_Trouble]] = defaultdict(deque)

    async def __aenter__(self) -> Self:
        self._peer = httpx.AsyncClient(base_url=f"http://127.0.0.1:{peer_port()}", timeout=TIMEOUT_S)
        self._own_hooks = httpx.AsyncClient(timeout=TIMEOUT_S)
        await self._inside.__aenter__()
        self.proxy = FaultProxy(self._inside.port, self._fault, too_many=too_many)
        await self.proxy.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.proxy.__aexit__()
        await self._inside.__aexit__()
        await self._peer.aclose()
        await self._own_hooks.aclose()

    @property
    def url(self) -> str:
        """The Bot API's base address."""
        return self.proxy.url

    def bot(self, name: str = "Shop", username: str = "shop_bot", bot_id: int | None = None) -> FakeBot:
        """A bot with a token of its own; the token is in no log, so tests can look for it there."""
        number = bot_id or 100_000_000 + secrets.randbelow(900_000_000)
        token = f"{number}:AA{secrets.token_urlsafe(24)}"
        made = FakeBot(
            token=token,
            name=name,
            username=username,
            peer=self._peer,
            hooks=self._hooks or self._own_hooks,
            relay=f"http://127.0.0.1:{self._inside.port}/relay/{token}",
            now=self._now,
        )
        made.perform = lambda method, params: do(made, Call(method, params, {}), self._limits)
        self._bots[token] = made
        return made

    def trouble(self, method: str, *faults: Fault, chat_id: int | None = None) -> None:
        """What happens to the next calls of a method (`file`: downloads), in this order; of one chat, if named."""
        self._troubles[method] += [_Trouble(fault, chat_id) for fault in faults]

    @property
    def retry_after_s(self) -> int:
        """For how long a 429 sends callers away."""
        return self.proxy.retry_after_s

    @retry_after_s.setter
    def retry_after_s(self, seconds: int) -> None:
        self.proxy.retry_after_s = seconds

    def _fault(self, seen: Seen) -> Fault:
        _, method = _address(seen)
        waiting = self._troubles[method]
        if not waiting:
            return Fault.PASS
        if waiting[0].chat_id is not None and read_call(seen)[0].get("chat_id") != waiting[0].chat_id:
            return Fault.PASS
        return waiting.popleft().fault

    async def _handle(self, seen: Seen, _: Connection) -> bytes:
        token, method = _address(seen)
        bot = self._bots.get(token)
        if bot is None or bot.revoked:
            return Refusal(401, "Unauthorized").answer()
        if seen.target.startswith("/relay/"):
            update = seen.json()
            assert isinstance(update, dict)
            await bot.relayed(update)
            return reply(200)
        if method == FILE:
            content = bot.files.get(seen.target.rsplit("/", 1)[1])
            return reply(404, {"ok": False}) if content is None else reply(200, content)
        try:
            return reply(200, {"ok": True, "result": await perform(bot, method, seen, self._limits)})
        except Refusal as refusal:
            return refusal.answer()


def _address(seen: Seen) -> tuple[str, str]:
    """Token and method of a call; of a download the word for it."""
    first, _, rest = seen.target.partition("?")[0].removeprefix("/").partition("/")
    if first == FILE:
        return rest.partition("/")[0].removeprefix("bot"), FILE
    return (rest, "relay") if first == "relay" else (first.removeprefix("bot"), rest)
