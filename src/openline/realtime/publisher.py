"""Facts to sockets in log order, without a gap: own batches from memory, what others committed from the log."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import structlog

from openline.kit.errors import Unavailable
from openline.realtime.hub import Hub, News
from openline.realtime.hydrate import Hydrator, Wanted
from openline.realtime.limits import LOG_PAGE, MAX_CATCH_UP, MAX_PENDING_BATCHES
from openline.store import Committed, Fact, Logged, Store, View
from openline.store import log as log_queries

log = structlog.get_logger(__name__)

AGAIN_S = 0.25
Watcher = Callable[[Logged], None]


@dataclass(frozen=True, slots=True)
class _Batch:
    facts: Sequence[Logged]
    rows: dict[Any, Any]
    now: int


@dataclass(eq=False, slots=True)
class _Lane:
    """Where one account stands on this node: `last` is told, `wanted` is known to exist."""

    account_id: int
    last: int | None = None
    wanted: int = 0
    pending: deque[_Batch] = field(default_factory=deque)
    placed: asyncio.Event = field(default_factory=asyncio.Event)
    work: asyncio.Task[None] | None = None

    def add(self, batch: _Batch) -> None:
        if len(self.pending) >= MAX_PENDING_BATCHES:
            self.pending.clear()  # the log has them too
        self.pending.append(batch)
        self.wanted = max(self.wanted, batch.facts[-1].seq)

    def next_batch(self) -> _Batch | None:
        """The next one of our own that has something new."""
        while self.pending and self.pending[0].facts[-1].seq <= (self.last or 0):
            self.pending.popleft()
        return self.pending[0] if self.pending else None


class Publisher:
    """One lane per account that has listeners here. `published` and `heard` are called on the loop's thread."""

    def __init__(self, store: Store, hub: Hub, hydrator: Hydrator) -> None:
        self._store = store
        self._hub = hub
        self._hydrator = hydrator
        self._lanes: dict[int, _Lane] = {}
        self._watchers: dict[type[Fact], list[Watcher]] = {}
        hub.emptied = self._forget

    def watch(self, fact: type[Fact], watcher: Watcher) -> None:
        """Let `watcher(logged)` see the facts of a type, on every node where the account has listeners."""
        self._watchers.setdefault(fact, []).append(watcher)

    def published(self, committed: Committed) -> None:
        """A batch of this node, right after its commit. It is told when its callers have their answers: a customer
        who waits for his to go on then works while we tell the agents.
        """
        loop = asyncio.get_running_loop()
        for account_id, facts in groupby(committed.facts, key=lambda logged: logged.fact.account_id):
            if self._hub.is_open(account_id):
                lane = self._lane(account_id)
                lane.add(_Batch(list(facts), committed.rows, committed.now))
                # The next pass of the loop answers and sends what was answered; the one after it is ours.
                loop.call_soon(loop.call_soon, self._advance, lane)

    def heard(self, account_id: int, last: int) -> None:
        """Another node says that the log reaches to `last`."""
        if self._hub.is_open(account_id):
            lane = self._lane(account_id)
            if last > max(lane.wanted, lane.last or 0):
                lane.wanted = last
                self._advance(lane)

    async def ready(self, account_id: int) -> None:
        """Until it is known from where on this node tells the account's facts: all that is younger will be told."""
        lane = self._lane(account_id)
        if lane.last is None:
            self._advance(lane)
            await lane.placed.wait()

    async def catch_up(self) -> None:
        """The line to the other nodes was cut: look what the log has.

        Raises Unavailable.
        """
        for account_id in list(self._lanes):
            self.heard(account_id, await self._store.read(_last, account_id))

    async def stop(self) -> None:
        """End the work that is under way."""
        tasks = [lane.work for lane in self._lanes.values() if lane.work is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _lane(self, account_id: int) -> _Lane:
        return self._lanes.setdefault(account_id, _Lane(account_id))

    def _forget(self, account_id: int) -> None:
        lane = self._lanes.pop(account_id, None)
        if lane is not None and lane.work is not None:
            lane.work.cancel()

    def _advance(self, lane: _Lane) -> None:
        """The quick way: what follows on and can be shown from memory is told without a task or a read."""
        if lane.work is not None:
            return
        if lane.last is not None:
            self._tell_known(lane, lane.last)
            if lane.last >= lane.wanted:
                return
        lane.work = asyncio.create_task(self._work(lane), name=f"publish-{lane.account_id}")

    def _tell_known(self, lane: _Lane, last: int) -> None:
        while (batch := lane.next_batch()) is not None and batch.facts[0].seq <= last + 1:
            news = self._hydrator.from_memory(self._wanted(batch.facts, last), batch.rows, batch.now)
            if news is None:
                return
            self._tell(lane, news)
            last = news[-1].logged.seq

    async def _work(self, lane: _Lane) -> None:
        try:
            while not await self._step(lane):
                pass
        except Exception as error:  # loop top: of a lane; its listeners start afresh
            log.error("publishing failed", account_id=lane.account_id, exc_info=error)
            self._hub.resync(lane.account_id)
            lane.last, lane.pending = lane.wanted, deque()
        finally:
            lane.work = None
            lane.placed.set()

    async def _step(self, lane: _Lane) -> bool:
        """One read and what it allows to tell. True when all that is known to exist is told."""
        try:
            if lane.last is None:
                lane.last = await self._store.read(_last, lane.account_id)
                lane.placed.set()
            else:
                await self._read_on(lane, lane.last)
        except Unavailable:
            log.warning("publishing waits for the store", account_id=lane.account_id)
            await asyncio.sleep(AGAIN_S)
            return False
        self._tell_known(lane, lane.last)
        return lane.last >= lane.wanted

    async def _read_on(self, lane: _Lane, last: int) -> None:
        batch = lane.next_batch()
        if batch is not None and batch.facts[0].seq <= last + 1:
            news = await self._hydrator.from_store(self._store, self._wanted(batch.facts, last), batch.rows)
        elif lane.wanted - last > MAX_CATCH_UP:
            log.warning("too far behind the log", account_id=lane.account_id, behind=lane.wanted - last)
            self._hub.resync(lane.account_id)
            lane.last = lane.wanted
            return
        else:
            facts = await self._store.read(_after, lane.account_id, last)
            news = await self._hydrator.from_store(self._store, self._wanted(facts, last), {})
        if news:
            self._tell(lane, news)
        elif lane.last is not None and lane.last < lane.wanted:
            raise AssertionError(f"the log of account {lane.account_id} ends at {last}, {lane.wanted} was announced")

    def _wanted(self, facts: Sequence[Logged], last: int) -> Wanted:
        wanted, begun = [], set[int]()
        for logged in facts:
            if logged.seq <= last:
                continue
            interest = self._hub.interest(logged.fact, begun)
            if interest.visitor and logged.fact.conversation_id is not None:
                begun.add(logged.fact.conversation_id)
            wanted.append((logged, interest))
        return wanted

    def _tell(self, lane: _Lane, news: Sequence[News]) -> None:
        for one in news:
            lane.last = one.logged.seq
            self._hub.tell(one)
            for watcher in self._watching(one.logged):
                watcher(one.logged)

    def _watching(self, logged: Logged) -> Iterator[Watcher]:
        yield from self._watchers.get(type(logged.fact), ())


async def _last(view: View, account_id: int) -> int:
    (last,) = await view.list(log_queries.LAST, account_id=account_id)
    return last


async def _after(view: View, account_id: int, last: int) -> list[Logged]:
    return await view.list(log_queries.AFTER, account_id=account_id, since=last, limit=LOG_PAGE)
