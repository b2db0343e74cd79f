"""Words of the platforms slice."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from openline.features.messages.types import Reaction

MAX_THREAD = 500
MAX_EXTERNAL_ID = 500
MAX_IDENTITIES = 10
MAX_IDENTITY = 200
MAX_SOURCE = 500
# What a platform tells within this time after it happened keeps its own time.
MAX_LATE_MS = 7 * 24 * 60 * 60 * 1_000


class Taken(StrEnum):
    """What became of an event."""

    APPLIED = "applied"
    REPEAT = "repeat"


class Early(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came about a message before its platform's name for it was known here."""

    state: str | None = None
    failure: str | None = None
    deleted_at: int | None = None
    reactions: tuple[Reaction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTyping:
    """A customer is typing, or has stopped: told, never stored."""

    account_id: int
    conversation_id: int
    audience: tuple[int, ...]
    on: bool
