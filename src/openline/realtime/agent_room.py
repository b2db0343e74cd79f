"""The agents' sockets of one account on this node: who is due a fact, found in the number of those concerned."""

from collections.abc import Iterable, Iterator

from openline.features.people.types import Actor
from openline.realtime.limits import MAX_AGENT_SOCKETS_PER_ACCOUNT, MAX_SOCKETS_PER_PERSON, Close
from openline.realtime.sockets import Socket
from openline.store import Fact


class AgentSocket(Socket):
    """A stream of a person. `checked_at` is when his rights were last looked up; `circles` he belongs to."""

    __slots__ = ("actor", "checked_at", "circles", "id", "tab")

    def __init__(self, actor: Actor, socket_id: int, tab: str, now: int, circles: frozenset[int] = frozenset()) -> None:
        super().__init__(actor.account_id, now)
        self.actor = actor
        self.circles = circles
        self.id = socket_id
        self.tab = tab
        self.checked_at = now

    @property
    def person_id(self) -> int:
        return self.actor.person_id


class Full(Exception):
    """No socket more for this person, this visitor or this account."""


class AgentRoom:
    """Indexed by person and circle, with those who see everything beside."""

    def __init__(self) -> None:
        self._all: dict[AgentSocket, None] = {}
        self._of_person: dict[int, dict[AgentSocket, None]] = {}
        self._of_circle: dict[int, dict[AgentSocket, None]] = {}
        self._seeing_all: dict[AgentSocket, None] = {}

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[AgentSocket]:
        return iter(tuple(self._all))

    def add(self, socket: AgentSocket) -> None:
        """Let a socket in; the older one of the same tab gives way.

        Raises Full.
        """
        mine = self._of_person.get(socket.person_id, {})
        self.replace_tab(socket.person_id, socket.tab)
        if len(mine) >= MAX_SOCKETS_PER_PERSON or len(self._all) >= MAX_AGENT_SOCKETS_PER_ACCOUNT:
            raise Full
        self._all[socket] = None
        self._of_person.setdefault(socket.person_id, {})[socket] = None
        for circle in socket.circles:
            self._of_circle.setdefault(circle, {})[socket] = None
        if socket.actor.sees_all:
            self._seeing_all[socket] = None

    def remove(self, socket: AgentSocket) -> None:
        """Forget a socket; forgetting twice is fine."""
        self._all.pop(socket, None)
        self._seeing_all.pop(socket, None)
        _drop(self._of_person, socket.person_id, socket)
        for circle in socket.circles:
            _drop(self._of_circle, circle, socket)

    def replace_tab(self, person_id: int, tab: str) -> None:
        """End the sockets of a tab that has opened another one."""
        for old in self.of_person(person_id):
            if tab and old.tab == tab:
                old.end(Close.REPLACED)
                self.remove(old)

    def of_person(self, person_id: int) -> tuple[AgentSocket, ...]:
        return tuple(self._of_person.get(person_id, ()))

    def due(self, fact: Fact) -> Iterator[AgentSocket]:
        """The sockets due a fact; one may come twice, and takes it once."""
        if getattr(fact, "private", False):
            yield from self._of_person.get(fact.person_id or 0, ())
            return
        if fact.audience is None:
            yield from self._all
            return
        yield from self._seeing_all
        yield from self.among(fact.audience)
        if fact.person_id is not None:
            yield from self._of_person.get(fact.person_id, ())

    def among(self, people: Iterable[int]) -> Iterator[AgentSocket]:
        """The sockets of some people and circles: an id is the one or the other."""
        for one in people:
            yield from self._of_person.get(one, ())
            yield from self._of_circle.get(one, ())

    def seeing(self, people: Iterable[int]) -> set[AgentSocket]:
        """Those who see everything, and some people."""
        return {*self._seeing_all, *self.among(people)}

    def anyone_due(self, fact: Fact) -> bool:
        return next(self.due(fact), None) is not None


def _drop(index: dict[int, dict[AgentSocket, None]], key: int, socket: AgentSocket) -> None:
    sockets = index.get(key)
    if sockets is not None:
        sockets.pop(socket, None)
        if not sockets:
            del index[key]
