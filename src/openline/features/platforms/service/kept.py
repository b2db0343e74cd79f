"""Events as text and back, for those that a poller brought and that failed; and texts that a store can keep."""

import dataclasses
import enum
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

import msgspec

from openline.connectors import base
from openline.connectors.base import InboundEvent

T = TypeVar("T")
_CLASS = "_"
_KNOWN: Mapping[str, type[Any]] = {
    found.__name__: found
    for found in (
        *get_args(InboundEvent), *get_args(base.Part), base.MediaRef, base.OrderLine, base.Identity, base.IdentitySet,
        base.Profile, base.MediaKind, base.ReceiptState, base.MembershipState,
    )
}  # fmt: skip
# NUL, which PostgreSQL cannot keep, and halves of characters, which nobody can.
_UNSTORABLE = {0: None, **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")}


def event_text(event: InboundEvent) -> str:
    """An event as JSON."""
    return msgspec.json.encode(_plain(event)).decode()


def event_of(text: str) -> InboundEvent:
    """The event again.

    Raises KeyError, TypeError or ValueError when another version has written it in words that this one has not.
    """
    found = _again(msgspec.json.decode(text))
    if not isinstance(found, InboundEvent):
        raise TypeError("not an event")
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {_CLASS: type(value).__name__, **fields}
    if isinstance(value, enum.Enum):
        return {_CLASS: type(value).__name__, "value": value.value}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _again(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_again(one) for one in value)
    if not isinstance(value, dict):
        return value
    kind = _KNOWN[value[_CLASS]]
    fields = {name: _again(one) for name, one in value.items() if name != _CLASS}
    return kind(*fields.values()) if issubclass(kind, enum.Enum) else kind(**fields)


def storable(value: T) -> T:
    """The same without characters that a store cannot keep; what has none is the same object."""
    made: Any = _storable(value)
    return made  # type: ignore[no-any-return]


def _storable(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, enum.Enum):
        return value if value.isascii() and "\0" not in value else value.translate(_UNSTORABLE)
    if isinstance(value, tuple):
        return tuple(_storable(one) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: new
            for field in dataclasses.fields(value)
            if (new := _storable(old := getattr(value, field.name))) != old
        }
        return dataclasses.replace(value, **changed) if changed else value
    return value
