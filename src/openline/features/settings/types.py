"""How a setting is declared, and the catalogue itself. Labels and help stand in the catalogues of texts, by key."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from openline.kit.errors import InvalidField


class Group(StrEnum):
    """The block of the settings page."""

    QUEUE = "queue"


Value = bool | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: `key` is its name in the API, `rest` the field of the façade (docs/behaviour/settings.md)."""

    type: ClassVar[str]
    key: str
    rest: str
    group: Group

    @property
    def initial(self) -> Value:
        """The value of a channel that never changed it."""
        raise AssertionError("declared by each type")

    def check(self, value: object) -> Value:
        """The value if it is allowed.

        Raises InvalidField naming the key and the reason.
        """
        raise AssertionError(f"{self.key} does not say what it allows, nor {value}")

    def refuse(self, reason: str) -> InvalidField:
        """The refusal of a value of this setting."""
        return InvalidField(field=self.key, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Setting):
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
class Number(Setting):
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
class Choice(Setting):
    """One of a few words."""

    type: ClassVar[str] = "choice"
    default: str
    choices: tuple[str, ...]

    @property
    def initial(self) -> str:
        return self.default

    def check(self, value: object) -> str:
        if value not in self.choices:
            raise self.refuse(" | ".join(self.choices))
        return str(value)


DISTRIBUTION = Choice(
    key="queue.distribution", rest="QUEUE_TYPE", group=Group.QUEUE, default="evenly",
    choices=("evenly", "strictly", "least_busy", "all"),
)  # fmt: skip
IDLE_TIME = Number(
    key="queue.idle_time", rest="QUEUE_TIME", group=Group.QUEUE, default=60, ge=60, le=43_200, unit="s", zero="1h"
)
CHECK_AVAILABLE = Switch(key="queue.check_available", rest="CHECK_AVAILABLE", group=Group.QUEUE, default=True)
MAX_SESSIONS = Number(
    key="queue.max_sessions", rest="MAX_CHAT", group=Group.QUEUE, default=0, ge=1, le=1_000, zero="no limit"
)
SLOT_RULE = Choice(
    key="queue.slot_rule", rest="TYPE_MAX_CHAT", group=Group.QUEUE, default="answered",
    choices=("answered_new", "answered", "closed"),
)  # fmt: skip

CATALOGUE: dict[str, Setting] = {
    setting.key: setting for setting in (DISTRIBUTION, IDLE_TIME, CHECK_AVAILABLE, MAX_SESSIONS, SLOT_RULE)
}


class Settings:
    """The effective values of one channel: what was changed, else the defaults."""

    __slots__ = ("changed",)

    def __init__(self, changed: dict[str, Value]) -> None:
        self.changed = changed

    def value(self, setting: Setting) -> Value:
        """The value in effect."""
        return self.changed.get(setting.key, setting.initial)

    def with_changes(self, changes: dict[str, Any]) -> "Settings":
        """Checked changes on top; null means back to the default.

        Raises InvalidField.
        """
        changed = dict(self.changed)
        for key, value in changes.items():
            setting = CATALOGUE.get(key)
            if setting is None:
                raise InvalidField(field=key, reason="no such setting")
            if value is None:
                changed.pop(key, None)
            else:
                changed[key] = setting.check(value)
        return Settings(changed)
