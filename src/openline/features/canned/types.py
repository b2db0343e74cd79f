"""Words of canned responses: their bounds, whose lists they are, and what the slice is told by others."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from openline.features.conversations.service import Conversation
from openline.features.people.types import Actor
from openline.kit.errors import InvalidField
from openline.kit.text import clean
from openline.store import View

MAX_LISTS = 100
MAX_FOLDERS = 50
MAX_RESPONSES = 1_000
MAX_FILES = 10
MAX_FILES_OF_LIST = 200
MAX_NAME = 100
MAX_TEXT = 8_000
MAX_WORDS = 5
MAX_QUERY = 100
MAX_ROWS = MAX_RESPONSES
MAX_TABLE = 10_000_000
MAX_PROBLEMS = 100
MINE = "mine"
"""Instead of an id: the caller's own list, which nobody else sees."""
STANDARD = ("greeting", "payment", "delivery", "common")
"""The folders of a new list, named in its maker's language."""


class Editors(StrEnum):
    """Who changes a shared list besides those who may change all."""

    QUEUE = "queue"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What routing knows and this slice asks, joined in bootstrap.

    `queues_of`: the channels in whose queues a person stands, by account and person. `macros_of`: what macros come to
    when somebody writes in a conversation.
    """

    queues_of: Callable[[View, int, int], Awaitable[frozenset[int]]]
    macros_of: Callable[[View, Actor, Conversation], Awaitable[Mapping[str, str]]]


def checked_name(text: str, field: str = "name") -> str:
    """A name on one line.

    Raises InvalidField.
    """
    name = " ".join(clean(text).split())
    if not 0 < len(name) <= MAX_NAME:
        raise InvalidField(field=field, reason=f"1 to {MAX_NAME} characters")
    return name
