"""What the unit of work and the committer need of a driver: the narrow port of the two stores."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from openline.store.sql import Load, Query, Write

Values = Mapping[str, Any]
Wanted = Sequence[tuple[Load[Any], Sequence[Values]]]


class Reads(Protocol):
    """One consistent snapshot."""

    async def fetch(self, load: Load[Any], keys: Sequence[Values]) -> Sequence[Sequence[Any]]:
        """Rows of a load for many keys; a missing key yields no row."""

    async def fetch_several(self, wanted: Wanted) -> Sequence[Sequence[Sequence[Any]]]:
        """The same for loads of several kinds, none of which locks; each its rows, in the order of the loads."""

    async def rows(self, query: Query[Any], values: Values) -> Sequence[Sequence[Any]]:
        """Rows of a query."""


class Transaction(Reads, Protocol):
    """One transaction that can write. Only the committer begins and commits."""

    locks: bool  # False: one writer, lock order means nothing

    async def begin(self, batch_id: int) -> None:
        """Start; `batch_id` will tell whether a lost COMMIT took place."""

    async def run(self, write: Write, values: Sequence[Values]) -> None:
        """Write many rows with one statement."""

    async def next_seq(self, account_id: int, count: int) -> int:
        """Advance the account's log counter by `count`; returns its new value. The last lock of a transaction."""

    async def reserve_numbers(self, account_id: int, kind: str, count: int) -> int:
        """Advance a number counter; returns the first of the block."""

    async def notify(self, text: str) -> None:
        """Tell the other nodes, with the commit."""

    async def commit(self) -> None: ...

    async def rollback(self) -> None: ...


class Refusal(Exception):
    """The store refused a batch. `again` says that the same batch may pass now (deadlock, collision)."""

    def __init__(self, text: str, *, again: bool = False) -> None:
        super().__init__(text)
        self.again = again


class Broken(Exception):
    """The store cannot work at all now: disk full, connection gone. Nobody's use case is guilty."""
