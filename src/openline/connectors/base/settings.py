"""The settings of a connection, as data: the wizard's form, the checks and the hiding of secrets come from it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openline.connectors.base.fields import HIDDEN, Field
from openline.connectors.base.values import Refused, read_value
from openline.kit.wire import Secret

Sealer = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be taken: which field, and why, as a word."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Checked values of one connection; secrets in it never print."""

    values: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def text(self, key: str) -> str:
        """A text, address or choice; empty when it is not set."""
        value = self.values.get(key) or ""
        assert isinstance(value, str), f"{key} is no text"
        return value

    def flag(self, key: str) -> bool:
        """A yes or no."""
        return bool(self.values.get(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.values.get(key) or ())

    def secrets(self, key: str) -> tuple[Secret, ...]:
        """One or several secrets, the newest first; never an empty one."""
        value = self.values.get(key)
        found = value if isinstance(value, tuple) else (value,)
        return tuple(secret for secret in found if isinstance(secret, Secret) and secret.reveal())

    def all_secrets(self) -> Iterator[Secret]:
        """Every secret of the connection: what must be blotted out of logs and errors."""
        for key in self.values:
            yield from self.secrets(key)


@dataclass(frozen=True, slots=True)
class Invalid:
    """What is wrong with values that somebody entered."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of a connector, in the order of the form."""

    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        keys = [field.key for field in self.fields]
        assert len(keys) == len(set(keys)), f"two settings of one name: {keys}"

    def read(self, raw: Mapping[str, Any]) -> Settings | Invalid:
        """Check what somebody entered, or what was kept; missing values take their default."""
        known = {field.key for field in self.fields}
        problems = [Problem(key, "unknown") for key in raw if key not in known]
        values: dict[str, Any] = {}
        for field in self.fields:
            try:
                values[field.key] = read_value(field, raw.get(field.key))
            except Refused as refused:
                problems.append(Problem(field.key, refused.reason))
        return Invalid(tuple(problems)) if problems else Settings(values)

    def to_store(self, settings: Settings, seal: Sealer) -> dict[str, Any]:
        """Plain values for the store, every secret sealed by the caller."""
        return {key: _store(value, seal) for key, value in settings.values.items() if value is not None}

    def from_store(self, kept: Mapping[str, Any], unseal: Sealer) -> dict[str, Any]:
        """The other way: raw values for `read`. Settings that this version no longer has are dropped."""
        hidden = {field.key: field.type in HIDDEN for field in self.fields}
        return {key: _unseal(value, unseal) if hidden[key] else value for key, value in kept.items() if key in hidden}

    def merge(self, kept: Settings, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Raw values after a change: what is not named stays, secrets included."""
        return {**kept.values, **changes}

    def public(self, settings: Settings) -> dict[str, Any]:
        """What the console may show: of secrets only how many there are."""
        shown: dict[str, Any] = {}
        for field in self.fields:
            value = settings.values.get(field.key)
            shown[field.key] = len(settings.secrets(field.key)) if field.type in HIDDEN else value
        return shown

    def made_here(self) -> tuple[Field, ...]:
        """Secrets that the server makes itself."""
        return tuple(field for field in self.fields if field.made_here)


def _store(value: Any, seal: Sealer) -> Any:
    match value:
        case Secret():
            return seal(value.reveal())
        case tuple():
            return [_store(part, seal) for part in value]
        case _:
            return value


def _unseal(value: Any, unseal: Sealer) -> Any:
    if isinstance(value, list):
        return [Secret(unseal(part)) for part in value]
    return Secret(unseal(value))


def label_key(connector: str, field: Field) -> str:
    """Where the catalogues name the field; `.help` beside it explains it."""
    return f"connector.{connector}.{field.key}.label"


def help_key(connector: str, field: Field) -> str:
    """Where the catalogues explain the field."""
    return f"connector.{connector}.{field.key}.help"
