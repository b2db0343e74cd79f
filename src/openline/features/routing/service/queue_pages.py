"""A queue on the wire: what was put into it, and what the engine knows of each agent in it now."""

from openline.engine.eligibility import Refusal, absence, has_free_slot
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


async def _shown(view: View, channel: Channel) -> wire.Queue:
    lineup = await LINEUPS.get(view, channel.id)
    entries = lineup.all if lineup else ()
    tree = await read_tree(view, channel.account_id) if lineup and lineup.departments else Tree({})
    brought = {one.person_id: one.entry for one in standing(entries, tree, heads=channel.effective.value(HEADS))}
    presence = await presence_of(view, channel.account_id)
    state = await look(view, channel.id)
    cards = await cards_of(view, channel.id)
    return wire.Queue(
        configured=[await _entry(view, channel, entry, tree, brought, presence) for entry in entries],
        effective=[
            await _place(view, state, seat, presence, brought.get(seat.person_id), cards.get(seat.person_id))
            for seat in members_of(await seats_of(view, channel.id))
        ],
        agent_card=channel.effective.value(AGENT_CARD), version=channel.version,
    )  # fmt: skip


async def _entry(
    view: View, channel: Channel, entry: Entry, tree: Tree, brought: dict[int, Entry], presence: dict[int, Presence]
) -> wire.QueueEntry:
    count = sum(by == entry for by in brought.values())
    if entry.kind == "department":
        row = tree.rows.get(entry.id)
        name = row.name if row else ""
        return wire.QueueEntry(kind="department", id=str(entry.id), name=name, presence=None, people=count)
    return wire.QueueEntry(
        kind="user", id=str(entry.id), name=await name_of(view, channel.account_id, entry.id) or "",
        presence=presence.get(entry.id, NEVER_HERE).state.value, people=count,
    )  # fmt: skip


async def _place(
    view: View, state: QueueState, seat: Seat, presence: dict[int, Presence], entry: Entry | None, card: Card | None
) -> wire.Place:
    load, held = state.load(seat.person_id), len(state.held(seat.person_id))
    facts = state.agent(seat.person_id)
    reason = absence(facts, state.settings) if facts else None
    if reason is None and not has_free_slot(load, held + seat.elsewhere, state.settings):
        reason = Refusal.NO_FREE_SLOT
    return wire.Place(
        id=str(seat.person_id), name=await name_of(view, seat.account_id, seat.person_id) or "",
        presence=presence.get(seat.person_id, NEVER_HERE).state.value, online=bool(seat.online),
        reason=reason.value if reason else None, load=load, capacity=state.settings.capacity,
        department_id=str(entry.id) if entry and entry.kind == "department" else None,
        card=wire.AgentCard(name=card.name, position=card.position) if card else None,
    )  # fmt: skip
