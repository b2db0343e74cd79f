"""Statements compiled once per dialect: how a row becomes arguments, and back."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

R = TypeVar("R")
Args = tuple[Any, ...]


class Statement:
    """A statement with named binds; `name` shows in logs and errors."""

    def __init__(self, name: str, clause: Any) -> None:
        self.name = name
        self.clause = clause

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


class Load(Statement, Generic[R]):
    """One row by its key. The select returns the key's columns first.

    `rank` is the place in the lock order (0: never locked). A locked load takes the row FOR NO KEY UPDATE on
    PostgreSQL; SQLite has one writer anyway. A guarded row is changed only while another row is held: a unit of work
    reads it again when it takes a lock. A kept row is read again and again: where one process owns the store, it is
    remembered from batch to batch. A link, once there, is there for good.
    """

    def __init__(
        self, name: str, select: Any, into: Callable[..., R], *,
        key: Sequence[str], rank: int = 0, guarded: bool = False, kept: bool = False, link: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(name, select.with_for_update(key_share=True) if rank else select)
        self.into = into
        self.key = tuple(key)
        self.rank = rank
        self.guarded = guarded
        self.kept = kept
        self.link = link


class Query(Statement, Generic[R]):
    """A list of rows by named parameters; bounded by a `limit` of its own or by its nature."""

    def __init__(self, name: str, select: Any, into: Callable[..., R]) -> None:
        super().__init__(name, select)
        self.into = into


class Write(Statement):
    """insert, update, upsert or delete of rows by primary key."""

    def __init__(self, kind: str, table: sa.Table, clause: Any, *, order: int) -> None:
        super().__init__(f"{kind} {table.name}", clause)
        self.kind = kind
        self.table = table
        self.key = tuple(column.name for column in table.primary_key)
        self.key_of: Callable[[Mapping[str, Any]], Any] = itemgetter(*self.key)
        self.order = order
        self._narrow: dict[frozenset[str], Write] = {}

    @cached_property
    def place(self) -> int:
        """Where the table stands in foreign-key order."""
        return self.table.metadata.sorted_tables.index(self.table)

    def of(self, columns: frozenset[str]) -> "Write":
        """This update for some columns alone: an index is only touched if one of its columns is named."""
        known = self._narrow.get(columns)
        if known is None:
            names = [c.name for c in self.table.c if c.name in columns]
            known = self._narrow[columns] = Write(self.kind, self.table, _update(self.table, names), order=self.order)
        return known


# Flush order: what releases a unique key, then inserts by foreign keys, then the rest.
_ORDER = {"delete": 0, "release": 1, "insert": 2, "update": 3, "upsert": 4}


def _binds(table: sa.Table, names: Sequence[str]) -> dict[str, Any]:
    return {name: sa.bindparam(name, type_=table.c[name].type) for name in names}


def insert(table: sa.Table) -> Write:
    """Insert whole rows."""
    names = [c.name for c in table.c]
    return Write("insert", table, sa.insert(table).values(_binds(table, names)), order=_ORDER["insert"])


def update(table: sa.Table, *, releases: bool = False) -> Write:
    """Update every column but the key, or some (`of`); `releases` sends it before the inserts: it frees a key."""
    key = {c.name for c in table.primary_key}
    rest = [c.name for c in table.c if c.name not in key]
    return Write("update", table, _update(table, rest), order=_ORDER["release" if releases else "update"])


def _update(table: sa.Table, names: Sequence[str]) -> Any:
    key = [c.name for c in table.primary_key]
    return (
        sa.update(table).values(_binds(table, names)).where(*(table.c[k] == b for k, b in _binds(table, key).items()))
    )


def upsert(table: sa.Table) -> Write:
    """Insert, or update every column but the key. The PostgreSQL form compiles for SQLite as well (tested)."""
    key = [c.name for c in table.primary_key]
    names = [c.name for c in table.c]
    clause = postgresql.insert(table).values(_binds(table, names))
    rest = {name: clause.excluded[name] for name in names if name not in key}
    done = (
        clause.on_conflict_do_update(index_elements=key, set_=rest)
        if rest
        else clause.on_conflict_do_nothing(index_elements=key)
    )
    return Write("upsert", table, done, order=_ORDER["upsert"])


def delete(table: sa.Table) -> Write:
    """Delete by key."""
    key = [c.name for c in table.primary_key]
    clause = sa.delete(table).where(*(table.c[k] == b for k, b in _binds(table, key).items()))
    return Write("delete", table, clause, order=_ORDER["delete"])


class Compiled:
    """A statement as one driver wants it: text, how named values become arguments, and of which types those are."""

    __slots__ = ("args", "text", "types")

    def __init__(self, statement: Statement, dialect: sa.Dialect) -> None:
        done: Any = statement.clause.compile(dialect=dialect)
        if done.post_compile_params or done.literal_execute_params:
            raise TypeError(f"{statement} cannot be compiled once: an IN list or a literal")
        # ARRAY binds report a processor that asyncpg does not need; the others convert and are forbidden here.
        converting = {
            n
            for n in done._bind_processors  # noqa: SLF001 - the public API does not tell
            if not isinstance(done.binds[n].type, sa.ARRAY)
        }
        if converting:
            raise TypeError(f"{statement} binds {sorted(converting)} need a Python converter: use Int or Text")
        self.text = str(done)
        names: Sequence[str] = done.positiontup or []
        fixed = {name: bind.value for name, bind in done.binds.items() if not bind.required}
        self.args = _arguments(names, fixed)
        self.types = [str(done.binds[name].type.compile(dialect)) for name in names]


def _arguments(names: Sequence[str], fixed: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Args]:
    used = {name: value for name, value in fixed.items() if name in names}
    if used or len(names) < 2:
        return lambda row: tuple([row[n] if n in row else used[n] for n in names])
    return itemgetter(*names)


class Book:
    """What one dialect has compiled so far."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._dialect = dialect
        self._known: dict[Statement, Compiled] = {}

    def __getitem__(self, statement: Statement) -> Compiled:
        known = self._known.get(statement)
        if known is None:
            known = self._known[statement] = Compiled(statement, self._dialect)
        return known
