"""Joins connectors, files and the widget's door."""

from typing import Any, Protocol

import msgspec

from openline.bootstrap.base import Base
from openline.bootstrap.files import join_files
from openline.features.channels.service import ConnectionDesk
from openline.features.files.service import Files
from openline.features.routing.service.cards import typist_seen
from openline.features.routing.types import AgentTyping
from openline.features.webchat import schemas
from openline.features.webchat.service.door import Tools, WidgetDoor
from openline.features.webchat.service.forms import check_sender
from openline.features.webchat.service.tokens import VisitorTokens
from openline.features.webchat.service.visitors import thread_of
from openline.features.webchat.types import CustomerTyping, Visitor
from openline.kit.errors import AppError
from openline.kit.wire import header_of
from openline.realtime.client_frames import bounded
from openline.realtime.customer_room import Visitor as Listener
from openline.realtime.signals import LiveTyping
from openline.realtime.typers import Typers, agent_typing, customer_typing
from openline.server.inject import Connection, Known
from openline.store import Store, View


class Widget(msgspec.Struct, frozen=True, kw_only=True):
    """The way in of customers."""

    store: Store
    connections: ConnectionDesk
    door: WidgetDoor
    tokens: VisitorTokens
    files: Files

    @property
    def dependencies(self) -> dict[str, Any]:
        """What handlers may ask for."""
        return {"connections": self.connections, "widget": self.door, "files": self.files}

    async def visitor(self, connection: Connection, _: Known) -> Visitor:
        """The visitor of a request.

        Raises VisitorTokenRefused.
        """
        return self.tokens.required(header_of(connection.scope, b"authorization"))

    async def uploader(self, connection: Connection, known: Known) -> Visitor:
        """The visitor of a request who sends a file: he may write, too.

        Raises VisitorTokenRefused, WidgetNotFound, ConsentNeeded, FormNeeded.
        """
        visitor = await self.visitor(connection, known)
        await self.store.read(check_sender, visitor)
        return visitor


class TellPlatform(Protocol):
    """Shows a customer elsewhere that an agent types."""

    def __call__(self, conversation_id: int, *, on: bool) -> None: ...


class Typing:
    """Carries typing from one side to the other; nothing of it is stored."""

    def __init__(self, base: Base, typers: Typers) -> None:
        self._base = base
        self._typers = typers
        self.listeners: list[TellPlatform] = []

    async def agent(self, typing: AgentTyping) -> None:
        """An agent types."""
        for listener in self.listeners:
            listener(typing.conversation_id, on=typing.on)
        name = await self._base.store.read(typist_seen, typing.account_id, typing.conversation_id, typing.person_id)
        said = agent_typing(typing.account_id, typing.conversation_id, typing.person_id, name=name, on=typing.on)
        self._typers.say(msgspec.structs.replace(said, people=typing.audience))

    async def customer(self, typing: CustomerTyping) -> None:
        """A customer types."""
        said = customer_typing(typing.account_id, typing.conversation_id, on=typing.on)
        self._typers.say(msgspec.structs.replace(said, people=typing.audience))
        if typing.owner_id is not None and typing.text is not None:
            head = {"account_id": typing.account_id, "conversation_id": typing.conversation_id}
            self._typers.say_live(LiveTyping(**head, owner_id=typing.owner_id, text=bounded(typing.text)))


class Ports:
    """What a customer's stream asks of the widget's slice."""

    def __init__(self, base: Base, widget: Widget) -> None:
        self._store = base.store
        self._widget = widget

    async def visitor_of(self, token: str) -> Listener | None:
        """Whose token it is."""
        visitor = self._widget.tokens.visitor_of(token)
        if visitor is None:
            return None
        try:
            await self._store.read(thread_of, visitor)
        except AppError:
            return None
        return Listener(visitor.account_id, visitor.connection_id, visitor.visitor_id)

    async def origin_allowed(self, visitor: Listener, origin: str | None) -> bool:
        """Whether pages of this origin may show the widget."""
        try:
            await self._widget.door.check_origin(self._store, _visitor(visitor), origin)
        except AppError:
            return False
        return True

    async def conversation_of(self, view: View, visitor: Listener) -> int | None:
        """His conversation; None before his first message."""
        conversation = await thread_of(view, _visitor(visitor))
        return conversation.id if conversation else None

    async def typing(self, visitor: Listener, *, on: bool, text: str | None) -> None:
        """He types."""
        await self._widget.door.typing(self._store, _visitor(visitor), schemas.TypingNow(on=on, text=text))

    async def delivered(self, visitor: Listener, up_to: int) -> None:
        """His device has all up to a number."""
        await self._widget.door.seen(self._store, _visitor(visitor), up_to, state="delivered")

    async def read(self, visitor: Listener, up_to: int) -> None:
        """He has seen all up to a number."""
        await self._widget.door.seen(self._store, _visitor(visitor), up_to, state="read")


def _visitor(listener: Listener) -> Visitor:
    return Visitor(listener.account_id, listener.connection_id, listener.visitor_id)


def join_widget(base: Base, typing: Typing) -> Widget:
    """Build it; the door forgets allowed origins when a connection changes."""
    connections = ConnectionDesk(base.connectors, base.keyring, base.public_url)
    tokens = VisitorTokens(base.keyring)
    door = WidgetDoor(
        Tools(
            connections=connections, connectors=base.connectors, tokens=tokens, keyring=base.keyring,
            typing=typing.customer, own_origin=base.public_url, clock=base.clock,
            most_file_bytes=base.config.most_file_bytes,
        )
    )  # fmt: skip
    base.commits.listeners.append(door.forget)
    return Widget(store=base.store, connections=connections, door=door, tokens=tokens, files=join_files(base))
