"""Wire shapes of a session's story."""

from openline.kit.wire import Answer, Page


class SessionEvent(Answer, frozen=True, kw_only=True):
    """Something that happened to a session, as it was told when it did; `seq` is its place in the account's order.

    `agent_id` is whom it is about, `by` whose hand it was. `outcome`: how an offer ended (accepted, declined, expired,
    withdrawn), what became of the pin (pinned, unpinned), of whispering (on, off), the rating (like, dislike). `name`:
    the channel that it moved to, the bot that came or left. `how`: transferred or intercepted, or manual, auto, bot.
    """

    seq: int
    at: str
    type: str
    session_id: str
    agent_id: str | None
    by: str | None
    outcome: str | None
    reason: str | None
    how: str | None
    name: str | None


class SessionStory(Page, frozen=True, kw_only=True):
    """Oldest first; the cursor leads to what was before."""

    items: list[SessionEvent]
