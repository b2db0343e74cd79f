"""How often strangers may try: a bounded table in this node's memory, one number per key."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from openline.kit.clock import MINUTE, SECOND, Clock
from openline.kit.errors import TooMany

MAX_KEYS = 20_000


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` tries at once, then one per `every_ms`."""

    name: str
    burst: int
    every_ms: int


LOGIN_OF_EMAIL = Limit("login of e-mail", 10, MINUTE)
FAILURES_OF_ADDRESS = Limit("failures of address", 60, 10 * SECOND)
OLD_PASSWORD = Limit("old password", 10, MINUTE)
RESET_OF_EMAIL = Limit("reset of e-mail", 3, 5 * MINUTE)
RESET_OF_ADDRESS = Limit("reset of address", 20, 30 * SECOND)
ONE_CUSTOMERS_NETWORK = 64  # bits: whoever has one IPv6 address has all of its /64


def place_of(peer: str) -> str:
    """What counts as one place in the network."""
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, ONE_CUSTOMERS_NETWORK), strict=False))
    return str(address)


class Attempts:
    """Counts tries. Of each key it knows when its tries will all be forgotten; a forgotten one takes no room."""

    def __init__(self, clock: Clock, most_keys: int = MAX_KEYS) -> None:
        self._clock = clock
        self._most = most_keys
        self._empty_at: OrderedDict[tuple[str, Hashable], int] = OrderedDict()

    def check(self, limit: Limit, key: Hashable) -> None:
        """Whether another try is allowed.

        Raises TooMany with `retry_after`.
        """
        wait = self._empty_at.get((limit.name, key), 0) - (limit.burst - 1) * limit.every_ms - self._clock.now()
        if wait > 0:
            raise TooMany(retry_after=-(-wait // SECOND))

    def take(self, limit: Limit, key: Hashable) -> None:
        """Count a try.

        Raises TooMany when it is not allowed.
        """
        self.check(limit, key)
        self._move(limit, key, limit.every_ms)

    def count(self, limit: Limit, key: Hashable) -> None:
        """Count a try that has happened, allowed or not."""
        self._move(limit, key, limit.every_ms)

    def forgive(self, limit: Limit, key: Hashable) -> None:
        """Take a try back: it was a good one."""
        self._move(limit, key, -limit.every_ms)

    def __len__(self) -> int:
        """Keys that take room."""
        return len(self._empty_at)

    def _move(self, limit: Limit, key: Hashable, by_ms: int) -> None:
        now, place = self._clock.now(), (limit.name, key)
        at = max(self._empty_at.pop(place, 0), now) + by_ms
        while self._empty_at and next(iter(self._empty_at.values())) <= now:
            self._empty_at.popitem(last=False)
        if at > now:
            if len(self._empty_at) >= self._most:
                self._empty_at.popitem(last=False)
            self._empty_at[place] = at
