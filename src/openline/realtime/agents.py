"""WS /api/v1/stream: an agent's socket from the door to its end (docs/behaviour/streams.md)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from litestar.connection import ASGIConnection

from openline.features.people.types import Actor
from openline.kit.clock import Clock
from openline.kit.errors import AppError, Unavailable
from openline.kit.ids import parse_id
from openline.realtime import texts
from openline.realtime.agent_room import AgentSocket, Full
from openline.realtime.bus import Bus
from openline.realtime.client_frames import Active, AgentTyping, Ping, agent_frame
from openline.realtime.desks import Desks
from openline.realtime.hub import Hub
from openline.realtime.limits import MAX_TAB, Close
from openline.realtime.line import FrameRefused, Line, Talk, why_of
from openline.realtime.publisher import Publisher
from openline.realtime.resume import Listener, Resume
from openline.realtime.signals import TabOpened

PATH = "/api/v1/stream"
SUBPROTOCOL = "openline.v1"

Connection = ASGIConnection[Any, Any, Any, Any]


class OnTyping(Protocol):
    """Given by bootstrap."""

    async def __call__(self, actor: Actor, conversation_id: int, *, on: bool) -> None:
        """Tell of it if he may write there; raises AppError if not."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentPorts:
    """What bootstrap gives. `admit` raises LoginNeeded, or what else keeps somebody out."""

    admit: Callable[[Connection], Awaitable[Actor]]
    typing: OnTyping
    new_id: Callable[[], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamParts:
    """What both kinds of streams stand on."""

    hub: Hub
    publisher: Publisher
    resume: Resume
    clock: Clock


class AgentStream:
    """An ASGI application for the one path."""

    def __init__(self, parts: StreamParts, ports: AgentPorts, desks: Desks, bus: Bus) -> None:
        self._parts = parts
        self._ports = ports
        self._desks = desks
        self._bus = bus

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        line = Line(scope, receive, send)
        await line.accept(SUBPROTOCOL if SUBPROTOCOL in line.subprotocols else None)
        try:
            since = line.since()
            actor = await self._ports.admit(Connection(scope))
            circles = await self._circles_of(actor)
            tab = line.query.get("tab", "")[:MAX_TAB]
            socket = AgentSocket(actor, self._ports.new_id(), tab, self._now(), circles)
            self._parts.hub.join_agent(socket)
        except FrameRefused as refused:
            await line.close(refused.why)
        except Full:
            await line.close(Close.TOO_MANY)
        except AppError as refusal:
            await line.close(why_of(refusal))
        else:
            await self._stay(line, socket, since)

    async def _circles_of(self, actor: Actor) -> frozenset[int]:
        """Asked before he is followed, and compared afterwards: who sees everything needs none."""
        if actor.sees_all:
            return frozenset()
        return await self._parts.resume.circles(actor.account_id, actor.person_id)

    def _now(self) -> int:
        return self._parts.clock.now()

    async def _stay(self, line: Line, socket: AgentSocket, since: int | None) -> None:
        seat = self._desks.seat(socket.account_id, socket.person_id, socket.id) if _counts(line, socket) else None
        try:
            if socket.tab:
                self._bus.send(TabOpened(account_id=socket.account_id, person_id=socket.person_id, tab=socket.tab))
            if seat is not None:
                await self._desks.opened(seat)
            await self._follow(line, socket, since)
        except Unavailable:
            await line.close(Close.RESTART)
        finally:
            self._parts.hub.leave(socket)
            if seat is not None:
                self._desks.left(seat)

    async def _follow(self, line: Line, socket: AgentSocket, since: int | None) -> None:
        actor, talk = socket.actor, Talk(line, socket, self._hearer(socket), self._parts.clock)
        # Facts are kept for the socket from here on, so that what is read next may overlap but never leaves a hole.
        await self._parts.publisher.ready(socket.account_id)
        listener = Listener(
            account_id=actor.account_id, person_id=actor.person_id, sees_all=actor.sees_all, circles=socket.circles
        )
        missed = await self._parts.resume.agent(listener, since)
        if missed is None:
            socket.deafen(texts.SNAPSHOT_NEEDED)
            await talk.run((), _nothing)
            return
        begin = [texts.hello(missed.last, actor.person_id, self._now())]
        begin += socket.start_at(missed.last if since is None else since, missed.frames)

        def live() -> None:
            socket.go_live(missed.last)
            for text in missed.loose:
                socket.give_loose(text)

        await talk.run(begin, live)

    def _hearer(self, socket: AgentSocket) -> Callable[[str], Awaitable[None]]:
        actor = socket.actor

        async def hear(text: str) -> None:
            frame = agent_frame(text)
            match frame:
                case Ping():
                    socket.answer(texts.PONG)
                    return
                case Active():
                    pass
                case AgentTyping(conversation_id=conversation_id, on=on):
                    await self._ports.typing(actor, parse_id(conversation_id), on=on)
            self._desks.active(actor.account_id, actor.person_id)

        return hear


def _nothing() -> None:
    return


def _counts(line: Line, socket: AgentSocket) -> bool:
    """A person's page is the person; a program says so if it is (docs/behaviour/presence.md P6)."""
    return socket.actor.token_id is None or line.query.get("presence") == "online"
