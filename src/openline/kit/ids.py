"""Process-made ids: 41 bits of milliseconds, 10 bits of node, 12 bits of counter. Opaque strings outside."""

from collections.abc import Iterable

from openline.kit.clock import Clock
from openline.kit.errors import InvalidField, NotFound

EPOCH_MS = 1_767_225_600_000  # 2026-01-01T00:00:00Z
NODE_BITS = 10
COUNTER_BITS = 12
MAX_NODE = (1 << NODE_BITS) - 1
_MAX_COUNTER = (1 << COUNTER_BITS) - 1
_MAX_ID = (1 << 63) - 1
_MAX_DIGITS = 19


class IdSource:
    """Ids of one node, strictly increasing; a burst of more than 4,096 in a millisecond borrows from the next one."""

    def __init__(self, node: int, clock: Clock) -> None:
        if not 0 <= node <= MAX_NODE:
            raise ValueError(f"node must be 0…{MAX_NODE}, not {node}")
        self._node = node << COUNTER_BITS
        self._clock = clock
        self._last_ms = 0
        self._counter = 0

    def new(self) -> int:
        """The next id: never repeated by this node, roughly ordered by time over all nodes."""
        now = self._clock.now() - EPOCH_MS
        if now > self._last_ms:
            self._last_ms, self._counter = now, 0
        elif self._counter < _MAX_COUNTER:
            self._counter += 1
        else:
            self._last_ms, self._counter = self._last_ms + 1, 0
        return self._last_ms << (NODE_BITS + COUNTER_BITS) | self._node | self._counter


def parse_id(text: str) -> int:
    """The id inside an opaque string; junk looks like an id that nothing has.

    Raises NotFound.
    """
    if not (text.isascii() and text.isdigit()) or len(text) > _MAX_DIGITS:
        raise NotFound
    value = int(text)
    if value > _MAX_ID:
        raise NotFound
    return value


def id_in(field: str, text: str) -> int:
    """The same for an id in a body or a query, where the path was right.

    Raises InvalidField.
    """
    try:
        return parse_id(text)
    except NotFound:
        raise InvalidField(field=field, reason="no such id") from None


def ids_in(field: str, texts: Iterable[str]) -> tuple[int, ...]:
    """A list of them.

    Raises InvalidField that names the one.
    """
    return tuple([id_in(f"{field}[{place}]", text) for place, text in enumerate(texts)])
