"""Sends what the outbox holds, and writes down what came of it (docs/behaviour/sending.md)."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from openline.connectors.base import Accepted, Blame, FieldType, Permanent, Retry, Scope, SendResult, Sent, Unknown
from openline.features.channels.service import CONNECTIONS
from openline.features.messages.service import Message, change_message
from openline.features.messages.types import Failure, LostPart, State
from openline.features.platforms.service import health, links
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.letters import (
    Draught,
    Letter,
    Url,
    lost_parts,
    out_message,
    read_draught,
    route_of,
    waits_for_files,
)
from openline.features.routing.service.outbound import hold_message, message_wants
from openline.store import Store, UnitOfWork
from openline.store.outbox import Outgoing

PARTLY = "partly"
UNKNOWN = "unknown"
DEGRADED_AFTER = 3
_UNDECIDED = frozenset({State.SENDING.value, State.UNKNOWN.value})
_HIDDEN = frozenset({FieldType.SECRET, FieldType.SECRETS})
_WIDE = frozenset({Scope.CONNECTION, Scope.ACCOUNT})


class Sender:
    """What the outbox's loop asks for. `url` makes addresses for platforms that fetch files themselves."""

    def __init__(self, store: Store, contexts: Contexts, url: Callable[[], Url]) -> None:
        self._store = store
        self._contexts = contexts
        self._url = url

    async def open(self, outgoing: Outgoing) -> Letter | Retry | Permanent:
        """Make a message ready; or say why it cannot go out."""
        draught = await self._store.read(read_draught, outgoing)
        if isinstance(draught, Permanent):
            return draught
        if not self._contexts.speaks_for(draught.connection):
            return Permanent("connector_missing", "", Blame.POLICY)
        return waits_for_files(draught) or self._letter(draught)

    def _letter(self, draught: Draught) -> Letter:
        connector = self._contexts.connector_of(draught.connection)
        context = self._contexts.of(draught.connection)
        message, held_back = out_message(draught, self._url())
        rendered = connector.render(message, route_of(draught.conversation), context.settings)
        lost = (*held_back, *lost_parts(rendered.lost))
        return Letter(connector=connector, context=context, parts=rendered.calls, lost=lost)

    async def may_repeat(self, outgoing: Outgoing) -> bool:
        """Whether its platform recognises a message that it already has."""
        connection = await self._store.read(CONNECTIONS.get, outgoing.connection_id)
        if connection is None or not self._contexts.speaks_for(connection):
            return False
        return self._contexts.connector_of(connection).capabilities.idempotent_send

    def wants(self, peek: Any, outgoing: Outgoing) -> Iterator[tuple[Any, Any]]:
        """The rows of what follows, for prefetching."""
        yield CONNECTIONS.load, (outgoing.connection_id,)
        yield from message_wants(peek, outgoing.conversation_id, outgoing.message_id)

    async def confirmed(self, uow: UnitOfWork, outgoing: Outgoing, result: Sent | Accepted) -> None:
        """The platform has one call of a message, under these names."""
        found = await hold_message(uow, outgoing.conversation_id, outgoing.message_id)
        if found is not None:
            await links.learn(uow, *found, result.external_ids, part=outgoing.part)
        await health.answered(uow, outgoing.connection_id)

    async def delayed(self, uow: UnitOfWork, outgoing: Outgoing, result: Retry) -> None:
        """It is tried again later; a connection that does not answer for long is shown as such."""
        if result.scope in _WIDE and outgoing.attempts + 1 >= DEGRADED_AFTER:
            await health.troubled(uow, outgoing.connection_id)

    async def settled(self, uow: UnitOfWork, outgoing: Outgoing, result: SendResult, letter: Letter | None) -> None:
        """Say on the message what came of it; refused credentials are the administrators' business too."""
        found = await hold_message(uow, outgoing.conversation_id, outgoing.message_id)
        if found is not None:
            conversation, message = found
            change_message(uow, conversation, message, **_fate(message, result, letter.lost if letter else ()))
        if isinstance(result, Permanent) and result.blame is Blame.AUTH:
            await health.refused(uow, outgoing.connection_id, result.code, await self._first_secret(uow, outgoing))

    async def _first_secret(self, uow: UnitOfWork, outgoing: Outgoing) -> str | None:
        """The setting that most likely has to be mended."""
        connection = await CONNECTIONS.get(uow, outgoing.connection_id)
        if connection is None or not self._contexts.speaks_for(connection):
            return None
        fields = self._contexts.connector_of(connection).schema.fields
        return next((field.key for field in fields if field.type in _HIDDEN and not field.made_here), None)


def _fate(message: Message, result: SendResult, lost: tuple[LostPart, ...]) -> dict[str, Any]:
    """The message's state and what is said about it. A receipt that came first has the last word."""
    match result:
        case Sent():
            state = State.SENT.value if message.state in _UNDECIDED else message.state
            return {"state": state, "failure": _partly(lost)}
        case Accepted():
            return {"state": message.state, "failure": _partly(lost)}
        case Permanent(code=code, text=text, blame=blame):
            failure = Failure(code=code, text=text, blame=blame.value, lost=list(lost))
            return {"state": State.FAILED.value, "failure": _json(failure)}
        case Unknown():
            return {"state": State.UNKNOWN.value, "failure": _json(Failure(code=UNKNOWN, lost=list(lost)))}
        case Retry():
            raise AssertionError("a retry settles nothing")


def _partly(lost: tuple[LostPart, ...]) -> str | None:
    return _json(Failure(code=PARTLY, lost=list(lost))) if lost else None


def _json(failure: Failure) -> str:
    return msgspec.json.encode(failure).decode()
