"""Wire shapes of bots."""

from typing import Literal

from openline.features.bots.repository import Bot as Row
from openline.kit.wire import Answer, Request, instant, instant_or_none

SILENT_MS = 300_000


class NewBot(Request, frozen=True, kw_only=True):
    """A bot to be made."""

    name: str
    in_channels: bool = True


class EditBot(Request, frozen=True, kw_only=True):
    """What is to change of it; `new_token` replaces its token, which stops working at once."""

    name: str | None = None
    in_channels: bool | None = None
    new_token: bool = False


class Bot(Answer, frozen=True, kw_only=True):
    """A bot. `in_channels` says whether it may answer first in channels, `why` what speaks for it or against it:
    ready; not_allowed by an administrator; never_seen, it has not asked for events yet; silent for some minutes.
    """

    id: str
    name: str
    in_channels: bool
    why: Literal["ready", "not_allowed", "never_seen", "silent"]
    made_at: str
    seen_at: str | None
    token: str | None = None

    @classmethod
    def of(cls, row: Row, now: int, token: str | None = None) -> "Bot":
        return cls(
            id=str(row.id), name=row.name, in_channels=bool(row.in_channels), why=_why(row, now),
            made_at=instant(row.made_at), seen_at=instant_or_none(row.seen_at), token=token,
        )  # fmt: skip


class Bots(Answer, frozen=True, kw_only=True):
    """The account's bots, oldest first."""

    items: list[Bot]


def _why(row: Row, now: int) -> Literal["ready", "not_allowed", "never_seen", "silent"]:
    if not row.in_channels:
        return "not_allowed"
    if row.seen_at is None:
        return "never_seen"
    return "ready" if now - row.seen_at <= SILENT_MS else "silent"
