"""All sockets of this node, and who of them is told what. Knows no store and no network."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from openline.features.presence.events import PresenceChanged, PresenceShown
from openline.realtime import texts
from openline.realtime.agent_room import AgentRoom, AgentSocket
from openline.realtime.customer_room import CustomerRoom, CustomerSocket
from openline.realtime.limits import IDLE_CLOSE_MS, Close
from openline.realtime.texts import Numbered
from openline.store import Fact, Logged


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A fact with the frames it became; `visitor_id` when it began the conversation of somebody who waits here."""

    logged: Logged
    agent: Numbered | None = None
    customer: Numbered | None = None
    visitor_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """Which frames of a fact anybody on this node would get."""

    agent: bool = False
    customer: bool = False
    visitor: bool = False

    def __bool__(self) -> bool:
        return self.agent or self.customer or self.visitor


NOBODY = Interest()


class Hub:
    """Sockets by account. `emptied(account_id)` is called when the last one of an account has left."""

    def __init__(self, emptied: Callable[[int], None] = lambda _: None) -> None:
        self.emptied = emptied
        self._agents: dict[int, AgentRoom] = {}
        self._customers: dict[int, CustomerRoom] = {}

    def join_agent(self, socket: AgentSocket) -> None:
        """Let an agent's socket in: from now on facts are kept for it.

        Raises Full.
        """
        self._agents.setdefault(socket.account_id, AgentRoom()).add(socket)

    def join_customer(self, socket: CustomerSocket) -> None:
        """Let a customer's socket in.

        Raises Full.
        """
        self._customers.setdefault(socket.account_id, CustomerRoom()).add(socket)

    def attach(self, socket: CustomerSocket, conversation_id: int) -> None:
        """The socket follows a conversation."""
        room = self._customers.get(socket.account_id)
        if room is not None:
            room.attach(socket, conversation_id)

    def leave(self, socket: AgentSocket | CustomerSocket) -> None:
        """Forget a socket; forgetting twice is fine."""
        account_id = socket.account_id
        if isinstance(socket, AgentSocket):
            agents = self._agents.get(account_id)
            if agents is not None:
                agents.remove(socket)
                if not agents:
                    del self._agents[account_id]
        else:
            customers = self._customers.get(account_id)
            if customers is not None:
                customers.remove(socket)
                if not customers:
                    del self._customers[account_id]
        if not self.is_open(account_id):
            self.emptied(account_id)

    def is_open(self, account_id: int) -> bool:
        """Whether anybody of the account is connected to this node."""
        return account_id in self._agents or account_id in self._customers

    def agents(self, account_id: int | None = None) -> list[AgentSocket]:
        """The agents' sockets of an account, or all."""
        rooms = self._agents.values() if account_id is None else filter(None, [self._agents.get(account_id)])
        return [socket for room in rooms for socket in room]

    def of_person(self, account_id: int, person_id: int) -> tuple[AgentSocket, ...]:
        room = self._agents.get(account_id)
        return room.of_person(person_id) if room else ()

    def customers(self, account_id: int | None = None) -> list[CustomerSocket]:
        """The customers' sockets of an account, or all."""
        rooms = self._customers.values() if account_id is None else filter(None, [self._customers.get(account_id)])
        return [socket for room in rooms for socket in room]

    def interest(self, fact: Fact, begun: Container[int] = ()) -> Interest:
        """What of a fact is worth hydrating here. `begun`: conversations that facts just before it may begin."""
        agents, customers = self._agents.get(fact.account_id), self._customers.get(fact.account_id)
        numbered = customers is not None and fact.number is not None and fact.conversation_id is not None
        if isinstance(fact, PresenceChanged | PresenceShown) or (agents is None and not numbered):
            return NOBODY
        begins = numbered and customers is not None and customers.may_begin(fact.number or 0)
        return Interest(
            agent=agents is not None and agents.anyone_due(fact),
            customer=numbered and customers is not None
            and (begins or fact.conversation_id in begun or customers.anyone_in(fact.conversation_id or 0)),
            visitor=begins,
        )  # fmt: skip

    def tell(self, news: News) -> None:
        """Give the frames of one fact to everybody it is due to."""
        fact = news.logged.fact
        if isinstance(fact, PresenceChanged | PresenceShown):
            self._tell_presence(fact)
        agents = self._agents.get(fact.account_id)
        if news.agent is not None and agents is not None:
            for socket in agents.due(fact):
                socket.give(news.agent)
        customers = self._customers.get(fact.account_id)
        if customers is None or fact.conversation_id is None:
            return
        if news.visitor_id is not None:
            customers.attach_visitor(news.visitor_id, fact.conversation_id)
        if news.customer is not None:
            for follower in customers.of(fact.conversation_id):
                follower.give(news.customer)

    def tell_agents(self, account_id: int, people: Iterable[int], text: str) -> None:
        """An unnumbered frame to those who see everything, and to some people."""
        room = self._agents.get(account_id)
        if room is not None:
            for socket in room.seeing(people):
                socket.give_loose(text)

    def tell_person(self, account_id: int, person_id: int, text: str) -> None:
        """An unnumbered frame to one person's screens, and to nobody else's."""
        for socket in self.of_person(account_id, person_id):
            socket.give_loose(text)

    def tell_customer(self, account_id: int, conversation_id: int, text: str) -> None:
        """An unnumbered frame to the customer of a conversation."""
        room = self._customers.get(account_id)
        if room is not None:
            for socket in room.of(conversation_id):
                socket.give_loose(text)

    def resync(self, account_id: int) -> None:
        """This node lost the thread of an account: everybody reads afresh."""
        for agent in self.agents(account_id):
            agent.deafen(texts.SNAPSHOT_NEEDED)
        for customer in self.customers(account_id):
            customer.deafen(texts.RESYNC)

    def replace_tab(self, account_id: int, person_id: int, tab: str) -> None:
        """The tab has opened a socket on another node."""
        room = self._agents.get(account_id)
        if room is not None:
            room.replace_tab(person_id, tab)

    def end_idle(self, now: int) -> None:
        """Close sockets that have said nothing for long."""
        for socket in (*self.agents(), *self.customers()):
            if now - socket.heard_at >= IDLE_CLOSE_MS:
                socket.end(Close.IDLE)

    def end_all(self, why: Close) -> None:
        """Close everything: this node stops."""
        for socket in (*self.agents(), *self.customers()):
            socket.end(why)

    def _tell_presence(self, fact: PresenceChanged | PresenceShown) -> None:
        room = self._agents.get(fact.account_id)
        if room is not None and fact.person_id is not None:
            text = presence_text(fact.person_id, fact.state)
            for socket in room:
                socket.give_loose(text)


def presence_text(person_id: int, state: str) -> str:
    """The frame that tells how a colleague stands."""
    return texts.loose("presence.changed", {"person_id": str(person_id), "state": state})
