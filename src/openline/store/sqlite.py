"""SQLite: one process owns the file, one writer on a thread of its own, readers `query_only`. Synchronous inside."""

import asyncio
import contextlib
import fcntl
import os
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

import pysqlite3 as driver
import structlog
from sqlalchemy.dialects import sqlite

from openline.kit.errors import Unavailable
from openline.store.batch import Committed, Job, Outcome, Runner
from openline.store.committer import Settler, Waiting
from openline.store.port import Broken, Refusal, Values, Wanted
from openline.store.sql import Book, Load, Query, Write
from openline.store.uow import View

T = TypeVar("T")

FIXED_IN = (3, 51, 3)  # older ones can corrupt a WAL that is reset while another connection checkpoints
READERS = 2
WRITER = "sqlite-writer"
BUSY_MS = 5_000
# A batch of a crowd is about to come back as a crowd: half of it is worth waiting for the rest, not for long.
CROWD = 4
LINGER_S = 0.002
CACHED_STATEMENTS = 512
_DIALECT = sqlite.dialect(paramstyle="qmark")
_COUNT = "UPDATE log_counters SET last_seq = last_seq + ? WHERE account_id = ? RETURNING last_seq"
_COUNT_FIRST = "INSERT INTO log_counters (account_id, last_seq) VALUES (?, ?)"
_NUMBERS = (
    "INSERT INTO numbers (account_id, kind, last_number) VALUES (?, ?, ?) ON CONFLICT (account_id, kind) "
    "DO UPDATE SET last_number = last_number + excluded.last_number RETURNING last_number"
)

log = structlog.get_logger(__name__)


class AffectedSqlite(Exception):
    """The SQLite library has the WAL-reset bug."""


class AlreadyOpen(Exception):
    """Another process owns the data file."""


def check_version(version: tuple[int, ...] = driver.sqlite_version_info) -> None:
    """Refuse a library that can corrupt the file.

    Raises AffectedSqlite.
    """
    if version < FIXED_IN:
        have, need = ".".join(map(str, version)), ".".join(map(str, FIXED_IN))
        raise AffectedSqlite(
            f"SQLite {have} can corrupt a write-ahead log (fixed in {need}). "
            "Install the pysqlite3 wheel: it carries a fixed one."
        )


class FileLock:
    """The right to write the file: held by one process as long as it lives, released by its death."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(path.name + ".lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Become the owner.

        Raises AlreadyOpen with the owner's process id.
        """
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = os.pread(handle, 32, 0).decode(errors="replace").strip() or "unknown"
            os.close(handle)
            raise AlreadyOpen(f"{self._path.with_suffix('')} is in use by process {owner}") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        self._handle = handle

    def release(self) -> None:
        """Give it up."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def connect(path: Path, *, read_only: bool = False) -> Any:
    """A connection set up for the product; used from one thread at a time."""
    db = driver.connect(str(path), isolation_level=None, cached_statements=CACHED_STATEMENTS, check_same_thread=False)
    pragmas = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"]
    if read_only:
        pragmas.append("query_only=ON")
    for pragma in pragmas:
        db.execute(f"PRAGMA {pragma}")
    return db


class _Reads:
    """Statements on one connection. The coroutines never really wait."""

    def __init__(self, db: Any) -> None:
        self.db = db
        self._book = Book(_DIALECT)

    async def fetch(self, load: Load[Any], keys: Sequence[Values]) -> Sequence[Sequence[Any]]:
        statement = self._book[load]
        execute, text, args = self.db.execute, statement.text, statement.args
        return [row for key in keys for row in execute(text, args(key)).fetchall()]

    async def fetch_several(self, wanted: Wanted) -> Sequence[Sequence[Sequence[Any]]]:
        return [await self.fetch(load, keys) for load, keys in wanted]

    async def rows(self, query: Query[Any], values: Values) -> Sequence[Sequence[Any]]:
        statement = self._book[query]
        return self.db.execute(statement.text, statement.args(values)).fetchall()  # type: ignore[no-any-return]


class SqliteTransaction(_Reads):
    """The writer's side."""

    locks = False

    async def begin(self, batch_id: int) -> None:  # noqa: ARG002 - a local COMMIT is never lost
        with _refusals():
            self.db.execute("BEGIN IMMEDIATE")

    async def run(self, write: Write, values: Sequence[Values]) -> None:
        statement = self._book[write]
        with _refusals():
            self.db.executemany(statement.text, [statement.args(row) for row in values])

    async def next_seq(self, account_id: int, count: int) -> int:
        with _refusals():
            row = self.db.execute(_COUNT, (count, account_id)).fetchone()
            if row is None:
                self.db.execute(_COUNT_FIRST, (account_id, count))
                return count
            return int(row[0])

    async def reserve_numbers(self, account_id: int, kind: str, count: int) -> int:
        with _refusals():
            return int(self.db.execute(_NUMBERS, (account_id, kind, count)).fetchone()[0]) - count + 1

    async def notify(self, text: str) -> None:
        """Nobody else to tell: one process owns the file."""

    async def commit(self) -> None:
        with _refusals():
            self.db.execute("COMMIT")

    async def rollback(self) -> None:
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")


class _refusals:  # noqa: N801 - reads as a statement
    """Turns the driver's errors into the port's."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, driver.IntegrityError):
            raise Refusal(str(error)) from error
        if isinstance(error, driver.DatabaseError):
            raise Broken(str(error)) from error


def drive(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that awaits nothing but an in-process store: one send and it is done."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    coroutine.close()
    raise RuntimeError("a use case awaits nothing but the store")


class SqliteStore:
    """The store of a single process on one file."""

    def __init__(
        self, path: Path, runner: Runner, publish: Callable[[Committed], None], now: Callable[[], int]
    ) -> None:
        self._path = path
        self._settler = Settler(runner)
        self._waiting = Waiting(publish)
        self._now = now
        self._lock = FileLock(path)
        self._some: SimpleQueue[None] = SimpleQueue()
        self._stopping = False
        self._expected = 1
        self._thread: threading.Thread | None = None
        self._readers: ThreadPoolExecutor | None = None
        self._local = threading.local()

    async def start(self) -> None:
        """Own the file and start the writer.

        Raises AffectedSqlite, AlreadyOpen.
        """
        check_version()
        self._lock.take()
        self._loop = asyncio.get_running_loop()
        self._tx = SqliteTransaction(connect(self._path))
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")
        self._thread = threading.Thread(target=self._write, name=WRITER, daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """Finish what waits, then close."""
        self._stopping = True
        self._some.put(None)
        if self._thread:
            await asyncio.to_thread(self._thread.join)
        if self._readers:
            self._readers.shutdown(wait=True)
        self._tx.db.close()
        self._lock.release()

    async def commit(self, use_case: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
        """Run a use case in the next batch; answered after its commit."""
        job = Job(use_case, args, kwargs)
        if self._stopping:
            raise Unavailable
        answer = self._waiting.add(job)
        if len(self._waiting.jobs) in {1, self._expected}:
            self._some.put(None)
        return await answer  # type: ignore[no-any-return]

    async def read(self, query: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
        """Run a read on one consistent snapshot, on a reader's thread."""
        assert self._readers is not None
        return await self._loop.run_in_executor(self._readers, self._read, query, args, kwargs)

    def _read(self, query: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        reads: _Reads | None = getattr(self._local, "reads", None)
        if reads is None:
            reads = self._local.reads = _Reads(connect(self._path, read_only=True))
        reads.db.execute("BEGIN")
        try:
            return drive(query(View(reads, self._now()), *args, **kwargs))
        finally:
            reads.db.execute("ROLLBACK")

    def _write(self) -> None:
        while True:
            while not self._waiting.jobs and not self._stopping:
                self._some.get()
            self._linger()
            jobs = self._waiting.take()
            self._expected = len(jobs) if len(jobs) >= CROWD else 1
            if not jobs:
                return
            outcomes, committed = self._settle(jobs)
            self._loop.call_soon_threadsafe(self._waiting.answer, jobs, outcomes, committed)

    def _linger(self) -> None:
        """Wait a little for the rest of a crowd."""
        while not self._some.empty():
            self._some.get()  # said while nobody waited
        if len(self._waiting.jobs) < self._expected and not self._stopping:
            with contextlib.suppress(Empty):
                self._some.get(timeout=LINGER_S)

    def _settle(self, jobs: Sequence[Job]) -> tuple[list[Outcome], list[Committed]]:
        try:
            return drive(self._settler.settle(self._tx, jobs))
        except Exception as error:  # loop top: of the writer; it must outlive any batch
            log.error("batch failed", jobs=len(jobs), exc_info=error)
            return [Outcome(error=error) for _ in jobs], []
