"""What clients may say on a socket. Unknown fields are ignored, unknown types are not."""

from collections.abc import Callable

import msgspec

from openline.kit.text import clean
from openline.realtime.limits import MAX_TYPING_BYTES, MAX_TYPING_TEXT


class Ping(msgspec.Struct, frozen=True, tag_field="type", tag="ping"):
    """Is anybody there?"""


class Active(msgspec.Struct, frozen=True, tag_field="type", tag="active"):
    """The person did something."""


class AgentTyping(msgspec.Struct, frozen=True, tag_field="type", tag="typing"):
    """An agent types, or stopped."""

    conversation_id: str
    on: bool = True


class CustomerTyping(msgspec.Struct, frozen=True, tag_field="type", tag="typing"):
    """The customer types, or stopped; what he types only where the widget is told to say so."""

    on: bool = True
    text: str | None = None

    @property
    def draft(self) -> str | None:
        return None if self.text is None else bounded(self.text)

    def __repr__(self) -> str:
        """Without the text: not even an error may write it down."""
        return f"CustomerTyping(on={self.on})"


def bounded(text: str) -> str:
    """The end of a draft, cleaned: where the customer is writing."""
    return clean(text)[-MAX_TYPING_TEXT:].encode()[-MAX_TYPING_BYTES:].decode(errors="ignore")


class Read(msgspec.Struct, frozen=True, tag_field="type", tag="read"):
    """The customer has seen all up to a number."""

    up_to: int


class Delivered(msgspec.Struct, frozen=True, tag_field="type", tag="delivered"):
    """The customer's device has all up to a number."""

    up_to: int


AgentFrame = Ping | Active | AgentTyping
CustomerFrame = Ping | Active | CustomerTyping | Read | Delivered

agent_frame: Callable[[str], AgentFrame] = msgspec.json.Decoder(AgentFrame).decode
customer_frame: Callable[[str], CustomerFrame] = msgspec.json.Decoder(CustomerFrame).decode
