"""Words of the files slice."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypedDict

from openline.features.people.types import Actor
from openline.kit.clock import DAY, HOUR, MINUTE
from openline.store import View

MAX_FILE_BYTES = 25_000_000
HARD_MAX_FILE_BYTES = 100_000_000
MAX_FILES_PER_MESSAGE = 10
MAX_NAME = 200
UPLOAD_MS = 5 * MINUTE
ORPHAN_MS = 24 * HOUR
QUOTA_MS = DAY
RATE_MS = HOUR
# A customer's link is good for one to two of these, and the same all through one, so that browsers can keep the file.
LINK_STEP_MS = HOUR


class OwnerKind(StrEnum):
    """Where a file comes from: whoever uploaded it, or the connection of a platform; or the shelf it is kept on."""

    PERSON = "person"
    VISITOR = "visitor"
    CONNECTION = "connection"
    SHELF = "shelf"


class FileState(StrEnum):
    """What can be done with a file (files.md F18).

    UPLOADING: a place is reserved. FETCHING: the platform has the bytes. SCANNING: kept, handed to nobody yet. READY:
    can be attached. ATTACHED: belongs to a message. KEPT: on a shelf, to be copied into messages. BLOCKED, REFUSED:
    only the row is left, and says why. GONE: being deleted with its row.
    """

    UPLOADING = "uploading"
    FETCHING = "fetching"
    SCANNING = "scanning"
    READY = "ready"
    ATTACHED = "attached"
    KEPT = "kept"
    BLOCKED = "blocked"
    REFUSED = "refused"
    GONE = "gone"


class FileKind(StrEnum):
    """How a file is shown."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    VOICE = "voice"
    STICKER = "sticker"
    DOCUMENT = "document"


class Reason(StrEnum):
    """Why a file cannot be had. A virus is `infected:` and its name."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    PROGRAM = "program"
    GONE = "gone"
    TIMED_OUT = "timed_out"
    QUOTA = "quota"
    EXPIRED = "expired"
    ERASED = "erased"
    SCAN_UNAVAILABLE = "scan_unavailable"


INFECTED = "infected:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """One uploader's share: what he may send at once, in an hour, in a day."""

    at_once: int
    per_hour: int
    bytes_per_day: int


BOUNDS = {
    OwnerKind.PERSON: Bounds(at_once=10, per_hour=600, bytes_per_day=5_000_000_000),
    OwnerKind.VISITOR: Bounds(at_once=3, per_hour=60, bytes_per_day=500_000_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the server's settings say: bytes of one file, bytes of an account's files (0: no end), days kept (0: ever).

    At most HARD_MAX_FILE_BYTES, whatever the settings say.
    """

    most_bytes: int = MAX_FILE_BYTES
    account_bytes: int = 0
    keep_days: int = 0

    def __post_init__(self) -> None:
        assert 0 < self.most_bytes <= HARD_MAX_FILE_BYTES


@dataclass(frozen=True, slots=True)
class Owner:
    """Whoever uploads: a person of the account, or a visitor of a widget."""

    account_id: int
    kind: OwnerKind
    id: int


class Expected(TypedDict):
    """A file that a platform announced: `name`, `mime_type` and `size` are what its sender says."""

    account_id: int
    conversation_id: int
    connection_id: int
    kind: str
    name: str | None
    mime_type: str | None
    size: int | None
    ref_json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The conversation of a file, as far as its changes must be told."""

    channel_id: int
    session_id: int | None
    audience: tuple[int, ...]


class Visitor(Protocol):
    """What the routes of the widget know of their caller."""

    @property
    def account_id(self) -> int: ...

    @property
    def visitor_id(self) -> int: ...


# A request's body as it arrives.
Body = AsyncIterator[bytes]
# Whether an actor sees a conversation; the conversations' own door, joined in bootstrap.
MaySee = Callable[[View, Actor, int], Awaitable[bool]]
# Whether an actor may look at what is on a shelf; the door of whoever has shelves, joined in bootstrap.
MayLook = Callable[[View, Actor, int], Awaitable[bool]]
# Where a conversation stands; joined in bootstrap.
PlaceOf = Callable[[View, int], Awaitable[Place | None]]
