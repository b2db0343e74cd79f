"""The customers' sockets of one account on this node, by conversation; before their first message, by visitor."""

from collections.abc import Iterator
from dataclasses import dataclass

from openline.realtime.agent_room import Full
from openline.realtime.limits import MAX_CUSTOMER_SOCKETS_PER_ACCOUNT, MAX_SOCKETS_PER_VISITOR
from openline.realtime.sockets import Socket

FIRST_NUMBER = 1


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a visitor token stands for."""

    account_id: int
    connection_id: int
    visitor_id: int


class CustomerSocket(Socket):
    """A stream of a customer; a long poll is one that lives for one answer."""

    __slots__ = ("conversation_id", "visitor")

    def __init__(self, visitor: Visitor, now: int) -> None:
        super().__init__(visitor.account_id, now)
        self.visitor = visitor
        self.conversation_id: int | None = None


class CustomerRoom:
    """Sockets by visitor; those that have a conversation by it as well."""

    def __init__(self) -> None:
        self._all: dict[CustomerSocket, None] = {}
        self._of_visitor: dict[int, dict[CustomerSocket, None]] = {}
        self._of_conversation: dict[int, dict[CustomerSocket, None]] = {}
        self._without = 0

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[CustomerSocket]:
        return iter(tuple(self._all))

    def add(self, socket: CustomerSocket) -> None:
        """Let a socket in.

        Raises Full.
        """
        mine = self._of_visitor.get(socket.visitor.visitor_id, {})
        if len(mine) >= MAX_SOCKETS_PER_VISITOR or len(self._all) >= MAX_CUSTOMER_SOCKETS_PER_ACCOUNT:
            raise Full
        self._all[socket] = None
        self._of_visitor.setdefault(socket.visitor.visitor_id, {})[socket] = None
        self._without += 1

    def attach(self, socket: CustomerSocket, conversation_id: int) -> None:
        """The visitor has a conversation."""
        if socket in self._all and socket.conversation_id is None:
            socket.conversation_id = conversation_id
            self._of_conversation.setdefault(conversation_id, {})[socket] = None
            self._without -= 1

    def attach_visitor(self, visitor_id: int, conversation_id: int) -> None:
        """A conversation has begun: its visitor's sockets follow it."""
        for socket in tuple(self._of_visitor.get(visitor_id, ())):
            self.attach(socket, conversation_id)

    def remove(self, socket: CustomerSocket) -> None:
        """Forget a socket; forgetting twice is fine."""
        if socket not in self._all:
            return
        del self._all[socket]
        _drop(self._of_visitor, socket.visitor.visitor_id, socket)
        if socket.conversation_id is None:
            self._without -= 1
        else:
            _drop(self._of_conversation, socket.conversation_id, socket)

    def of(self, conversation_id: int) -> tuple[CustomerSocket, ...]:
        return tuple(self._of_conversation.get(conversation_id, ()))

    def anyone_in(self, conversation_id: int) -> bool:
        return conversation_id in self._of_conversation

    def may_begin(self, number: int) -> bool:
        """Whether a conversation that begins may be that of somebody who waits without one."""
        return number == FIRST_NUMBER and self._without > 0


def _drop(index: dict[int, dict[CustomerSocket, None]], key: int, socket: CustomerSocket) -> None:
    sockets = index.get(key)
    if sockets is not None:
        sockets.pop(socket, None)
        if not sockets:
            del index[key]
