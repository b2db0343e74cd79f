"""What would have to change (docs/behaviour/routing.md R51): each remedy told is tried, and so is everything else."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from openline.engine.events import AgentChanged, OfferAccepted, SessionFinished, SessionQueued, Ticked
from openline.engine.model import (
    Active,
    AgentFacts,
    Member,
    Mode,
    OfferedToAll,
    QueueRows,
    QueueSettings,
    QueueState,
    SessionState,
    Waiting,
    Workday,
)
from openline.engine.remedies import Remedy, place_in_line, remedies
from openline.engine.step import Step, step
from openline.engine.words import SESSIONS_PER_AGENT, SlotRule
from tests.engine.day import Day

NOW = 1_000_000
NEEDS = (("russian", 2),)
MEMBERS = (101, 102, 103, 104)

staff = st.lists(
    st.builds(
        AgentFacts,
        agent_id=st.just(0),
        active=st.sampled_from([True, True, True, False]),
        online=st.booleans(),
        on_leave=st.sampled_from([False, False, True]),
        paused=st.sampled_from([False, False, True]),
        workday=st.sampled_from([None, *Workday]),
        skills=st.sampled_from([(), NEEDS]),
        elsewhere=st.sampled_from([0, 0, 0, SESSIONS_PER_AGENT - 1, SESSIONS_PER_AGENT]),
    ),
    max_size=len(MEMBERS),
)
pages = st.builds(
    QueueSettings,
    mode=st.sampled_from([mode for mode in Mode if mode is not Mode.ALL]),
    check_available=st.booleans(),
    max_sessions=st.just(1),
    slot_rule=st.just(SlotRule.CLOSED),
    needs=st.just(NEEDS),
    relax_after_s=st.just(0),
)


@given(staff=staff, loads=st.lists(st.integers(0, 2), min_size=4, max_size=4), settings=pages)
def test_whatever_is_told_is_enough_and_nothing_that_is_enough_is_left_out(
    staff: list[AgentFacts], loads: list[int], settings: QueueSettings
) -> None:
    state = _queue(staff, loads, settings)
    assume(_waits(state))
    helped: Counter[Remedy] = Counter()
    for agent in state.agents:
        for remedy, repair in REPAIRS.items():
            helped[remedy] += int(not _waits(repair(state, agent)))
    helped += Counter()
    assert remedies(state, 1) == (dict(helped) or {Remedy.ADD_MEMBERS: 0})


def test_the_place_in_line_is_by_age() -> None:
    day = Day("An")
    day.goes("An", "offline")
    day.customers(2, 1)
    assert [place_in_line(day.state, session_id) for session_id in (2, 1, 3)] == [2, 1, None]
    day.goes("An", "online")
    assert place_in_line(day.state, 1) is None


def test_of_what_somebody_holds_there_is_nothing_to_remedy() -> None:
    day = Day("An")
    day.customers(1)
    assert remedies(day.state, 1) == {}
    day.accepts("An", 1)
    assert remedies(day.state, 1) == {}
    assert remedies(day.state, 2) == {}


def test_what_is_offered_to_all_needs_somebody_who_accepts() -> None:
    day = Day("An", "Binh", mode=Mode.ALL)
    day.goes("Binh", "offline")
    day.customers(1)
    assert remedies(day.state, 1) == {Remedy.ACCEPT: 1}
    day.happens(OfferAccepted(day.now, 1, day.id_of("An")))
    assert remedies(day.state, 1) == {}


def test_an_offer_to_all_that_nobody_can_take_any_more_says_who_would_have_to_come() -> None:
    day = Day("An", mode=Mode.ALL)
    day.customers(1)
    day.goes("An", "offline")
    assert isinstance(day.session(1).phase, OfferedToAll)
    assert remedies(day.state, 1) == {Remedy.AGENT_ONLINE: 1}


def _queue(staff: list[AgentFacts], loads: list[int], settings: QueueSettings) -> QueueState:
    """Session 1 is the oldest and waits, if it can; the others lie on desks."""
    agents = [replace(facts, agent_id=agent_id) for facts, agent_id in zip(staff, MEMBERS, strict=False)]
    owned = [agent.agent_id for agent, load in zip(agents, loads, strict=False) for _ in range(load)]
    state = QueueState.build(
        QueueRows(
            channel_id=1, version=0, at=NOW,
            settings=settings,
            members=[Member(agent.agent_id, place) for place, agent in enumerate(agents)],
            agents=agents,
            sessions=[SessionState(number, NOW, 10, Active(owner, NOW)) for number, owner in enumerate(owned, start=2)],
        )
    )  # fmt: skip
    return _after(state, SessionQueued(NOW, 1))


def _after(state: QueueState, event: AgentChanged | SessionFinished | SessionQueued | Ticked) -> QueueState:
    result = step(state, event)
    assert isinstance(result, Step), result
    return result.state


def _waits(state: QueueState) -> bool:
    session = state.session(1)
    return session is not None and isinstance(session.phase, Waiting)


def _becomes(state: QueueState, agent: AgentFacts, **news: object) -> QueueState:
    return _after(state, AgentChanged(NOW, replace(agent, **news)))  # type: ignore[arg-type]


def _frees_a_slot(state: QueueState, agent: AgentFacts) -> QueueState:
    for session_id in state.held(agent.agent_id):
        state = _after(state, SessionFinished(NOW, session_id, 60))
    return state


def _has_nothing_elsewhere(state: QueueState, agent: AgentFacts) -> QueueState:
    return _becomes(state, agent, elsewhere=0)


def _works(state: QueueState, agent: AgentFacts, instead_of: Workday) -> QueueState:
    return _becomes(state, agent, workday=Workday.STARTED) if agent.workday is instead_of else state


REPAIRS: Mapping[Remedy, Callable[[QueueState, AgentFacts], QueueState]] = {
    Remedy.AGENT_FREE_SLOT: _frees_a_slot,
    Remedy.AGENT_BELOW_CAP: _has_nothing_elsewhere,
    Remedy.AGENT_ENDS_PAUSE: lambda state, agent: _becomes(state, agent, paused=False),
    Remedy.AGENT_ENDS_BREAK: lambda state, agent: _works(state, agent, Workday.ON_BREAK),
    Remedy.AGENT_STARTS_DAY: lambda state, agent: _works(state, agent, Workday.ENDED),
    Remedy.AGENT_ONLINE: lambda state, agent: _becomes(state, agent, online=True),
    Remedy.RELAX_SKILL: lambda state, agent: _becomes(state, agent, skills=NEEDS),
    Remedy.AGENT_ENDS_LEAVE: lambda state, agent: _becomes(state, agent, on_leave=False),
}
