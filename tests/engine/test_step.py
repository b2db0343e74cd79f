"""The door itself: refusals by their words, what a step leaves behind, and the form in which events are kept."""

from typing import get_args

import pytest

from openline.engine.events import (
    KINDS,
    AgentChanged,
    AgentReplied,
    Claimed,
    CustomerWrote,
    Event,
    MembersChanged,
    SessionFinished,
    SessionQueued,
    SessionRequeued,
    SessionStarted,
    Ticked,
    event_from_dict,
    event_to_dict,
)
from openline.engine.explain import PASSED_OVER_KEPT, why_waiting
from openline.engine.model import AgentFacts
from openline.engine.step import RejectReason
from tests.engine.day import NINE_O_CLOCK, Day

NOW = NINE_O_CLOCK
AN, BINH, STRANGER = 101, 102, 999
OFFERED, OWNED, WAITS, GONE = 1, 2, 3, 4


@pytest.fixture
def day() -> Day:
    """An was dismissed while he owned nothing; Binh owns 2 and was offered 1; 3 waits; 4 is closed."""
    day = Day("An", "Binh", max_sessions=2)
    day.goes("An", "dismissed")
    day.customers(OFFERED, OWNED, WAITS, GONE)
    day.accepts("Binh", OWNED)
    day.finishes(GONE)
    return day


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (CustomerWrote(NOW - 1, OWNED), RejectReason.TIME_WENT_BACK),
        (CustomerWrote(NOW, GONE), RejectReason.NOT_FOUND),
        (SessionFinished(NOW, GONE), RejectReason.NOT_FOUND),
        (SessionQueued(NOW, WAITS), RejectReason.ALREADY_KNOWN),
        (SessionStarted(NOW, OWNED, BINH), RejectReason.ALREADY_KNOWN),
        (SessionStarted(NOW, GONE, AN), RejectReason.AGENT_DISMISSED),
        (AgentReplied(NOW, OFFERED, BINH), RejectReason.NOT_OWNER),
        (AgentReplied(NOW, OWNED, AN), RejectReason.NOT_OWNER),
        (Claimed(NOW, OFFERED, STRANGER), RejectReason.NOT_WAITING),
        (Claimed(NOW, OWNED, BINH), RejectReason.ALREADY_OWNER),
        (Claimed(NOW, WAITS, AN), RejectReason.AGENT_DISMISSED),
        (Claimed(NOW, WAITS, BINH), RejectReason.NO_FREE_SLOT),
        (SessionRequeued(NOW, WAITS, "manual"), RejectReason.ALREADY_WAITING),
        (Ticked(NOW, OFFERED), RejectReason.NOT_WAITING),
        (SessionFinished(NOW, OWNED, 40), RejectReason.NOT_A_CLOSED_STATUS),
        (AgentChanged(NOW, AgentFacts(STRANGER, active=True, online=True)), RejectReason.UNKNOWN_AGENT),
        (MembersChanged(NOW, (BINH, STRANGER)), RejectReason.UNKNOWN_AGENT),
    ],
    ids=lambda value: value.kind if isinstance(value, get_args(Event)) else str(value),
)
def test_what_cannot_be_is_refused_by_name(day: Day, event: Event, reason: RejectReason) -> None:
    assert day.refusal(event) is reason


def test_closed_sessions_leave_nothing_behind() -> None:
    day = Day("An", "Binh")
    empty = day.state.rows
    for session_id in range(1, 50):
        day.customers(session_id)
        day.finishes(session_id)
    assert day.state.rows.sessions == empty.sessions == ()
    assert day.timers == {}
    assert [day.state.held(agent_id) for agent_id in (AN, BINH)] == [(), ()]


def test_a_stored_explanation_names_a_bounded_number_of_people_and_counts_all() -> None:
    day = Day(*(f"agent {number}" for number in range(PASSED_OVER_KEPT + 20)))
    for name in list(day.names):
        day.goes(name, "offline")
    day.customers(1)
    assert len(day.why[0].passed_over) == PASSED_OVER_KEPT
    assert day.why[0].counts == {"offline": PASSED_OVER_KEPT + 20}
    asked = why_waiting(day.state, 1)
    assert asked is not None
    assert len(asked.passed_over) == PASSED_OVER_KEPT + 20


def test_only_what_waits_has_a_reason_to_wait() -> None:
    day = Day("An")
    day.customers(1)
    assert why_waiting(day.state, 1) is None
    assert why_waiting(day.state, 2) is None


def test_every_kind_of_event_has_a_name_of_its_own() -> None:
    assert len(KINDS) == len(get_args(Event))


def test_an_event_of_an_older_log_lacks_what_was_added_since() -> None:
    old = event_to_dict(Ticked(NOW, 1))
    del old["session_id"]
    assert event_from_dict(old) == Ticked(NOW)
