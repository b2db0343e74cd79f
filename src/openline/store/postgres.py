"""PostgreSQL by asyncpg: one batch in flight per node, rows locked in one order, a lost COMMIT answer looked up."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import asyncpg
import structlog
from sqlalchemy.dialects.postgresql import asyncpg as dialect

from openline.kit.errors import Unavailable
from openline.store.batch import Committed, Job, Outcome, Runner
from openline.store.committer import Settler, Waiting
from openline.store.port import Broken, Refusal, Values, Wanted
from openline.store.sql import Book, Compiled, Load, Query, Write
from openline.store.uow import View

T = TypeVar("T")

CHANNEL = "openline"
LINGER_S = 0.002
READERS = 4
CACHED_STATEMENTS = 1_000
RECONNECT_FOR_S = 60
RECONNECT_EVERY_S = 0.25
OLDEST = 150_000  # server_version_num
_COUNT = (
    "INSERT INTO log_counters (account_id, last_seq) VALUES ($1, $2) ON CONFLICT (account_id) "
    "DO UPDATE SET last_seq = log_counters.last_seq + excluded.last_seq RETURNING last_seq"
)
_NUMBERS = (
    "INSERT INTO numbers (account_id, kind, last_number) VALUES ($1, $2, $3) ON CONFLICT (account_id, kind) "
    "DO UPDATE SET last_number = numbers.last_number + excluded.last_number RETURNING last_number"
)
# The last words of a batch go in one message: each of its own would cost a round trip under the account's lock.
_BATCH = "INSERT INTO batches (id, at) VALUES ({:d}, (extract(epoch from clock_timestamp()) * 1000)::bigint)"
# The writer asks by keys, ever the same statements: to plan them for each batch costs more than to run them.
_PLANNED_ONCE = {"plan_cache_mode": "force_generic_plan"}
_NOTIFY = f"SELECT pg_notify('{CHANNEL}', '{{}}')"
_PLACE = re.compile(r"\$(\d+)")
_KEYED = r"k.c\1"
_VALUES = re.compile(r"VALUES \((.*?)\)(?= ON CONFLICT|$)", re.DOTALL)
_ANNOUNCEMENT = re.compile(r"[0-9:]+")
_AGAIN = (
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.UniqueViolationError,
    asyncpg.LockNotAvailableError,
)
_GONE = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.CannotConnectNowError,
         asyncpg.AdminShutdownError, asyncpg.CrashShutdownError, asyncpg.InternalClientError)  # fmt: skip

log = structlog.get_logger(__name__)


def translate(error: BaseException) -> Exception | None:
    """The port's word for a driver's error; None when it is not the store's."""
    if isinstance(error, _AGAIN):
        return Refusal(str(error), again=True)
    if isinstance(error, asyncpg.IntegrityConstraintViolationError | asyncpg.DataError):
        return Refusal(str(error))
    if isinstance(error, (*_GONE, asyncpg.InsufficientResourcesError, asyncpg.PostgresError)):
        return Broken(f"{type(error).__name__}: {error}")
    return None


class _Together:
    """Loads of several kinds as one statement: what each would cost beside the work is the way there and back.

    OFFSET 0 keeps the planner from joining the keys with a whole table.
    """

    def __init__(self, loads: Sequence[Compiled]) -> None:
        self._loads = loads
        texts, before = [], 0
        for place, load in enumerate(loads):
            columns = ", ".join(f"c{n}" for n in range(1, len(load.types) + 1))
            keys = ", ".join(f"${before + n}::{kind}[]" for n, kind in enumerate(load.types, 1))
            one = _PLACE.sub(_KEYED, load.text)
            keyed = f"unnest({keys}) AS k({columns})"
            texts.append(f"SELECT {place}, its FROM {keyed}, LATERAL ({one} OFFSET 0) AS its")  # noqa: S608 - our own
            before += len(load.types)
        self.text = " UNION ALL ".join(texts)

    def args(self, keys: Sequence[Sequence[Values]]) -> list[Sequence[Any]]:
        """The columns of all keys, one after the other."""
        found: list[Sequence[Any]] = []
        for load, some in zip(self._loads, keys, strict=True):
            found += zip(*[load.args(key) for key in some], strict=True)
        return found


class _Many:
    """An insert of many rows as one statement, not one for each row. Not for updates: the planner might join the keys
    with a whole table.
    """

    def __init__(self, insert: Compiled) -> None:
        numbers = range(1, len(insert.types) + 1)
        columns = ", ".join(f"c{n}" for n in numbers)
        given = ", ".join(f"${n}::{kind}[]" for n, kind in zip(numbers, insert.types, strict=True))
        head, values, tail = _VALUES.split(insert.text, maxsplit=1)
        source = f"SELECT {_PLACE.sub(_KEYED, values)} FROM unnest({given}) AS k({columns})"  # noqa: S608 - our own
        self.text = head + source + tail
        self._row = insert.args

    def args(self, rows: Sequence[Values]) -> list[Sequence[Any]]:
        """The columns of all rows."""
        return list(zip(*map(self._row, rows), strict=True))


class PostgresBook(Book):
    """Also knows statements that load several kinds of rows, or insert many."""

    def __init__(self) -> None:
        super().__init__(dialect.dialect())  # type: ignore[no-untyped-call]
        self._together: dict[tuple[Load[Any], ...], _Together] = {}
        self._many: dict[Write, _Many] = {}

    def many(self, write: Write) -> _Many:
        """The insert or upsert for any number of rows."""
        known = self._many.get(write)
        if known is None:
            known = self._many[write] = _Many(self[write])
        return known

    def together(self, loads: tuple[Load[Any], ...]) -> _Together:
        """Those of one round of a prefetch: few combinations ever come up."""
        known = self._together.get(loads)
        if known is None:
            known = self._together[loads] = _Together([self[load] for load in loads])
        return known


class _Reads:
    def __init__(self, con: Any, book: PostgresBook) -> None:
        self.con = con
        self._book = book

    async def fetch(self, load: Load[Any], keys: Sequence[Values]) -> Sequence[Sequence[Any]]:
        statement = self._book[load]
        with _refusals():
            if len(keys) == 1:
                return await self.con.fetch(statement.text, *statement.args(keys[0]))  # type: ignore[no-any-return]
            return await self.con.fetchmany(statement.text, [statement.args(k) for k in keys])  # type: ignore[no-any-return]

    async def fetch_several(self, wanted: Wanted) -> Sequence[Sequence[Sequence[Any]]]:
        if len(wanted) == 1:
            return [await self.fetch(*wanted[0])]
        together = self._book.together(tuple(load for load, _ in wanted))
        found: list[list[Sequence[Any]]] = [[] for _ in wanted]
        with _refusals():
            for place, row in await self.con.fetch(together.text, *together.args([keys for _, keys in wanted])):
                found[place].append(row)
        return found

    async def rows(self, query: Query[Any], values: Values) -> Sequence[Sequence[Any]]:
        statement = self._book[query]
        with _refusals():
            return await self.con.fetch(statement.text, *statement.args(values))  # type: ignore[no-any-return]


class _refusals:  # noqa: N801 - reads as a statement
    """Turns the driver's errors into the port's."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None and (known := translate(error)) is not None:
            raise known from error


class PostgresTransaction(_Reads):
    """The writer's side, on one connection that is made anew when it is lost."""

    locks = True

    def __init__(self, url: str, book: PostgresBook) -> None:
        super().__init__(None, book)
        self._url = url
        self._batch_id = 0
        self._announced: list[str] = []

    async def connect(self) -> None:
        """A fresh connection.

        Raises Broken when none is to be had.
        """
        if self.con is not None:
            self.con.terminate()  # lost, but it may not know yet
        with _refusals():
            self.con = await asyncpg.connect(
                self._url, statement_cache_size=CACHED_STATEMENTS, server_settings=_PLANNED_ONCE
            )

    async def close(self) -> None:
        if self.con is not None and not self.con.is_closed():
            await self.con.close()

    async def begin(self, batch_id: int) -> None:
        if self.con is None or self.con.is_closed():
            await self.connect()
        self._batch_id, self._announced = batch_id, []
        with _refusals():
            await self.con.execute("BEGIN")

    async def run(self, write: Write, values: Sequence[Values]) -> None:
        statement = self._book[write]
        with _refusals():
            if len(values) == 1:
                await self.con.fetch(statement.text, *statement.args(values[0]))
            elif write.kind in {"insert", "upsert"}:
                together = self._book.many(write)
                await self.con.fetch(together.text, *together.args(values))
            else:
                await self.con.executemany(statement.text, [statement.args(row) for row in values])

    async def next_seq(self, account_id: int, count: int) -> int:
        with _refusals():
            return int(await self.con.fetchval(_COUNT, account_id, count))

    async def reserve_numbers(self, account_id: int, kind: str, count: int) -> int:
        with _refusals():
            return int(await self.con.fetchval(_NUMBERS, account_id, kind, count)) - count + 1

    async def notify(self, text: str) -> None:
        assert _ANNOUNCEMENT.fullmatch(text), f"{text!r} is no announcement: it goes into SQL as it is"
        self._announced.append(text)

    async def commit(self) -> None:
        last = [_BATCH.format(self._batch_id), *map(_NOTIFY.format, self._announced), "COMMIT"]
        try:
            await self.con.execute(";".join(last))
        except _GONE as error:
            log.warning("commit answer lost", error=str(error))
            if not await self._was_committed():
                raise Refusal("the connection was lost before the commit", again=True) from error
        except asyncpg.PostgresError as error:
            raise translate(error) or error from error

    async def _was_committed(self) -> bool:
        """Look the batch up on a new connection; until it is known, nobody is answered.

        Raises Broken when the server stays away.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + RECONNECT_FOR_S
        while True:
            try:
                await self.connect()
                return bool(await self.con.fetchval("SELECT count(*) FROM batches WHERE id = $1", self._batch_id))
            except (Broken, *_GONE):
                if loop.time() > until:
                    raise
                await asyncio.sleep(RECONNECT_EVERY_S)

    async def rollback(self) -> None:
        if self.con is None or self.con.is_closed():
            return
        try:
            await self.con.execute("ROLLBACK")
        except (*_GONE, asyncpg.PostgresError):
            self.con.terminate()


class PostgresStore:
    """The store of one node on a shared server."""

    def __init__(self, url: str, runner: Runner, publish: Callable[[Committed], None], now: Callable[[], int]) -> None:
        self._url = url
        self._settler = Settler(runner)
        self._waiting = Waiting(publish)
        self._now = now
        self._book = PostgresBook()
        self._some = asyncio.Event()
        self._company = asyncio.Event()
        self._expected = 1
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._pool: Any = None

    async def start(self) -> None:
        """Connect and start committing.

        Raises Broken when the server cannot be reached or is too old.
        """
        self._tx = PostgresTransaction(self._url, self._book)
        await self._tx.connect()
        with _refusals():
            version = int(await self._tx.con.fetchval("SHOW server_version_num"))
            self._pool = await asyncpg.create_pool(
                self._url, min_size=1, max_size=READERS, statement_cache_size=CACHED_STATEMENTS
            )
        if version < OLDEST:
            raise Broken(f"PostgreSQL {version // 10_000} is too old: 15 or newer is needed")
        self._task = asyncio.create_task(self._work(), name="postgres-committer")

    async def stop(self) -> None:
        """Finish what waits, then close."""
        self._stopping = True
        self._some.set()
        if self._task:
            await self._task
        await self._tx.close()
        if self._pool:
            await self._pool.close()

    def writer_pid(self) -> int | None:
        """The server's process that commits for this node: what it announces, this node knows already."""
        con = self._tx.con
        return None if con is None or con.is_closed() else int(con.get_server_pid())

    async def commit(self, use_case: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
        """Run a use case in the next batch; answered after its commit."""
        if self._stopping:
            raise Unavailable
        answer = self._waiting.add(Job(use_case, args, kwargs))
        self._some.set()
        if len(self._waiting.jobs) >= self._expected:
            self._company.set()
        return await answer  # type: ignore[no-any-return]

    async def read(self, query: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
        """Run a read on one consistent snapshot."""
        try:
            async with self._pool.acquire() as con, con.transaction(isolation="repeatable_read", readonly=True):
                return await query(View(_Reads(con, self._book), self._now()), *args, **kwargs)
        except (Broken, *_GONE) as error:
            log.error("store broken", error=str(error))
            raise Unavailable from error

    async def _work(self) -> None:
        while True:
            while not self._waiting.jobs and not self._stopping:
                self._some.clear()
                await self._some.wait()
            await self._wait_for_company()
            jobs = self._waiting.take()
            if not jobs:
                return
            self._expected = len(jobs)
            try:
                outcomes, committed = await self._settler.settle(self._tx, jobs)
            except Exception as error:  # loop top: of the committer; it must outlive any batch
                log.error("batch failed", jobs=len(jobs), exc_info=error)
                outcomes, committed = [Outcome(error=error) for _ in jobs], []
            self._waiting.answer(jobs, outcomes, committed)

    async def _wait_for_company(self) -> None:
        """The last batch had several: its callers are about to come back, so wait for them, not for long."""
        if len(self._waiting.jobs) >= self._expected:
            return
        self._company.clear()
        late = asyncio.get_running_loop().call_later(LINGER_S, self._company.set)
        await self._company.wait()
        late.cancel()
