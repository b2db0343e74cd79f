"""Facts about messages."""

from openline.store import Fact


class MessageAdded(Fact, frozen=True, kw_only=True):
    """Somebody wrote. Without a `number` it is a note: the customer never learns of it."""

    kind = "message.added"
    message_id: int
    author: str


class MessageChanged(Fact, frozen=True, kw_only=True):
    """A message became another one: edited, taken back, reacted to, sent, failed. Agents are shown it whole."""

    kind = "message.changed"
    message_id: int
