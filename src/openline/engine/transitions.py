"""What is true of every step: compares the state before with the state after and asks whether the event allows that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from openline.engine.absent import broken_departures, loses_it, recalled_at
from openline.engine.draft import Step
from openline.engine.effects import BotStopped, OfferEnded, OfferKept, OfferMade, SessionReturned, SessionUndistributed
from openline.engine.events import (
    AgentChanged,
    AgentReplied,
    BotReplied,
    BotTimeOver,
    Claimed,
    ClosingBegan,
    CustomerWrote,
    Event,
    MembersChanged,
    OfferAccepted,
    RecallDue,
    SessionArrived,
    SessionFinished,
    SessionHanded,
    SessionLeft,
    SessionPinned,
    SessionQueued,
    SessionReopened,
    SessionRequeued,
    SessionStarted,
    SessionUnpinned,
    SettingsChanged,
)
from openline.engine.model import QueueState
from openline.engine.promises import broken_promises
from openline.engine.story import Story
from openline.engine.words import (
    ANSWERED,
    SESSIONS_PER_AGENT,
    Active,
    AgentId,
    Offered,
    OfferedToAll,
    SessionId,
    SessionState,
    WithBot,
)

_LETS_GO = OfferEnded | SessionReturned | BotStopped
AFTER_CUSTOMER = {10: 20, 20: 20, 25: 25, 40: 25, 50: 25}


def broken_transitions(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Every broken rule as a sentence; nothing for a sound step."""
    after = step.state
    if (after.version, after.at, after.channel_id) != (before.version + 1, event.at, before.channel_id):
        yield f"version {before.version} at {before.at} became {after.version} at {after.at}"
    yield from _inputs(before, event, after)
    yield from Story(before, event, step).retell()
    yield from _changed(before, event, step)
    yield from _statuses(before, event, step)
    yield from _turns(before, event, step)
    yield from _speaker(before, event, step)
    yield from broken_departures(before, event, step)
    yield from _capacity(before, event, step)
    yield from _stamps(before, step)
    yield from broken_promises(before, event, step)
    yield from _pins(before, event, step)
    yield from _removed(before, event, step)
    yield from _explained(event, step)


def _inputs(before: QueueState, event: Event, after: QueueState) -> Iterator[str]:
    """What the event says is so afterwards, and what it does not speak of is as before."""
    settings = event.settings if isinstance(event, SettingsChanged) else before.settings
    if after.settings != settings:
        yield f"the settings are {after.settings} instead of {settings}"
    members = tuple(member.agent_id for member in before.members)
    if isinstance(event, MembersChanged):
        members = tuple(dict.fromkeys(event.members))
    if tuple(member.agent_id for member in after.members) != members:
        yield f"the members are {after.members} instead of {members}"
    if isinstance(event, AgentChanged):
        facts = after.agent(event.agent.agent_id)
        if facts != event.agent and (facts is not None or after.member(event.agent.agent_id)):
            yield f"known is {facts} instead of {event.agent}"


def _changed(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Rows to write are named, each once; ages never change; an offer that is not told of stays as it was."""
    told = {effect.session_id for effect in step.effects if isinstance(effect, OfferMade | OfferKept)}
    ages = {session.id: session.queued_at for session in before.sessions}
    if isinstance(event, SessionReopened | SessionArrived):
        ages[event.session_id] = event.queued_at
    for session in step.state.sessions:
        was = before.session(session.id)
        if was and isinstance(was.phase, WithBot) and not isinstance(session.phase, WithBot):
            ages[session.id] = event.at  # it begins to stand in line
    differing = set()
    for session_id in {session.id for session in (*before.sessions, *step.state.sessions)}:
        old, new = before.session(session_id), step.state.session(session_id)
        if old != new:
            differing.add(session_id)
        if new and ages.get(session_id, new.queued_at) != new.queued_at:
            yield f"session {session_id} changed its age"
        if old and new and old != new and isinstance(new.phase, Offered | OfferedToAll) and session_id not in told:
            yield f"the offer of {session_id} changed without a word"
    if Counter(step.changed) != Counter(differing):
        yield f"changed are {differing}, named are {step.changed}"


def _statuses(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """A status follows from whose turn it is, and from nothing else."""
    let_go = {effect.session_id for effect in step.effects if isinstance(effect, _LETS_GO)}
    for session in step.state.sessions:
        old = before.session(session.id)
        if isinstance(session.phase, Active):
            wanted = _wanted_status(old, event)
        elif isinstance(session.phase, WithBot):
            wanted = _status_with_bot(old, event, session.id)
        else:
            came = isinstance(event, SessionArrived) and event.session_id == session.id
            wanted = 5 if came or session.id in let_go or (old is not None and old.status == 5) else 0
        if session.status != wanted:
            yield f"session {session.id} has status {session.status} instead of {wanted}"


def _wanted_status(old: SessionState | None, event: Event) -> int:
    """Of an owned session, given what it was."""
    if isinstance(event, SessionReopened) and old is None:
        return 50
    if old is None or not isinstance(old.phase, Active):
        return 10
    match event:
        case CustomerWrote(session_id=session_id) if session_id == old.id:
            return AFTER_CUSTOMER[old.status]
        case AgentReplied(session_id=session_id) if session_id == old.id:
            return 50 if old.status == 50 else 40
        case ClosingBegan(session_id=session_id) if session_id == old.id:
            return 50
        case _:
            return old.status


def _status_with_bot(old: SessionState | None, event: Event, session_id: SessionId) -> int:
    """New until somebody accepts; closing from when the bot finishes it until the customer goes on."""
    if isinstance(event, ClosingBegan) and event.session_id == session_id:
        return 50
    goes_on = isinstance(event, CustomerWrote) and event.session_id == session_id
    return 0 if old is None or goes_on else old.status


def _speaker(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """One party may speak: the bot, then people, and never the bot again; it leaves by what ends its turn alone."""
    if isinstance(event, BotReplied):
        spoken = before.session(event.session_id)
        if spoken is None or not isinstance(spoken.phase, WithBot) or spoken.phase.bot_id != event.bot_id:
            yield f"bot {event.bot_id} spoke in {spoken}"
    for session_id in {session.id for session in (*before.sessions, *step.state.sessions)}:
        old, new = before.session(session_id), step.state.session(session_id)
        was = old.phase if old and isinstance(old.phase, WithBot) else None
        is_now = new.phase if new and isinstance(new.phase, WithBot) else None
        if was == is_now:
            if was and isinstance(event, _ENDS_A_BOT) and event.session_id == session_id:
                yield f"session {session_id} stays with its bot after {event}"
            continue
        if was is None:
            if not (isinstance(event, SessionQueued) and event.session_id == session_id and event.bot_id):
                yield f"session {session_id} came to a bot by {event}"
            continue
        ended = is_now is None and isinstance(event, _ENDS_A_BOT) and event.session_id == session_id
        early = isinstance(event, BotTimeOver) and (was.until is None or event.at < was.until)
        if not ended or early:
            yield f"session {session_id} went from {was} to {is_now} by {event}"


_ENDS_A_BOT = BotTimeOver | SessionRequeued | Claimed | SessionHanded | SessionFinished | SessionLeft


def _turns(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Who is not there loses a session when its customer writes, if there is anybody else; who is there never does."""
    if not isinstance(event, CustomerWrote | RecallDue):
        return
    session = before.session(event.session_id)
    if session is None or not (isinstance(session.phase, Active) or session.from_crm):
        return
    after = step.state.session(event.session_id)
    stayed = after is not None and (isinstance(after.phase, Active) or after.from_crm)
    if isinstance(event, RecallDue):
        due_at = recalled_at(before, session)
        leaves = due_at is not None and event.at >= due_at
    else:
        leaves = not session.pinned and loses_it(before, session, event.at)
    if stayed == leaves:
        facts = before.agent(session.holder or 0)
        yield f"session {event.session_id} of {facts} {'stayed' if stayed else 'was taken away'}"


def _capacity(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Nobody is offered or claims what he has no slot for, and overload comes only from where it may."""
    after = step.state
    given = {
        effect.agent_id
        for effect in step.effects
        if isinstance(effect, OfferMade) and effect.agent_id is not None and effect.expires_at is not None
    }
    if isinstance(event, Claimed) or (isinstance(event, OfferAccepted) and _was_offered_to_all(before, event)):
        given.add(event.agent_id)
    for agent_id in given:
        if after.load(agent_id) > after.settings.capacity:
            yield f"agent {agent_id} was given a session over his limit"
        facts = after.agent(agent_id)
        if facts is not None and len(after.held(agent_id)) + facts.elsewhere > SESSIONS_PER_AGENT:
            yield f"agent {agent_id} was given a session over the cap"
    if isinstance(event, SettingsChanged | SessionStarted | SessionHanded | CustomerWrote):
        return
    forwarded = event.responsible.agent_id if isinstance(event, SessionQueued) and event.responsible else None
    for agent_id in after.roster.seats:
        if agent_id != forwarded and after.load(agent_id) > max(after.settings.capacity, before.load(agent_id)):
            yield f"agent {agent_id} is overloaded by {event.kind}"


def _was_offered_to_all(before: QueueState, event: OfferAccepted) -> bool:
    session = before.session(event.session_id)
    return session is not None and isinstance(session.phase, OfferedToAll)


def _stamps(before: QueueState, step: Step) -> Iterator[str]:
    """Who is offered something is stamped now, and nobody else."""
    offers = [effect for effect in step.effects if isinstance(effect, OfferMade | OfferKept) and effect.expires_at]
    stamped = {effect.agent_id for effect in offers} - {None}
    if stamped != set(step.stamped) or len(step.stamped) != len(stamped):
        yield f"stamped are {step.stamped}, offered to were {stamped}"
    for member in step.state.members:
        old = before.member(member.agent_id)
        last = old.last_offered_at if old else 0
        if member.last_offered_at != (step.state.at if member.agent_id in stamped else last):
            yield f"agent {member.agent_id} has a wrong stamp"


def _removed(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    if isinstance(event, MembersChanged):
        for member in before.members:
            kept = [before.session(session_id) for session_id in step.state.held(member.agent_id)]
            if member.agent_id not in event.members and not all(session and session.from_crm for session in kept):
                yield f"agent {member.agent_id} left the queue and kept sessions"


def _pins(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Pinned and unpinned by its owner alone; the pin ends with his owning it, and keeps it with him if he is away."""
    for session in step.state.sessions:
        old = before.session(session.id)
        same = old is not None and old.holder == session.holder and isinstance(session.phase, Active)
        wanted = same and old is not None and old.pinned
        if isinstance(event, SessionPinned | SessionUnpinned) and event.session_id == session.id:
            wanted = isinstance(session.phase, Active) and isinstance(event, SessionPinned)
        if session.pinned != wanted:
            yield f"session {session.id} is {'pinned' if session.pinned else 'not pinned'}"
    if isinstance(event, SessionUnpinned):
        yield from _unpinned(before, event, step.state)


def _unpinned(before: QueueState, event: SessionUnpinned, after: QueueState) -> Iterator[str]:
    old, new = before.session(event.session_id), after.session(event.session_id)
    facts = before.agent(event.agent_id)
    assert old is not None
    assert new is not None
    leaves = old.pinned and old.status < ANSWERED and loses_it(before, old, event.at)
    if leaves == isinstance(new.phase, Active):
        yield f"session {old.id} of {facts} was unpinned and {'stayed' if leaves else 'was taken away'}"


def _explained(event: Event, step: Step) -> Iterator[str]:
    """Each decision is explained once, with the winner it had; and why it is not his whose customer it is."""
    decisions: Counter[tuple[SessionId, AgentId | None]] = Counter()
    if isinstance(event, SessionQueued) and event.responsible is not None and event.bot_id is None:
        forwarded = any(isinstance(effect, OfferMade) and effect.expires_at is None for effect in step.effects)
        decisions[event.session_id, None] += not forwarded
    for effect in step.effects:
        match effect:
            case (
                OfferMade(session_id=session_id, agent_id=agent_id)
                | OfferKept(session_id=session_id, agent_id=agent_id)
            ):
                decisions[session_id, agent_id] += 1
            case SessionUndistributed(session_id=session_id):
                decisions[session_id, None] += 1
            case _:
                pass
    if decisions != Counter((why.session_id, why.winner) for why in step.why):
        yield f"decided was {decisions}, explained was {step.why}"
