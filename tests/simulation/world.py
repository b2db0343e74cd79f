"""A world in which everything is decided by a seed: nodes on a real store, a clock that only the story moves, faults.

A node is the product's own runner and settler on a real transaction, driven one batch after the other.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final, Protocol, TypeVar, cast

from openline.bootstrap.following import follow
from openline.kit.clock import DAY, Clock
from openline.kit.ids import EPOCH_MS, MAX_NODE, IdSource
from openline.store import View
from openline.store.batch import Job, Runner
from openline.store.committer import Settler
from openline.store.port import Transaction
from openline.store.postgres import PostgresBook, PostgresTransaction
from openline.store.sqlite import SqliteTransaction, connect

T = TypeVar("T")

MONDAY: Final = EPOCH_MS + 4 * DAY
"""5 January 2026, 00:00 UTC."""
CALLS_OF_A_BATCH: Final = 30
"""A node dies at one of that many calls of a batch to its store; at the commit, if there are fewer."""


class Died(BaseException):
    """The node is gone: whoever called it has no answer."""


class StoryClock(Clock):
    """Stands still until the story moves it."""

    def now(self) -> int:
        return self.offset_ms


@dataclass
class Fate:
    """When the node that runs the next batch dies: never, at its n-th call to the store, or after the commit."""

    calls_left: int | None = None
    after_commit: bool = False

    def call(self) -> None:
        if self.calls_left is not None and not self.after_commit:
            self.calls_left -= 1
            if self.calls_left < 0:
                raise Died

    async def commit(self, commit: Callable[[], Awaitable[None]]) -> None:
        if self.calls_left is not None and not self.after_commit:
            raise Died
        await commit()
        if self.after_commit:
            raise Died


class Mortal:
    """A transaction whose node may die between any two calls; a dead one neither commits nor rolls back."""

    def __init__(self, tx: Transaction, fate: Fate) -> None:
        self._tx = tx
        self._fate = fate
        self._dead = False
        self._reserves = False
        self.locks = tx.locks

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        verb = getattr(self._tx, name)

        async def call(*args: Any) -> Any:
            try:
                if name == "commit" and not self._reserves:
                    return await self._fate.commit(verb)
                self._reserves = name == "reserve_numbers"  # a small transaction of its own, not the batch's end
                self._fate.call()
            except Died:
                self._dead = True
                raise
            return await verb(*args)

        return call

    async def rollback(self) -> None:
        if not self._dead:
            await self._tx.rollback()


class Ground(Protocol):
    """A store that nodes connect to."""

    async def connect(self) -> Any:
        """A transaction on a connection of its own."""

    async def cut(self, tx: Any) -> None:
        """The connection is gone, with what it had not committed."""


@dataclass(frozen=True)
class SqliteGround:
    """A file: one node at a time."""

    path: Path

    async def connect(self) -> SqliteTransaction:
        return SqliteTransaction(connect(self.path))

    async def cut(self, tx: SqliteTransaction) -> None:
        tx.db.close()


@dataclass(frozen=True)
class PostgresGround:
    """A database of a server."""

    url: str
    book: PostgresBook = field(default_factory=PostgresBook)

    async def connect(self) -> PostgresTransaction:
        tx = PostgresTransaction(self.url, self.book)
        await tx.connect()
        return tx

    async def cut(self, tx: PostgresTransaction) -> None:
        await tx.close()


class Node:
    """One life of one process: what it remembers dies with it."""

    def __init__(self, number: int, clock: Clock, tx: Transaction) -> None:
        self.fate = Fate()
        self.tx = tx
        self.runner = Runner(clock.now, IdSource(number, clock).new)
        follow(self.runner)
        self._settler = Settler(self.runner)

    async def settle(self, job: Job) -> Any:
        """The outcome of a batch of one.

        Raises what the use case raises, and Died.
        """
        outcomes, _ = await self._settler.settle(cast("Transaction", Mortal(self.tx, self.fate)), [job])
        if outcomes[0].error is not None:
            raise outcomes[0].error
        return outcomes[0].value


class World:
    """Nodes that die and are replaced. It is a `Store`: what is committed runs on a node of the seed's choice."""

    def __init__(self, ground: Ground, seed: int, *, nodes: int = 1) -> None:
        self.clock = StoryClock()
        self.clock.offset_ms = MONDAY
        self.deaths = 0
        self.batches = 0
        self._ground = ground
        self._places = nodes
        self._nodes: dict[int, Node] = {}
        self._born = 0
        # a stream of its own: which node runs what must not change the story
        self._chance = Random(f"nodes {seed}")

    async def start(self) -> None:
        """The first node connects when it is needed."""

    async def stop(self) -> None:
        """Cut all connections."""
        for place in list(self._nodes):
            await self._end(place)

    async def commit(self, use_case: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
        """As `Store.commit`: nobody dies."""
        return (await self.commit_with(Fate(), use_case, *args, **kwargs))[1]  # type: ignore[no-any-return]

    async def commit_with(
        self, fate: Fate, use_case: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any
    ) -> tuple[bool, Any]:
        """The same under a fate: whether there is an answer, and which.

        Raises what the use case raises.
        """
        place = self._chance.randrange(self._places)
        node = await self._node(place)
        node.fate = fate
        self.batches += 1
        self.clock.offset_ms += 1  # so that no two batches are of one moment: which was first is part of the story
        try:
            return True, await node.settle(Job(use_case, args, kwargs))
        except Died:
            self.deaths += 1
            await self._end(place)
            return False, None

    async def read(self, query: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
        """As `Store.read`."""
        node = await self._node(0)
        return await query(View(node.tx, self.clock.now()), *args, **kwargs)

    async def _node(self, place: int) -> Node:
        if place not in self._nodes:
            self._born += 1
            number = 1 + self._born % MAX_NODE  # a number is free again when its node is dead
            self._nodes[place] = Node(number, self.clock, await self._ground.connect())
        return self._nodes[place]

    async def _end(self, place: int) -> None:
        await self._ground.cut(self._nodes.pop(place).tx)


def some_fate(chance: Random, per_mille: int) -> Fate:
    """Mostly none; otherwise death before or after the commit, decided without looking at the store."""
    if chance.randrange(1_000) >= per_mille:
        return Fate()
    return Fate(chance.randrange(CALLS_OF_A_BATCH), after_commit=chance.random() < 0.5)
