"""Words of the messages slice."""

from enum import StrEnum
from typing import Literal

import msgspec

MAX_TEXT = 8_000
MAX_FILES = 10
MAX_CLIENT_ID = 64
MAX_BUTTONS = 10
MAX_LABEL = 200
MAX_PAYLOAD = 1_000
MAX_REACTIONS = 20


class Author(StrEnum):
    """Which side wrote it."""

    CUSTOMER = "customer"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"


class State(StrEnum):
    """How far a message has come. UNKNOWN: it may have been sent, and somebody has to decide.

    Delivered and read also follow from the customer's marks on the conversation (`state_of` in routing's views).
    """

    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNKNOWN = "unknown"


class _Part(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """Base of what a message holds besides its text and files: stored as it is shown."""


class LocationPart(_Part, frozen=True, kw_only=True, tag="location"):
    """A place in degrees."""

    latitude: float
    longitude: float
    title: str | None = None
    address: str | None = None


class ContactPart(_Part, frozen=True, kw_only=True, tag="contact"):
    """Somebody's card."""

    name: str | None = None
    phones: list[str] = msgspec.field(default_factory=list)
    emails: list[str] = msgspec.field(default_factory=list)


class CardPart(_Part, frozen=True, kw_only=True, tag="card"):
    """A thing of the platform with a title and a link."""

    title: str
    text: str | None = None
    url: str | None = None


class MessageButton(msgspec.Struct, frozen=True, kw_only=True):
    """A button under a message of ours: what it says and what comes back."""

    label: str
    payload: str


class ButtonsPart(_Part, frozen=True, kw_only=True, tag="buttons"):
    """The buttons under a message of ours."""

    buttons: list[MessageButton]


class PressedPart(_Part, frozen=True, kw_only=True, tag="pressed"):
    """The customer pressed a button."""

    payload: str
    label: str | None = None


class UnsupportedPart(_Part, frozen=True, kw_only=True, tag="unsupported"):
    """Something that could not be read: shown as a sentence, never silence. `kind` is the platform's word."""

    kind: str


Part = LocationPart | ContactPart | CardPart | ButtonsPart | PressedPart | UnsupportedPart


class Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a message says besides text and files, as it is stored.

    `external`: a message of ours that was written elsewhere, in the platform's own app. `sender` names who of several
    people on the customer's side wrote it. `media` marks its files as the platform names them, in their order.
    """

    parts: list[Part] = msgspec.field(default_factory=list)
    forwarded_from: str | None = None
    external: bool = False
    sender: str | None = None
    media: list[str] = msgspec.field(default_factory=list)


class Reaction(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody thinks of a message; `who` tells the people of one side apart and is not shown.

    One that was taken back stays without an emoji, so that an older one that comes late does not return.
    """

    emoji: str
    by: str
    who: str = ""
    at: int = 0


class LostPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a message that the platform did not take: a word for why, and the file's or button's name."""

    loss: str
    name: str = ""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a message did not get through, or not all of it. `blame` is the connectors' word; `text` the platform's."""

    code: str
    text: str = ""
    blame: Literal["content", "recipient", "window", "auth", "quota", "policy"] = "content"
    lost: list[LostPart] = msgspec.field(default_factory=list)
