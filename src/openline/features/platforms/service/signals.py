"""Shows customers of platforms that somebody is writing to them. Nobody waits for it, nothing of it is repeated."""

import asyncio

import structlog

from openline.connectors.base import Signal
from openline.features.channels.service import CHANNELS, CONNECTIONS, Connection
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.letters import route_of
from openline.kit.clock import SECOND, Clock
from openline.store import Store, View

log = structlog.get_logger(__name__)

EVERY_MS = 4 * SECOND  # platforms show it for five seconds or so
MOST_AT_ONCE = 200
CALL_S = 10.0


class TypingOut:
    """Passes typing on, for each conversation at most every four seconds."""

    def __init__(self, store: Store, contexts: Contexts, clock: Clock) -> None:
        self._store = store
        self._contexts = contexts
        self._clock = clock
        self._shown: dict[int, int] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self.failures = 0

    def tell(self, conversation_id: int, *, on: bool) -> None:
        """Somebody writes there, or has stopped: platforms forget it by themselves."""
        waiting = self._tasks.get(conversation_id)
        if not on:
            if waiting is not None and self._wait_s(conversation_id) > 0:
                waiting.cancel()
            return
        if waiting is not None or len(self._tasks) >= MOST_AT_ONCE:
            return
        task = asyncio.create_task(self._show_in_time(conversation_id), name="typing-out")
        self._tasks[conversation_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(conversation_id, None))

    async def idle(self) -> None:
        """Until nothing is being told."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Drop what waits."""
        for task in list(self._tasks.values()):
            task.cancel()
        await self.idle()

    def _wait_s(self, conversation_id: int) -> float:
        shown = self._shown.get(conversation_id)
        return 0.0 if shown is None else max(0, shown + EVERY_MS - self._clock.now()) / SECOND

    async def _show_in_time(self, conversation_id: int) -> None:
        wait_s = self._wait_s(conversation_id)
        if wait_s:  # a hint just before its time is not dropped: the next one may be four seconds away
            await asyncio.sleep(wait_s)
        self._forget()
        self._shown[conversation_id] = self._clock.now()
        try:
            async with asyncio.timeout(CALL_S):
                await self._show(conversation_id)
        except TimeoutError:
            self.failures += 1
        except Exception as error:  # loop top: of a signal; the next message says more than this
            self.failures += 1
            log.error("typing was not shown", conversation_id=conversation_id, exc_info=error)

    async def _show(self, conversation_id: int) -> None:
        found = await self._store.read(_open_thread, conversation_id)
        if found is None:
            return
        conversation, connection = found
        connector = self._contexts.connector_of(connection)
        if connector.capabilities.typing_out:
            await connector.signal(self._contexts.of(connection), route_of(conversation), Signal.TYPING)

    def _forget(self) -> None:
        if len(self._shown) > MOST_AT_ONCE:
            now = self._clock.now()
            self._shown = {place: at for place, at in self._shown.items() if now - at < EVERY_MS}


async def _open_thread(view: View, conversation_id: int) -> tuple[Conversation, Connection] | None:
    """A conversation by whose platform something may be shown now."""
    conversation = await CONVERSATIONS.get(view, conversation_id)
    if conversation is None or not conversation.route or conversation.blocked:
        return None
    connection = await CONNECTIONS.get(view, conversation.connection_id)
    channel = await CHANNELS.get(view, conversation.channel_id)
    if connection is None or not connection.active or channel is None or not channel.active:
        return None
    return conversation, connection
