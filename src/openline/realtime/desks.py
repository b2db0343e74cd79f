"""Joins agents' sockets to presence: who came, who left, who is active, and what dead nodes left behind."""

import asyncio
from collections import deque

import structlog

from openline.features.presence import service
from openline.features.presence.service import Removal, Seat, Sign
from openline.features.presence.types import GRACE_MS, IDLE_MS
from openline.kit.clock import SECOND, Clock
from openline.kit.errors import Unavailable
from openline.store import Store
from openline.store.deadlines import Deadline

NOTE_EVERY_MS = 30 * SECOND
AT_ONCE = 100
MAX_LEAVING = 100_000

log = structlog.get_logger(__name__)


class Desks:
    """`node` is the token of this process's lease; `ready_at` when it began to take sockets."""

    def __init__(self, store: Store, clock: Clock, node: str) -> None:
        self._store = store
        self._clock = clock
        self._node = node
        self.ready_at = clock.now()
        self._noted: dict[int, int] = {}
        self._signs: dict[int, Sign] = {}
        self._seats: dict[int, Seat] = {}
        self._leaving: deque[Seat] = deque(maxlen=MAX_LEAVING)
        self._dead_since: dict[str, int] = {}
        self.urgent = asyncio.Event()

    def seat(self, account_id: int, person_id: int, socket_id: int) -> Seat:
        """A socket of this node."""
        return Seat(
            account_id=account_id, person_id=person_id, socket_id=socket_id, node=self._node, ready_at=self.ready_at
        )

    async def opened(self, seat: Seat) -> None:
        """A person is there.

        Raises Unavailable.
        """
        self._seats[seat.socket_id] = seat
        await self._store.commit(service.socket_opened, seat)
        self._noted[seat.person_id] = self._clock.now()

    def left(self, seat: Seat) -> None:
        """The socket is gone; stored soon, and tried again until it is."""
        self._seats.pop(seat.socket_id, None)
        self._leaving.append(seat)
        self.urgent.set()

    async def leave_all(self) -> None:
        """This node stops: everybody leaves.

        Raises Unavailable.
        """
        for seat in list(self._seats.values()):
            self.left(seat)
        await self.flush()

    def active(self, account_id: int, person_id: int) -> None:
        """The person did something. Kept in memory; who comes back from idleness is stored at once."""
        now = self._clock.now()
        before = self._noted.get(person_id, 0)
        if now - before < NOTE_EVERY_MS:
            return
        self._signs[person_id] = Sign(account_id, person_id, now)
        if now - before >= IDLE_MS:
            self.urgent.set()

    async def flush(self) -> None:
        """Store who left and who was active. What cannot be stored now is kept for the next time."""
        self.urgent.clear()
        while self._leaving:
            seats = [self._leaving.popleft() for _ in range(min(AT_ONCE, len(self._leaving)))]
            try:
                await self._store.commit(service.sockets_closed, seats)
            except Unavailable:
                self._leaving.extendleft(reversed(seats))
                raise
        while self._signs:
            signs = list(self._signs.values())[:AT_ONCE]
            await self._store.commit(service.active, signs, self.ready_at)
            for sign in signs:
                self._noted[sign.person_id] = sign.at
                if self._signs.get(sign.person_id) is sign:
                    del self._signs[sign.person_id]
        self._forget_idle()

    async def end_dead(self) -> None:
        """Remove the sockets of nodes that have had no lease for the grace. Several nodes may try: one succeeds.

        Raises Unavailable.
        """
        now = self._clock.now()
        dead = await self._store.read(service.dead_nodes, self._node)
        self._dead_since = {node: self._dead_since.get(node, max(now, self.ready_at)) for node in dead}
        for node, since in self._dead_since.items():
            if now - since >= GRACE_MS:
                await self._end_node(node, since)

    async def look(self, store: Store, deadline: Deadline) -> None:
        """Handler of the deadlines of presence."""
        await store.commit(service.look_again, deadline, self.ready_at)

    async def _end_node(self, node: str, dead_at: int) -> None:
        while people := await self._store.read(service.people_of_node, node, AT_ONCE):
            for person_id in people:
                removal = Removal(node=node, person_id=person_id, dead_at=dead_at, ready_at=self.ready_at)
                await self._store.commit(service.end_dead_sockets, removal)
            log.info("sockets of a dead node ended", people=len(people))

    def _forget_idle(self) -> None:
        oldest = self._clock.now() - IDLE_MS
        self._noted = {person: at for person, at in self._noted.items() if at > oldest}
