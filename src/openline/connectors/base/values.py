"""Checks of single settings: what somebody entered becomes a clean value, or a word that says what is wrong."""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from openline.connectors.base.fields import Field, FieldType
from openline.connectors.base.origins import origin_pattern
from openline.kit.text import clean
from openline.kit.wire import Secret

MAX_TEXT = 1_000
MAX_ITEMS = 50
LARGE = ("too_small", "too_large")
LONG = ("too_short", "too_long")
MANY = ("too_few", "too_many")
_COLOR = re.compile(r"#[0-9a-f]{6}\Z")


class Refused(ValueError):
    """A value that cannot be taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_value(field: Field, raw: Any) -> Any:
    """The clean value of a field; its default when nothing was entered.

    Raises Refused.
    """
    if raw is None or raw == "":
        if field.required and field.default is None:
            raise Refused("required")
        return field.default
    value = _READERS[field.type](field, raw)
    if field.required and value in {"", ()}:
        raise Refused("required")
    return value


def _text(field: Field, raw: Any) -> str:
    if not isinstance(raw, str):
        raise Refused("not_text")
    text = clean(raw)
    _bounded(len(text), field, field.le or MAX_TEXT, LONG)
    return text


def _secret(field: Field, raw: Any) -> Secret:
    text = raw.reveal() if isinstance(raw, Secret) else raw
    if not isinstance(text, str):
        raise Refused("not_text")
    text = text.strip()
    if not text:
        raise Refused("empty")
    if len(text) > MAX_TEXT:
        raise Refused("too_long")
    if field.type is FieldType.SECRET and field.ge is not None and len(text) < field.ge:
        raise Refused("too_short")
    return Secret(text)


def _secrets(field: Field, raw: Any) -> tuple[Secret, ...]:
    return tuple(_secret(field, item) for item in _items(field, raw))


def _url(field: Field, raw: Any) -> str:
    text = _text(field, raw)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise Refused("not_url") from error
    if parts.scheme not in {"https", "http"} or not parts.hostname or port == 0 or any(c.isspace() for c in text):
        raise Refused("not_url")
    if parts.username is not None:
        raise Refused("password_in_url")
    return text.rstrip("/")


def _origins(field: Field, raw: Any) -> tuple[str, ...]:
    found: list[str] = []
    for item in _items(field, raw):
        pattern = origin_pattern(item) if isinstance(item, str) else None
        if pattern is None:
            raise Refused("not_origin")
        if pattern not in found:
            found.append(pattern)
    return tuple(found)


def _choice(field: Field, raw: Any) -> str:
    if raw not in field.choices:
        raise Refused("not_choice")
    return str(raw)


def _bool(field: Field, raw: Any) -> bool:  # noqa: ARG001 - all readers look alike
    if not isinstance(raw, bool):
        raise Refused("not_bool")
    return raw


def _whole(field: Field, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise Refused("not_whole")
    _bounded(raw, field, field.le, LARGE)
    return raw


def _color(field: Field, raw: Any) -> str:
    text = _text(field, raw).lower()
    if not _COLOR.match(text):
        raise Refused("not_color")
    return text


def _items(field: Field, raw: Any) -> Sequence[Any]:
    if not isinstance(raw, list | tuple):
        raise Refused("not_list")
    _bounded(len(raw), field, field.le or MAX_ITEMS, MANY)
    return raw


def _bounded(size: int, field: Field, most: int | None, words: tuple[str, str]) -> None:
    few, much = words
    if field.ge is not None and size < field.ge:
        raise Refused(few)
    if most is not None and size > most:
        raise Refused(much)


_READERS: dict[FieldType, Callable[[Field, Any], Any]] = {
    FieldType.TEXT: _text,
    FieldType.SECRET: _secret,
    FieldType.SECRETS: _secrets,
    FieldType.URL: _url,
    FieldType.ORIGINS: _origins,
    FieldType.CHOICE: _choice,
    FieldType.BOOL: _bool,
    FieldType.WHOLE: _whole,
    FieldType.COLOR: _color,
}
