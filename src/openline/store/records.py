"""A repository's rows of one table: reads by key, writes, and the check that a changed row is held."""

from typing import Any, Generic, TypeVar

import msgspec
import sqlalchemy as sa

from openline.store import sql
from openline.store.uow import UnitOfWork, View

R = TypeVar("R", bound=msgspec.Struct)


class Records(Generic[R]):
    """Rows of one table as frozen structs whose fields are the table's columns, in order.

    `rank` > 0 gives the table a place in the lock order: rows to be changed are then taken with `hold`.
    Rank 0 is for rows `guarded` by another row that the use case holds, and for rows only ever inserted.
    `releases`: its updates free a unique key, so they are sent before inserts.
    `kept`: rows that every message needs; nothing but these methods may ever change them, nothing removes them.
    """

    def __init__(
        self, table: sa.Table, row: type[R], *,
        rank: int = 0, releases: bool = False, guarded: bool = False, kept: bool = False,
    ) -> None:  # fmt: skip
        columns = [c.name for c in table.c]
        fields = list(row.__struct_fields__)
        if columns != fields:
            raise TypeError(f"{table.name}: columns {columns} and fields {fields} differ")
        key = [c.name for c in table.primary_key]
        if columns[: len(key)] != key:
            raise TypeError(f"{table.name}: the key must stand first")
        self.table = table
        self.row = row
        self._key = key
        self._columns = columns
        by_key = sa.select(table).where(*(table.c[k] == sa.bindparam(k, type_=table.c[k].type) for k in key))
        self.load = sql.Load(table.name, by_key, row, key=key, guarded=guarded, kept=kept)
        self.held = sql.Load(f"{table.name} held", by_key, row, key=key, rank=rank, kept=kept) if rank else self.load
        self._insert = sql.insert(table)
        self._update = sql.update(table, releases=releases)
        self._upsert = sql.upsert(table)
        self._delete = sql.delete(table)

    def key_of(self, row: R) -> tuple[Any, ...]:
        """The primary key of a row."""
        return tuple(getattr(row, name) for name in self._key)

    async def get(self, view: View, *key: Any) -> R | None:
        """The row, not locked: for reading. Within a batch a held or changed row is seen as it now is."""
        rows = view.rows
        for place in ((self.held, key), (self.load, key)):
            if place in rows:
                return rows[place]  # type: ignore[no-any-return]
        return await view.get(self.load, *key)

    async def hold(self, uow: UnitOfWork, *key: Any) -> R | None:
        """The row, locked until the commit: for changing."""
        return await uow.get(self.held, *key)

    def add(self, uow: UnitOfWork, row: R) -> R:
        """Insert a new row."""
        uow.write(self._insert, msgspec.structs.asdict(row))
        return self._see(uow, row)

    def change(self, uow: UnitOfWork, row: R, **changes: Any) -> R:
        """Update a row that this batch holds; returns it changed. Only columns that are new in it are sent."""
        key = self.key_of(row)
        now: R | None = uow.rows.get((self.held, key))
        if now is None:
            raise AssertionError(f"{self.table.name} {key} is changed but not held")
        changed = msgspec.structs.replace(row, **changes)
        before, after = msgspec.structs.astuple(now), msgspec.structs.astuple(changed)
        if after == before:
            return now
        news = {name: new for name, new, old in zip(self._columns, after, before, strict=True) if new != old}
        uow.update(self._update, key, news)
        return self._see(uow, changed)

    def save(self, uow: UnitOfWork, row: R) -> R:
        """Insert or replace: for rows whose last writer may win."""
        uow.write(self._upsert, msgspec.structs.asdict(row))
        return self._see(uow, row)

    def remove(self, uow: UnitOfWork, *key: Any) -> None:
        """Delete by key."""
        uow.write(self._delete, dict(zip(self._key, key, strict=True)))
        uow.put(self.held, key, None)
        uow.put(self.load, key, None)

    def _see(self, uow: UnitOfWork, row: R) -> R:
        key = self.key_of(row)
        uow.put(self.held, key, row)
        if self.load is not self.held:
            uow.put(self.load, key, row)
        return row

    def lookup(self, *columns: str) -> "Lookup":
        """The primary key behind a unique set of columns that never changes."""
        return Lookup(self, columns)

    def where(self, name: str, *conditions: Any, order: Any = (), limit: int | None = None) -> sql.Query[R]:
        """A query for whole rows; a `limit` bind named `limit` bounds it unless the number is given."""
        select = sa.select(self.table).where(*conditions)
        for column in order if isinstance(order, tuple) else (order,):
            select = select.order_by(column)
        bound: Any = limit if limit is not None else sa.bindparam("limit", type_=sa.Integer)
        return sql.Query(f"{self.table.name} {name}", select.limit(bound), self.row)


class Lookup:
    """An immutable link: unique columns → primary key, an integer. Needs no lock, so `wants` can name the rest."""

    def __init__(self, records: Records[Any], columns: tuple[str, ...]) -> None:
        table = records.table
        (key,) = (c for c in table.primary_key)
        select = sa.select(*(table.c[c] for c in columns), key).where(
            *(table.c[c] == sa.bindparam(c, type_=table.c[c].type) for c in columns)
        )
        name = f"{table.name} by {', '.join(columns)}"
        its = records.load
        self.load: sql.Load[int] = sql.Load(
            name, select, _last, key=columns, guarded=its.guarded, kept=its.kept, link=its.kept
        )

    async def get(self, view: View, *key: Any) -> int | None:
        """The primary key, or None."""
        return await view.get(self.load, *key)

    def learn(self, uow: UnitOfWork, key: tuple[Any, ...], primary: int | None) -> None:
        """Let this batch see the link of a row that it added (None: gone)."""
        uow.put(self.load, key, primary)


def _last(*columns: Any) -> int:
    return columns[-1]  # type: ignore[no-any-return]
