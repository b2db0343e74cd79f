"""What the widget's routes call: keys, origins, proved identities, and the visitor behind a token."""

import msgspec

from openline.connectors.base import RawRequest, Rejected, Settings, frame_ancestors, origin_allowed
from openline.features.channels.errors import ConnectionNotFound
from openline.features.channels.events import ConnectionChanged
from openline.features.channels.service import (
    CONNECTIONS,
    Channel,
    Connection,
    ConnectionDesk,
    channel_of,
    connection_of_key,
)
from openline.features.channels.types import Connectors
from openline.features.messages.types import MAX_FILES, MAX_TEXT
from openline.features.routing.service.queue import anybody_online
from openline.features.routing.service.reading import customer_sees
from openline.features.settings.types import LIVE_TYPING, TITLE
from openline.features.webchat import schemas
from openline.features.webchat.errors import IdentityRefused, OriginNotAllowed, WidgetNotFound
from openline.features.webchat.service import forms, visitors
from openline.features.webchat.service.bounds import Bounds
from openline.features.webchat.service.tokens import VisitorTokens
from openline.features.webchat.service.visitors import Hello
from openline.features.webchat.types import CONNECTOR, CustomerTyping, TellCustomerTyping, Visitor
from openline.kit.clock import SECOND, Clock
from openline.kit.secrets import Keyring
from openline.store import Committed, Store, View

ORIGINS_KEPT_MS = 10 * SECOND  # on another node than the one that changed them, they take effect this late
_LOCALES = ["en", "vi", "ru"]
_USER = "webchat_user"


class Tools(msgspec.Struct, frozen=True, kw_only=True):
    """What the door works with."""

    connections: ConnectionDesk
    connectors: Connectors
    tokens: VisitorTokens
    keyring: Keyring
    typing: TellCustomerTyping
    own_origin: str
    clock: Clock
    most_file_bytes: int


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands at the door: what he says, from which page, with which token."""

    origin: str | None
    authorization: str | None
    body: schemas.NewVisitor = schemas.NewVisitor()


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a widget appears before it is opened, and whose pages may frame it."""

    key: str
    title: str
    color: str
    side: str
    offset: int
    locale: str
    frame_ancestors: str


class WidgetDoor:
    """Lets visitors in. Remembers the allowed origins of connections for seconds, or until it hears of a change."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._allowed: dict[int, tuple[int, tuple[str, ...]]] = {}
        self.bounds = Bounds(tools.clock)

    def forget(self, committed: Committed) -> None:
        """After a commit, on every node: what changed is looked up again."""
        for logged in committed.facts:
            if isinstance(logged.fact, ConnectionChanged):
                self._allowed.pop(logged.fact.connection_id, None)

    async def _open(self, view: View, account_id: int, key: str) -> Connection:
        try:
            connection = await connection_of_key(view, account_id, key)
        except ConnectionNotFound as error:
            raise WidgetNotFound from error
        if connection.connector != CONNECTOR or not visitors.is_open(connection):
            raise WidgetNotFound
        return connection

    async def config(self, view: View, account_id: int, key: str, caller: Caller) -> schemas.Config:
        """How the widget looks, whether it may be used on this page, and what is to be asked of who has this token.

        Raises WidgetNotFound.
        """
        connection = await self._open(view, account_id, key)
        channel = await channel_of(view, account_id, connection.channel_id)
        settings = self._tools.connections.settings_of(connection)
        return schemas.Config(
            key=key, title=_title(settings, channel), color=settings.text("color"),
            locale=settings.text("locale"), locales=_LOCALES, side=settings.text("side"), offset=settings["offset"],
            live_typing=channel.effective.value(LIVE_TYPING), agents_online=await anybody_online(view, channel.id),
            origin_ok=self._may(caller.origin, settings.texts("allowed_origins")),
            limits=schemas.Limits(text=MAX_TEXT, file=self._tools.most_file_bytes, files=MAX_FILES),
            form=await forms.form_for(view, channel, connection.id, self._tools.tokens.optional(caller.authorization)),
        )  # fmt: skip

    async def look(self, view: View, account_id: int, key: str) -> Look:
        """How the widget of a key appears.

        Raises WidgetNotFound.
        """
        connection = await self._open(view, account_id, key)
        channel = await channel_of(view, account_id, connection.channel_id)
        settings = self._tools.connections.settings_of(connection)
        return Look(
            key=key, title=_title(settings, channel), color=settings.text("color"),
            side=settings.text("side"), offset=settings["offset"],
            locale=settings.text("locale"), frame_ancestors=frame_ancestors(settings.texts("allowed_origins")),
        )  # fmt: skip

    def _may(self, origin: str | None, allowed: tuple[str, ...]) -> bool:
        """Programs send no Origin; our own pages (public page, iframe) always may."""
        return origin is None or origin == self._tools.own_origin or origin_allowed(origin, allowed)

    async def hello(self, view: View, account_id: int, key: str, caller: Caller) -> Hello:
        """Who is at the door.

        Raises WidgetNotFound, OriginNotAllowed, IdentityRefused.
        """
        connection = await self._open(view, account_id, key)
        settings = self._tools.connections.settings_of(connection)
        if not self._may(caller.origin, settings.texts("allowed_origins")):
            raise OriginNotAllowed(origin=caller.origin or "")
        user, proved = self._identity(connection, caller.body, settings)
        return Hello(
            account_id=account_id, connection_id=connection.id, token=self._tools.tokens.optional(caller.authorization),
            user_key=user if proved else None, claimed_user=None if proved else user, body=caller.body,
        )  # fmt: skip

    def _identity(
        self, connection: Connection, body: schemas.NewVisitor, settings: Settings
    ) -> tuple[str | None, bool]:
        if body.identity is None:
            return None, False
        request = RawRequest(body=schemas.raw({"identity": body.identity}), connection=str(connection.id))
        answer = self._tools.connectors.get(CONNECTOR).verify(request, settings)
        if isinstance(answer, Rejected):
            raise IdentityRefused(reason=answer.reason)
        for known in answer.identity:
            if known.kind == _USER:
                return known.value, known.verified
        return None, False

    async def open(self, store: Store, hello: Hello) -> schemas.Opened:
        """Make or resume the visitor, and what his widget shows first."""
        visitor = await store.commit(visitors.open_visitor, hello)
        return await store.read(visitors.opened, visitor, self._tools.tokens.token_of(visitor), self._tools.keyring)

    async def history(self, view: View, visitor: Visitor, before: int, limit: int) -> schemas.MessagePage:
        """Messages older than a number."""
        return await visitors.history(view, visitor, before, limit, self._tools.keyring)

    async def check_origin(self, store: Store, visitor: Visitor, origin: str | None) -> None:
        """A token may have been copied to another page: its origin must be allowed too.

        Raises OriginNotAllowed.
        """
        if origin is None or origin == self._tools.own_origin:
            return
        now = self._tools.clock.now()
        until, allowed = self._allowed.get(visitor.connection_id, (0, ()))
        if now >= until:
            allowed = await store.read(self._origins, visitor.connection_id)
            self._allowed[visitor.connection_id] = (now + ORIGINS_KEPT_MS, allowed)
        if not origin_allowed(origin, allowed):
            raise OriginNotAllowed(origin=origin)

    async def _origins(self, view: View, connection_id: int) -> tuple[str, ...]:
        connection = await CONNECTIONS.get(view, connection_id)
        return self._tools.connections.settings_of(connection).texts("allowed_origins") if connection else ()

    async def seen(self, store: Store, visitor: Visitor, up_to: int, *, state: str) -> None:
        """He has been shown (`delivered`) or has read (`read`) all up to a number."""
        conversation = await store.read(visitors.thread_of, visitor)
        if conversation is not None:
            await store.commit(customer_sees, conversation.id, up_to, state=state)

    async def typing(self, store: Store, visitor: Visitor, body: schemas.TypingNow) -> None:
        """Tell the agents concerned; the owner his words too where the channel shows them (W15)."""
        found = await store.read(self._typing, visitor, body)
        if found is not None:
            await self._tools.typing(found)

    async def _typing(self, view: View, visitor: Visitor, body: schemas.TypingNow) -> CustomerTyping | None:
        conversation = await visitors.thread_of(view, visitor)
        connection = await CONNECTIONS.get(view, visitor.connection_id)
        if conversation is None or connection is None or not conversation.session_open:
            return None
        owner_id = conversation.owner_id if body.text is not None or not body.on else None
        if owner_id is not None:
            channel = await channel_of(view, conversation.account_id, conversation.channel_id)
            owner_id = owner_id if channel.effective.value(LIVE_TYPING) else None
        return CustomerTyping(
            account_id=conversation.account_id, conversation_id=conversation.id, audience=conversation.audience,
            on=body.on, owner_id=owner_id, text=(body.text if body.on else "") if owner_id else None,
        )  # fmt: skip


def _title(settings: Settings, channel: Channel) -> str:
    """What stands at its top: the widget's own words, else the channel's title, else the channel's name."""
    return settings.text("title") or channel.effective.value(TITLE) or channel.name
