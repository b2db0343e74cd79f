"""What platforms tell us, as a closed union: a reader matches every kind, a writer invents none.

An event that a connector does not know becomes `Unsupported`, never silence and never an exception.
"""

from dataclasses import dataclass
from enum import StrEnum

from openline.connectors.base.identity import IdentitySet, Profile
from openline.connectors.base.parts import ContactCard, Part

EVENTS_VERSION = 1
MAX_EVENT_KEY = 200
MAX_RAW_SHOWN = 2_000


class ReceiptState(StrEnum):
    """How far a message of ours has come. It never moves backwards."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


class MembershipState(StrEnum):
    """Whether the customer lets us write."""

    SUBSCRIBED = "subscribed"
    BLOCKED = "blocked"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every event has.

    `event_key` is the same whenever the platform repeats the event, in whatever envelope: the only guard against
    doubles. `thread_ref` is opaque outside the connector. `occurred_at` is the platform's time.
    """

    event_key: str
    thread_ref: str
    occurred_at: int
    sender: IdentitySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Head):
    """The customer wrote. `external_id` is what receipts, quotes and edits will name.

    Messages of one `album` were sent as one. `forwarded_from` names the first author of what is passed on.
    """

    external_id: str
    parts: tuple[Part, ...]
    reply_to: str | None = None
    album: str | None = None
    forwarded_from: str | None = None
    profile: Profile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo(Head):
    """A message of ours that was sent elsewhere (the platform's own app), or our own one coming back.

    `correlation` is what we sent along, where the platform carries something along.
    """

    external_id: str
    parts: tuple[Part, ...]
    correlation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(Head):
    """The customer changed a message; `parts` is the whole new content."""

    external_id: str
    parts: tuple[Part, ...]
    forwarded_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(Head):
    """The customer took messages back."""

    external_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction(Head):
    """The customer reacted; an empty `emoji` takes the reaction back."""

    external_id: str
    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Head):
    """Messages of ours arrived, were read, or failed: those named, or all up to `up_to` (the platform's mark)."""

    state: ReceiptState
    external_ids: tuple[str, ...] = ()
    up_to: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing(Head):
    """The customer is typing (or stopped); `text` only where he agreed to be read while he types."""

    on: bool
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactShared(Head):
    """The customer gave his own details; `own` is false for somebody else's card. The card itself is in a message."""

    contact: ContactCard
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Postback(Head):
    """A button was pressed; `external_id` is the message with the button."""

    payload: str
    title: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Head):
    """Where the customer came from: an advertisement, a deep link, a page."""

    source: str
    ref: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Head):
    """The customer opened or shut the door."""

    state: MembershipState


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Head):
    """A public remark under a post; `parent_id` is the remark it answers."""

    external_id: str
    post_id: str
    parts: tuple[Part, ...]
    parent_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityChanged(Head):
    """The same person has another name from now on (a new number, a new scoped id)."""

    old: IdentitySet
    new: IdentitySet


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMissed(Head):
    """The customer called by voice or video."""

    video: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateStatus(Head):
    """The platform decided about a message template."""

    template: str
    status: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAlert(Head):
    """The platform warns the owner of the account: quality, quota, a token about to end."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsupported(Head):
    """Something that we do not know yet, kept so that nobody wonders where it went. `raw` is cut at MAX_RAW_SHOWN."""

    kind: str
    raw: str = ""


InboundEvent = (
    Message
    | Echo
    | Edited
    | Deleted
    | Reaction
    | Receipt
    | Typing
    | ContactShared
    | Postback
    | Referral
    | Membership
    | Comment
    | IdentityChanged
    | CallMissed
    | TemplateStatus
    | AccountAlert
    | Unsupported
)
