"""Idempotency-Key: a request repeated with its key gets the first answer, and nothing happens twice.

The answer is kept in the transaction of the work itself, so there is no moment in which one exists without the other.
"""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.handlers import HTTPRouteHandler

from openline.features.people.types import Actor
from openline.kit.clock import DAY
from openline.kit.errors import AppError, InvalidField
from openline.kit.secrets import Keyring
from openline.kit.wire import encode
from openline.server.body import raw_body
from openline.server.errors import Replayed
from openline.server.inject import Connection, Known
from openline.store import Commit, Records, Store, UnitOfWork
from openline.store.tables import IDEMPOTENCY

T = TypeVar("T")

HEADER = b"idempotency-key"
MAX_KEY = 200
KEPT_MS = DAY
PURPOSE = "idempotency"


class IdempotencyConflict(AppError):
    """The key was used for something else."""

    code = "idempotency_conflict"
    status = 409


class AnswerRow(msgspec.Struct, frozen=True):
    """`answer` is sealed: it may hold a token that is shown once."""

    actor: str
    key: str
    account_id: int
    body_hash: str
    status: int
    answer: str
    at: int


ANSWERS = Records(IDEMPOTENCY, AnswerRow)


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """Who repeats what: the key, and all that makes the request this request."""

    actor: str
    account_id: int
    key: str
    body_hash: str
    status: int


class _Kept(msgspec.Struct, frozen=True):
    """What the first request was answered."""

    status: int
    answer: bytes


class Idempotency:
    """Provides `commit`: the store's own, or one that remembers, when the caller sent a key."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    async def provide(self, connection: Connection, known: Known) -> Commit:
        """For one request; keys are obeyed where it is known whose they are.

        Raises InvalidField for a key that cannot be one.
        """
        actor: Actor | None = known.get("actor")
        if actor is None or not isinstance(connection, Request):
            return self._store.commit
        for name, value in connection.scope["headers"]:
            if name == HEADER:
                return _Remembering(self, await _ask(connection, actor, value))
        return self._store.commit

    async def run(self, ask: Ask, use_case: Callable[..., Awaitable[T]], args: Any, kwargs: Any) -> T:
        """The use case, once for each key.

        Raises what it raises, IdempotencyConflict, and Replayed with the kept answer.
        """
        done = await self._store.commit(self._once, ask, use_case, args, kwargs)
        if isinstance(done, _Kept):
            raise Replayed(done.status, done.answer)
        value: T = done
        return value

    async def _once(
        self, uow: UnitOfWork, ask: Ask, use_case: Callable[..., Awaitable[T]], args: Any, kwargs: Any
    ) -> T | _Kept:
        row = await ANSWERS.get(uow, ask.actor, ask.key)
        if row is not None and row.at > uow.now - KEPT_MS:
            if row.body_hash != ask.body_hash:
                raise IdempotencyConflict(key=ask.key)
            return _Kept(row.status, self._keyring.open(PURPOSE, row.answer).encode())
        value = await use_case(uow, *args, **kwargs)
        sealed = self._keyring.seal(PURPOSE, encode(value).decode())
        if row is not None:
            ANSWERS.remove(uow, ask.actor, ask.key)
        # An insert: two nodes that do the same at once collide, and the later one finds the answer.
        ANSWERS.add(
            uow,
            AnswerRow(ask.actor, ask.key, ask.account_id, ask.body_hash, ask.status, sealed, uow.now),
        )
        return value


class _Remembering:
    """`commit` of one request; a second call of it could not be told from the first one's repetition."""

    def __init__(self, idempotency: Idempotency, ask: Ask) -> None:
        self._idempotency = idempotency
        self._ask: Ask | None = ask

    async def __call__(self, use_case: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
        ask, self._ask = self._ask, None
        assert ask is not None, "a request with an Idempotency-Key commits once"
        return await self._idempotency.run(ask, use_case, args, kwargs)


async def _ask(request: Request[Any, Any, Any], actor: Actor, key: bytes) -> Ask:
    text = key.decode("latin-1").strip()
    if not text or len(text) > MAX_KEY or not text.isprintable():
        raise InvalidField(field="Idempotency-Key", reason=f"1 to {MAX_KEY} visible characters")
    handler = request.scope["route_handler"]
    assert isinstance(handler, HTTPRouteHandler)
    marks = (request.method, request.url.path, request.url.query)
    body = await raw_body(request)
    body_hash = hashlib.sha256("\n".join(marks).encode() + b"\n" + body).hexdigest()
    return Ask(
        actor=f"person:{actor.person_id}",
        account_id=actor.account_id,
        key=text,
        body_hash=body_hash,
        status=handler.status_code,
    )
