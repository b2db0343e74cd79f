"""A document of settings: YAML as people write it, read without any of its traps.

Plain words mean what they look like (`off`, `18:30` and `2026-02-17` are texts; numbers, true, false and null are
what JSON has), nothing is named by an anchor, nothing stands twice, and what is refused is named with its line.
"""

import re
from typing import Any, NamedTuple

import yaml

from openline.features.ascode.types import (
    ACTIVE,
    FORMAT,
    MAX_BYTES,
    MAX_CHANNELS,
    MAX_DEPTH,
    MAX_EVENTS,
    NAME,
    QUEUE,
    SETTINGS,
)
from openline.kit.errors import InvalidField, TooLarge

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MEMBERS = ("person", "department")

Path = tuple[str | int, ...]


class Wanted(NamedTuple):
    """What a document says of one channel; None: nothing. `queue` and `settings` in the words of the document."""

    at: Path
    name: str
    number: int | None
    active: bool | None
    queue: list[tuple[str, str]] | None
    settings: dict[str, Any] | None


class Document(NamedTuple):
    """What was read, and in which line everything stands."""

    channels: list[Wanted]
    lines: dict[Path, int]

    def where(self, path: Path) -> str:
        """A part of it by name."""
        return _name(path)

    def line(self, path: Path) -> int:
        """The line of a part, or of the nearest around it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


def read(text: str) -> Document:
    """The document.

    Raises TooLarge, and InvalidField naming all parts that are wrong.
    """
    if len(text.encode()) > MAX_BYTES:
        raise TooLarge(limit=MAX_BYTES)
    try:
        return _Reader().read(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or "it is no YAML"
        raise InvalidField(field="document", reason=f"line {mark.line + 1}: {said}" if mark else str(said)) from error


def write(channels: list[dict[str, Any]]) -> str:
    """A document; its order is the caller's."""
    document = {"openline": FORMAT, "channels": channels}
    written: str = yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False
    )
    return written


def refuse(document: Document, refused: dict[Path, str]) -> InvalidField:
    """All that is wrong, named, with lines."""
    fields = {_name(path): f"line {document.line(path)}: {reason}" for path, reason in refused.items()}
    first = next(iter(fields))
    return InvalidField(field=first, reason=fields[first], fields=fields)


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Texts of several lines stand as they are read; nothing refers to something above."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


def _text(dumper: Any, value: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


class _Reader:
    """One reading."""

    def __init__(self) -> None:
        self._lines: dict[Path, int] = {(): 1}
        self._refused: dict[Path, str] = {}

    def read(self, text: str) -> Document:
        self._bound(text)
        node = yaml.compose(text, Loader=_Loader)
        value = self._value(node, ()) if node else None
        channels = self._channels(value)
        document = Document(channels, self._lines)
        if self._refused:
            raise refuse(document, self._refused)
        return document

    def _bound(self, text: str) -> None:
        """Before anything is built of it."""
        depth = 0
        for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            reason = None
            if count > MAX_EVENTS or depth > MAX_DEPTH:
                reason = "more than such a document can hold"
            elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                reason = "anchors and aliases are not taken; write it out"
            elif getattr(event, "tag", None):
                reason = f"the tag {event.tag} is not taken"
            if reason:
                raise InvalidField(field="document", reason=f"line {event.start_mark.line + 1}: {reason}")

    def _value(self, node: Any, path: Path) -> Any:
        self._lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(one, (*path, index)) for index, one in enumerate(node.value)]
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            at = (*path, str(key))
            self._lines.setdefault(at, key_node.start_mark.line + 1)
            if key is None:
                self._refused[at] = "a name has to be a word"
            elif key in found:
                self._lines[at] = key_node.start_mark.line + 1
                self._refused[at] = "stands here a second time"
            else:
                found[key] = self._value(value_node, at)
                self._lines[at] = key_node.start_mark.line + 1
        return found

    def _channels(self, value: Any) -> list[Wanted]:
        if not isinstance(value, dict) or value.get("openline") != FORMAT or value["openline"] is True:
            self._refused[("openline",)] = f"a document begins with openline: {FORMAT}"
            return []
        self._only(value, (), ("openline", "channels"))
        channels = value.get("channels")
        if not isinstance(channels, list) or not 0 < len(channels) <= MAX_CHANNELS:
            self._refused[("channels",)] = f"a list of 1…{MAX_CHANNELS} channels"
            return []
        return [found for index, one in enumerate(channels) if (found := self._channel(one, ("channels", index)))]

    def _channel(self, value: Any, path: Path) -> Wanted | None:
        if not isinstance(value, dict):
            self._refused[path] = "a channel with its name"
            return None
        self._only(value, path, (NAME, "number", ACTIVE, QUEUE, SETTINGS))
        self._kind(value, (*path, NAME), str, "the channel's name as a text", needed=True)
        self._kind(value, (*path, "number"), int, "the channel's number")
        self._kind(value, (*path, ACTIVE), bool, "true or false")
        self._kind(value, (*path, SETTINGS), dict, "settings by key")
        return Wanted(
            path, str(value.get(NAME)), value.get("number"), value.get(ACTIVE),
            self._queue(value[QUEUE], (*path, QUEUE)) if QUEUE in value else None, value.get(SETTINGS),
        )  # fmt: skip

    def _queue(self, value: Any, path: Path) -> list[tuple[str, str]]:
        if not isinstance(value, list):
            self._refused[path] = "a list of people and departments"
            return []
        found = []
        for index, one in enumerate(value):
            known = isinstance(one, dict) and len(one) == 1 and next(iter(one)) in _MEMBERS
            if known and isinstance(word := next(iter(one.values())), str):
                found.append((next(iter(one)), word))
            else:
                self._refused[(*path, index)] = "person: an e-mail address, or department: its path"
        return found

    def _only(self, value: dict[str, Any], path: Path, known: tuple[str, ...]) -> None:
        for key in value:
            if key not in known:
                self._refused[(*path, key)] = f"unknown here; known are {', '.join(known)}"

    def _kind(self, value: dict[str, Any], path: Path, kind: type, reason: str, *, needed: bool = False) -> None:
        key = path[-1]
        fits = type(value.get(str(key))) is kind
        if not fits and (needed or key in value):
            self._refused[path] = reason


def _scalar(node: Any) -> Any:
    """JSON's words and numbers where nothing is quoted; all else is a text."""
    if node.style not in (None, ""):
        return node.value
    if node.value in _WORDS:
        return _WORDS[node.value]
    return int(node.value) if _NUMBER.fullmatch(node.value) else node.value


def _name(path: Path) -> str:
    """`channels[0].settings.queue.idle_time`."""
    parts = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)
    return parts.lstrip(".") or "document"
