"""One step in the making: the state so far and what was announced. Thrown away on a refusal.

Each verb leaves the state sound; none asks whether it is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, assert_never

from openline.engine.effects import (
    ArmDeadline,
    BotStarted,
    BotStopped,
    CancelDeadline,
    Deadline,
    Effect,
    OfferEnded,
    OfferKept,
    OfferMade,
    OfferStays,
    Outcome,
    PinChanged,
    RoundsOver,
    SessionCameBack,
    SessionClosed,
    SessionGone,
    SessionHandedOver,
    SessionOwned,
    SessionReturned,
    SessionUndistributed,
    StatusChanged,
)
from openline.engine.eligibility import Refusal
from openline.engine.events import Event, SessionHanded, SessionReopened
from openline.engine.explain import Explanation, explained, explained_by_contact
from openline.engine.model import QueueState
from openline.engine.modes import asked, remembers
from openline.engine.recall import recall_at
from openline.engine.request import Request, next_look
from openline.engine.roster import Roster
from openline.engine.words import (
    ACCEPTED,
    NEW,
    RETURNED,
    WAIT,
    Active,
    AgentFacts,
    AgentId,
    Instant,
    Offered,
    OfferedToAll,
    SessionId,
    SessionState,
    Waiting,
    WithBot,
)

CLOSED: Final = "closed"
"""Why an offer was withdrawn whose session was closed."""
MOVED: Final = "moved"
"""Why an offer was withdrawn whose session went to another queue."""
CLAIMED: Final = "claimed"
"""Why an offer to everybody was withdrawn whose session somebody took by hand."""


@dataclass(frozen=True, slots=True)
class Step:
    """An event was applied. `changed` names the sessions whose rows are to be written, `stamped` the members."""

    state: QueueState
    effects: tuple[Effect, ...]
    why: tuple[Explanation, ...]
    changed: tuple[SessionId, ...]
    stamped: tuple[AgentId, ...]


class Draft:
    """The verbs of a queue."""

    __slots__ = (
        "_before",
        "_effects",
        "_explained_by",
        "_found",
        "_looked_at",
        "_retried",
        "_stamped",
        "_why",
        "cause",
        "state",
    )

    def __init__(self, state: QueueState, event: Event) -> None:
        self._found = state
        self.state = state.counted(event.at)
        self.cause = event.kind
        self._before: dict[SessionId, SessionState | None] = {}
        self._looked_at: dict[AgentId, None] = {}
        self._stamped: dict[AgentId, None] = {}
        self._effects: list[Effect] = []
        self._why: list[Explanation] = []
        self._explained_by: Roster | None = None
        self._retried: SessionId | None = None

    @property
    def at(self) -> Instant:
        return self.state.at

    @property
    def roster(self) -> Roster:
        return self.state.roster

    def queue(self, session_id: SessionId) -> None:
        """A new session stands in line."""
        self._set(SessionState(session_id, self.at, NEW, Waiting(self.at)))

    def give_to_bot(self, session_id: SessionId, bot_id: AgentId, until: Instant | None) -> None:
        """A new session is a bot's first: it stands in no line yet."""
        self._set(SessionState(session_id, self.at, NEW, WithBot(bot_id, self.at, until)))
        self._effects.append(BotStarted(session_id, bot_id))

    def own(self, session_id: SessionId, agent_id: AgentId) -> None:
        """It is his: accepted, claimed, or started by himself."""
        session = self.state.session(session_id)
        queued_at = self._age(session) if session else self.at
        self._set(SessionState(session_id, queued_at, ACCEPTED, Active(agent_id, self.at)))
        self._effects.append(SessionOwned(session_id, agent_id))

    def accept(self, session_id: SessionId, agent_id: AgentId) -> None:
        """An offer ends in the best way."""
        self._effects.append(OfferEnded(session_id, agent_id, Outcome.ACCEPTED))
        self.own(session_id, agent_id)

    def accept_first(self, session_id: SessionId, agent_id: AgentId) -> None:
        """An offer to everybody ends in the best way."""
        self._effects.append(OfferEnded(session_id, None, Outcome.ACCEPTED))
        self.own(session_id, agent_id)

    def claim(self, session: SessionState, agent_id: AgentId) -> None:
        """By hand, what nobody holds."""
        if isinstance(session.phase, OfferedToAll | WithBot):
            self._withdraw(session.id, session.phase, CLAIMED)
        self.own(session.id, agent_id)

    def come_back(self, event: SessionReopened) -> None:
        """It was closed; now it is closing again, as old as it was."""
        phase = Active(event.agent_id, self.at)
        self._set(SessionState(event.session_id, min(event.queued_at, self.at), WAIT, phase))
        self._effects.append(SessionCameBack(event.session_id, event.agent_id))

    def hand_over(self, session: SessionState, event: SessionHanded) -> None:
        """It is his from now on, whoever had it before; whose turn it is to write does not change."""
        if isinstance(session.phase, Offered | OfferedToAll | WithBot):
            self._withdraw(session.id, session.phase, event.how)
        owner = session.phase.agent_id if isinstance(session.phase, Active) else None
        status = ACCEPTED if isinstance(session.phase, WithBot) else max(session.status, ACCEPTED)
        self._set(SessionState(session.id, self._age(session), status, Active(event.agent_id, self.at)))
        self._effects.append(SessionHandedOver(session.id, event.agent_id, owner, event.by, event.how))

    def pin(self, session: SessionState, owner: AgentId, *, pinned: bool) -> None:
        """Its owner keeps it, or no longer insists on it."""
        if session.pinned != pinned:
            self._set(replace(session, pinned=pinned))
            self._effects.append(PinChanged(session.id, owner, pinned))

    def mark(self, session: SessionState, status: int) -> None:
        """Somebody wrote: the status says whose turn it is. Most often it said so already."""
        if session.status != status:
            self._set(replace(session, status=status))

    def put_back(self, session: SessionState, reason: str) -> None:
        """Whoever holds it does not any more; it stands in line again at its old place."""
        match session.phase:
            case Offered(agent_id=agent_id) as offer:
                self._withdraw(session.id, offer, reason)
                self.let_go(session, agent_id)
            case Active(agent_id=agent_id):
                self._effects.append(SessionReturned(session.id, agent_id, reason))
                self.let_go(session, agent_id)
            case WithBot() as bot:
                self._withdraw(session.id, bot, reason)
                self._set(SessionState(session.id, self.at, RETURNED, Waiting(self.at)))
            case Waiting() | OfferedToAll():
                pass
            case _:
                assert_never(session.phase)

    def let_go(self, session: SessionState, holder: AgentId) -> SessionState:
        """Off his desk and back in line, without a word yet about why."""
        tried = session.tried if remembers(self.state.settings) else ()
        loose = SessionState(session.id, session.queued_at, RETURNED, Waiting(self.at), holder, tried)
        loose = replace(loose, rounds=session.rounds)
        self._set(loose)
        return loose

    def decline(self, session: SessionState, holder: AgentId) -> None:
        """Who had all the time for it does not want it; the queue asks others as for any that waits."""
        self._effects.append(OfferEnded(session.id, holder, Outcome.DECLINED))
        self.let_go(session, holder)

    def start_over(self, session: SessionState, reason: str) -> None:
        """Ask for it as if nobody had been asked yet, whoever it was offered to; nobody has let it go."""
        if isinstance(session.phase, Offered | OfferedToAll):
            self._withdraw(session.id, session.phase, reason)
            self._set(SessionState(session.id, session.queued_at, RETURNED, Waiting(self.at)))
        elif isinstance(session.phase, Waiting):
            self._set(replace(session, returned_from=None, tried=(), rounds=0))

    def offer(self, session: SessionState, agent_id: AgentId) -> None:
        """Propose a waiting session to him."""
        expires_at = self._propose(session, session, agent_id)
        self._effects.append(OfferMade(session.id, agent_id, expires_at))

    def offer_for_ever(self, session: SessionState, agent: AgentFacts) -> None:
        """Propose it to whose customer it is, also from outside the queue: no time, no stamp, it is nobody's turn."""
        agent_id = agent.agent_id
        self._why.append(explained_by_contact(session.id, self.state.settings.mode, agent_id, None))
        self._set(replace(session, phase=Offered(agent_id, self.at, None)))
        seat = self.roster.seat(agent_id)
        if seat.facts is None:
            self.state = self.state.with_roster(self.roster.put(replace(seat, facts=agent)))
        self._effects.append(OfferMade(session.id, agent_id, None))

    def pass_by(self, session: SessionState, agent_id: AgentId, refusal: Refusal) -> None:
        """Its customer is his, but he cannot have it: the queue decides."""
        self._why.append(explained_by_contact(session.id, self.state.settings.mode, agent_id, refusal))

    def offer_to_all(self, session: SessionState) -> None:
        """Propose a waiting session to everybody who may take it. Nobody is stamped: it is nobody's turn."""
        self._effects.append(OfferMade(session.id, None, self._propose_to_all(session)))

    def renew(self, session: SessionState) -> None:
        """An offer to everybody stands for another while."""
        self._effects.append(OfferKept(session.id, None, self._propose_to_all(session)))
        self._set(replace(self.state.open[session.id], rounds=self._counted(session)))

    def stay(self, session: SessionState, agent_id: AgentId) -> None:
        """He does not want it; it was not his alone, so it stays where it is."""
        self._effects.append(OfferStays(session.id, agent_id))

    def pass_on(self, loose: SessionState, outcome: Outcome, winner: AgentId) -> None:
        """Propose to somebody else what its holder let go."""
        assert loose.returned_from is not None, "only what was held is passed on"
        self._effects.append(OfferEnded(loose.id, loose.returned_from, outcome))
        self.offer(loose, winner)

    def keep(self, loose: SessionState, before: SessionState, holder: AgentId) -> None:
        """Propose again to its holder what he let go: nothing changes but the deadline."""
        expires_at = self._propose(loose, before, holder)
        self._effects.append(OfferKept(loose.id, holder, expires_at))

    def close(self, session: SessionState, status: int) -> None:
        """It leaves the queue for good."""
        if isinstance(session.phase, Offered | OfferedToAll | WithBot):
            self._withdraw(session.id, session.phase, CLOSED)
        self._before.setdefault(session.id, session)
        self.state = self.state.without_session(session.id)
        self._effects.append(SessionClosed(session.id, status))

    def leave(self, session: SessionState) -> None:
        """It goes to another queue."""
        if isinstance(session.phase, Offered | OfferedToAll | WithBot):
            self._withdraw(session.id, session.phase, MOVED)
        self._before.setdefault(session.id, session)
        self.state = self.state.without_session(session.id)
        self._effects.append(SessionGone(session.id))

    def arrive(self, session_id: SessionId, queued_at: Instant) -> None:
        """It comes from another queue and stands in line by its age; nobody here was asked for it."""
        self._set(SessionState(session_id, min(queued_at, self.at), RETURNED, Waiting(self.at)))

    def retry(self, session_id: SessionId) -> None:
        """Its timer has fired: arm the next one, should it still be waiting in the end."""
        self._retried = session_id

    def look_at_breaks(self, agents: Iterable[AgentId]) -> None:
        """What is so of them, or around them, has changed: their breaks may take sessions sooner, later or never."""
        self._looked_at.update(dict.fromkeys(agents))

    def settle(self) -> Step:
        """The outcome, with what follows from comparing each touched session before and after."""
        in_vain = None if self._retried is None else self.state.session(self._retried)
        if in_vain is not None and isinstance(in_vain.phase, Waiting):
            self._effects.append(self._look_again(in_vain))
        changed = tuple([session_id for session_id in self._before if self._settle(session_id)])
        for agent_id in self._looked_at:
            self._settle_breaks(agent_id)
        return Step(self.state, tuple(self._effects), tuple(self._why), changed, tuple(self._stamped))

    def _look_again(self, session: SessionState) -> ArmDeadline:
        """There is nobody to ask: that counts as a round."""
        rounds = self._counted(session)
        if rounds != session.rounds:
            self._set(replace(session, rounds=rounds))
        return ArmDeadline(Deadline.RETRY, session.id, next_look(session, self.state.settings, self.at))

    def _counted(self, session: SessionState) -> int:
        """One more round was in vain; counted only where somebody wants to hear of it, and told once."""
        limit = self.state.settings.escalate_after
        if not 0 <= session.rounds < limit:
            return session.rounds
        if session.rounds + 1 == limit:
            self._effects.append(RoundsOver(session.id, limit))
        return session.rounds + 1

    def _settle(self, session_id: SessionId) -> bool:
        before, after = self._before[session_id], self.state.session(session_id)
        if before == after:
            return False
        if after is not None:
            if after.status != (before.status if before else NEW):
                self._effects.append(StatusChanged(session_id, after.status))
            was_waiting = before is not None and isinstance(before.phase, Waiting)
            if isinstance(after.phase, Waiting) and not was_waiting:
                self._effects.append(SessionUndistributed(session_id))
                self._explain(after, None)
        self._move_deadline(session_id, self._deadline(before, self._found), self._deadline(after, self.state))
        return True

    def _settle_breaks(self, agent_id: AgentId) -> None:
        """Of the sessions on his desk that are as they were."""
        for session_id in self.state.held(agent_id):
            session = self.state.open[session_id]
            if isinstance(session.phase, Active) and self._before.get(session_id, session) == session:
                old, new = self._deadline(session, self._found), self._deadline(session, self.state)
                self._move_deadline(session_id, old, new)

    def _deadline(self, session: SessionState | None, state: QueueState) -> tuple[Deadline, Instant] | None:
        match session.phase if session else None:
            case Offered(expires_at=int(expires_at)) | OfferedToAll(expires_at=int(expires_at)):
                return Deadline.OFFER, expires_at
            case Waiting(since=since):
                assert session is not None
                return Deadline.RETRY, next_look(session, self.state.settings, since)
            case Active() if session is not None and (due_at := recall_at(state, session)) is not None:
                return Deadline.RECALL, due_at
            case WithBot(until=int(until)) if session is not None and session.status != WAIT:
                return Deadline.BOT, until
            case _:
                return None

    def _move_deadline(
        self, session_id: SessionId, old: tuple[Deadline, Instant] | None, new: tuple[Deadline, Instant] | None
    ) -> None:
        if old is not None and (new is None or new[0] is not old[0]):
            self._effects.append(CancelDeadline(old[0], session_id))
        if new is not None and new != old:
            self._effects.append(ArmDeadline(new[0], session_id, new[1]))

    def _withdraw(self, session_id: SessionId, phase: Offered | OfferedToAll | WithBot, reason: str) -> None:
        """An offer, or a bot's turn, ends by something else than itself."""
        if isinstance(phase, WithBot):
            self._effects.append(BotStopped(session_id, phase.bot_id, reason))
            return
        agent_id = phase.agent_id if isinstance(phase, Offered) else None
        self._effects.append(OfferEnded(session_id, agent_id, Outcome.WITHDRAWN, reason))

    def _age(self, session: SessionState) -> Instant:
        """Since when it has stood in line; the time with a bot is none of it (R31)."""
        return self.at if isinstance(session.phase, WithBot) else session.queued_at

    def _propose(self, loose: SessionState, as_it_was: SessionState, agent_id: AgentId) -> Instant:
        """Explain, stamp, and put it on his desk, in this order: the explanation shows the line as it was."""
        self._explain(loose, agent_id)
        self._stamped[agent_id] = None
        self.state = self.state.with_roster(self.roster.stamped(agent_id, self.at))
        expires_at = self.at + self.state.settings.offer_ms
        phase = Offered(agent_id, self.at, expires_at)
        was, tried = as_it_was, asked(self.state.settings, as_it_was.tried, agent_id)
        rounds = self._counted(was) if agent_id in was.tried else was.rounds
        self._set(SessionState(was.id, was.queued_at, was.status, phase, was.returned_from, tried, rounds=rounds))
        return expires_at

    def _propose_to_all(self, session: SessionState) -> Instant:
        """The explanation is the same for all that are proposed at once, so it is made once."""
        if self._why and self._why[-1].offered and self._explained_by is self.roster:
            self._why.append(replace(self._why[-1], session_id=session.id))
        else:
            self._explain(session, None)
            self._explained_by = self.roster
        expires_at = self.at + self.state.settings.offer_ms
        phase = OfferedToAll(self.at, expires_at)
        proposed = SessionState(session.id, session.queued_at, session.status, phase, session.returned_from)
        self._set(replace(proposed, rounds=session.rounds))
        return expires_at

    def _explain(self, session: SessionState, winner: AgentId | None) -> None:
        self._why.append(explained(self.roster, Request.of(session, self.state.settings, self.at), winner, self.cause))

    def _set(self, session: SessionState) -> None:
        self._before.setdefault(session.id, self.state.session(session.id))
        self.state = self.state.with_session(session)
