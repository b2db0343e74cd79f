"""A day in a queue, told: people have names, timers fire by themselves, and every step is checked on the way."""

from dataclasses import replace
from typing import Any

from openline.engine.effects import ArmDeadline, CancelDeadline, Deadline, Effect
from openline.engine.events import (
    AgentChanged,
    AgentReplied,
    BotTimeOver,
    Claimed,
    CustomerWrote,
    Event,
    MembersChanged,
    OfferAccepted,
    OfferDeclined,
    OfferExpired,
    RecallDue,
    SessionFinished,
    SessionHanded,
    SessionPinned,
    SessionQueued,
    SessionRequeued,
    SessionStarted,
    SessionUnpinned,
    SettingsChanged,
    Ticked,
)
from openline.engine.explain import Explanation, why_waiting
from openline.engine.invariants import broken_transitions, violations
from openline.engine.model import (
    AgentFacts,
    Member,
    Offered,
    OfferedToAll,
    QueueRows,
    QueueSettings,
    QueueState,
    SessionState,
    Waiting,
    WithBot,
    Workday,
)
from openline.engine.step import Reject, RejectReason, Step, step

NINE_O_CLOCK = 32_400_000
_TIMERS = {Deadline.OFFER: OfferExpired, Deadline.RETRY: Ticked, Deadline.RECALL: RecallDue, Deadline.BOT: BotTimeOver}


class Day:
    """`Day("An", "Binh", max_sessions=1)`: these members, in this order, all online; the first customer is 1."""

    def __init__(self, *members: str, **settings: Any) -> None:
        self.names = {name: number for number, name in enumerate(members, start=101)}
        self.now = NINE_O_CLOCK
        self.timers: dict[tuple[Deadline, int], int] = {}
        self.effects: tuple[Effect, ...] = ()
        self.why: tuple[Explanation, ...] = ()
        self.state = QueueState.build(
            QueueRows(
                channel_id=1,
                version=0,
                at=self.now,
                settings=QueueSettings(**settings),
                members=[Member(number, place) for place, number in enumerate(self.names.values())],
                agents=[AgentFacts(number, active=True, online=True) for number in self.names.values()],
                sessions=[],
            )
        )

    # What happens

    def customers(self, *sessions: int) -> None:
        for session_id in sessions:
            self.happens(SessionQueued(self.now, session_id))

    def customer_of(self, name: str, session_id: int) -> None:
        """He is responsible for this one."""
        facts = self.state.agent(self.id_of(name)) or AgentFacts(self.id_of(name), active=True, online=True)
        self.happens(SessionQueued(self.now, session_id, facts))

    def customer_writes(self, session_id: int) -> None:
        self.happens(CustomerWrote(self.now, session_id))

    def accepts(self, name: str, session_id: int) -> None:
        self.happens(OfferAccepted(self.now, session_id, self.id_of(name)))

    def declines(self, name: str, session_id: int) -> None:
        self.happens(OfferDeclined(self.now, session_id, self.id_of(name)))

    def replies(self, name: str, session_id: int) -> None:
        self.happens(AgentReplied(self.now, session_id, self.id_of(name)))

    def claims(self, name: str, session_id: int) -> None:
        self.happens(Claimed(self.now, session_id, self.id_of(name)))

    def starts(self, name: str, session_id: int) -> None:
        self.happens(SessionStarted(self.now, session_id, self.id_of(name)))

    def serves(self, name: str, session_id: int) -> None:
        """Accepts and answers."""
        self.accepts(name, session_id)
        self.replies(name, session_id)

    def hands(self, session_id: int, name: str, how: str = "transferred") -> None:
        self.happens(SessionHanded(self.now, session_id, self.id_of(name), self.id_of("Boss"), how))

    def pins(self, name: str, session_id: int) -> None:
        self.happens(SessionPinned(self.now, session_id, self.id_of(name)))

    def unpins(self, name: str, session_id: int) -> None:
        self.happens(SessionUnpinned(self.now, session_id, self.id_of(name)))

    def finishes(self, session_id: int, status: int = 60) -> None:
        self.happens(SessionFinished(self.now, session_id, status))

    def gives_back(self, session_id: int, reason: str = "manual") -> None:
        self.happens(SessionRequeued(self.now, session_id, reason))

    def goes(self, name: str, where: str) -> None:
        """Online, offline, or dismissed."""
        facts = self.state.agent(self.id_of(name)) or AgentFacts(self.id_of(name), active=True, online=True)
        facts = replace(facts, active=where != "dismissed", online=where == "online")
        self.happens(AgentChanged(self.now, facts))

    def stops(self, name: str, how: str) -> None:
        """On leave, paused, on_break, ended; or what else a `Workday` may be."""
        facts = self.facts(name)
        if how == "on_leave":
            facts = replace(facts, on_leave=True)
        elif how == "paused":
            facts = replace(facts, paused=True)
        else:
            facts = replace(facts, workday=Workday(how), break_since=self.now if how == "on_break" else 0)
        self.happens(AgentChanged(self.now, facts))

    def can(self, name: str, **skills: int) -> None:
        """He learns or forgets."""
        self.happens(AgentChanged(self.now, replace(self.facts(name), skills=tuple(sorted(skills.items())))))

    def is_back(self, name: str) -> None:
        """There and at work, without working-time management."""
        self.happens(AgentChanged(self.now, AgentFacts(self.id_of(name), active=True, online=True)))

    def facts(self, name: str) -> AgentFacts:
        facts = self.state.agent(self.id_of(name))
        assert facts is not None, f"nothing is known of {name}"
        return facts

    def queue_is(self, *names: str) -> None:
        new = [AgentFacts(self.id_of(name), active=True, online=True) for name in names if self.is_new(name)]
        self.happens(MembersChanged(self.now, tuple(map(self.id_of, names)), tuple(new)))

    def settings_are(self, **settings: Any) -> None:
        self.happens(SettingsChanged(self.now, replace(self.state.settings, **settings)))

    def passes(self, seconds: float) -> None:
        """Time goes by, and timers fire when they are due."""
        end = self.now + round(seconds * 1_000)
        while due := [(at, kind, session_id) for (kind, session_id), at in self.timers.items() if at <= end]:
            at, kind, session_id = min(due)
            self.now = max(self.now, at)
            del self.timers[kind, session_id]
            self.happens(_TIMERS[kind](self.now, session_id))
        self.now = end

    def happens(self, event: Event) -> None:
        outcome = self.attempt(event)
        assert isinstance(outcome, Step), f"{event}: {outcome}"
        self.state, self.effects, self.why = outcome.state, outcome.effects, outcome.why
        for effect in outcome.effects:
            match effect:
                case ArmDeadline(kind=kind, session_id=session_id, due_at=due_at):
                    self.timers[kind, session_id] = due_at
                case CancelDeadline(kind=kind, session_id=session_id):
                    self.timers.pop((kind, session_id), None)
                case _:
                    pass

    def attempt(self, event: Event) -> Step | Reject:
        outcome = step(self.state, event)
        if isinstance(outcome, Step):
            broken = [*broken_transitions(self.state, event, outcome), *violations(outcome.state)]
            assert not broken, broken
        return outcome

    def refusal(self, event: Event) -> RejectReason:
        outcome = self.attempt(event)
        assert isinstance(outcome, Reject), f"{event} was applied"
        return outcome.reason

    # How things stand

    def where(self, session_id: int) -> str:
        session = self.session(session_id)
        match session.phase:
            case Waiting():
                return "waiting"
            case Offered(agent_id=agent_id):
                return f"offered to {self.name_of(agent_id)}"
            case OfferedToAll():
                return "offered to all"
            case WithBot():
                return "with a bot"
            case active:
                return f"owned by {self.name_of(active.agent_id)}"

    def status(self, session_id: int) -> int:
        return self.session(session_id).status

    def why_waiting(self, session_id: int) -> dict[str, str]:
        why = why_waiting(self.state, session_id)
        assert why is not None, "it does not wait"
        return self.named(why)

    def named(self, why: Explanation) -> dict[str, str]:
        return {self.name_of(agent_id): refusal.value for agent_id, refusal in why.passed_over}

    def session(self, session_id: int) -> SessionState:
        session = self.state.session(session_id)
        assert session is not None, f"{session_id} is not open"
        return session

    def is_new(self, name: str) -> bool:
        return self.state.member(self.id_of(name)) is None

    def id_of(self, name: str) -> int:
        return self.names.setdefault(name, 101 + len(self.names))

    def name_of(self, agent_id: int) -> str:
        return next(name for name, number in self.names.items() if number == agent_id)
