"""Wire shapes of what agents ask of conversations and sessions."""

from typing import Literal

import msgspec

from openline.features.messages.types import MessageButton
from openline.kit.wire import Request


class NewReview(Request, frozen=True, kw_only=True):
    """A rating from 1 to 5, and why."""

    rating: int
    comment: str = ""


class NewMessage(Request, frozen=True, kw_only=True):
    """What an agent sends. `client_id` makes a repeat harmless."""

    text: str = ""
    files: list[str] = msgspec.field(default_factory=list)
    reply_to: str | None = None
    note: bool = False
    client_id: str | None = None
    buttons: list[MessageButton] = msgspec.field(default_factory=list)


class ReadUpTo(Request, frozen=True, kw_only=True):
    """A read mark: the id of the last message that was read."""

    up_to: str


class TypingNow(Request, frozen=True, kw_only=True):
    """Whether the agent is typing."""

    on: bool = True


class Target(Request, frozen=True, kw_only=True):
    """Where a session is to go: to a person or another channel by id, or back to its queue."""

    kind: Literal["user", "channel", "queue"]
    id: str | None = None


class Transfer(Request, frozen=True, kw_only=True):
    """Hand a session over, `channel_id` being short for that channel; the comment is for colleagues."""

    to: Target | None = None
    channel_id: str | None = None
    comment: str | None = None


class Whisper(Request, frozen=True, kw_only=True):
    """Whether what the team writes is for the team only."""

    on: bool
