"""The kinds of settings a connection can have."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class FieldType(StrEnum):
    """What a field holds; each has a form element and a check of its own."""

    TEXT = "text"
    SECRET = "secret"  # noqa: S105 - a kind of field
    SECRETS = "secrets"
    URL = "url"
    ORIGINS = "origins"
    CHOICE = "choice"
    BOOL = "bool"
    WHOLE = "whole"
    COLOR = "color"


HIDDEN: Final = frozenset({FieldType.SECRET, FieldType.SECRETS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One setting. `ge` and `le` bound a number, the length of a text, or how many there are of a list.

    `made_here`: a secret that the server makes when the connection is made, and shows to the administrator once.
    """

    key: str
    type: FieldType
    required: bool = False
    default: Any = None
    ge: int | None = None
    le: int | None = None
    choices: tuple[str, ...] = ()
    made_here: bool = False
