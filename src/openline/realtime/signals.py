"""What nodes tell each other besides facts: small, unstored, may be lost."""

import msgspec

AGENT = "agent"
CUSTOMER = "customer"


class Typing(msgspec.Struct, frozen=True, kw_only=True, tag="typing"):
    """Somebody types. `people` may see the conversation besides those who see everything."""

    account_id: int
    conversation_id: int
    author: str
    on: bool
    person_id: int | None = None
    name: str | None = None
    people: tuple[int, ...] = ()


class LiveTyping(msgspec.Struct, frozen=True, kw_only=True, tag="live"):
    """What a customer has written so far, for the one person who serves him."""

    account_id: int
    conversation_id: int
    owner_id: int
    text: str

    def __repr__(self) -> str:
        """Without the text: not even an error may write it down."""
        return f"LiveTyping(conversation_id={self.conversation_id})"


class TabOpened(msgspec.Struct, frozen=True, kw_only=True, tag="tab"):
    """A tab has opened a socket: older ones of it end."""

    account_id: int
    person_id: int
    tab: str


Signal = Typing | LiveTyping | TabOpened

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Signal).decode
