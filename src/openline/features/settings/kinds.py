"""How a setting is declared. Each kind says what it allows and refuses the rest by naming its field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar, cast

from openline.kit.errors import InvalidField
from openline.kit.text import clean


class Group(StrEnum):
    """The block of the settings page, in its order."""

    QUEUE = "queue"
    CRM = "crm"
    HOURS = "hours"
    CONSENT = "consent"
    AUTO = "auto"
    CANNED = "canned"
    TYPING = "typing"
    RATING = "rating"
    BOT = "bot"
    KPI = "kpi"
    OTHER = "other"


Value: TypeAlias = bool | int | str | list[Any] | dict[str, Any]
V = TypeVar("V", bound=Value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[V]):
    """One setting: `key` is its name in the API, `rest` the field of the façade, if it has one there.

    `basic` ones are shown to whoever does not ask for all. It does nothing unless what it `needs` is on, or has one of
    the words `among`. `to`: what its value names by id. `danger`: a change acts at once on sessions
    that are open, and screens say how.

    Not `in_effect`: it can be set and exported, but what it is for is not built yet, and screens say so.
    Whatever `check` returns can be written as JSON and read again as it is.
    """

    type: ClassVar[str]
    key: str
    rest: str = ""
    group: Group
    basic: bool = False
    needs: "Setting[Any] | None" = None
    among: tuple[str, ...] = ()
    danger: bool = False
    to: str = ""
    since: str = "0.1"
    in_effect: bool = True

    @property
    def initial(self) -> V:
        """The value of a channel that never changed it."""
        raise AssertionError("declared by each kind")

    def check(self, value: object) -> V:
        """The value if it is allowed.

        Raises InvalidField naming the key and the reason.
        """
        raise AssertionError(f"{self.key} does not say what it allows, nor {value}")

    def named(self, value: object) -> tuple[str, ...]:
        """The ids of what an allowed value names, if it says `to` what."""
        if not self.to or value == self.initial:
            return ()
        return tuple(value) if isinstance(value, list) else (str(value),)

    def without(self, value: object, gone: Collection[str]) -> object | None:
        """What an allowed value names, but for these; None: nothing is left."""
        if isinstance(value, list):
            return [one for one in value if one not in gone] or None
        return None if value in gone else value

    def of(self, changed: Mapping[str, Value]) -> V:
        """The value among what was changed, else the initial one. What is stored was checked."""
        return cast("V", changed[self.key]) if self.key in changed else self.initial

    def refuse(self, reason: str) -> InvalidField:
        """The refusal of a value of this setting."""
        return InvalidField(field=self.key, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Setting[bool]):
    """On or off."""

    type: ClassVar[str] = "switch"
    default: bool

    @property
    def initial(self) -> bool:
        return self.default

    def check(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise self.refuse("true or false")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Setting[int]):
    """A whole number between bounds; 0 is allowed besides when `zero` says what it means."""

    type: ClassVar[str] = "number"
    default: int
    ge: int
    le: int
    unit: str | None = None
    zero: str | None = None

    @property
    def initial(self) -> int:
        return self.default

    def check(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refuse("a whole number")
        if not (self.ge <= value <= self.le or (value == 0 and self.zero is not None)):
            raise self.refuse(f"{self.ge}…{self.le}" + (" or 0" if self.zero else ""))
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Setting[str]):
    """One of a few words."""

    type: ClassVar[str] = "choice"
    default: str
    choices: tuple[str, ...]

    @property
    def initial(self) -> str:
        return self.default

    def check(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise self.refuse(" | ".join(self.choices))
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Setting[str]):
    """A text for people. `default` is a key of the catalogues, said in the channel's language; empty: no text.

    An empty text is one that is not said, unless something `must` stand in it.
    """

    type: ClassVar[str] = "text"
    default: str = ""
    le: int = 4_000
    must: tuple[str, ...] = ()

    @property
    def initial(self) -> str:
        return self.default

    def check(self, value: object) -> str:
        if not isinstance(value, str):
            raise self.refuse("a text")
        return self._fit(value)

    def _fit(self, value: str) -> str:
        text = clean(value)
        if len(text) > self.le:
            raise self.refuse(f"at most {self.le} characters")
        if any(word not in text for word in self.must):
            raise self.refuse(f"must contain {' and '.join(self.must)}")
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Text):
    """A link to a page, or nothing."""

    def check(self, value: object) -> str:
        text = Text.check(self, value)
        if text and (not text.startswith(("https://", "http://")) or any(letter.isspace() for letter in text)):
            raise self.refuse("an http or https address")
        return text
