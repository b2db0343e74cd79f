"""The board of a channel, for whoever looks after it: read from the queue's state and the rows of its open sessions."""

from collections.abc import Iterable

from openline.engine.eligibility import absence, overload
from openline.engine.model import AgentFacts, QueueState
from openline.engine.words import WAIT
from openline.features.channels.service import access_channel
from openline.features.contacts.schemas import ContactBrief
from openline.features.contacts.service import CONTACTS
from openline.features.people.types import Actor, Need
from openline.features.presence.service import presence_of
from openline.features.presence.types import NEVER_HERE, Presence
from openline.features.routing.board import Board, BoardAgent, BoardLane, BoardSession
from openline.features.routing.repository import Session, open_sessions
from openline.features.routing.service.names import name_of
from openline.features.routing.service.queue import look
from openline.features.routing.service.views import session_view
from openline.features.routing.types import Phase
from openline.kit.errors import NotAllowed
from openline.kit.wire import instant
from openline.store import View

MAX_SHOWN = 500  # of each lane, and of agents


async def board_of(view: View, actor: Actor, channel_id: int) -> Board:
    """A channel as it is now.

    Raises NotAllowed for whoever does not see everybody's sessions, ChannelNotFound.
    """
    channel = await access_channel(view, actor, channel_id)
    if not actor.sees_all:
        raise NotAllowed(need=Need.SEE_ALL)
    state = await look(view, channel.id)
    why = _mostly(state)
    lanes = {
        name: await _lane(view, rows, why if name == "waiting" else None)
        for name, rows in _lanes(state, await open_sessions(view, channel.id)).items()
    }
    agents = await _agents(view, channel.account_id, state)
    return Board(channel_id=str(channel.id), at=instant(view.now), agents=agents, **lanes)


def _lanes(state: QueueState, rows: Iterable[Session]) -> dict[str, list[Session]]:
    """Each open session in its lane: the waiting ones as they are served, the others by how long they stand there."""
    known = {row.id: row for row in sorted(rows, key=lambda row: (row.since, row.id))}
    lanes: dict[str, list[Session]] = {
        "waiting": [known[session_id] for session_id in state.waiting if session_id in known],
        "offered": [], "active": [], "closing": [], "with_bot": [],
    }  # fmt: skip
    for row in known.values():
        if row.phase == Phase.OFFERED:
            lanes["offered"].append(row)
        elif row.phase == Phase.BOT and row.status < WAIT:
            lanes["with_bot"].append(row)
        elif row.phase != Phase.WAITING:
            lanes["closing" if row.status >= WAIT else "active"].append(row)
    return lanes


async def _lane(view: View, rows: list[Session], reason: str | None) -> BoardLane:
    return BoardLane(items=[await _session(view, row, reason) for row in rows[:MAX_SHOWN]], total=len(rows))


async def _session(view: View, row: Session, reason: str | None) -> BoardSession:
    contact = await CONTACTS.get(view, row.contact_id)
    assert contact is not None
    return BoardSession(
        session=await session_view(view, row), contact=ContactBrief.of(contact), since=instant(row.since), reason=reason
    )


def _mostly(state: QueueState) -> str | None:
    """Why most members cannot take what waits; None while somebody can."""
    if not state.members:
        return "no_members"
    refused = state.roster.refused
    if not refused or sum(refused.values()) < len(state.members):
        return None
    return max(refused, key=lambda refusal: refused[refusal]).value


async def _agents(view: View, account_id: int, state: QueueState) -> list[BoardAgent]:
    """Members in the order of the queue, then owners from outside."""
    presence = await presence_of(view, account_id)
    places = {member.agent_id: member.position for member in state.members}
    known = sorted(state.agents, key=lambda agent: (places.get(agent.agent_id, len(places)), agent.agent_id))
    return [
        await _agent(view, account_id, state, facts, presence.get(facts.agent_id, NEVER_HERE))
        for facts in known[:MAX_SHOWN]
    ]


async def _agent(view: View, account_id: int, state: QueueState, facts: AgentFacts, presence: Presence) -> BoardAgent:
    load, held = state.load(facts.agent_id), len(state.held(facts.agent_id))
    reason = absence(facts, state.settings)
    reason = reason or overload(load, held + facts.elsewhere, state.settings)
    return BoardAgent(
        id=str(facts.agent_id), name=await name_of(view, account_id, facts.agent_id) or "",
        member=state.member(facts.agent_id) is not None, presence=presence.state.value, on_leave=facts.on_leave,
        paused=facts.paused, workday=facts.workday.value if facts.workday else None,
        break_since=instant(facts.break_since) if facts.break_since else None, load=load, held=held,
        capacity=state.settings.capacity, overloaded=load > state.settings.capacity,
        reason=reason.value if reason else None,
    )  # fmt: skip
