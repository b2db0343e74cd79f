"""A queue on the wire: what was put into it, and what the engine knows of each agent in it now."""

from collections import Counter
from dataclasses import dataclass

from openline.engine.eligibility import absence, overload
from openline.engine.model import QueueState
from openline.features.channels.service import Channel, access_channel
from openline.features.company.service import Tree, read_tree
from openline.features.people.types import Actor
from openline.features.presence.service import presence_of
from openline.features.presence.types import NEVER_HERE, Presence
from openline.features.routing import lineup as wire
from openline.features.routing.lineup_rows import LINEUPS, Card, cards_of
from openline.features.routing.repository import Seat, seats_of
from openline.features.routing.service.lineup import arrange, people, standing
from openline.features.routing.service.names import name_of
from openline.features.routing.service.queue import look
from openline.features.routing.types import Entry
from openline.features.settings.types import AGENT_CARD, HEADS
from openline.store import UnitOfWork, View


def members_of(seats: list[Seat]) -> list[Seat]:
    """Those who stand in the queue, in its order."""
    return sorted((seat for seat in seats if seat.position is not None), key=lambda seat: seat.position or 0)


async def show_queue(view: View, actor: Actor, channel_id: int) -> wire.Queue:
    """The configured queue, and what the engine knows of each member now. Changes nothing."""
    return await _shown(view, await access_channel(view, actor, channel_id))


async def arrange_queue(
    uow: UnitOfWork, actor: Actor, channel_id: int, entries: tuple[Entry, ...], version: int | None
) -> wire.Queue:
    """Replace the queue and show it."""
    return await _shown(uow, await arrange(uow, actor, channel_id, entries, version))


async def replace_queue(
    uow: UnitOfWork, actor: Actor, channel_id: int, members: tuple[int, ...], version: int | None
) -> wire.Queue:
    """The same with people only."""
    return await arrange_queue(uow, actor, channel_id, people(members), version)


@dataclass(frozen=True, slots=True)
class _Now:
    """What stands around a queue at one moment, by person; `tree` is empty where no department is needed."""

    channel: Channel
    state: QueueState
    tree: Tree
    brought: dict[int, Entry]
    presence: dict[int, Presence]
    cards: dict[int, Card]

    def presence_of(self, person_id: int) -> str:
        return self.presence.get(person_id, NEVER_HERE).state.value


async def _shown(view: View, channel: Channel) -> wire.Queue:
    lineup = await LINEUPS.get(view, channel.id)
    entries = lineup.all if lineup else ()
    tree = await read_tree(view, channel.account_id) if lineup and lineup.departments else Tree({})
    now = _Now(
        channel=channel, state=await look(view, channel.id), tree=tree,
        brought={one.person_id: one.entry for one in standing(entries, tree, heads=channel.effective.value(HEADS))},
        presence=await presence_of(view, channel.account_id), cards=await cards_of(view, channel.id),
    )  # fmt: skip
    counts = Counter(now.brought.values())
    return wire.Queue(
        configured=[await _entry(view, now, entry, counts[entry]) for entry in entries],
        effective=[await _place(view, now, seat) for seat in members_of(await seats_of(view, channel.id))],
        agent_card=channel.effective.value(AGENT_CARD), version=channel.version,
    )  # fmt: skip


async def _entry(view: View, now: _Now, entry: Entry, people: int) -> wire.QueueEntry:
    if entry.kind == "department":
        row = now.tree.rows.get(entry.id)
        name = row.name if row else ""
        return wire.QueueEntry(kind="department", id=str(entry.id), name=name, presence=None, people=people)
    return wire.QueueEntry(
        kind="user", id=str(entry.id), name=await name_of(view, now.channel.account_id, entry.id) or "",
        presence=now.presence_of(entry.id), people=people,
    )  # fmt: skip


async def _place(view: View, now: _Now, seat: Seat) -> wire.Place:
    state, entry, card = now.state, now.brought.get(seat.person_id), now.cards.get(seat.person_id)
    load, held = state.load(seat.person_id), len(state.held(seat.person_id))
    facts = state.agent(seat.person_id)
    reason = absence(facts, state.settings) if facts else None
    reason = reason or overload(load, held + seat.elsewhere, state.settings)
    return wire.Place(
        id=str(seat.person_id), name=await name_of(view, seat.account_id, seat.person_id) or "",
        presence=now.presence_of(seat.person_id), online=bool(seat.online),
        reason=reason.value if reason else None, load=load, capacity=state.settings.capacity,
        department_id=str(entry.id) if entry and entry.kind == "department" else None,
        card=wire.AgentCard(name=card.name, position=card.position) if card else None,
    )  # fmt: skip
