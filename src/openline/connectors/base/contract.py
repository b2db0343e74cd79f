"""The contract of a connector. Pure functions translate, a few coroutines call; nothing here manages conversations."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from openline.connectors.base.capabilities import Capabilities
from openline.connectors.base.events import InboundEvent
from openline.connectors.base.identity import IdentitySet, Profile
from openline.connectors.base.manifest import Manifest
from openline.connectors.base.outgoing import OutMessage, Rendered, Route, WireCall, WireOutcome
from openline.connectors.base.parts import MediaRef
from openline.connectors.base.requests import HttpReply, RawRequest, Rejected, Verified
from openline.connectors.base.results import SendResult
from openline.connectors.base.settings import Schema, Settings


class HealthState(StrEnum):
    """How a connection fares. REAUTH: somebody has to enter credentials again."""

    OK = "ok"
    DEGRADED = "degraded"
    REAUTH = "reauth"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class PlatformAccount:
    """Whose credentials they are: the platform's own id, a name for people, and where customers find it."""

    id: str
    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """The answer of a live check; `detail` is a word that the catalogues explain, `field` the setting to be mended."""

    state: HealthState
    detail: str = ""
    expires_at: int | None = None
    account: PlatformAccount | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallReport:
    """What setting up did, and what is left for a person to do: addresses and snippets to paste."""

    done: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    paste: tuple[tuple[str, str], ...] = ()


class Signal(StrEnum):
    """What we can show the customer without a message."""

    TYPING = "typing"
    READ = "read"


class FetchRefused(Exception):
    """A file was not fetched from a platform, or read here; `reason` is a word: too_large, gone, unavailable …"""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FileSource(Protocol):
    """Our own files, for calls that carry them."""

    def open(self, file_id: str) -> AsyncGenerator[bytes, None]:
        """The bytes of a file, as they are read; who stops early closes it (`contextlib.aclosing`).

        Raises FetchRefused, also in the middle.
        """
        ...


class Http(Protocol):
    """The only way out: time-outs, allowed hosts, no private addresses, bounded answers, secrets blotted out."""

    async def call(self, call: WireCall) -> WireOutcome:
        """Make the call. Expected failures are values."""
        ...

    def fetch(self, url: str, *, headers: Mapping[str, str], most_bytes: int) -> AsyncGenerator[bytes, None]:
        """The bytes behind an address, as they come; who stops early closes it (`contextlib.aclosing`).

        Raises FetchRefused, also in the middle.
        """
        ...


class Context(Protocol):
    """What a connector is handed for one connection while it does I/O."""

    @property
    def connection(self) -> str:
        """The opaque name of the connection, as in addresses; `0` while it is only tried and not stored."""
        ...

    @property
    def settings(self) -> Settings:
        """Its checked settings, secrets in the clear."""
        ...

    @property
    def http(self) -> Http:
        """The way out, bound to this connection."""
        ...

    def now(self) -> int:
        """The time in ms."""
        ...

    async def cursor(self) -> str | None:
        """Where a poller stood after the last `deliver`."""
        ...

    async def deliver(self, events: Sequence[InboundEvent], cursor: str | None) -> None:
        """Hand over events and the new cursor, in one transaction."""
        ...

    async def keep(self, changes: Mapping[str, object]) -> None:
        """Store settings that the platform gave us, such as a fresh token."""
        ...


class Connector(Protocol):
    """One platform. The registry holds one object for all connections, so it keeps no state of any."""

    @property
    def manifest(self) -> Manifest: ...

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def schema(self) -> Schema: ...

    # --- pure -------------------------------------------------------------------------------

    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        """Whether the platform made this request: on the raw bytes, in constant time, never by default."""
        ...

    def sync_reply(self, request: RawRequest, settings: Settings) -> HttpReply | None:
        """What the platform wants to hear at once, for a verified request; None: a plain 2xx."""
        ...

    def parse(self, request: RawRequest, settings: Settings) -> list[InboundEvent]:
        """The events in a verified request. Total: what is unknown becomes `Unsupported`."""
        ...

    def render(self, message: OutMessage, route: Route, settings: Settings) -> Rendered:
        """The calls that send a message, within the limits; says what gets lost."""
        ...

    def classify(self, outcome: WireOutcome) -> SendResult:
        """What an answer, or none, means for the message."""
        ...

    def snippet(self, public_url: str, key: str) -> str | None:
        """What to paste into one's own page or the platform's form, for the connection with this public key."""
        ...

    # --- calls ------------------------------------------------------------------------------

    async def send(self, ctx: Context, call: WireCall) -> SendResult:
        """Make one call of a rendered message."""
        ...

    async def signal(self, ctx: Context, route: Route, signal: Signal) -> None:
        """Show typing or reading, as well as it goes: nobody waits and nothing is repeated."""
        ...

    def fetch_media(self, ctx: Context, ref: MediaRef) -> AsyncGenerator[bytes, None]:
        """The bytes of a file that an event named.

        Raises FetchRefused.
        """
        ...

    async def fetch_profile(self, ctx: Context, sender: IdentitySet) -> Profile | None:
        """What the platform tells about a customer, or None."""
        ...

    async def check(self, ctx: Context) -> Health:
        """Whether the connection works, asked of the platform itself."""
        ...

    async def install(self, ctx: Context, public_url: str) -> InstallReport:
        """Set or refresh the webhook; may be repeated at any time."""
        ...

    async def uninstall(self, ctx: Context) -> InstallReport:
        """Take it back; the report says what could not be."""
        ...

    async def refresh_auth(self, ctx: Context) -> None:
        """Renew what runs out; called by one at a time."""
        ...

    async def run(self, ctx: Context) -> None:
        """Receive by polling or over a socket until cancelled; platforms that call us return at once."""
        ...
