"""What a message is made of: a list of parts, because platforms send a picture, a text and a place as one message."""

from dataclasses import dataclass, field
from enum import StrEnum


class MediaKind(StrEnum):
    """How a file is meant to be shown; the platform's word, not the file's type."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    VOICE = "voice"
    STICKER = "sticker"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRef:
    """Where a file can be fetched. Never the bytes, and soon: links of platforms expire (Meta: after 5 minutes).

    `id` is the platform's, `url` a link that may carry a key and is therefore not printed.
    """

    id: str
    url: str | None = field(default=None, repr=False)
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text: the connector has turned the platform's markup into it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A file by reference. `name`, `mime_type` and `size` are what the sender says."""

    kind: MediaKind
    ref: MediaRef
    name: str | None = None
    mime_type: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in degrees."""

    latitude: float
    longitude: float
    title: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Somebody's card, sent as part of a message."""

    name: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A thing of the platform with a title and a link: a story, a product, a shared post."""

    title: str
    text: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One position of an order; the price in the currency's smallest unit."""

    product_id: str
    quantity: int
    price: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A basket sent from the platform's catalogue."""

    lines: tuple[OrderLine, ...]


Part = Text | Media | Location | ContactCard | Card | Order
