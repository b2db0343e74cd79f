"""What goes out: our message, the calls that a connector makes of it, and what the platform answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from openline.connectors.base.identity import NOBODY, IdentitySet
from openline.connectors.base.parts import MediaKind
from openline.connectors.base.requests import json_of
from openline.connectors.base.results import Scope

MAX_RETRY_AFTER_MS = 24 * 60 * 60 * 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a conversation goes on: the connector's own opaque words, kept with the conversation."""

    thread_ref: str
    recipient: IdentitySet = NOBODY
    data: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutFile:
    """A file to send; `url` opens it for a short time to whoever has it, so it is not printed."""

    id: str
    kind: MediaKind
    name: str
    mime_type: str
    size: int
    url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: what it says and what comes back."""

    label: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutMessage:
    """A message of ours. `key` names it for ever: the idempotency key where a platform has one."""

    key: str
    text: str = ""
    files: tuple[OutFile, ...] = ()
    reply_to: str | None = None
    buttons: tuple[Button, ...] = ()
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file of ours within a form: its bytes are read while they are sent, never held."""

    field: str
    file_id: str
    name: str
    mime_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A body as browsers send files: `multipart/form-data`, in this order, the files last."""

    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    files: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WireCall:
    """One call to the platform, ready to go. `name` is what logs say: addresses and bodies may hold secrets.

    A `form` stands instead of `body`, its content type and length are the way out's business. `pauses` names the
    buckets that the call is counted in, such as (THREAD, "chat 17"). Of a `routine` call that goes well nothing is
    worth a line: polling would fill a log in a day.
    """

    name: str
    method: str = "POST"
    url: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    form: Form | None = None
    pauses: tuple[tuple[Scope, str], ...] = ()
    routine: bool = False

    def __post_init__(self) -> None:
        assert not self.body or self.form is None, "a call has one body"


class Loss(StrEnum):
    """Why a part of a message does not get through as it was written."""

    FILE_TOO_LARGE = "file_too_large"
    FILE_TYPE = "file_type"
    TOO_MANY_FILES = "too_many_files"
    BUTTONS = "buttons"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Lost:
    """A part that the platform does not take; `name` is the file's or the button's, so that the agent knows which."""

    loss: Loss
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The calls that make up a message, in order, and what could not be said."""

    calls: tuple[WireCall, ...]
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WireResponse:
    """What the platform answered. Header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    received_at: int = 0

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON, or None when it is not (cut off, an error page)."""
        return json_of(self.body)

    @property
    def retry_after_ms(self) -> int | None:
        """The Retry-After header, in seconds or as a date, within a day; None when there is none."""
        wait = _retry_after(self.headers.get("retry-after", "").strip(), self.received_at)
        return None if wait is None else max(0, min(wait, MAX_RETRY_AFTER_MS))


def _retry_after(text: str, now: int) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text[:9]) * 1_000
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return round(at.replace(tzinfo=at.tzinfo or UTC).timestamp() * 1_000) - now


class FailureKind(StrEnum):
    """How a call ended without an answer."""

    REFUSED_HERE = "refused_here"
    NO_FILE = "no_file"
    THROTTLED_HERE = "throttled_here"
    NOT_CONNECTED = "not_connected"
    TIMED_OUT = "timed_out"
    CUT = "cut"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFailure:
    """No answer. `reached`: the request, or a part of it, may have got there."""

    kind: FailureKind
    reached: bool
    detail: str = ""
    retry_after_ms: int | None = None


WireOutcome = WireResponse | WireFailure
