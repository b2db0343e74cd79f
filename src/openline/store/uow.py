"""The unit of work: rows by key loaded once, writes remembered, every change in memory journalled. Commits nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from openline.store.facts import Fact
from openline.store.port import Reads, Transaction
from openline.store.sql import Load, Query, Write

R = TypeVar("R")
MOST_KEPT = 20_000
_MISSING: Any = object()


class LateLock(Exception):
    """A row of a lower lock rank is wanted after a higher one is held: repeat the batch with it prefetched."""

    def __init__(self, load: Load[Any], key: tuple[Any, ...]) -> None:
        super().__init__(load.name, key)
        self.load = load
        self.key = key


class NumbersWanted(Exception):
    """A number is wanted and no block of that kind is left: reserve one, then repeat the batch."""

    def __init__(self, account_id: int, kind: str) -> None:
        super().__init__(account_id, kind)
        self.account_id = account_id
        self.kind = kind


class View:
    """The read side: rows by key from one consistent snapshot, each loaded once."""

    def __init__(self, reads: Reads, now: int) -> None:
        self._reads = reads
        self.now = now
        self.rows: dict[tuple[Load[Any], tuple[Any, ...]], Any] = {}

    async def get(self, load: Load[R], *key: Any) -> R | None:
        """The row with this key, or None."""
        row = self.rows.get((load, key), _MISSING)
        if row is _MISSING:
            await self.prefetch(load, [key])
            row = self.rows[load, key]
        return row  # type: ignore[no-any-return]

    async def list(self, query: Query[R], **values: Any) -> list[R]:
        """The rows of a query, as they are in the store."""
        return [query.into(*row) for row in await self._reads.rows(query, values)]

    async def prefetch(self, load: Load[Any], keys: Iterable[tuple[Any, ...]]) -> None:
        """Load many keys at once, in sorted order: that order is the lock order."""
        wanted = sorted({key for key in keys if (load, key) not in self.rows})
        if not wanted:
            return
        self._before_load(load, wanted[0], wanted[-1])
        self._found(load, wanted, await self._reads.fetch(load, _named(load, wanted)))

    def _found(self, load: Load[Any], wanted: Iterable[tuple[Any, ...]], found: Iterable[Sequence[Any]]) -> None:
        for key in wanted:  # absent is an answer too
            self.rows[load, key] = None
        size = len(load.key)
        for row in found:
            self.rows[load, tuple(row[:size])] = load.into(*row)

    def _before_load(self, load: Load[Any], first: tuple[Any, ...], last: tuple[Any, ...]) -> None:
        """Hook of the unit of work: nothing to check when reading."""


class UnitOfWork(View):
    """What one batch knows. Use cases run strictly one after the other, so `rows` is the truth of the transaction."""

    def __init__(self, tx: Transaction, now: int, new_id: Callable[[], int], memory: "Memory") -> None:
        super().__init__(tx, now)
        self._tx = tx
        self.new_id = new_id
        self._numbers = memory.numbers
        self.writes: dict[Write, dict[Any, Mapping[str, Any] | None]] = {}
        self.facts: list[Fact] = []
        self._memory = memory.things
        self._kept = memory.kept
        self._remembered: dict[Any, Any] = {}
        self._own: set[tuple[Load[Any], tuple[Any, ...]]] = set()
        self._read: list[tuple[Load[Any], tuple[Any, ...]]] = []
        self._journal: list[tuple[dict[Any, Any], Any, Any]] = []
        self._highest: tuple[int, tuple[Any, ...]] = (0, ())
        self.flushes = 0

    def number(self, account_id: int, kind: str) -> int:
        """The next number of this kind in the account; gaps are possible, repeats are not."""
        return self._numbers.take(account_id, kind)

    async def prefetch(self, load: Load[Any], keys: Iterable[tuple[Any, ...]]) -> None:
        """The same; what the process keeps need not be asked for."""
        unknown = [key for key in keys if not self.knows(load, key)]
        await super().prefetch(load, unknown)
        self._learn_of(load, unknown)

    async def prefetch_several(self, fresh: Mapping[Load[Any], Iterable[tuple[Any, ...]]]) -> None:
        """Load what is not known yet of several kinds that do not lock, in one go."""
        wanted = [(load, sorted(keys)) for load, keys in fresh.items()]
        found = await self._reads.fetch_several([(load, _named(load, keys)) for load, keys in wanted])
        for (load, keys), rows in zip(wanted, found, strict=True):
            self._found(load, keys, rows)
            self._learn_of(load, keys)

    def _learn_of(self, load: Load[Any], keys: Iterable[tuple[Any, ...]]) -> None:
        if load.kept:
            self._read += [(load, key) for key in keys]

    def knows(self, load: Load[Any], key: tuple[Any, ...]) -> bool:
        """Whether this batch has the row, or just got it from what the process keeps."""
        place = load, key
        if place in self.rows:
            return True
        row = self._kept.get(place) if load.kept else None
        if row is not None:
            self.rows[place] = row
        return row is not None

    def put(self, load: Load[Any], key: tuple[Any, ...], row: Any) -> None:
        """Let later reads by this key see `row` (None: gone). Repositories only, together with a write."""
        self._set(self.rows, (load, key), row)
        self._own.add((load, key))

    def write(self, write: Write, values: Mapping[str, Any]) -> None:
        """Remember a whole row for the flush. Repositories only."""
        key = write.key_of(values)
        born = self._insert_of(write.table.name, key)
        if write.kind == "delete":
            self._forget(write, key)
            if born is not None:
                return
        elif born is not None and born is not write:
            self._reborn(born, key, values)
            return
        self._set(self.writes.setdefault(write, {}), key, values)

    def update(self, write: Write, key: tuple[Any, ...], news: Mapping[str, Any]) -> None:
        """Remember what is new in a row for the flush. Repositories only."""
        place = key[0] if len(key) == 1 else key
        born = self._insert_of(write.table.name, place)
        if born is not None:
            self._reborn(born, place, news)
            return
        rows = self.writes.setdefault(write, {})
        known = rows.get(place) or dict(zip(write.key, key, strict=True))
        self._set(rows, place, {**known, **news})

    def _reborn(self, insert: Write, key: Any, values: Mapping[str, Any]) -> None:
        """An update of a row not yet written changes its insert."""
        rows = self.writes[insert]
        self._set(rows, key, {**(rows[key] or {}), **values})

    def _insert_of(self, table: str, key: Any) -> Write | None:
        for write, rows in self.writes.items():
            if write.kind == "insert" and write.table.name == table and rows.get(key) is not None:
                return write
        return None

    def _forget(self, delete: Write, key: Any) -> None:
        """A delete makes earlier writes of the row pointless; an upsert sent after it would even bring it back."""
        for write, rows in self.writes.items():
            if write.table is delete.table and key in rows:
                self._set(rows, key, None)

    def log(self, fact: Fact) -> None:
        """Append a fact; it gets its seq at the flush."""
        self.facts.append(fact)

    def remember(self, key: Any, value: Any) -> None:
        """Change the process's memory, but only if and when the batch commits."""
        self._set(self._remembered, key, value)

    def recall(self, key: Any) -> Any:
        """What this batch remembers under the key, else what the process does, else None."""
        return self._remembered.get(key, self._memory.get(key))

    async def list(self, query: Query[R], **values: Any) -> list[R]:
        """The rows of a query; flushes first, so that it sees what this batch wrote."""
        await self.flush()
        return await super().list(query, **values)

    async def flush(self) -> None:
        """Send the remembered writes in the order that unique keys and foreign keys want."""
        pending = [(write, rows) for write, rows in self.writes.items() if rows]
        if not pending:
            return
        self.writes = {}
        # What is sent cannot be undone in memory: a refusal after it undoes the whole batch (see the committer).
        self.flushes += 1
        for write, rows in sorted(pending, key=_flush_place):
            values = [row for _, row in sorted(rows.items()) if row is not None]
            if write.kind == "update":
                for columns, some in _by_columns(write, values):
                    await self._tx.run(write.of(columns), some)
            elif values:
                await self._tx.run(write, values)

    def mark(self) -> tuple[int, int]:
        """Where the journal and the facts stand."""
        return len(self._journal), len(self.facts)

    def back_to(self, mark: tuple[int, int]) -> None:
        """Undo in memory all that came after the mark."""
        while len(self._journal) > mark[0]:
            where, key, before = self._journal.pop()
            if before is _MISSING:
                where.pop(key, None)
            else:
                where[key] = before
        del self.facts[mark[1] :]

    def keep_remembered(self) -> None:
        """After the commit: what the batch remembered is now the process's, and what it knew is still so."""
        self._memory.update(self._remembered)
        news = {place: self.rows[place] for place in (*self._read, *self._own) if place in self.rows}
        self._kept.learn(news, only_links=self._tx.locks)

    def _set(self, where: dict[Any, Any], key: Any, value: Any) -> None:
        self._journal.append((where, key, where.get(key, _MISSING)))
        where[key] = value

    def _before_load(self, load: Load[Any], first: tuple[Any, ...], last: tuple[Any, ...]) -> None:
        if not load.rank or not self._tx.locks:
            return
        if (load.rank, first) < self._highest:
            raise LateLock(load, first)
        self._highest = (load.rank, last)
        # Rows that this lock guards may have been read before it was held: they are read again, but for links found.
        for place, row in list(self.rows.items()):
            if place[0].guarded and place not in self._own and not (place[0].link and row is not None):
                del self.rows[place]


def _named(load: Load[Any], keys: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(load.key, key, strict=True)) for key in keys]


def _by_columns(
    write: Write, rows: Iterable[Mapping[str, Any]]
) -> Iterable[tuple[frozenset[str], list[Mapping[str, Any]]]]:
    """Updates of the same columns go together."""
    found: dict[frozenset[str], list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(frozenset(row).difference(write.key), []).append(row)
    return found.items()


def _flush_place(item: tuple[Write, Any]) -> tuple[int, int]:
    write = item[0]
    place = write.place
    return write.order, -place if write.kind == "delete" else place


class Kept(dict[tuple[Load[Any], tuple[Any, ...]], Any]):
    """Rows as of the last commit that nobody else can change. The longest known leave first."""

    def learn(self, news: Mapping[tuple[Load[Any], tuple[Any, ...]], Any], *, only_links: bool) -> None:
        """Take over what a committed batch read or changed: only links where other processes write, too."""
        for place, row in news.items():
            load = place[0]
            if not load.kept or (only_links and not load.link):
                continue
            if row is None:
                self.pop(place, None)
            else:
                self[place] = row
        for place in list(islice(self, max(0, len(self) - MOST_KEPT))):
            del self[place]


class Memory:
    """What a process remembers between batches: number blocks, rows, and whatever use cases remember under a key."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.numbers = Numbers()
        self.things: dict[Any, Any] = {}


class Numbers:
    """Blocks of per-account numbers that this node has reserved; kept in memory, gaps allowed."""

    def __init__(self) -> None:
        self._left: dict[tuple[int, str], range] = {}
        self._blocks: dict[tuple[int, str], int] = {}

    def take(self, account_id: int, kind: str) -> int:
        """The next number.

        Raises NumbersWanted when the block is used up.
        """
        left = self._left.get((account_id, kind))
        if not left:
            raise NumbersWanted(account_id, kind)
        self._left[account_id, kind] = left[1:]
        return left[0]

    def next_block(self, account_id: int, kind: str, first: int, largest: int) -> int:
        """How many to reserve: twice the last block."""
        last = self._blocks.get((account_id, kind))
        return first if last is None else min(2 * last, largest)

    def add(self, account_id: int, kind: str, first: int, count: int) -> None:
        """A fresh block."""
        self._blocks[account_id, kind] = count
        self._left[account_id, kind] = range(first, first + count)
