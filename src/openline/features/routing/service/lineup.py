"""Who stands in a queue: what administrators put there, and the people that it comes to (docs/adr/0106)."""

from typing import Any, NamedTuple

from openline.engine import events as engine
from openline.engine.model import QueueState
from openline.features.accounts.service import account_row
from openline.features.channels.events import ChannelChanged
from openline.features.channels.service import CHANNELS, Channel, access_channel, channel_of
from openline.features.company.errors import DepartmentNotFound
from openline.features.company.service import Tree, hold_tree
from openline.features.conversations.service import enter_circle, leave_circle
from openline.features.people.types import Actor, Need
from openline.features.routing.errors import QueueFull
from openline.features.routing.lineup_rows import LINEUPS, channels_with_departments, lineup_of
from openline.features.routing.service.agents import facts_of
from openline.features.routing.service.emptiness import is_served, warn
from openline.features.routing.service.queue import current, happen, hold, write_seats
from openline.features.routing.types import MAX_MEMBERS, DeadlineKind, Entry
from openline.features.settings.types import HEADS
from openline.kit.errors import InvalidField, TooLarge, VersionConflict, about
from openline.store import Store, UnitOfWork, View, deadlines
from openline.store.deadlines import Deadline


class Standing(NamedTuple):
    """Somebody whom an entry brings into the queue: the first that does counts."""

    person_id: int
    entry: Entry


def people(person_ids: tuple[int, ...]) -> tuple[Entry, ...]:
    """A lineup of people only."""
    return tuple(Entry("user", person_id) for person_id in person_ids)


def standing(entries: tuple[Entry, ...], tree: Tree, *, heads: bool) -> list[Standing]:
    """The people that entries come to, in order, everybody once."""
    found: dict[int, Standing] = {}
    for entry in entries:
        for person_id in [entry.id] if entry.kind == "user" else tree.people(entry.id, heads=heads):
            found.setdefault(person_id, Standing(person_id, entry))
    return list(found.values())


async def begin(uow: UnitOfWork, channel: Channel, person_id: int) -> None:
    """The first member of a new queue."""
    entries = people((person_id,))
    LINEUPS.save(uow, lineup_of(channel.id, channel.account_id, entries))
    await _seat(uow, channel, (person_id,))


async def entries_of(view: View, channel_id: int) -> tuple[Entry, ...]:
    """What administrators put into a queue."""
    lineup = await LINEUPS.get(view, channel_id)
    return lineup.all if lineup else ()


async def arrange(
    uow: UnitOfWork, actor: Actor, channel_id: int, entries: tuple[Entry, ...], version: int | None
) -> Channel:
    """Replace the queue: these people and departments in this order.

    Raises VersionConflict, TooLarge, QueueFull, InvalidField for what stands in it twice, ChannelNotFound,
    PersonNotFound, DepartmentNotFound.
    """
    await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    if len(entries) > MAX_MEMBERS:
        raise TooLarge(limit=MAX_MEMBERS)
    if len(set(entries)) != len(entries):
        raise InvalidField(field="members", reason="a member stands in it twice")
    await hold(uow, channel_id)
    channel = await CHANNELS.hold(uow, channel_id)
    assert channel is not None
    if version is not None and version != channel.version:
        raise VersionConflict(version=channel.version)
    tree = await _tree(uow, channel.account_id, entries)
    if any(entry.kind == "department" and entry.id not in tree.rows for entry in entries):
        raise DepartmentNotFound(field="members")
    members = tuple(one.person_id for one in standing(entries, tree, heads=channel.effective.value(HEADS)))
    if len(members) > await _room(uow, channel.account_id):
        raise QueueFull(limit=await _room(uow, channel.account_id))
    LINEUPS.save(uow, lineup_of(channel.id, channel.account_id, entries))
    channel = CHANNELS.change(uow, channel, version=channel.version + 1)
    await _fill(uow, channel, members, by=actor.person_id)
    return channel


async def refill(uow: UnitOfWork, channel_id: int) -> None:
    """Let a queue follow the company's structure, and what the channel says of heads."""
    await hold(uow, channel_id)
    lineup = await LINEUPS.get(uow, channel_id)
    if lineup is None:
        return
    channel = await channel_of(uow, lineup.account_id, channel_id)
    tree = await _tree(uow, channel.account_id, lineup.all)
    entries = tuple(entry for entry in lineup.all if entry.kind == "user" or entry.id in tree.rows)
    members = tuple(one.person_id for one in standing(entries, tree, heads=channel.effective.value(HEADS)))
    if entries != lineup.all:
        LINEUPS.save(uow, lineup_of(channel.id, channel.account_id, entries))
    members = members[: await _room(uow, channel.account_id)]
    state: QueueState = await current(uow, await hold(uow, channel_id))
    if entries != lineup.all or members != tuple(member.agent_id for member in state.members):
        await _fill(uow, channel, members, by=None)


async def note_company(uow: UnitOfWork, fact: Any) -> None:
    """Subscriber of the company's structure: its queues follow right after this commit, even if this process dies."""
    deadlines.arm(
        uow,
        Deadline(
            kind=DeadlineKind.COMPANY_CHANGED.value, subject_id=fact.account_id, account_id=fact.account_id, queue_id=0,
            due_at=uow.now, version=uow.new_id(),
        ),
    )  # fmt: skip


async def follow_company(store: Store, deadline: Deadline) -> None:
    """The deadline's handler: one use case per queue, then it is done unless the structure has changed again."""
    for channel_id in await store.read(channels_with_departments, deadline.account_id):
        await store.commit(refill, channel_id)
    await store.commit(deadlines.claim, deadline)


async def _room(view: View, account_id: int) -> int:
    """How many people may stand in a queue: no more than the account's plan says."""
    allowed = (await account_row(view, account_id)).allowed.members
    return MAX_MEMBERS if allowed is None else min(allowed, MAX_MEMBERS)


async def _tree(uow: UnitOfWork, account_id: int, entries: tuple[Entry, ...]) -> Tree:
    """The structure, standing still, where departments are among the entries: else nobody need wait for anybody."""
    if any(entry.kind == "department" for entry in entries):
        return await hold_tree(uow, account_id)
    return Tree({})


async def _fill(uow: UnitOfWork, channel: Channel, members: tuple[int, ...], *, by: int | None) -> None:
    """Seat these people and tell of it; administrators hear when nobody is left who works."""
    was_served = is_served(await current(uow, await hold(uow, channel.id)))
    await _seat(uow, channel, members)
    uow.log(
        ChannelChanged(
            account_id=channel.account_id, channel_id=channel.id, actor_id=by, version=channel.version, audience=None
        )
    )
    if was_served and not is_served(await current(uow, await hold(uow, channel.id))):
        await warn(uow, channel)


async def _seat(uow: UnitOfWork, channel: Channel, members: tuple[int, ...]) -> None:
    state: QueueState = await current(uow, await hold(uow, channel.id))
    known = {agent.agent_id for agent in state.agents}
    inside = {member.agent_id for member in state.members}
    with about("members"):
        facts = [await facts_of(uow, channel.account_id, person_id) for person_id in members if person_id not in known]
    for person_id in sorted(set(members) - inside):
        enter_circle(uow, channel.account_id, channel.id, person_id)
    for person_id in sorted(inside - set(members)):
        leave_circle(uow, channel.account_id, channel.id, person_id)
    result = await happen(uow, channel.id, engine.MembersChanged, members=members, agents=tuple(facts))
    await write_seats(uow, channel.id, result.state, known | set(members))
