"""The store: unit of work, group commit, log, on SQLite or PostgreSQL. Features use what this module names."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from openline.store.batch import Committed, wants
from openline.store.facts import Fact, Logged
from openline.store.metadata import account, metadata, text, whole
from openline.store.records import Lookup, Records
from openline.store.sql import Load, Query
from openline.store.uow import UnitOfWork, View

T = TypeVar("T")


class Commit(Protocol):
    """`Store.commit`, or the same bound to a request, so that its Idempotency-Key is obeyed."""

    async def __call__(self, use_case: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T: ...


class Store(Protocol):
    """What features, sockets and jobs are handed."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def commit(self, use_case: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
        """Run `async def use_case(uow, *args, **kwargs)` in the next batch; returns after its commit.

        The use case awaits nothing but the unit of work and may be run twice. Raises what it raises (its writes are
        undone), and Unavailable when the store cannot take it: nothing is stored then.
        """
        ...

    async def read(self, query: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
        """Run `async def query(view, *args, **kwargs)` on one consistent snapshot.

        Raises what it raises, and Unavailable.
        """
        ...


__all__ = [
    "Commit", "Committed", "Fact", "Load", "Logged", "Lookup", "Query", "Records", "Store", "UnitOfWork", "View",
    "account", "metadata", "text", "wants", "whole",
]  # fmt: skip
