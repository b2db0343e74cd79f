"""What comes in over HTTP, untouched, and what goes back at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from openline.connectors.base.identity import NOBODY, IdentitySet


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRequest:
    """A request before anybody believes it. Header names are lower case; `body` is as it came, for signatures.

    `connection` is the opaque name of the connection in the address. `peer` is whom our own route has recognised
    already (the visitor of a widget); empty for platforms.
    """

    method: str = "POST"
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    received_at: int = 0
    connection: str = ""
    peer: str = ""

    def json(self) -> Any:
        """The body as JSON, or None when it is not."""
        return json_of(self.body)


def json_of(body: bytes) -> Any:
    """What a stranger's bytes say as JSON; None when they are none, are no UTF-8, or nest without end."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class Verified:
    """The request is what it says it is; `identity` is whom it proves or claims, where it names somebody."""

    identity: IdentitySet = NOBODY


@dataclass(frozen=True, slots=True)
class Rejected:
    """Somebody else made this, or it is too old. `reason` is a word for the log and the set-up wizard."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpReply:
    """What the platform wants to hear at once: a challenge, `ok`, a PONG."""

    status: int = 200
    content_type: str = "text/plain; charset=utf-8"
    body: bytes = b""
