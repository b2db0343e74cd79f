"""What documents call things that the product knows by id: people by e-mail, all else by name."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, NamedTuple

from openline.features.ascode.types import QUEUE, SETTINGS
from openline.features.bots.service import bots_of
from openline.features.canned.service import shared_lists
from openline.features.channels.service import channels_of
from openline.features.company.service import Tree, read_tree
from openline.features.people.service import people_of_account
from openline.features.settings.types import CATALOGUE
from openline.store import View


class Thing(NamedTuple):
    """Something with a name, and the number that tells it from others of the same name."""

    id: int
    name: str
    number: int


class Words:
    """The words for all things of a kind: the name, or `#` and the number where a name says too little."""

    def __init__(self, what: str, things: Iterable[Thing]) -> None:
        known = list(things)
        names = Counter(thing.name for thing in known)
        self._what = what
        self._twice = {name for name, count in names.items() if count > 1}
        self._words = {
            thing.id: thing.name if names[thing.name] == 1 and thing.name[:1] not in ("#", "") else f"#{thing.number}"
            for thing in known
        }
        self._ids = {word: thing_id for thing_id, word in self._words.items()}
        self._ids |= {f"#{thing.number}": thing.id for thing in known}

    def word(self, thing_id: int) -> str | None:
        """What it is called; None if it is not there any more."""
        return self._words.get(thing_id)

    def id(self, word: object) -> int:
        """What is called so.

        Raises LookupError with the reason.
        """
        if isinstance(word, str) and word in self._ids:
            return self._ids[word]
        if word in self._twice:
            raise LookupError(f"several of the {self._what} are called {word}; write # and the number")
        raise LookupError(f"there is no {word} among the {self._what}")


class Vocabulary:
    """The words of an account."""

    def __init__(self, kinds: Mapping[str, Words]) -> None:
        self._kinds = kinds

    def said(self, part: str, value: Any) -> Any:
        """A stored part as documents write it, without what is not there any more."""
        if part == QUEUE:
            entries = ((_MEMBER[kind], self._kinds[_MEMBER[kind]].word(thing_id)) for kind, thing_id in value or [])
            return [{kind: word} for kind, word in entries if word is not None]
        setting = _setting(part)
        if setting is None or not setting.to or value is None or not setting.named(value):
            return value
        words = [word for one in setting.named(value) if (word := self._kinds[setting.to].word(int(one))) is not None]
        return words if isinstance(value, list) else (words[0] if words else setting.initial)

    def meant(self, key: str, value: Any) -> Any:
        """A setting's value of a document as it is stored; what has the wrong shape is left for the setting to refuse.

        Raises LookupError with the reason.
        """
        setting = CATALOGUE.get(key)
        if setting is None or not setting.to or value == setting.initial:
            return value
        words = self._kinds[setting.to]
        if isinstance(setting.initial, list):
            return [str(words.id(one)) for one in value] if isinstance(value, list) else value
        return str(words.id(value)) if isinstance(value, str) else value

    def member(self, kind: str, word: str) -> tuple[str, int]:
        """An entry of a queue as it is stored.

        Raises LookupError with the reason.
        """
        return _STORED[kind], self._kinds[kind].id(word)

    def channel(self, channel_id: int) -> str | None:
        """What a channel is called."""
        return self._kinds["channel"].word(channel_id)


async def vocabulary(view: View, account_id: int) -> Vocabulary:
    """All words of an account, at this moment."""
    return Vocabulary({kind: Words(what, await things(view, account_id)) for kind, (what, things) in KINDS.items()})


async def _people(view: View, account_id: int) -> list[Thing]:
    return [Thing(row.id, row.email, row.number) for row in await people_of_account(view, account_id)]


async def _channels(view: View, account_id: int) -> list[Thing]:
    return [Thing(row.id, row.name, row.number) for row in await channels_of(view, account_id)]


async def _bots(view: View, account_id: int) -> list[Thing]:
    return [Thing(row.id, row.name, row.id) for row in await bots_of(view, account_id)]


async def _lists(view: View, account_id: int) -> list[Thing]:
    return [Thing(row.id, row.name, row.id) for row in await shared_lists(view, account_id)]


async def _departments(view: View, account_id: int) -> list[Thing]:
    tree = await read_tree(view, account_id)
    return [Thing(row_id, _path(tree, row_id), row_id) for row_id in tree.rows]


def _path(tree: Tree, department_id: int | None) -> str:
    names: list[str] = []
    while department_id is not None:
        row = tree.rows[department_id]
        names, department_id = [row.name, *names], row.parent_id
    return " / ".join(names)


def _setting(part: str) -> Any:
    head, _, key = part.partition(".")
    return CATALOGUE.get(key) if head == SETTINGS else None


KINDS: Mapping[str, tuple[str, Callable[[View, int], Awaitable[list[Thing]]]]] = {
    "person": ("people", _people),
    "department": ("departments", _departments),
    "channel": ("channels", _channels),
    "bot": ("bots", _bots),
    "canned_list": ("lists of canned responses", _lists),
}
"""By what a declaration says in `to`, and what stands in queues."""
_MEMBER = {"user": "person", "department": "department"}
_STORED = {kind: stored for stored, kind in _MEMBER.items()}
