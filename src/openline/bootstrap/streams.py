"""Joins real time: sockets, resume, presence of agents, the bus between nodes."""

from typing import Any

import msgspec

from openline.bootstrap.base import Base
from openline.bootstrap.people import People
from openline.bootstrap.widget import Ports, Typing, Widget
from openline.features.channels.types import abilities_of
from openline.features.people.types import Actor
from openline.features.routing.service.typing import agent_types as agent_is_typing
from openline.features.webchat.service.visitors import visitor_of_conversation
from openline.realtime import agents, customers
from openline.realtime.access import Access
from openline.realtime.agents import AgentPorts, AgentStream, Connection, StreamParts
from openline.realtime.beat import Beat, BeatParts
from openline.realtime.bus import Bus, Ears, MemoryBus
from openline.realtime.bus_postgres import PostgresBus
from openline.realtime.customers import CustomerDoor, CustomerStream
from openline.realtime.desks import Desks
from openline.realtime.frames import AgentFrames, CustomerFrames
from openline.realtime.hub import Hub
from openline.realtime.hydrate import Hydrator
from openline.realtime.poll import CustomerPoll
from openline.realtime.publisher import Publisher
from openline.realtime.resume import Resume
from openline.realtime.signals import LiveTyping, Signal
from openline.realtime.signals import Typing as TypingSignal
from openline.realtime.typers import Typers
from openline.server.callers import knock_of
from openline.server.edge import App
from openline.store.postgres import PostgresStore


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What both sides' streams stand on."""

    hub: Hub
    publisher: Publisher
    hydrator: Hydrator
    bus: Bus
    typers: Typers


class Streams(msgspec.Struct, frozen=True, kw_only=True):
    """Real time, joined."""

    ground: Ground
    desks: Desks
    beat: Beat
    poll: CustomerPoll
    sockets: dict[str, App]

    @property
    def dependencies(self) -> dict[str, Any]:
        """What handlers may ask for."""
        return {"customer_poll": self.poll}

    async def start(self) -> None:
        """Listen to other nodes before anybody is served."""
        await self.ground.bus.start()
        await self.beat.start()

    async def stop(self) -> None:
        """Close every socket, then stop listening."""
        await self.beat.stop()
        await self.ground.publisher.stop()
        await self.ground.bus.stop()


def join_ground(base: Base) -> Ground:
    """The hub and what feeds it."""
    hub = Hub()
    agents_see = AgentFrames(abilities_of(base.connectors)).frame
    hydrator = Hydrator(agents_see, CustomerFrames(base.keyring).frame, visitor_of_conversation)
    publisher = Publisher(base.store, hub, hydrator)
    base.commits.listeners.append(publisher.published)
    ears = Ears(log=publisher.heard, again=publisher.catch_up)
    bus = _bus(base, ears)
    typers = Typers(hub, bus, base.clock)

    def signal(signal: Signal) -> None:
        if isinstance(signal, TypingSignal):
            typers.hear(signal)
        elif isinstance(signal, LiveTyping):
            typers.hear_live(signal)
        else:
            hub.replace_tab(signal.account_id, signal.person_id, signal.tab)

    ears.signal = signal
    return Ground(hub=hub, publisher=publisher, hydrator=hydrator, bus=bus, typers=typers)


def _bus(base: Base, ears: Ears) -> Bus:
    store, url = base.store, base.config.database_url
    if url is None or not isinstance(store, PostgresStore):
        return MemoryBus()
    # Behind a pooler LISTEN hears nothing: the bus then has an address of its own.
    return PostgresBus((base.config.bus_url or url).reveal(), ears, store.writer_pid)


def join_streams(base: Base, ground: Ground, people: People, widget: Widget, typing: Typing) -> Streams:
    """The sockets of both sides."""
    desks = Desks(base.store, base.clock, base.lease.token)
    access = Access(ground.hub, ground.publisher, people.gate.still, base.clock)
    resume = Resume(base.store, ground.hydrator)
    parts = StreamParts(hub=ground.hub, publisher=ground.publisher, resume=resume, clock=base.clock)

    async def admit(connection: Connection) -> Actor:
        return await people.gate.actor_of_socket(knock_of(connection))

    async def agent_types(actor: Actor, conversation_id: int, *, on: bool) -> None:
        await typing.agent(await agent_is_typing(base.store, actor, conversation_id, on=on))

    agent_ports = AgentPorts(admit=admit, typing=agent_types, new_id=base.ids.new)
    ports = Ports(base, widget)
    door = CustomerDoor(parts, ports, base.store)
    return Streams(
        ground=ground, desks=desks, poll=CustomerPoll(ground.hub, door, base.clock),
        beat=Beat(
            BeatParts(hub=ground.hub, typers=ground.typers, desks=desks, access=access, clock=base.clock)
        ),
        sockets={
            agents.PATH: AgentStream(parts, agent_ports, desks, ground.bus),
            customers.PATH: CustomerStream(parts, ports, door),
        },
    )  # fmt: skip
