"""The door by which platforms call in: recognised, answered, taken in event by event (I1, I2, I11)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from openline.connectors.base import Connector, HttpReply, InboundEvent, RawRequest, Rejected, Settings, Typing
from openline.features.channels.service import CONNECTIONS, Connection
from openline.features.conversations.service import CONVERSATION_BY_THREAD, CONVERSATIONS, Conversation
from openline.features.platforms.errors import HookNotFound, HookRefused
from openline.features.platforms.service import failed
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.events import take_in
from openline.features.platforms.service.failed import Kept
from openline.features.platforms.service.kept import storable
from openline.features.platforms.service.refusals import Refusals
from openline.features.platforms.types import CustomerTyping
from openline.kit.errors import NotFound, Unavailable
from openline.kit.ids import parse_id
from openline.kit.secrets import Keyring
from openline.store import Store, View

MAX_BODY = 1_000_000
TellTyping = Callable[[CustomerTyping], Awaitable[None]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HookTools:
    """What bootstrap joins."""

    contexts: Contexts
    keyring: Keyring
    typing: TellTyping


class Hooks:
    """Takes what platforms send. Counts since the start of the process: `refused`, `failures`."""

    def __init__(self, store: Store, tools: HookTools) -> None:
        self._store = store
        self._tools = tools
        self.refused = 0
        self.failures = 0
        self.refusals = Refusals()

    async def connection_of(self, connector_id: str, connection_id: str) -> Connection:
        """The connection of an address.

        Raises HookNotFound, Unavailable.
        """
        try:
            row = await self._store.read(CONNECTIONS.get, parse_id(connection_id))
        except NotFound as error:
            raise HookNotFound from error
        if row is None or row.connector != connector_id or row.deleted_at or not row.active:
            raise HookNotFound
        return row

    async def receive(self, connection: Connection, request: RawRequest) -> HttpReply | None:
        """Take in what a platform sends, once; what it wants to hear, None for a plain yes.

        Raises HookRefused for what the platform did not make, TooManyFailed, Unavailable.
        """
        connector = self._tools.contexts.connector_of(connection)
        settings = self._tools.contexts.of(connection).settings
        self._check(connector, request, settings)
        try:
            reply = connector.sync_reply(request, settings)
            events = connector.parse(request, settings)
        except Exception as error:  # loop top: of a request; its platform is told yes, and somebody looks at it
            log.error("hook not understood", connection_id=request.connection, exc_info=error)
            await self._fail(connection, request, error)
            return None
        failures = [await self.take(connection, event) for event in events]
        failure = next(filter(None, failures), None)
        if failure is not None:
            await self._fail(connection, request, failure)
        return reply

    def _check(self, connector: Connector, request: RawRequest, settings: Settings) -> None:
        try:
            verdict = connector.verify(request, settings)
        except Exception as error:  # loop top: of a request; who sends nonsense is not believed
            log.error("hook not verified", connection_id=request.connection, exc_info=error)
            verdict = Rejected("not_verified")
        if isinstance(verdict, Rejected):
            self.refused += 1
            self.refusals.note(parse_id(request.connection), verdict.reason, request.received_at)
            log.warning("hook refused", connection_id=request.connection, reason=verdict.reason)
            raise HookRefused(reason=verdict.reason)

    async def take(self, connection: Connection, event: InboundEvent) -> Exception | None:
        """Take in one event; what it failed with, for the caller to keep it.

        Raises HookNotFound, Unavailable: nothing is wrong with the event then.
        """
        try:
            if isinstance(event, Typing):
                await self._tell_typing(connection, event)
            else:
                await self._store.commit(take_in, connection.id, storable(event))
        except (HookNotFound, Unavailable):
            raise
        except Exception as error:  # loop top: of an event; nothing of it is stored
            log.warning("event failed", connection_id=connection.id, kind=type(event).__name__, exc_info=error)
            return error
        return None

    async def keep(self, connection: Connection, kept: Kept) -> None:
        """Store what failed.

        Raises TooManyFailed, Unavailable.
        """
        self.failures += 1
        await self._store.commit(failed.keep, connection, kept)

    async def _fail(self, connection: Connection, request: RawRequest, error: Exception) -> None:
        await self.keep(connection, failed.of_request(request, error, self._tools.keyring))

    async def _tell_typing(self, connection: Connection, event: Typing) -> None:
        """Told without the words, never stored; of a stranger there is nobody to tell."""
        conversation = await self._store.read(_conversation, connection.id, event.thread_ref)
        if conversation is None:
            return
        await self._tools.typing(
            CustomerTyping(
                account_id=conversation.account_id, conversation_id=conversation.id, audience=conversation.audience,
                on=event.on,
            )
        )  # fmt: skip


async def _conversation(view: View, connection_id: int, thread_ref: str) -> Conversation | None:
    conversation_id = await CONVERSATION_BY_THREAD.get(view, connection_id, thread_ref)
    return await CONVERSATIONS.get(view, conversation_id) if conversation_id else None
