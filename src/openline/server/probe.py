"""Lets the doctor see how its own request, sent by the public address, arrives here: what a proxy makes of it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from openline.kit.secrets import random_token
from openline.server.proxies import came_directly

HEADER = "x-openline-probe"
MOST_OPEN = 10


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """How a probe came in."""

    client: str
    scheme: str
    host: str
    direct: bool


class Probes:
    """Keys that were given out, and what came of them."""

    def __init__(self) -> None:
        self._arrived: dict[str, Arrival | None] = {}

    def give_out(self) -> str:
        """A key for one request."""
        while len(self._arrived) >= MOST_OPEN:
            self._arrived.pop(next(iter(self._arrived)))
        key = random_token()
        self._arrived[key] = None
        return key

    def note(self, key: str, scope: Mapping[str, Any], client: str, host: str) -> None:
        """A request with a key has come; strangers' keys are nothing to us."""
        if key in self._arrived:
            self._arrived[key] = Arrival(
                client=client, scheme=str(scope["scheme"]), host=host, direct=came_directly(scope)
            )

    def take_back(self, key: str) -> Arrival | None:
        """What came of a key; None when its request never arrived."""
        return self._arrived.pop(key, None)
