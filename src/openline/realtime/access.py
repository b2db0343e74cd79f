"""Whether a socket may stay: facts about people say so at once, and logins that end by time are looked for."""

from collections.abc import Awaitable, Callable

from openline.features.conversations.events import CircleChanged
from openline.features.people.events import LoginEnded, PersonChanged, TokenRevoked
from openline.features.people.types import Actor
from openline.kit.clock import MINUTE, Clock
from openline.realtime import texts
from openline.realtime.hub import Hub
from openline.realtime.limits import Close
from openline.realtime.publisher import Publisher
from openline.store import Logged

CHECK_EVERY_MS = 5 * MINUTE
CHECKS_AT_ONCE = 200

Still = Callable[[Actor], Awaitable[bool]]


class Access:
    """Watches the publisher, so that it hears of what other nodes did as well."""

    def __init__(self, hub: Hub, publisher: Publisher, still: Still, clock: Clock) -> None:
        self._hub = hub
        self._still = still
        self._clock = clock
        for fact in (PersonChanged, LoginEnded, TokenRevoked):
            publisher.watch(fact, self.changed)
        publisher.watch(CircleChanged, self.moved)

    def changed(self, logged: Logged) -> None:
        """A person was changed, or one of his logins or tokens ended."""
        match logged.fact:
            case PersonChanged(account_id=account_id, person_id=int(person_id)) as person:
                for socket in self._hub.of_person(account_id, person_id):
                    if not person.active:
                        socket.end(Close.LOGIN_NEEDED)
                    elif socket.actor.role != person.role:
                        # What he may see is another matter now: he reads everything afresh.
                        socket.deafen(texts.SNAPSHOT_NEEDED)
            case LoginEnded(account_id=account_id, person_id=int(person_id), login_id=login_id):
                for socket in self._hub.of_person(account_id, person_id):
                    if socket.actor.login_id == login_id:
                        socket.end(Close.LOGIN_NEEDED)
            case TokenRevoked(account_id=account_id, person_id=int(person_id), token_id=token_id):
                for socket in self._hub.of_person(account_id, person_id):
                    if socket.actor.token_id == token_id:
                        socket.end(Close.LOGIN_NEEDED)
            case _:
                pass

    def moved(self, logged: Logged) -> None:
        """A person came to a queue or left it: he reads afresh what it lets him see."""
        fact = logged.fact
        for socket in self._hub.of_person(fact.account_id, fact.person_id or 0):
            if not socket.actor.sees_all:
                socket.deafen(texts.SNAPSHOT_NEEDED)

    async def sweep(self) -> None:
        """Logins also end by time: look at some of the sockets whose last look is long ago.

        Raises Unavailable.
        """
        oldest = self._clock.now() - CHECK_EVERY_MS
        for socket in [s for s in self._hub.agents() if s.checked_at <= oldest][:CHECKS_AT_ONCE]:
            if await self._still(socket.actor):
                socket.checked_at = self._clock.now()
            else:
                socket.end(Close.LOGIN_NEEDED)
