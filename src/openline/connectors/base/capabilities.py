"""What a platform can do, as data: core and console ask this, never which connector it is."""

from dataclasses import dataclass
from enum import StrEnum

from openline.connectors.base.parts import MediaKind
from openline.connectors.base.results import Scope


class Delivery(StrEnum):
    """How messages reach the customer: by our own numbered stream, or by a call that the outbox makes."""

    STREAM = "stream"
    SEND = "send"


class Transport(StrEnum):
    """How the platform reaches us."""

    OWN = "own"
    WEBHOOK = "webhook"
    POLL = "poll"
    SOCKET = "socket"


class Unit(StrEnum):
    """In what a platform counts the length of a text."""

    CHARS = "chars"
    UTF16 = "utf16"
    BYTES = "bytes"


class Flavour(StrEnum):
    """The markup that a platform understands."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    BBCODE = "bbcode"


class Outside(StrEnum):
    """What is left when the window to write freely has closed."""

    FORBIDDEN = "forbidden"
    TEMPLATE = "template"
    TAG = "tag"
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLimit:
    """The longest text of one message."""

    most: int
    unit: Unit = Unit.CHARS
    flavour: Flavour = Flavour.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLimit:
    """What files of one kind may be. No `mime_types` means any."""

    most_bytes: int
    mime_types: tuple[str, ...] = ()
    caption: int = 0
    by_url: bool = False

    def takes(self, mime_type: str) -> bool:
        """Whether files of this type are accepted; `image/*` stands for all images."""
        group = mime_type.partition("/")[0]
        return not self.mime_types or mime_type in self.mime_types or f"{group}/*" in self.mime_types


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """The most buttons under a message, and how much each may say."""

    most: int
    label: int
    payload_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How long after the customer's last word we may write freely."""

    hours: int
    outside: Outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many calls a second, `burst` at once, counted for each `scope` by itself."""

    scope: Scope
    per_second: float
    burst: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """Which marks the platform sends back for our messages."""

    sent: bool = False
    delivered: bool = False
    read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """Everything a platform can do. What is not said here, it cannot."""

    delivery: Delivery
    transport: Transport
    # Whether `run` may have something to receive; it returns at once where the settings say otherwise.
    polls: bool = False
    text: TextLimit
    media: tuple[tuple[MediaKind, MediaLimit], ...] = ()
    most_files: int = 0
    reply_quote: bool = False
    edit_in: bool = False
    edit_out: bool = False
    delete_in: bool = False
    delete_out: bool = False
    reactions_in: bool = False
    reactions_out: bool = False
    buttons: Buttons | None = None
    typing_in: bool = False
    typing_out: bool = False
    live_typing: bool = False
    receipts: Receipts = Receipts()
    mark_read: bool = False
    window: Window | None = None
    # Whether what is said by itself (welcome, off-hours, good-bye) belongs there: not under public remarks.
    system_messages: bool = True
    idempotent_send: bool = False
    echo_in: bool = False
    may_start: bool = False
    rates: tuple[Rate, ...] = ()

    def limit_of(self, kind: MediaKind) -> MediaLimit | None:
        """What files of this kind may be; None: the platform takes none."""
        return next((limit for known, limit in self.media if known is kind), None)
