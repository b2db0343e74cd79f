"""Wire shapes of the bot API: what a bot reads and says with its own token."""

from typing import Literal

from openline.features.routing.schemas import Message
from openline.kit.wire import Answer, Request


class BotSession(Answer, frozen=True, kw_only=True):
    """A session that the bot answered first. `may_speak`: its turn lasts until `until`; null: as long as it likes."""

    id: str
    number: int
    channel_id: str
    conversation_id: str
    phase: Literal["waiting", "offered", "active", "bot", "closed"]
    may_speak: bool
    until: str | None
    opened_at: str


class BotSessions(Answer, frozen=True, kw_only=True):
    """The bot's open sessions, newest first."""

    items: list[BotSession]


class BotMessages(Answer, frozen=True, kw_only=True):
    """What both sides could see in the session, oldest first."""

    items: list[Message]


class BotMessage(Request, frozen=True, kw_only=True):
    """What the bot says. The same `client_id` is the same message again."""

    text: str
    client_id: str | None = None


class BotTransfer(Request, frozen=True, kw_only=True):
    """Whom it goes to: one of the two."""

    person_id: str | None = None
    channel_id: str | None = None


class BotEvent(Answer, frozen=True, kw_only=True):
    """Something that happened in a session of the bot, by its number.

    began: answer it; `message` is the customer's. message: somebody wrote. left: it may not speak any more, by
    `reason`; `stays` says whether it still hears of the session. closed: that was the end.
    """

    number: int
    kind: Literal["began", "message", "left", "closed"]
    at: str
    session_id: str
    conversation_id: str
    message: Message | None = None
    reason: str | None = None
    stays: bool = False


class BotEvents(Answer, frozen=True, kw_only=True):
    """What happened after a number. Ask again with `next`. `missed`: too long ago, so read the sessions afresh."""

    items: list[BotEvent]
    next: int
    missed: bool = False
