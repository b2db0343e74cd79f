"""GET /widget/v1/events: the customer's stream where sockets do not work. A socket that lives for one answer."""

import asyncio
from collections import deque
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import Parameter

from openline.kit.clock import Clock
from openline.kit.errors import TooMany
from openline.realtime import texts
from openline.realtime.agent_room import Full
from openline.realtime.customer_room import CustomerSocket, Visitor
from openline.realtime.customers import Arrival, CustomerDoor
from openline.realtime.hub import Hub
from openline.realtime.limits import MAX_POLL_WAIT_S, Close

# A page that was reloaded leaves a poll behind: the oldest one gives way.
MAX_POLLS_PER_VISITOR = 2
RETRY_AFTER_S = 5


class CustomerPoll:
    """Answers at the first news, or empty after the wait."""

    def __init__(self, hub: Hub, door: CustomerDoor, clock: Clock) -> None:
        self._hub = hub
        self._door = door
        self._clock = clock
        self._open: dict[int, deque[CustomerSocket]] = {}

    async def answer(self, visitor: Visitor, since: int, wait_s: int) -> bytes:
        """`{"items": [frames], "number": n}`.

        Raises TooMany, Unavailable.
        """
        socket = CustomerSocket(visitor, self._clock.now())
        self._push_out(socket)
        try:
            arrival = await self._door.enter(socket, since)
            frames = await self._frames(arrival, wait_s)
        except Full as full:
            raise TooMany(retry_after=RETRY_AFTER_S) from full
        finally:
            self._hub.leave(socket)
            self._forget(socket)
        return f'{{"items":[{",".join(frames)}],"number":{max(since, socket.position)}}}'.encode()

    async def admit(self, token: str | None, origin: str | None) -> Visitor:
        """Who asks.

        Raises LoginNeeded, NotAllowed, Unavailable.
        """
        return await self._door.admit(token, origin)

    async def _frames(self, arrival: Arrival, wait_s: int) -> list[str]:
        socket = arrival.socket
        if socket.ended.done():
            return []  # a younger poll took its place
        if arrival.missed is None:
            return [texts.RESYNC]
        frames = arrival.begin()
        socket.go_live(arrival.missed.last)
        if not frames and not socket.waiting() and wait_s > 0:
            some: asyncio.Future[Any] = asyncio.ensure_future(socket.some())
            ends: list[asyncio.Future[Any]] = [some, socket.ended]
            try:
                await asyncio.wait(ends, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
            finally:
                some.cancel()
        while (frame := socket.take()) is not None:
            frames.append(frame)
        return frames

    def _push_out(self, socket: CustomerSocket) -> None:
        mine = self._open.setdefault(socket.visitor.visitor_id, deque())
        mine.append(socket)
        while len(mine) > MAX_POLLS_PER_VISITOR:
            old = mine.popleft()
            old.end(Close.REPLACED)
            self._hub.leave(old)

    def _forget(self, socket: CustomerSocket) -> None:
        mine = self._open.get(socket.visitor.visitor_id)
        if mine is not None and socket in mine:
            mine.remove(socket)
        if not mine:
            self._open.pop(socket.visitor.visitor_id, None)


@get("/widget/v1/events")
async def events(
    request: Request[Any, Any, Any],
    customer_poll: CustomerPoll,
    since: Annotated[int, Parameter(ge=0)] = 0,
    wait: Annotated[int, Parameter(ge=0)] = MAX_POLL_WAIT_S,
) -> Response[bytes]:
    """What came after a number."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    bearer = token.strip() if kind.lower() == "bearer" else None
    visitor = await customer_poll.admit(bearer, request.headers.get("origin"))
    body = await customer_poll.answer(visitor, since, min(wait, MAX_POLL_WAIT_S))
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})


HANDLERS = [events]
