"""Words of the files slice."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from openline.features.people.types import Actor
from openline.kit.clock import DAY, HOUR, MINUTE
from openline.store import View

MAX_FILE_BYTES = 25_000_000
MAX_FILES_PER_MESSAGE = 10
MAX_NAME = 200
UPLOAD_MS = 5 * MINUTE
ORPHAN_MS = 24 * HOUR
QUOTA_MS = DAY
RATE_MS = HOUR
# A customer's link is good for one to two of these, and the same all through one, so that browsers can keep the file.
LINK_STEP_MS = HOUR


class OwnerKind(StrEnum):
    """Who uploaded a file."""

    PERSON = "person"
    VISITOR = "visitor"


class FileState(StrEnum):
    """UPLOADING: a place is reserved. READY: can be attached. ATTACHED: belongs to a message. GONE: being deleted."""

    UPLOADING = "uploading"
    READY = "ready"
    ATTACHED = "attached"
    GONE = "gone"


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


@dataclass(frozen=True, slots=True)
class Owner:
    """Whoever uploads: a person of the account, or a visitor of a widget."""

    account_id: int
    kind: OwnerKind
    id: int


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
