"""docs/behaviour/routing.md R46, R47, told: what comes back from somebody who stops working, and when."""

import pytest

from openline.engine.effects import ArmDeadline, CancelDeadline, Deadline, OfferEnded, SessionReturned
from openline.engine.eligibility import Refusal
from openline.engine.events import AgentChanged, RecallDue
from openline.engine.model import AgentFacts, OnBreak, Workday
from openline.engine.refusals import RejectReason
from tests.engine.day import Day

AT_ONCE = {"on_break": OnBreak.AT_ONCE}
UNCHECKED = {"check_available": False}


def a_desk(day: Day) -> Day:
    """On An's desk: 1 is answered, 2 waits for an answer, 3 too but pinned, 4 is offered."""
    day.customers(1, 2, 3)
    day.serves("An", 1)
    day.accepts("An", 2)
    day.accepts("An", 3)
    day.pins("An", 3)
    day.customers(4)
    return day


def with_colleague(**settings: object) -> Day:
    """Binh arrives after An's desk has filled."""
    day = a_desk(Day("An", **settings))
    day.queue_is("An", "Binh")
    return day


@pytest.mark.parametrize(
    ("how", "settings", "returned"),
    [
        ("ended", {}, {2, 4}),
        ("paused", {}, {2, 4}),
        ("on_break", AT_ONCE, {2, 4}),
        ("on_break", {}, {4}),
        ("on_break", {"on_break": OnBreak.KEEP}, {4}),
        ("on_leave", {}, {2, 4}),
        ("on_leave", UNCHECKED, {2, 4}),
        ("ended", UNCHECKED, set()),
        ("paused", UNCHECKED, set()),
        ("on_break", AT_ONCE | UNCHECKED, set()),
        ("started", {}, set()),
    ],
)
def test_what_comes_back_at_once(how: str, settings: dict[str, object], returned: set[int]) -> None:
    day = with_colleague(**settings)
    day.stops("An", how)
    assert {n for n in (1, 2, 3, 4) if day.where(n) == "offered to Binh"} == returned
    reasons = {effect.reason for effect in day.effects if isinstance(effect, SessionReturned | OfferEnded)}
    assert reasons == ({{"ended": "workday_ended"}.get(how, how)} if returned else set())


@pytest.mark.parametrize("how", ["ended", "paused", "on_break", "on_leave"])
def test_the_only_member_keeps_what_he_has_accepted(how: str) -> None:
    day = a_desk(Day("An", **AT_ONCE))
    day.stops("An", how)
    assert [day.where(n) for n in (1, 2, 3, 4)] == ["owned by An"] * 3 + ["waiting"]


@pytest.mark.parametrize(
    ("how", "stays"), [("ended", False), ("paused", False), ("on_leave", False), ("on_break", True)]
)
def test_what_was_answered_goes_when_its_customer_writes_but_not_for_a_break(how: str, *, stays: bool) -> None:
    day = with_colleague()
    day.stops("An", how)
    day.customer_writes(1)
    day.customer_writes(3)
    assert day.where(1) == ("owned by An" if stays else "offered to Binh")
    assert day.where(3) == "owned by An"


@pytest.mark.parametrize("how", ["ended", "on_break"])
def test_dismissal_takes_everything_from_somebody_who_was_not_there_anyway(how: str) -> None:
    day = with_colleague()
    day.stops("An", how)
    day.goes("An", "dismissed")
    assert [day.where(n) for n in (1, 2, 3, 4)] == ["offered to Binh"] * 4


def test_removal_takes_everything() -> None:
    day = with_colleague()
    day.stops("An", "paused")
    day.queue_is("Binh")
    assert [day.where(n) for n in (1, 2, 3, 4)] == ["offered to Binh"] * 4


def test_a_break_takes_unanswered_sessions_to_the_second() -> None:
    day = with_colleague(idle_time_s=90)
    day.stops("An", "on_break")
    assert ArmDeadline(Deadline.RECALL, 2, day.now + 90_000) in day.effects
    day.passes(89.999)
    assert day.where(2) == "owned by An"
    assert day.refusal(RecallDue(day.now, 2)) is RejectReason.TOO_EARLY
    day.passes(0.001)
    assert [day.where(n) for n in (1, 2, 3)] == ["owned by An", "offered to Binh", "owned by An"]
    assert SessionReturned(2, day.id_of("An"), "on_break") in day.effects


def test_who_comes_back_in_time_keeps_all() -> None:
    day = with_colleague()
    day.stops("An", "on_break")
    day.passes(59)
    day.stops("An", "started")
    assert CancelDeadline(Deadline.RECALL, 2) in day.effects
    day.passes(600)
    assert day.where(2) == "owned by An"
    assert day.refusal(RecallDue(day.now, 2)) is RejectReason.NOT_RECALLED


def test_an_answer_during_a_break_stops_the_clock_and_a_question_later_than_that_goes_at_once() -> None:
    day = with_colleague()
    day.stops("An", "on_break")
    day.passes(30)
    day.replies("An", 2)
    assert CancelDeadline(Deadline.RECALL, 2) in day.effects
    day.customer_writes(1)
    day.passes(29)
    assert day.where(1) == "owned by An"
    day.passes(1)
    assert day.where(1) == "offered to Binh"
    day.customer_writes(2)
    assert day.where(2) == "offered to Binh"


def test_what_is_handed_to_somebody_on_a_break_has_its_own_time() -> None:
    day = Day("An", "Binh")
    day.stops("An", "on_break")
    day.passes(300)
    day.customers(1)
    day.hands(1, "An")
    day.passes(59)
    assert day.where(1) == "owned by An"
    day.passes(1)
    assert day.where(1) == "offered to Binh"


def test_a_break_of_the_only_member_takes_when_somebody_joins() -> None:
    day = a_desk(Day("An"))
    day.stops("An", "on_break")
    day.passes(300)
    assert day.where(2) == "owned by An"
    day.queue_is("An", "Binh")
    assert day.timers[Deadline.RECALL, 2] < day.now
    day.passes(0)
    assert day.where(2) == "offered to Binh"


def test_another_setting_moves_the_time() -> None:
    day = with_colleague()
    day.stops("An", "on_break")
    day.settings_are(idle_time_s=300)
    day.passes(299)
    assert day.where(2) == "owned by An"
    day.settings_are(on_break=OnBreak.KEEP)
    day.passes(600)
    assert day.where(2) == "owned by An"


@pytest.mark.parametrize(
    ("how", "before", "after"),
    [
        ("on_break", {}, AT_ONCE),
        ("on_break", {"on_break": OnBreak.KEEP}, AT_ONCE),
        ("on_break", AT_ONCE | UNCHECKED, {"check_available": True}),
        ("paused", UNCHECKED, {"check_available": True}),
        ("ended", UNCHECKED, {"check_available": True}),
    ],
)
def test_a_setting_chosen_later_takes_what_it_would_have_taken(
    how: str, before: dict[str, object], after: dict[str, object]
) -> None:
    day = with_colleague(**before)
    day.stops("An", how)
    assert day.where(2) == "owned by An"
    day.settings_are(**after)
    assert [day.where(n) for n in (1, 2, 3)] == ["owned by An", "offered to Binh", "owned by An"]
    assert SessionReturned(2, day.id_of("An"), {"ended": "workday_ended"}.get(how, how)) in day.effects


@pytest.mark.parametrize("how", ["on_break", "paused", "ended", "on_leave"])
def test_whoever_joins_gets_what_the_only_member_has_left_behind(how: str) -> None:
    day = a_desk(Day("An", **AT_ONCE))
    day.stops("An", how)
    day.queue_is("An", "Binh")
    assert [day.where(n) for n in (1, 2, 3, 4)] == ["owned by An", "offered to Binh", "owned by An", "offered to Binh"]


def test_a_setting_that_changes_nothing_about_his_absence_takes_nothing() -> None:
    day = with_colleague(**AT_ONCE)
    day.stops("An", "on_break")
    day.hands(2, "An")
    day.settings_are(idle_time_s=300)
    assert day.where(2) == "owned by An"


def test_what_came_back_is_not_taken_twice_for_the_same_reason() -> None:
    day = with_colleague()
    day.stops("An", "paused")
    day.hands(2, "An")
    day.goes("An", "online")
    assert day.where(2) == "owned by An"


def test_the_reasons_are_asked_in_this_order() -> None:
    day = Day("An", "Binh", max_sessions=1)
    day.goes("Binh", "offline")
    day.customers(1, 2)
    told = [day.why_waiting(2)["An"]]
    day.queue_is("An")
    for how in ("on_break", "ended", "paused", "on_leave"):
        day.stops("An", how)
        told.append(day.why_waiting(2)["An"])
    assert told == [Refusal.NO_FREE_SLOT, *list(Refusal)[4:0:-1]]


@pytest.mark.parametrize("how", ["ended", "paused", "on_break", "on_leave"])
def test_what_is_handed_to_somebody_from_outside_who_is_away_stays_with_him(how: str) -> None:
    day = Day("An", "Binh", **AT_ONCE)
    day.customers(1)
    day.hands(1, "Dung")
    away = (
        {"on_leave": True} if how == "on_leave" else {"paused": True} if how == "paused" else {"workday": Workday(how)}
    )
    facts = AgentFacts(day.id_of("Dung"), active=True, online=True, **away)
    day.happens(AgentChanged(day.now, facts))  # the first that the queue hears of him
    assert day.where(1) == "owned by Dung"
    day.customer_writes(1)
    assert day.where(1) != "owned by Dung"
