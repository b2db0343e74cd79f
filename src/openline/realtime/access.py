"""Whether a socket may stay: looked up again when the log or another node says so, and now and then."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import structlog

from openline.features.people.types import Actor
from openline.kit.clock import MINUTE, Clock
from openline.kit.errors import AppError, LoginNeeded, Unavailable
from openline.realtime import texts
from openline.realtime.agent_room import AgentSocket
from openline.realtime.bus import Bus
from openline.realtime.hub import Hub
from openline.realtime.limits import Close
from openline.realtime.signals import LoginEnded
from openline.store import Logged

CHECK_EVERY_MS = 5 * MINUTE
CHECKS_AT_ONCE = 200

log = structlog.get_logger(__name__)

# Who the actor is now; None or LoginNeeded: his login, token or person is gone.
Still = Callable[[Actor], Awaitable[Actor | None]]


class Access:
    """`person_changed` watches facts about people; `login_ended` is for what leaves no fact."""

    def __init__(self, hub: Hub, bus: Bus, still: Still, clock: Clock) -> None:
        self._hub = hub
        self._bus = bus
        self._still = still
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    def person_changed(self, logged: Logged) -> None:
        """A fact says that a person's role, rights or logins may be others."""
        if logged.fact.person_id is not None:
            self.recheck(logged.fact.account_id, logged.fact.person_id)

    def login_ended(self, account_id: int, person_id: int) -> None:
        """A login or a token was ended here: tell the other nodes, close what hangs on it."""
        self._bus.send(LoginEnded(account_id=account_id, person_id=person_id))
        self.recheck(account_id, person_id)

    def recheck(self, account_id: int, person_id: int) -> None:
        """Look at the person's sockets now."""
        sockets = self._hub.of_person(account_id, person_id)
        if sockets:
            task = asyncio.create_task(self._check(sockets), name="recheck")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def sweep(self) -> None:
        """Logins also end by time: look at some sockets whose last look is long ago."""
        oldest = self._clock.now() - CHECK_EVERY_MS
        await self._check([s for s in self._hub.agents() if s.checked_at <= oldest][:CHECKS_AT_ONCE])

    async def _check(self, sockets: Iterable[AgentSocket]) -> None:
        for socket in sockets:
            try:
                actor = await self._still(socket.actor)
            except LoginNeeded:
                actor = None
            except Unavailable:
                continue  # the sweep will see
            except AppError as refusal:
                log.info("socket refused", code=refusal.code, person_id=socket.person_id)
                actor = None
            socket.checked_at = self._clock.now()
            if actor is None:
                socket.end(Close.LOGIN_NEEDED)
            elif actor.rights != socket.actor.rights:
                socket.deafen(texts.SNAPSHOT_NEEDED)
