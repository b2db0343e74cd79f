"""What crosses the outer border: strict structs, RFC 3339 instants, string ids, a secret that never prints."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import msgspec

encode = msgspec.json.Encoder().encode


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of bodies that callers send: unknown fields are refused by name."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Base of bodies that we send."""


class Page(Answer, frozen=True, kw_only=True):
    """Base of one page of a list; subclasses add `items`. `next` is the cursor of the page after this one."""

    next: str | None = None


@lru_cache(8_192)
def instant(at_ms: int) -> str:
    """RFC 3339 with milliseconds, UTC: `2026-11-22T17:33:28.123Z`.

    Kept: a frame shows a dozen instants, and the next frames show most of them again.
    """
    seconds, millis = divmod(at_ms, 1_000)
    return f"{_second(seconds)}.{millis:03d}Z"


@lru_cache(1_024)
def _second(seconds: int) -> str:
    """What is new happens mostly within the same second."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}"


def instant_or_none(at_ms: int | None) -> str | None:
    """The same for an instant that may be absent (None or 0)."""
    return instant(at_ms) if at_ms else None


def millis(text: str) -> int:
    """Milliseconds of an RFC 3339 instant with a zone.

    Raises ValueError.
    """
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return round(at.timestamp() * 1_000)


def header_of(scope: Mapping[str, Any], name: bytes) -> str | None:
    """A header of an ASGI request by its lower-case name, without making a mapping of all of them."""
    for known, value in scope["headers"]:
        if known == name:
            return str(value, "latin-1")
    return None


class Secret:
    """A string that is compared and used, but never printed, logged or encoded by accident."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself: only at the border where it is needed."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


def dec_hook(kind: type, value: Any) -> Any:
    """msgspec decoder of our own types.

    Raises NotImplementedError for types that are not ours.
    """
    if kind is Secret:
        if not isinstance(value, str):
            raise TypeError("expected a string")
        return Secret(value)
    raise NotImplementedError(kind)
