"""Facts about conversations."""

from openline.store import Fact


class ConversationRead(Fact, frozen=True, kw_only=True):
    """An agent has read up to a message; the customer is told, so it has a number."""

    kind = "conversation.read"
    up_to: int


class CustomerRead(Fact, frozen=True, kw_only=True):
    """The customer has seen what we wrote, up to a number. `state` is delivered or read."""

    kind = "conversation.seen"
    up_to: int
    state: str


class ConversationChanged(Fact, frozen=True, kw_only=True):
    """Something about the conversation itself is new: the customer shut us out, or where he came from is known."""

    kind = "conversation.changed"


class CircleChanged(Fact, frozen=True, kw_only=True):
    """`person_id` belongs to the queue of a channel from now on, or no longer: what he may see is another matter."""

    kind = "circle.changed"
    private = True
    circle_id: int
    inside: bool
