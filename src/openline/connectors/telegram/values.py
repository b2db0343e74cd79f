"""Reads single values out of what Telegram sends: right, or None. Nothing in an update is taken for granted."""

from collections.abc import Iterator
from typing import Any, Final

from openline.kit.text import clean

Json = dict[str, Any]
# "At most 52 significant bits".
LARGEST: Final = 2**53
MAX_NAME: Final = 200


def whole(value: Any) -> int | None:
    """A whole number that Telegram can mean."""
    return value if type(value) is int and -LARGEST < value < LARGEST else None


def number(value: Any) -> float | None:
    """Any number."""
    return float(value) if type(value) in {int, float} and -LARGEST < value < LARGEST else None


def record(value: Any) -> Json:
    """An object; empty when it is none."""
    return value if isinstance(value, dict) else {}


def records(value: Any) -> Iterator[Json]:
    """The objects of a list."""
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def word(value: Any, most: int = MAX_NAME) -> str | None:
    """A short text on one line, or None."""
    return " ".join(clean(value).split())[:most] or None if isinstance(value, str) else None


def instant_ms(value: Any) -> int | None:
    """Telegram's time, in seconds, as ours."""
    seconds = whole(value)
    return None if seconds is None or seconds <= 0 else seconds * 1_000
