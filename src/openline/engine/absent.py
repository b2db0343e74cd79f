"""Who is not there or cannot do it, said once more for the checks, without the engine's own answers."""

from __future__ import annotations

from collections.abc import Iterator

from openline.engine.draft import Step
from openline.engine.effects import OfferEnded, SessionReturned
from openline.engine.events import AgentChanged, Event, MembersChanged, SettingsChanged
from openline.engine.model import QueueState
from openline.engine.words import Active, AgentFacts, AgentId, Instant, Offered, SessionState


def is_there(agent: AgentFacts | None, state: QueueState) -> bool:
    """Whether he may be offered something, slots apart; of whom nothing is known is."""
    if agent is None:
        return True
    working = agent.workday not in {"on_break", "ended"}
    here = working and agent.online and not (agent.on_leave or agent.paused)
    return agent.active and (here or not state.settings.check_available)


def can_do(agent: AgentFacts, state: QueueState, session: SessionState) -> bool:
    """Whether he has what the session still asks for after its time in the queue."""
    settings = state.settings
    if settings.mode != "skills":
        return True
    waited_s = (state.at - session.queued_at) / 1_000
    less = int(waited_s / settings.relax_after_s) if settings.relax_after_s else 0
    return all(max(0, level - less) <= dict(agent.skills).get(name, 0) for name, level in settings.needs)


def is_alone(state: QueueState, agent_id: AgentId) -> bool:
    """Whether nobody else is a member."""
    return {member.agent_id for member in state.members} <= {agent_id}


def loses_it(state: QueueState, session: SessionState, at: Instant) -> bool:
    """Whether an owned session goes back when its customer writes now, or when its pin is taken off."""
    assert isinstance(session.phase, Active | Offered)
    owner = session.phase.agent_id
    if is_there(state.agent(owner), state) or is_alone(state, owner):
        return False
    break_ends = _break_is_over_at(state, session.phase)
    return break_ends is None or (break_ends >= 0 and at >= break_ends)


def recalled_at(state: QueueState, session: SessionState) -> Instant | None:
    """When the timer of a break is to fire for it."""
    if not isinstance(session.phase, Active) or session.pinned or session.status >= 40:
        return None
    owner = session.phase.agent_id
    if state.settings.on_break != "after_idle_time" or is_there(state.agent(owner), state) or is_alone(state, owner):
        return None
    return _break_is_over_at(state, session.phase)


def _break_is_over_at(state: QueueState, phase: Active | Offered) -> Instant | None:
    """Until when somebody on a break keeps his sessions; -1 for as long as it lasts; None: he is away otherwise."""
    facts = state.agent(phase.agent_id)
    assert facts is not None
    otherwise = not facts.active or facts.on_leave or facts.paused
    if otherwise or facts.workday != "on_break":
        return None
    waits = {"keep": None, "at_once": 0, "after_idle_time": (state.settings.idle_time_s or 3_600) * 1_000}
    wait = waits[state.settings.on_break]
    if wait is None:
        return -1
    his_since = phase.accepted_at if isinstance(phase, Active) else phase.offered_at
    return max(facts.break_since, his_since) + wait if wait else 0


def broken_departures(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Who begins to be away loses what waits for his answer, then and not later; who returns loses nothing (R46)."""
    if isinstance(event, SettingsChanged | MembersChanged):
        yield from _broken_by_others(before, event, step)
    if not isinstance(event, AgentChanged):
        return
    agent_id = event.agent.agent_id
    leaves = _departs(before, event)
    taken = {effect.session_id for effect in step.effects if isinstance(effect, OfferEnded | SessionReturned)}
    for session in before.sessions:
        if session.holder != agent_id:
            continue
        lost = session.id in taken or step.state.session(session.id) != session
        offered = isinstance(session.phase, Offered)
        wanted = not event.agent.active
        wanted = wanted or (leaves and session.status < 40 and not session.pinned)
        wanted = wanted or (offered and not is_there(event.agent, before))
        if isinstance(session.phase, Offered) and session.phase.expires_at is None:
            wanted = not event.agent.active  # for ever, as long as he works here
        if wanted != lost:
            yield f"session {session.id} of {event.agent} {'stayed' if wanted else 'was taken away'}"


def _broken_by_others(before: QueueState, event: SettingsChanged | MembersChanged, step: Step) -> Iterator[str]:
    """What an absence has not taken so far it takes now, if it would under the new settings or with these members."""
    after = step.state
    heard = event.agents if isinstance(event, MembersChanged) else ()
    known = {agent.agent_id: agent for agent in (*before.agents, *heard)}
    removed = {member.agent_id for member in before.members} - {member.agent_id for member in after.members}
    for session in before.sessions:
        if not isinstance(session.phase, Active) or session.phase.agent_id in removed:
            continue
        owner = session.phase.agent_id
        was, facts = before.agent(owner), known.get(owner)
        wanted = facts is not None and not facts.active
        if was is not None and facts is not None and session.status < 40 and not session.pinned:
            wanted = wanted or (_is_lost(facts, after) and not _is_lost(was, before))
        now = after.session(session.id)
        if wanted == (now is not None and now.phase == session.phase):
            yield f"session {session.id} of {facts} {'stayed' if wanted else 'was taken away'} by {event.kind}"


def _is_lost(agent: AgentFacts, state: QueueState) -> bool:
    """Whether who is away like this, in such a queue, would have lost it at once."""
    if is_alone(state, agent.agent_id):
        return False
    takes = [
        agent.paused,
        agent.workday == "ended",
        agent.workday == "on_break" and state.settings.on_break == "at_once",
    ]
    return agent.on_leave or (state.settings.check_available and any(takes))


def _departs(before: QueueState, event: AgentChanged) -> bool:
    old, new = before.agent(event.agent.agent_id), event.agent
    if old is None or is_alone(before, new.agent_id):
        return False
    if new.on_leave and not old.on_leave:
        return True
    ends = ["ended", "on_break"] if before.settings.on_break == "at_once" else ["ended"]
    day_ends = new.workday in ends and old.workday != new.workday
    pauses = new.paused and not old.paused
    return before.settings.check_available and (pauses or day_ends)
