"""What could not be taken in: kept as it came, shown to administrators, tried again when they say so (I11)."""

import base64
from collections.abc import Sequence

import msgspec
import structlog

from openline.connectors.base import InboundEvent, RawRequest, Typing
from openline.features.channels.service import CONNECTIONS, Connection, access_connection
from openline.features.people.types import Actor, Need
from openline.features.platforms import schemas
from openline.features.platforms.errors import AlreadyReplayed, FailedEventNotFound, TooManyFailed
from openline.features.platforms.repository import (
    EARLY_EVENTS,
    FAILED,
    FailedEvent,
    failed_count,
    failed_of,
    old_early,
    old_failed,
)
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.events import take_in
from openline.features.platforms.service.kept import event_of, event_text, storable
from openline.kit.clock import DAY
from openline.kit.errors import NotAllowed, Unavailable
from openline.kit.paging import cursor, place
from openline.kit.secrets import Keyring
from openline.store import Store, UnitOfWork, View

MAX_FAILED = 1_000
MAX_ERROR = 500
RETRY_AFTER_S = 60
KEPT_EARLY_MS = DAY
KEPT_REPLAYED_MS = 15 * DAY
KEPT_FAILED_MS = 90 * DAY
SWEPT_AT_ONCE = 200
_PURPOSE = "raw event"
_LAST = (1 << 63) - 1

log = structlog.get_logger(__name__)


class _Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """What surrounds the body of a failed request; nothing of it for an event that a poller brought."""

    method: str = ""
    path: str = ""
    query: dict[str, str] = {}
    headers: dict[str, str] = {}
    received_at: int = 0
    binary: bool = False


class Kept(msgspec.Struct, frozen=True):
    """A failed request or event, ready to be stored."""

    headers: str
    body: str
    error: str


def of_request(request: RawRequest, error: Exception, keyring: Keyring) -> Kept:
    """A request as it came. Its head is sealed: that is where platforms put secrets."""
    try:
        body, binary = request.body.decode(), b"\0" in request.body
    except UnicodeDecodeError:
        body, binary = "", True
    head = _Head(
        request.method, request.path, dict(request.query), dict(request.headers), request.received_at, binary
    )  # fmt: skip
    sealed = keyring.seal(_PURPOSE, msgspec.json.encode(head).decode())
    return Kept(sealed, base64.b64encode(request.body).decode() if binary else body, _words(error))


def of_event(event: InboundEvent, error: Exception, keyring: Keyring) -> Kept:
    """An event that a poller brought: there was no request."""
    return Kept(keyring.seal(_PURPOSE, msgspec.json.encode(_Head()).decode()), event_text(event), _words(error))


def _words(error: Exception) -> str:
    return storable(f"{type(error).__name__}: {error}"[:MAX_ERROR])


async def keep(uow: UnitOfWork, connection: Connection, kept: Kept) -> None:
    """Store it alone.

    Raises TooManyFailed when nobody has looked after very many of them.
    """
    if await failed_count(uow, connection.id) >= MAX_FAILED:
        raise TooManyFailed(retry_after=RETRY_AFTER_S)
    row = FailedEvent(
        id=uow.new_id(), account_id=connection.account_id, connection_id=connection.id, headers=kept.headers,
        body=kept.body, error=kept.error, at=uow.now, replayed_at=None,
    )  # fmt: skip
    FAILED.add(uow, row)
    log.error("event not taken in", connection_id=connection.id, failed_event=row.id, error=kept.error)


async def list_failed(
    view: View, actor: Actor, connection_id: int, after: str | None, limit: int
) -> schemas.FailedEvents:  # fmt: skip
    """What waits for somebody to look after it, the youngest first.

    Raises NotAllowed, ConnectionNotFound.
    """
    await access_connection(view, actor, connection_id, need=Need.CHANNELS_WRITE)
    (before,) = place(after, 1) or (_LAST,)
    found = await failed_of(view, connection_id, before, limit + 1)
    rows = found[:limit]
    return schemas.FailedEvents(
        items=[schemas.FailedEvent.of(row) for row in rows],
        total=await failed_count(view, connection_id),
        next=cursor(rows[-1].id) if len(found) > limit else None,
    )


class Replays:
    """Takes in what failed before."""

    def __init__(self, store: Store, contexts: Contexts, keyring: Keyring) -> None:
        self._store = store
        self._contexts = contexts
        self._keyring = keyring

    async def replay(self, actor: Actor, failed_id: int) -> schemas.FailedEvent:
        """Try again; what of it was taken in before is not taken in twice.

        Raises NotAllowed, FailedEventNotFound, AlreadyReplayed, HookNotFound, Unavailable.
        """
        row, connection = await self._store.read(_access, actor, failed_id)
        error = None
        try:
            for event in self._events(row, connection):
                if not isinstance(event, Typing):
                    await self._store.commit(take_in, connection.id, storable(event))
        except Unavailable:
            raise
        except Exception as failure:  # loop top: of an event; it stays where it is
            log.warning("event not taken in again", failed_event=row.id, exc_info=failure)
            error = _words(failure)
        return schemas.FailedEvent.of(await self._store.commit(_tried, row.id, error))

    def _events(self, row: FailedEvent, connection: Connection) -> Sequence[InboundEvent]:
        head = msgspec.json.decode(self._keyring.open(_PURPOSE, row.headers), type=_Head)
        if not head.method:
            return (event_of(row.body),)
        request = RawRequest(
            method=head.method, path=head.path, query=head.query, headers=head.headers, received_at=head.received_at,
            body=base64.b64decode(row.body) if head.binary else row.body.encode(), connection=str(connection.id),
        )  # fmt: skip
        return self._contexts.connector_of(connection).parse(request, self._contexts.of(connection).settings)


async def _access(view: View, actor: Actor, failed_id: int) -> tuple[FailedEvent, Connection]:
    if not actor.may(Need.CHANNELS_WRITE):
        raise NotAllowed(need=Need.CHANNELS_WRITE)
    row = await FAILED.get(view, failed_id)
    connection = await CONNECTIONS.get(view, row.connection_id) if row else None
    if row is None or connection is None or row.account_id != actor.account_id:
        raise FailedEventNotFound
    if row.replayed_at is not None:
        raise AlreadyReplayed
    return row, connection


async def _tried(uow: UnitOfWork, failed_id: int, error: str | None) -> FailedEvent:
    row = await FAILED.hold(uow, failed_id)
    if row is None:
        raise FailedEventNotFound
    return FAILED.change(uow, row, error=error) if error else FAILED.change(uow, row, replayed_at=uow.now)


async def sweep(uow: UnitOfWork) -> int:
    """Delete some of what nobody waits for any more."""
    early = await old_early(uow, uow.now - KEPT_EARLY_MS, SWEPT_AT_ONCE)
    for one in early:
        EARLY_EVENTS.remove(uow, one.connection_id, one.external_id)
    failed = await old_failed(uow, uow.now - KEPT_REPLAYED_MS, uow.now - KEPT_FAILED_MS, SWEPT_AT_ONCE)
    for row in failed:
        FAILED.remove(uow, row.id)
    return len(early) + len(failed)
