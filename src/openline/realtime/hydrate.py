"""Turns facts into frames, once for all sockets: from the rows of the batch, else by one read of the store."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any, NoReturn

import msgspec
import structlog

from openline.kit.errors import Unavailable
from openline.realtime.hub import Interest, News
from openline.realtime.texts import Numbered, data_of
from openline.store import Logged, Store, View
from openline.store.port import Broken

log = structlog.get_logger(__name__)

ToFrame = Callable[[View, Logged], Awaitable[msgspec.Struct | None]]
Wanted = Sequence[tuple[Logged, Interest]]


class RowMissing(Exception):
    """The batch does not know a row that a frame shows."""


class _Memory:
    """The read port of a batch that is over: nothing but what it knew."""

    async def fetch(self, *_: Any) -> NoReturn:
        raise RowMissing

    async def fetch_several(self, *_: Any) -> NoReturn:
        raise RowMissing

    async def rows(self, *_: Any) -> NoReturn:
        raise RowMissing


class Hydrator:
    """The callables are given by bootstrap: what a fact looks like to agents, to the customer, and whose it is."""

    def __init__(
        self, agent_frame: ToFrame, customer_frame: ToFrame, visitor_of: Callable[[View, int], Awaitable[int | None]]
    ) -> None:
        self._agent_frame = agent_frame
        self._customer_frame = customer_frame
        self._visitor_of = visitor_of

    def from_memory(self, wanted: Wanted, rows: dict[Any, Any], now: int) -> list[News] | None:
        """At once, from the rows that a batch knew; None when one is missing."""
        try:
            return _at_once(self.frames(_view(rows, now), wanted))
        except RowMissing:
            return None

    async def from_store(self, store: Store, wanted: Wanted, rows: Mapping[Any, Any]) -> list[News]:
        """By one read. What the batch knew is not read again.

        Raises Unavailable.
        """
        if not any(interest for _, interest in wanted):
            return [News(logged=logged) for logged, _ in wanted]
        return await store.read(self._read, wanted, rows)

    async def frames(self, view: View, wanted: Wanted) -> list[News]:
        """The frames of facts, in their order."""
        return [await self._news(view, logged, interest) for logged, interest in wanted]

    async def agent(self, view: View, logged: Logged) -> Numbered | None:
        """What agents are shown; None when the fact is not for screens."""
        return await _frame(self._agent_frame, view, logged, ("seq", logged.seq))

    async def customer(self, view: View, logged: Logged) -> Numbered | None:
        """What the customer is shown."""
        number = logged.fact.number
        return None if number is None else await _frame(self._customer_frame, view, logged, ("number", number))

    async def _read(self, view: View, wanted: Wanted, rows: Mapping[Any, Any]) -> list[News]:
        view.rows.update(rows)
        return await self.frames(view, wanted)

    async def _news(self, view: View, logged: Logged, interest: Interest) -> News:
        if not interest:
            return News(logged=logged)
        agent = await self.agent(view, logged) if interest.agent else None
        customer = await self.customer(view, logged) if interest.customer else None
        visitor = None
        if interest.visitor and logged.fact.conversation_id is not None:
            visitor = await self._visitor_of(view, logged.fact.conversation_id)
        return News(logged=logged, agent=agent, customer=customer, visitor_id=visitor)


async def _frame(to_frame: ToFrame, view: View, logged: Logged, place: tuple[str, int]) -> Numbered | None:
    name, order = place
    try:
        data = await to_frame(view, logged)
        shown = None if data is None else data_of(logged.fact.kind, data)
    except (RowMissing, Broken, Unavailable):
        raise
    except Exception as error:  # loop top: of a frame; one that cannot be shown is a gap for its listeners only
        log.error("frame failed", kind=logged.fact.kind, seq=logged.seq, exc_info=error)
        return Numbered(name, order, logged.at, None)
    return None if shown is None else Numbered(name, order, logged.at, shown)


def _view(rows: dict[Any, Any], now: int) -> View:
    view = View(_Memory(), now)
    view.rows = rows  # not a copy: what is missing is never added
    return view


def _at_once(work: Coroutine[Any, Any, list[News]]) -> list[News]:
    """Run what has nothing to wait for.

    Raises RowMissing also when it wants to wait.
    """
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    work.close()
    raise RowMissing
