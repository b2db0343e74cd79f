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
    text: str | None = None
    people: tuple[int, ...] = ()


class TabOpened(msgspec.Struct, frozen=True, kw_only=True, tag="tab"):
    """A tab has opened a socket: older ones of it end."""

    account_id: int
    person_id: int
    tab: str


Signal = Typing | TabOpened

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Signal).decode
