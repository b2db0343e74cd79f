"""Words of the webchat slice."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

CONNECTOR = "webchat"
HISTORY_FIRST = 30
MAX_URL = 2_000
MAX_TITLE = 300
MAX_PRESSED = 64


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who holds a visitor token."""

    account_id: int
    connection_id: int
    visitor_id: int

    @property
    def thread(self) -> str:
        """The connector's name of his conversation."""
        return str(self.visitor_id)


@dataclass(frozen=True, slots=True)
class CustomerTyping:
    """A customer is typing, or has stopped: told, never stored. What he types is for the owner alone."""

    account_id: int
    conversation_id: int
    audience: tuple[int, ...]
    on: bool
    owner_id: int | None = None
    text: str | None = field(default=None, repr=False)


TellCustomerTyping = Callable[[CustomerTyping], Awaitable[None]]
