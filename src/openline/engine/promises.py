"""What each mode promises about whom it asks, checked from outside: whoever got nothing was rightly passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from openline.engine.absent import can_do, is_there
from openline.engine.draft import Step
from openline.engine.effects import OfferEnded, OfferKept, OfferMade, Outcome, RoundsOver
from openline.engine.events import Event, OfferDeclined, SessionQueued, SessionRequeued, SettingsChanged, Ticked
from openline.engine.model import QueueState
from openline.engine.words import SESSIONS_PER_AGENT, Active, AgentId, Mode, SessionId, Waiting


def broken_promises(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Every broken promise as a sentence; nothing for a sound step."""
    yield from _fairness(before, event, step)
    yield from _rounds(before, event, step)
    yield from _forwarded(before, event, step)


def _forwarded(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Whose customer it is gets it, without a time, if he is there and under the cap; nobody else ever does so."""
    wanted = None
    if isinstance(event, SessionQueued) and event.responsible is not None and event.bot_id is None:
        agent_id = event.responsible.agent_id
        facts = before.agent(agent_id) or event.responsible
        is_full = len(before.held(agent_id)) + facts.elsewhere >= SESSIONS_PER_AGENT
        if is_there(facts, before) and not is_full:
            wanted = OfferMade(event.session_id, agent_id, None)
    made = [effect for effect in step.effects if isinstance(effect, OfferMade) and effect.expires_at is None]
    if made != ([wanted] if wanted else []):
        yield f"forwarded was {made}, should have been {wanted}"
    old = before.session(event.session_id) if isinstance(event, OfferDeclined) else None
    if old is not None and old.from_crm and OfferEnded(old.id, old.holder, Outcome.DECLINED) not in step.effects:
        yield f"session {old.id} was skipped by {old.holder} and nothing came of it"
    if made and step.state.agent(made[0].agent_id or 0) is None:
        yield f"{made} was forwarded to somebody of whom nothing is known"


def _fairness(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Who just had it comes last; and whoever is free and got nothing was rightly passed over by the mode."""
    spare = [seat.agent_id for seat in step.state.roster.free_in_order() if seat.agent_id not in step.stamped]
    promise = PROMISES.get(step.state.settings.mode)
    for place, effect in enumerate(step.effects):
        match effect:
            case OfferMade(session_id=session_id, agent_id=int(winner), expires_at=int()):
                last_holder = _last_holder(before, event, session_id)
                others = [
                    agent_id for agent_id in spare if agent_id != last_holder and _can(step, session_id, agent_id)
                ]
                if not _can(step, session_id, winner):
                    yield f"{effect} although he lacks what it asks for"
                if others and winner == last_holder:
                    yield f"{effect} although he has just had it and {others} are free"
                for agent_id in others:
                    if promise and not promise(Passing(before, event, step, place, session_id, winner), agent_id):
                        yield f"{effect} although it was the turn of {agent_id}"
            case OfferKept(session_id=session_id, agent_id=int()) if any(_can(step, session_id, who) for who in spare):
                yield f"{effect} although {spare} are free"
            case _:
                pass


@dataclass(frozen=True, slots=True)
class Passing:
    """An offer to one, the `place`-th effect of its step, that somebody else could have been made as well."""

    before: QueueState
    event: Event
    step: Step
    place: int
    session_id: SessionId
    winner: AgentId


def _evenly(passing: Passing, other: AgentId) -> bool:
    """The winner was offered something longer ago, or never and stands before the other."""
    return _turn(passing, passing.winner) < _turn(passing, other)


def _turn(passing: Passing, agent_id: AgentId) -> tuple[int, int, int]:
    old, position = passing.before.member(agent_id), _position(passing, agent_id)
    return (old.last_offered_at, old.last_offered_tie, position) if old else (0, 0, position)


def _strictly(passing: Passing, other: AgentId) -> bool:
    """The winner stands before the other among those not asked in this round; among all, if all were."""
    tried = _tried(passing.before, passing.event, passing.session_id)
    winner = passing.winner
    if (winner in tried) != (other in tried):
        return other in tried
    return _position(passing, winner) < _position(passing, other)


def _position(passing: Passing, agent_id: AgentId) -> int:
    member = passing.step.state.member(agent_id)
    assert member is not None, "only members are offered something"
    return member.position


def _least_busy(passing: Passing, other: AgentId) -> bool:
    """The winner had no more sessions that count than the other, who has got none since."""
    later = passing.step.effects[passing.place :]
    got = sum(isinstance(effect, OfferMade) and effect.agent_id == passing.winner for effect in later)
    after = passing.step.state
    return after.load(passing.winner) - got <= after.load(other)


def _skills(passing: Passing, other: AgentId) -> bool:
    """The winner can do it better than the other, or as well and it was his turn."""
    session, settings = passing.step.state.session(passing.session_id), passing.step.state.settings
    assert session is not None
    waited_s = (passing.step.state.at - session.queued_at) / 1_000
    less = int(waited_s / settings.relax_after_s) if settings.relax_after_s else 0
    asked = {name for name, level in settings.needs if level > less}

    def ability(agent_id: AgentId) -> int:
        facts = passing.step.state.agent(agent_id)
        return sum(level for name, level in facts.skills if name in asked) if facts else 0

    winners, others = ability(passing.winner), ability(other)
    return winners > others or (winners == others and _evenly(passing, other))


def _can(step: Step, session_id: SessionId, agent_id: AgentId) -> bool:
    facts, session = step.state.agent(agent_id), step.state.session(session_id)
    return facts is None or session is None or can_do(facts, step.state, session)


PROMISES: Mapping[Mode, Callable[[Passing, AgentId], bool]] = {
    Mode.EVENLY: _evenly,
    Mode.STRICTLY: _strictly,
    Mode.LEAST_BUSY: _least_busy,
    Mode.SKILLS: _skills,
}
"""What a mode promises when it prefers one to another who could have taken it too."""


def _rounds(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """Whom it has asked is remembered until everybody was or somebody accepts, where that matters; and counted."""
    settings = step.state.settings
    remembers = settings.mode is Mode.STRICTLY or (settings.escalate_after > 0 and settings.mode is not Mode.ALL)
    offers = {
        effect.session_id: effect.agent_id
        for effect in step.effects
        if isinstance(effect, OfferMade | OfferKept) and effect.expires_at is not None
    }
    yield from _counts(before, event, step)
    for session in step.state.sessions:
        if session == before.session(session.id) and not _mode_changed(before, event):
            continue
        wanted: tuple[AgentId, ...] = ()
        if remembers and not isinstance(session.phase, Active):
            wanted = _tried(before, event, session.id)
            asked = offers.get(session.id)
            if asked is not None:
                wanted = (asked,) if asked in wanted else (*wanted, asked)
        if session.tried != wanted:
            yield f"session {session.id} was tried with {session.tried} instead of {wanted}"


def _counts(before: QueueState, event: Event, step: Step) -> Iterator[str]:
    """A round more for whoever asks somebody anew, or finds nobody to ask; said once, when there were enough."""
    limit, said = step.state.settings.escalate_after, []
    for session in step.state.sessions:
        old = before.session(session.id)
        wanted = 0
        if old is not None and not isinstance(session.phase, Active) and not isinstance(old.phase, Active):
            wanted = 0 if _mode_changed(before, event) or _begins_anew(event, session.id) else old.rounds
            if wanted < limit and _is_in_vain(before, event, step, session.id):
                wanted += 1
                said += [RoundsOver(session.id, limit)] if wanted == limit else []
        if session.rounds != wanted:
            yield f"session {session.id} counts {session.rounds} rounds instead of {wanted}"
    if [effect for effect in step.effects if isinstance(effect, RoundsOver)] != said:
        yield f"enough rounds: {said}"


def _is_in_vain(before: QueueState, event: Event, step: Step, session_id: SessionId) -> bool:
    session = step.state.session(session_id)
    for effect in step.effects:
        match effect:
            case OfferMade(session_id=its, agent_id=int(agent_id)) | OfferKept(session_id=its, agent_id=int(agent_id)):
                if its == session_id and agent_id in _tried(before, event, session_id):
                    return True
            case OfferKept(session_id=its, agent_id=None) if its == session_id:
                return True
            case _:
                pass
    looked = isinstance(event, Ticked) and event.session_id == session_id
    return looked and session is not None and isinstance(session.phase, Waiting)


def _begins_anew(event: Event, session_id: SessionId) -> bool:
    return isinstance(event, SessionRequeued) and event.session_id == session_id


def _tried(before: QueueState, event: Event, session_id: SessionId) -> tuple[AgentId, ...]:
    """Who had been asked in this round when it was decided: nobody, if the event begins a new one."""
    session = before.session(session_id)
    if session is None or _mode_changed(before, event):
        return ()
    return () if isinstance(event, SessionRequeued) and event.session_id == session_id else session.tried


def _last_holder(before: QueueState, event: Event, session_id: SessionId) -> AgentId | None:
    session = before.session(session_id)
    if session is None or _mode_changed(before, event):
        return None
    return session.returned_from if session.holder is None else session.holder


def _mode_changed(before: QueueState, event: Event) -> bool:
    return isinstance(event, SettingsChanged) and event.settings.mode is not before.settings.mode
