"""What came of a call to a platform: a value that names the cure, never an exception for the expected."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What has to pause: a limit on one chat must not stop the whole bot, one on the application must."""

    MESSAGE = "message"
    RECIPIENT = "recipient"
    THREAD = "thread"
    CONNECTION = "connection"
    ACCOUNT = "account"


class Blame(StrEnum):
    """Whose fault a lasting refusal is, so that the right person is told."""

    CONTENT = "content"
    RECIPIENT = "recipient"
    WINDOW = "window"
    AUTH = "auth"
    QUOTA = "quota"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it."""

    external_ids: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The platform has queued it; a receipt will tell the rest."""

    external_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now: slow down, or their side or the network failed before anything was sent."""

    after_ms: int
    reason: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Permanent:
    """Never. `text` is the platform's own sentence, shown to the agent."""

    code: str
    text: str
    blame: Blame


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been sent: only an idempotent platform is asked again, else the agent is."""

    reason: str


SendResult = Sent | Accepted | Retry | Permanent | Unknown
