"""What drives a queue in the stateful test: applies events, and looks at each step and each state from every side."""

import json
from collections import Counter
from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from openline.engine.absent import recalled_at
from openline.engine.events import Claimed, Event, OfferAccepted, SessionQueued, event_from_dict, event_to_dict
from openline.engine.explain import why_waiting
from openline.engine.invariants import broken_transitions, violations
from openline.engine.model import (
    Active,
    AgentFacts,
    Member,
    Mode,
    Offered,
    OfferedToAll,
    OnBreak,
    QueueRows,
    QueueSettings,
    QueueState,
    SessionState,
    SlotRule,
    Waiting,
    WithBot,
)
from openline.engine.snapshot import state_from_dict, state_to_dict
from openline.engine.step import Reject, RejectReason, Step, step
from tests.engine.oracle import full, may_happen, true_refusal, true_refusal_for

STAFF = range(1, 6)
STRANGER = 9
BOT, OTHER_BOT = 100, 101
START = 1_000_000
WITHOUT_ROOM = {RejectReason.NO_FREE_SLOT, RejectReason.CAP_REACHED}

anybody = st.sampled_from([*STAFF, STRANGER])
staff = st.sampled_from(STAFF)
a_number = st.integers(0, 40)
abilities = st.sampled_from([(), (("russian", 1),), (("russian", 3),), (("refunds", 2), ("russian", 2))])
queues = st.lists(staff, unique=True, max_size=len(STAFF)).map(tuple)
settings_pages = st.builds(
    QueueSettings,
    mode=st.sampled_from([*Mode, Mode.SKILLS]),
    idle_time_s=st.sampled_from([0, 60, 90, 300]),
    check_available=st.booleans(),
    max_sessions=st.sampled_from([1, 1, 2, 3, 0]),
    slot_rule=st.sampled_from(SlotRule),
    on_break=st.sampled_from([OnBreak.AFTER_IDLE_TIME, *OnBreak]),
    needs=st.sampled_from([(("russian", 1),), (("russian", 3),), (("russian", 2), ("refunds", 2)), ()]),
    relax_after_s=st.sampled_from([0, 30, 60, 400]),
    escalate_after=st.sampled_from([0, 1, 2, 3]),
)


class Driver(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.sessions = 0
        self.people = {agent_id: AgentFacts(agent_id, active=True, online=True) for agent_id in (*STAFF, STRANGER)}
        self.first = self.state = QueueState.build(QueueRows(1, 0, START, QueueSettings(), [], [], []))
        self.log: list[tuple[Event, Step]] = []

    @initialize(settings=settings_pages, queue=queues)
    def opens(self, settings: QueueSettings, queue: tuple[int, ...]) -> None:
        members = [Member(agent_id, position) for position, agent_id in enumerate(queue)]
        agents = [self.people[agent_id] for agent_id in queue]
        self.first = self.state = QueueState.build(QueueRows(1, 0, START, settings, members, agents, []))

    def happen(self, event: Event) -> None:
        """Apply it, if the oracle says it may be applied, and look at the step from every side."""
        before = self.state
        outcome = step(before, event)
        assert isinstance(outcome, Step) == may_happen(before, event), f"{event} gave a {type(outcome).__name__}"
        if (
            isinstance(outcome, Reject)
            and outcome.reason in WITHOUT_ROOM
            and isinstance(event, Claimed | OfferAccepted)
        ):
            assert outcome.reason.value == full(before, event.agent_id), f"{event} was refused with {outcome.reason}"
        if isinstance(outcome, Step):
            broken = list(broken_transitions(before, event, outcome))
            assert not broken, broken
            self.state = outcome.state
            self.log.append((event, outcome))

    def arrive(self, together: int) -> None:
        """So many customers at once."""
        for _ in range(together):
            self.sessions += 1
            self.happen(SessionQueued(self.now, self.sessions))

    # What is true all the time

    @invariant()
    def nothing_is_broken(self) -> None:
        broken = list(violations(self.state))
        assert not broken, broken

    @invariant()
    def everybody_who_does_not_get_it_has_a_true_reason(self) -> None:
        for session_id in self.state.waiting:
            why = why_waiting(self.state, session_id)
            assert why is not None
            told = dict(why.passed_over)
            members = [member.agent_id for member in self.state.members]
            true = {agent_id: true_refusal_for(self.state, agent_id, session_id) for agent_id in members}
            assert told == true, f"told was {told}, true is {true}"
            assert why.counts == Counter(told.values()), f"counted were {why.counts}, told was {told}"

    @invariant()
    def everybody_is_whoever_has_no_reason_against_it(self) -> None:
        true = {member.agent_id: true_refusal(self.state, member.agent_id) for member in self.state.members}
        for session in self.offered_to_all:
            why = why_waiting(self.state, session.id)
            assert why is not None
            assert dict(why.passed_over) == {agent_id: reason for agent_id, reason in true.items() if reason}
            assert why.offered == list(true.values()).count(None), f"offered to {why.offered}, true is {true}"

    @invariant()
    def the_rows_are_the_whole_state(self) -> None:
        assert QueueState.build(self.state.rows) == self.state, "the kept indexes are not those of the rows"

    def teardown(self) -> None:
        """The same events, from the log as it is stored, give the same states and effects."""
        state = state_from_dict(json.loads(json.dumps(state_to_dict(self.first))))
        for event, first_time in self.log:
            again = step(state, event_from_dict(json.loads(json.dumps(event_to_dict(event)))))
            assert again == first_time
            state = first_time.state

    # Helpers

    @property
    def waiting(self) -> list[SessionState]:
        return [session for session in self.state.sessions if isinstance(session.phase, Waiting)]

    @property
    def offered(self) -> list[SessionState]:
        return [session for session in self.state.sessions if isinstance(session.phase, Offered)]

    @property
    def offered_to_all(self) -> list[SessionState]:
        return [session for session in self.state.sessions if isinstance(session.phase, OfferedToAll)]

    @property
    def timed(self) -> list[tuple[int, int]]:
        """Offers that expire, and when."""
        phases = [(session.id, session.phase) for session in self.offered + self.offered_to_all]
        offers = [(number, phase) for number, phase in phases if isinstance(phase, Offered | OfferedToAll)]
        return [(number, phase.expires_at) for number, phase in offers if phase.expires_at is not None]

    @property
    def owned(self) -> list[SessionState]:
        return [session for session in self.state.sessions if isinstance(session.phase, Active)]

    @property
    def with_bots(self) -> list[SessionState]:
        return [session for session in self.state.sessions if isinstance(session.phase, WithBot)]

    @property
    def recalled(self) -> list[tuple[SessionState, int]]:
        times = [(session, recalled_at(self.state, session)) for session in self.owned]
        return [(session, due_at) for session, due_at in times if due_at is not None]

    def pick(self, number: int, sessions: Sequence[SessionState]) -> SessionState:
        return sessions[number % len(sessions)]


def holder(session: SessionState) -> int:
    assert session.holder is not None
    return session.holder
