"""A node's streams without a network: the real parts joined as bootstrap does, and peers that speak ASGI to them."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import msgspec

from openline.features.people.types import Actor, Role
from openline.kit.clock import DAY, Clock
from openline.kit.errors import LoginNeeded, NotAllowed, Unavailable
from openline.kit.ids import IdSource
from openline.realtime.access import Access
from openline.realtime.agents import AgentPorts, AgentStream, Connection, StreamParts
from openline.realtime.beat import Beat, BeatParts
from openline.realtime.bus import Bus, Ears, MemoryBus
from openline.realtime.customer_room import Visitor
from openline.realtime.customers import CustomerDoor, CustomerStream
from openline.realtime.desks import Desks
from openline.realtime.hub import Hub
from openline.realtime.hydrate import Hydrator
from openline.realtime.poll import CustomerPoll
from openline.realtime.publisher import Publisher
from openline.realtime.resume import Resume
from openline.realtime.signals import AGENT, LiveTyping, Signal, Typing
from openline.realtime.typers import Typers, agent_typing, customer_typing
from openline.store import Fact, Logged, Store, UnitOfWork, View
from openline.store.deadlines import RECORDS, Deadline, arm
from tests.support.store import Published

ACCOUNT = 1
NOTE = "test.note"
WAIT_S = 20


class Written(Fact, frozen=True, kw_only=True):
    """A line of a test; its row is a deadline that is never due."""

    kind = "test.written"
    line: int


class Unshown(Fact, frozen=True, kw_only=True):
    """A fact that no screen shows."""

    kind = "test.unshown"


class Confided(Fact, frozen=True, kw_only=True):
    """A fact that is private to a person."""

    kind = "test.confided"
    private: ClassVar[bool] = True


class Unshowable(Fact, frozen=True, kw_only=True):
    """A fact whose frame fails."""

    kind = "test.unshowable"


class Line(msgspec.Struct, frozen=True):
    """Data of the frame."""

    frame_type: ClassVar[str] = "line.written"
    line: int
    version: int


@dataclass(slots=True, kw_only=True)
class Writing:
    """One fact to write; `number` makes it the customer's as well."""

    line: int
    people: tuple[int, ...] | None = ()
    person_id: int | None = None
    conversation_id: int | None = None
    number: int | None = None
    account_id: int = ACCOUNT


async def write(uow: UnitOfWork, *writings: Writing) -> None:
    """Rows and facts of one use case."""
    for one in writings:
        arm(uow, Deadline(NOTE, one.line, one.account_id, 0, uow.now + 10_000 * DAY, one.line))
        uow.log(
            Written(
                account_id=one.account_id, audience=one.people, person_id=one.person_id, line=one.line,
                conversation_id=one.conversation_id, number=one.number,
            )
        )  # fmt: skip


async def log_fact(uow: UnitOfWork, fact: Fact) -> None:
    """A bare fact."""
    uow.log(fact)


async def shown(view: View, logged: Logged) -> msgspec.Struct | None:
    """What both sides see of a fact."""
    if logged.fact.kind == Unshowable.kind:
        raise ValueError("cannot be shown")
    if isinstance(logged.fact, Confided):
        return Line(-1, -1)
    if not isinstance(logged.fact, Written):
        return None
    row = await RECORDS.get(view, NOTE, logged.fact.line)
    return Line(logged.fact.line, -1 if row is None else row.version)


@dataclass(slots=True)
class World:
    """What the test decides: who is who, and what the callables were told."""

    actors: dict[str, Actor] = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    conversations: dict[int, int] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    told: list[tuple[Any, ...]] = field(default_factory=list)

    def agent(self, person_id: int, *, role: Role = Role.AGENT, token_id: int | None = None) -> str:
        """A person with a login; returns what he shows at the door."""
        word = f"person-{person_id}"
        self.actors[word] = Actor(
            account_id=ACCOUNT, person_id=person_id, role=role, locale="en",
            login_id=None if token_id else person_id * 10, token_id=token_id,
        )  # fmt: skip
        return word

    def visitor(self, visitor_id: int) -> str:
        word = f"visitor-{visitor_id}"
        self.visitors[word] = Visitor(ACCOUNT, 7, visitor_id)
        return word


class Hesitant:
    """A store whose look at the end of the log takes until it is told to go on; or one that is away altogether."""

    def __init__(self, store: Store, *, away: bool = False) -> None:
        self._store = store
        self._away = away
        self.asked = asyncio.Event()
        self.go_on = asyncio.Event()

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def commit(self, use_case: Any, *args: Any, **kwargs: Any) -> Any:
        if self._away:
            raise Unavailable
        return await self._store.commit(use_case, *args, **kwargs)

    async def read(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        if query.__name__ == "_last":
            self.asked.set()
            await self.go_on.wait()
        return await self._store.read(query, *args, **kwargs)


class Webchat:
    """The customers' ports over a World."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.typers: Typers | None = None

    async def visitor_of(self, token: str) -> Visitor | None:
        return self.world.visitors.get(token)

    async def origin_allowed(self, visitor: Visitor, origin: str | None) -> bool:
        return origin != "https://evil.example"

    async def conversation_of(self, view: View, visitor: Visitor) -> int | None:
        return self.world.conversations.get(visitor.visitor_id)

    async def visitor_of_conversation(self, view: View, conversation_id: int) -> int | None:
        found = [v for v, c in self.world.conversations.items() if c == conversation_id]
        return found[0] if found else None

    async def typing(self, visitor: Visitor, *, on: bool, text: str | None) -> None:
        conversation = self.world.conversations[visitor.visitor_id]
        assert self.typers is not None
        self.typers.say(customer_typing(visitor.account_id, conversation, on=on))
        owner_id = self.world.owners.get(conversation)
        if text is not None and owner_id is not None:
            head = {"account_id": visitor.account_id, "conversation_id": conversation}
            self.typers.say_live(LiveTyping(**head, owner_id=owner_id, text=text))

    async def delivered(self, visitor: Visitor, up_to: int) -> None:
        self.world.told.append(("delivered", visitor.visitor_id, up_to))

    async def read(self, visitor: Visitor, up_to: int) -> None:
        self.world.told.append(("read", visitor.visitor_id, up_to))


BusOf = Callable[[Ears], Bus]


class Node:
    """One node's streams on a store. The joints are those of bootstrap."""

    def __init__(
        self, store: Store, published: Published, clock: Clock, world: World, *,
        bus: BusOf = lambda _: MemoryBus(), name: str = "node-a", number: int = 1,
    ) -> None:  # fmt: skip
        self.store, self.clock, self.world = store, clock, world
        self.ids = IdSource(number + 100, clock)
        webchat = Webchat(world)
        self.hub = Hub()
        hydrator = Hydrator(shown, shown, webchat.visitor_of_conversation)
        self.publisher = Publisher(store, self.hub, hydrator)
        published.listeners.append(self.publisher.published)
        ears = Ears(log=self.publisher.heard, signal=self._signal, again=self.publisher.catch_up)
        self.bus = bus(ears)
        self.typers = webchat.typers = Typers(self.hub, self.bus, clock)
        self.desks = Desks(store, clock, name)
        self.access = Access(self.hub, self.publisher, self._still, clock)
        self.resume = Resume(store, hydrator)
        parts = StreamParts(hub=self.hub, publisher=self.publisher, resume=self.resume, clock=clock)
        ports = AgentPorts(admit=self._admit, typing=self._typing, new_id=self.ids.new)
        self.agents = AgentStream(parts, ports, self.desks, self.bus)
        door = CustomerDoor(parts, webchat, store)
        self.customers = CustomerStream(parts, webchat, door)
        self.poll = CustomerPoll(self.hub, door, clock)
        self.beat = Beat(BeatParts(hub=self.hub, typers=self.typers, desks=self.desks, access=self.access, clock=clock))

    async def agent(self, word: str, since: int | None = None, **query: str) -> "Peer":
        """Opens an agent's socket."""
        if since is not None:
            query["since"] = str(since)
        return await Peer.open(self.agents, query, {"authorization": f"Bearer {word}"})

    async def customer(self, word: str, since: int | None = None, origin: str = "https://shop.example") -> "Peer":
        """Opens a customer's socket as a browser does."""
        query = {} if since is None else {"since": str(since)}
        return await Peer.open(self.customers, query, {"origin": origin}, ["openline.v1", f"bearer.{word}"])

    def _signal(self, signal: Signal) -> None:
        if isinstance(signal, Typing):
            self.typers.hear(signal)
        elif isinstance(signal, LiveTyping):
            self.typers.hear_live(signal)
        else:
            self.hub.replace_tab(signal.account_id, signal.person_id, signal.tab)

    async def _admit(self, connection: Connection) -> Actor:
        word = connection.headers.get("authorization", "").removeprefix("Bearer ")
        if word == "stranger":
            raise NotAllowed
        if word not in self.world.actors:
            raise LoginNeeded
        return self.world.actors[word]

    async def _still(self, actor: Actor) -> bool:
        return actor.person_id not in self.world.gone

    async def _typing(self, actor: Actor, conversation_id: int, *, on: bool) -> None:
        typing = agent_typing(actor.account_id, conversation_id, actor.person_id, name="Mai", on=on)
        self.typers.say(typing)


def typing_of(conversation_id: int, people: tuple[int, ...], *, on: bool = True) -> Typing:
    """An agent's hint for some people."""
    return Typing(account_id=ACCOUNT, conversation_id=conversation_id, author=AGENT, person_id=1, on=on, people=people)


class Peer:
    """The far end of a socket: says and hears frames; `stall` stops reading as a dead phone does."""

    def __init__(self) -> None:
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.subprotocol: str | None = None
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._heard: asyncio.Queue[str] = asyncio.Queue()
        self._reading = asyncio.Event()
        self._reading.set()
        self._task: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls, app: Any, query: dict[str, str], headers: dict[str, str], subprotocols: list[str] | None = None
    ) -> "Peer":
        peer = cls()
        scope = {
            "type": "websocket", "scheme": "ws", "path": "/", "client": ("192.0.2.1", 1), "state": {},
            "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
            "query_string": "&".join(f"{k}={v}" for k, v in query.items()).encode(),
            "subprotocols": subprotocols or [],
        }  # fmt: skip
        peer._said.put_nowait({"type": "websocket.connect"})
        peer._task = asyncio.create_task(app(scope, peer._said.get, peer._receive))
        return peer

    async def frame(self) -> dict[str, Any]:
        """The next frame."""
        async with asyncio.timeout(WAIT_S):
            loaded: dict[str, Any] = json.loads(await self._heard.get())
            return loaded

    async def frames(self, count: int) -> list[dict[str, Any]]:
        return [await self.frame() for _ in range(count)]

    async def until(self, kind: str) -> dict[str, Any]:
        """The next frame of a type; what comes before it is skipped."""
        while (frame := await self.frame())["type"] != kind:
            pass
        return frame

    def pending(self) -> int:
        """How many frames have come and were not looked at."""
        return self._heard.qsize()

    def say(self, frame: Any) -> None:
        text = frame if isinstance(frame, str) else json.dumps(frame)
        self._said.put_nowait({"type": "websocket.receive", "text": text})

    async def answered(self) -> None:
        """Until the server has heard all that was said."""
        self.say({"type": "ping"})
        await self.until("pong")

    async def leave(self) -> None:
        """Go away, and let the server notice."""
        self._said.put_nowait({"type": "websocket.disconnect", "code": 1005})
        await self.gone()

    async def gone(self) -> None:
        """Until the server's side has ended."""
        assert self._task is not None
        async with asyncio.timeout(WAIT_S):
            await self._task

    async def code(self) -> int:
        """With what the server closes."""
        async with asyncio.timeout(WAIT_S):
            return await asyncio.shield(self.closed)

    def stall(self) -> None:
        """Read no more."""
        self._reading.clear()

    def read_on(self) -> None:
        self._reading.set()

    async def _receive(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            if not self.closed.done():
                self.closed.set_result(message["code"])
            return
        await self._reading.wait()
        if message["type"] == "websocket.accept":
            self.subprotocol = message["subprotocol"]
        else:
            self._heard.put_nowait(message["text"])
