"""WS /widget/v1/stream: a customer's socket, numbered by his conversation (docs/behaviour/streams.md S7)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from openline.kit.errors import AppError, LoginNeeded, NotAllowed, Unavailable
from openline.realtime import texts
from openline.realtime.agent_room import Full
from openline.realtime.agents import SUBPROTOCOL, StreamParts
from openline.realtime.client_frames import Active, CustomerTyping, Delivered, Ping, Read, customer_frame
from openline.realtime.customer_room import CustomerSocket, Visitor
from openline.realtime.limits import Close
from openline.realtime.line import FrameRefused, Line, Talk, why_of
from openline.realtime.resume import Missed
from openline.store import Store, View

PATH = "/widget/v1/stream"


class CustomerPorts(Protocol):
    """What the webchat slice knows and does; given by bootstrap."""

    async def visitor_of(self, token: str) -> Visitor | None:
        """Whose token it is; None when it is nobody's (any more)."""
        ...

    async def origin_allowed(self, visitor: Visitor, origin: str | None) -> bool:
        """Whether pages of this origin may show the connection's widget."""
        ...

    async def conversation_of(self, view: View, visitor: Visitor) -> int | None:
        """The visitor's conversation; None before his first message."""
        ...

    async def typing(self, visitor: Visitor, *, on: bool, text: str | None) -> None:
        """The customer types; raises AppError if that is of no use."""
        ...

    async def delivered(self, visitor: Visitor, up_to: int) -> None:
        """The customer's device has all up to a number; raises AppError."""
        ...

    async def read(self, visitor: Visitor, up_to: int) -> None:
        """The customer has seen all up to a number; raises AppError."""
        ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """A socket that has been let in, and what it is told first; None: only the history helps."""

    socket: CustomerSocket
    missed: Missed | None
    since: int | None

    def begin(self) -> list[str]:
        """The frames before going live."""
        if self.missed is None:
            return []
        return self.socket.start_at(self.missed.last if self.since is None else self.since, self.missed.frames)


class CustomerDoor:
    """Lets customers in: shared by sockets and long polls."""

    def __init__(self, parts: StreamParts, ports: CustomerPorts, store: Store) -> None:
        self._parts = parts
        self._ports = ports
        self._store = store

    async def admit(self, token: str | None, origin: str | None) -> Visitor:
        """Who it is.

        Raises LoginNeeded, NotAllowed, Unavailable.
        """
        visitor = await self._ports.visitor_of(token) if token else None
        if visitor is None:
            raise LoginNeeded
        if not await self._ports.origin_allowed(visitor, origin):
            raise NotAllowed
        return visitor

    async def enter(self, socket: CustomerSocket, since: int | None) -> Arrival:
        """Let facts be kept for the socket, then find out what it missed. The caller makes it leave.

        Raises Full, Unavailable.
        """
        hub, visitor = self._parts.hub, socket.visitor
        hub.join_customer(socket)
        await self._parts.publisher.ready(socket.account_id)
        conversation_id = await self._store.read(self._ports.conversation_of, visitor)
        if conversation_id is None:
            # Should the first message come now, it attaches the socket and is kept for it.
            return Arrival(socket, None if since else Missed(last=0), since)
        hub.attach(socket, conversation_id)
        return Arrival(socket, await self._parts.resume.customer(socket.account_id, conversation_id, since), since)


class CustomerStream:
    """An ASGI application for the one path."""

    def __init__(self, parts: StreamParts, ports: CustomerPorts, door: CustomerDoor) -> None:
        self._parts = parts
        self._ports = ports
        self._door = door

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        line = Line(scope, receive, send)
        await line.accept(SUBPROTOCOL if SUBPROTOCOL in line.subprotocols else None)
        try:
            since = line.since()
            visitor = await self._door.admit(line.bearer(), line.headers.get("origin"))
        except FrameRefused as refused:
            await line.close(refused.why)
        except AppError as refusal:
            await line.close(why_of(refusal))
        else:
            await self._stay(line, CustomerSocket(visitor, self._parts.clock.now()), since)

    async def _stay(self, line: Line, socket: CustomerSocket, since: int | None) -> None:
        try:
            arrival = await self._door.enter(socket, since)
            await self._talk(line, arrival)
        except Full:
            await line.close(Close.TOO_MANY)
        except Unavailable:
            await line.close(Close.RESTART)
        finally:
            self._parts.hub.leave(socket)

    async def _talk(self, line: Line, arrival: Arrival) -> None:
        socket, missed = arrival.socket, arrival.missed
        talk = Talk(line, socket, self._hearer(socket), self._parts.clock)
        if missed is None:
            socket.deafen(texts.RESYNC)
            await talk.run((), lambda: None)
        else:
            last = missed.last
            await talk.run([texts.customer_hello(last), *arrival.begin()], lambda: socket.go_live(last))

    def _hearer(self, socket: CustomerSocket) -> Callable[[str], Awaitable[None]]:
        visitor, ports = socket.visitor, self._ports

        async def hear(text: str) -> None:
            frame = customer_frame(text)
            match frame:
                case Ping():
                    socket.answer(texts.PONG)
                case Active():
                    pass
                case CustomerTyping(on=on):
                    await ports.typing(visitor, on=on, text=frame.draft)
                case Delivered(up_to=up_to):
                    await ports.delivered(visitor, up_to)
                case Read(up_to=up_to):
                    await ports.read(visitor, up_to)

        return hear
