"""Immutable containers that are cheap to copy with one change, so that a state can be kept and another derived from it.

Knows nothing of queues. Both cost about the square root of their size per change.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Final, Generic, TypeAlias, TypeVar, final

V = TypeVar("V")
Key: TypeAlias = tuple[int, ...]

# A prime: ids carry the time in their high bits, and a power of two would look at the low ones only.
SHARDS: Final = 127
BLOCK: Final = 64

_first: Final = itemgetter(0)


@final
class ShardedMap(Generic[V]):
    """A map from ints; a change copies one shard and the row of shards. Order of iteration means nothing."""

    __slots__ = ("_shards", "_size")

    def __init__(self, items: Iterable[tuple[int, V]] = ()) -> None:
        shards: tuple[dict[int, V], ...] = tuple({} for _ in range(SHARDS))
        for key, value in items:
            shards[key % SHARDS][key] = value
        self._shards = shards
        self._size = sum(map(len, shards))

    def get(self, key: int) -> V | None:
        return self._shards[key % SHARDS].get(key)

    def __getitem__(self, key: int) -> V:
        return self._shards[key % SHARDS][key]

    def __contains__(self, key: int) -> bool:
        return key in self._shards[key % SHARDS]

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[int]:
        for shard in self._shards:
            yield from shard

    def values(self) -> Iterator[V]:
        for shard in self._shards:
            yield from shard.values()

    def put(self, key: int, value: V) -> ShardedMap[V]:
        """A copy in which `key` means `value`."""
        at = key % SHARDS
        shard = self._shards[at].copy()
        shard[key] = value
        return self._with(at, shard)

    def drop(self, key: int) -> ShardedMap[V]:
        """A copy without `key`, which must be there."""
        at = key % SHARDS
        shard = self._shards[at].copy()
        del shard[key]
        return self._with(at, shard)

    def _with(self, at: int, shard: dict[int, V]) -> ShardedMap[V]:
        copy: ShardedMap[V] = object.__new__(ShardedMap)
        old = self._shards
        copy._shards = (*old[:at], shard, *old[at + 1 :])
        copy._size = self._size + len(shard) - len(old[at])
        return copy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ShardedMap) and self._shards == other._shards

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ShardedMap({sorted((key, self[key]) for key in self)!r})"


@final
class SortedKeys:
    """A sorted set of int tuples, kept as a row of short sorted blocks."""

    __slots__ = ("_blocks", "_size")

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        ordered = sorted(keys)
        self._blocks = tuple(tuple(ordered[at : at + BLOCK]) for at in range(0, len(ordered), BLOCK))
        self._size = len(ordered)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Key]:
        for block in self._blocks:
            yield from block

    def last(self) -> Key | None:
        return self._blocks[-1][-1] if self._blocks else None

    def __contains__(self, key: Key) -> bool:
        if not self._blocks:
            return False
        block = self._blocks[self._block_of(key)]
        at = bisect_left(block, key)
        return at < len(block) and block[at] == key

    def add(self, key: Key) -> SortedKeys:
        """A copy with `key`, which must not be there yet."""
        if not self._blocks:
            return self._with(((key,),), 1)
        number = self._block_of(key)
        block = self._blocks[number]
        at = bisect_left(block, key)
        grown = (*block[:at], key, *block[at:])
        if len(grown) <= 2 * BLOCK:
            return self._replaced(number, (grown,), 1)
        return self._replaced(number, (grown[:BLOCK], grown[BLOCK:]), 1)

    def discard(self, key: Key) -> SortedKeys:
        """A copy without `key`, which must be there."""
        number = self._block_of(key)
        block = self._blocks[number]
        at = bisect_left(block, key)
        assert block[at] == key, "dropping a key that is not in the set"
        rest = block[:at] + block[at + 1 :]
        return self._replaced(number, (rest,) if rest else (), -1)

    def _block_of(self, key: Key) -> int:
        return max(bisect_right(self._blocks, key, key=_first) - 1, 0)

    def _replaced(self, number: int, blocks: tuple[tuple[Key, ...], ...], more: int) -> SortedKeys:
        old = self._blocks
        return self._with((*old[:number], *blocks, *old[number + 1 :]), self._size + more)

    @staticmethod
    def _with(blocks: tuple[tuple[Key, ...], ...], size: int) -> SortedKeys:
        copy: SortedKeys = object.__new__(SortedKeys)
        copy._blocks = blocks
        copy._size = size
        return copy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SortedKeys) and self._size == other._size and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"SortedKeys({list(self)!r})"
