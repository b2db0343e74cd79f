"""Retells a step from its effects alone: each must be possible where it stands; together they give the new state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from openline.engine.absent import recalled_at
from openline.engine.draft import Step
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
from openline.engine.events import (
    Event,
    OfferDeclined,
    OfferExpired,
    SessionArrived,
    SessionLeft,
    SessionQueued,
    SessionReopened,
    SessionStarted,
    Ticked,
)
from openline.engine.model import QueueState
from openline.engine.words import (
    Active,
    AgentId,
    Instant,
    Mode,
    Offered,
    OfferedToAll,
    Phase,
    SessionId,
    SessionState,
    Waiting,
    WithBot,
)

LOOSE = ("waiting", None)
TO_ALL = ("offered", None)


@dataclass(slots=True)
class Story:
    """Where each session lies, its status and its timer, as told so far."""

    before: QueueState
    event: Event
    step: Step
    lies: dict[SessionId, tuple[str, AgentId | None]] = field(default_factory=dict)
    status: dict[SessionId, int] = field(default_factory=dict)
    timers: dict[SessionId, tuple[Deadline, Instant | None]] = field(default_factory=dict)
    undistributed: set[SessionId] = field(default_factory=set)

    def retell(self) -> Iterator[str]:
        """Every effect that could not have happened, then every difference to what did."""
        for session in self.before.sessions:
            self.lies[session.id] = _lies(session.phase)
            self.status[session.id] = session.status
            self.timers.update(_timer(self.before, session))
        if isinstance(self.event, SessionQueued | SessionStarted | SessionArrived):
            self.lies[self.event.session_id], self.status[self.event.session_id] = LOOSE, 0
        for effect in self.step.effects:
            yield from self._tell(effect)
        yield from self._compare()

    def _tell(self, effect: Effect) -> Iterator[str]:  # noqa: C901 - one line per effect
        match effect:
            case OfferMade() | OfferKept() | OfferEnded() | OfferStays():
                yield from self._tell_offer(effect)
            case ArmDeadline(kind=kind, session_id=session_id, due_at=due_at):
                self.timers[session_id] = (kind, due_at)
                if kind not in {Deadline.RECALL, Deadline.BOT} and due_at != self._due_at(kind, session_id):
                    yield f"{effect} is armed for a wrong time"
            case CancelDeadline(kind=kind, session_id=session_id):
                if self.timers.pop(session_id, (None, None))[0] is not kind:
                    yield f"{effect} although no such timer runs"
            case SessionOwned() | SessionReturned() | SessionHandedOver() | SessionCameBack() | PinChanged():
                yield from self._tell_owner(effect)
            case BotStarted(session_id=session_id, bot_id=bot_id):
                yield from self._expect(effect, LOOSE)
                self.lies[session_id] = ("bot", bot_id)
            case BotStopped(session_id=session_id, bot_id=bot_id):
                yield from self._expect(effect, ("bot", bot_id))
                self.lies[session_id] = LOOSE
            case SessionClosed(session_id=session_id) | SessionGone(session_id=session_id):
                if isinstance(effect, SessionGone) is not isinstance(self.event, SessionLeft):
                    yield f"{effect} by {self.event}"
                if self.lies[session_id][0] in {"offered", "bot"}:
                    yield f"{effect} although its offer, or its bot's turn, has not ended"
                del self.lies[session_id], self.status[session_id]
            case StatusChanged(session_id=session_id, status=status):
                self.status[session_id] = status
            case SessionUndistributed(session_id=session_id):
                self.undistributed.add(session_id)
            case RoundsOver():
                pass  # told, and nothing changes by it
            case _:
                assert_never(effect)

    def _tell_offer(self, effect: OfferMade | OfferKept | OfferEnded | OfferStays) -> Iterator[str]:
        lies = ("offered", effect.agent_id)
        match effect:
            case OfferStays():
                yield from self._expect(effect, TO_ALL)
            case OfferMade():
                yield from self._expect(effect, LOOSE)
                if effect.expires_at is not None:
                    yield from self._nobody_older_waits(effect)
                self.lies[effect.session_id] = lies
            case OfferKept(session_id=session_id, agent_id=agent_id):
                yield from self._expect(effect, lies)
                ends = [OfferEnded(session_id, agent_id, outcome) for outcome in (Outcome.EXPIRED, Outcome.DECLINED)]
                if not any(map(self._ends, ends)):
                    yield f"{effect} although {self.event} ends no such offer"
            case OfferEnded():
                yield from self._expect(effect, lies)
                if not self._ends(effect):
                    yield f"{effect} although {self.event} ends no such offer"
                self.lies[effect.session_id] = LOOSE

    def _tell_owner(
        self, effect: SessionOwned | SessionReturned | SessionHandedOver | SessionCameBack | PinChanged
    ) -> Iterator[str]:
        match effect:
            case SessionOwned(session_id=session_id, agent_id=agent_id):
                yield from self._expect(effect, LOOSE)
                self.lies[session_id] = ("active", agent_id)
            case SessionReturned(session_id=session_id, agent_id=agent_id):
                yield from self._expect(effect, ("active", agent_id))
                self.lies[session_id] = LOOSE
            case SessionHandedOver(session_id=session_id, agent_id=agent_id, from_id=from_id):
                yield from self._expect(effect, LOOSE if from_id is None else ("active", from_id))
                self.lies[session_id] = ("active", agent_id)
            case SessionCameBack(session_id=session_id, agent_id=agent_id):
                if not isinstance(self.event, SessionReopened) or session_id in self.lies:
                    yield f"{effect} although it was not closed, or nobody reopened it"
                self.lies[session_id] = ("active", agent_id)
            case PinChanged(agent_id=agent_id):
                yield from self._expect(effect, ("active", agent_id))

    def _expect(self, effect: Effect, lies: tuple[str, AgentId | None]) -> Iterator[str]:
        if self.lies.get(effect.session_id) != lies:
            yield f"{effect} although it is {self.lies.get(effect.session_id)}"

    def _nobody_older_waits(self, offer: OfferMade) -> Iterator[str]:
        """No overtaking: whoever may be offered this one could have taken an older one."""
        place = self._place(offer.session_id)
        for session_id, lies in self.lies.items():
            if lies == LOOSE and self._place(session_id) < place:
                yield f"{offer} although {session_id} is older and waits"

    def _place(self, session_id: SessionId) -> tuple[Instant, SessionId]:
        session = self.before.session(session_id)
        came_at = self.event.queued_at if isinstance(self.event, SessionArrived) else self.event.at
        stood = session is not None and not isinstance(session.phase, WithBot)
        return (session.queued_at if session and stood else came_at, session_id)

    def _ends(self, ended: OfferEnded) -> bool:
        """Whether this event may end an offer in this way: above all, never early."""
        session = self.before.session(ended.session_id)
        offer = session.phase if session else None
        match ended.outcome, self.event:
            case Outcome.EXPIRED, OfferExpired(at=at, session_id=session_id):
                return (
                    session_id == ended.session_id
                    and isinstance(offer, Offered | OfferedToAll)
                    and offer.expires_at is not None
                    and at >= offer.expires_at
                )
            case Outcome.DECLINED, OfferDeclined(session_id=session_id, agent_id=agent_id):
                return (session_id, agent_id) == (ended.session_id, ended.agent_id)
            case Outcome.WITHDRAWN, event if isinstance(offer, Offered) and offer.expires_at is None:
                return event.kind in _MAY_TAKE_FROM_RESPONSIBLE
            case outcome, event:
                return event.kind in _MAY_END.get(outcome, ())

    def _due_at(self, kind: Deadline, session_id: SessionId) -> Instant:
        """After its time, or when a session that waits asks for one level less."""
        due_at, settings = self.event.at + self._runs_for(kind), self.step.state.settings
        session = self.step.state.session(session_id)
        if kind is not Deadline.RETRY or settings.mode is not Mode.SKILLS or session is None:
            return due_at
        steps = range(1, max((level for _, level in settings.needs), default=0) + 1)
        moments = [session.queued_at + number * settings.relax_after_s * 1_000 for number in steps]
        return min([due_at, *(moment for moment in moments if moment > self.event.at)])

    def _runs_for(self, kind: Deadline) -> int:
        settings = self.step.state.settings
        idle_ms = 1_000 * (settings.idle_time_s if settings.idle_time_s > 0 else 3_600)
        if settings.mode is Mode.ALL:
            idle_ms = 3_600_000
        return idle_ms if kind is Deadline.OFFER else min(idle_ms, 120_000)

    def _compare(self) -> Iterator[str]:
        after = self.step.state.sessions
        if self.lies != {session.id: _lies(session.phase) for session in after}:
            yield "the effects tell another story than the phases"
        if self.status != {session.id: session.status for session in after}:
            yield "the effects tell other statuses"
        waits = {session.id for session in after if isinstance(session.phase, Waiting)}
        if self.undistributed != waits - set(self.before.waiting):
            yield f"said to be undistributed: {self.undistributed}"
        if isinstance(self.event, Ticked) and self.event.session_id in waits:
            armed = {effect.session_id for effect in self.step.effects if isinstance(effect, ArmDeadline)}
            if self.event.session_id not in armed:
                yield f"nobody looks at {self.event.session_id} any more"
        running = {session_id: timer[0] for session_id, timer in self.timers.items()}
        wanted = dict(entry for session in after for entry in _timer(self.step.state, session).items())
        if running != {session_id: timer[0] for session_id, timer in wanted.items()}:
            yield "the timers are not those of the phases"
        for session_id, (kind, due_at) in wanted.items():
            if kind is not Deadline.RETRY and due_at != self.timers[session_id][1]:
                yield f"the {kind} of {session_id} is due at {due_at}, its timer fires at {self.timers[session_id]}"


_MAY_END: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.ACCEPTED: ("offer_accepted",),
    Outcome.WITHDRAWN: (
        "agent_changed",
        "members_changed",
        "settings_changed",
        "claimed",
        "session_handed",
        "session_finished",
        "session_requeued",
        "session_left",
    ),
}


_MAY_TAKE_FROM_RESPONSIBLE = (
    "agent_changed",
    "customer_wrote",
    "session_handed",
    "session_finished",
    "session_requeued",
    "session_left",
)
"""What ends an offer without a time: he is dismissed, or not there when the customer writes, or somebody's hand."""


def _lies(phase: Phase) -> tuple[str, AgentId | None]:
    match phase:
        case Waiting():
            return LOOSE
        case Offered(agent_id=agent_id):
            return ("offered", agent_id)
        case OfferedToAll():
            return TO_ALL
        case Active(agent_id=agent_id):
            return ("active", agent_id)
        case WithBot(bot_id=bot_id):
            return ("bot", bot_id)
        case _:
            assert_never(phase)


def _timer(state: QueueState, session: SessionState) -> dict[SessionId, tuple[Deadline, Instant | None]]:
    match session.phase:
        case Waiting():
            return {session.id: (Deadline.RETRY, None)}
        case Offered(expires_at=None):
            return {}
        case Offered(expires_at=expires_at) | OfferedToAll(expires_at=expires_at):
            return {session.id: (Deadline.OFFER, expires_at)}
        case Active():
            due_at = recalled_at(state, session)
            return {} if due_at is None else {session.id: (Deadline.RECALL, due_at)}
        case WithBot(until=until):
            return {} if until is None or session.status == 50 else {session.id: (Deadline.BOT, until)}
        case _:
            assert_never(session.phase)
