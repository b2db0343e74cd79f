"""docs/behaviour/routing.md R52 and R53, told: a bot speaks first."""

from openline.engine.effects import ArmDeadline, BotStarted, BotStopped, CancelDeadline, Deadline
from openline.engine.events import BotReplied, BotTimeOver, ClosingBegan, CustomerWrote, SessionQueued, SessionRequeued
from openline.engine.model import Mode, WithBot
from openline.engine.step import RejectReason
from tests.engine.day import Day

BOT = 7


def with_bot(day: Day, session_id: int, minutes: int | None = 10) -> None:
    until = None if minutes is None else day.now + minutes * 60_000
    day.happens(SessionQueued(day.now, session_id, None, BOT, until))


def test_a_bot_is_first_and_nobody_is_asked() -> None:
    day = Day("An", "Binh", mode=Mode.ALL)
    with_bot(day, 1)
    assert day.effects == (BotStarted(1, BOT), ArmDeadline(Deadline.BOT, 1, day.now + 600_000))
    day.happens(CustomerWrote(day.now, 1))
    day.happens(BotReplied(day.now, 1, BOT))
    assert day.status(1) == 0
    assert not day.effects


def test_its_time_ends_to_the_millisecond_and_the_line_begins_then() -> None:
    day = Day()
    with_bot(day, 1)
    came_at = day.now
    assert day.refusal(BotTimeOver(came_at + 599_999, 1)) is RejectReason.TOO_EARLY
    day.passes(600)
    session = day.state.session(1)
    assert session is not None
    assert (session.status, session.queued_at) == (5, came_at + 600_000)
    assert BotStopped(1, BOT, "time_over") in day.effects


def test_whoever_takes_it_has_the_word_and_a_late_bot_is_refused() -> None:
    day = Day("An", max_sessions=1)
    with_bot(day, 1)
    day.hands(1, "An", "intercepted")
    assert BotStopped(1, BOT, "intercepted") in day.effects
    assert CancelDeadline(Deadline.BOT, 1) in day.effects
    assert (day.where(1), day.status(1)) == ("owned by An", 10)
    assert day.refusal(BotReplied(day.now, 1, BOT)) is RejectReason.BOT_MAY_NOT_SPEAK


def test_a_session_that_came_later_may_come_before_one_that_a_bot_gives_up() -> None:
    day = Day("An", max_sessions=1)
    with_bot(day, 1, None)
    day.passes(1)
    day.customers(2, 3)
    day.passes(1)
    day.happens(SessionRequeued(day.now, 1, "handed_over"))
    assert list(day.state.waiting) == [3, 1]


def test_what_it_finishes_may_go_on() -> None:
    day = Day("An")
    with_bot(day, 1)
    day.happens(ClosingBegan(day.now, 1))
    assert day.status(1) == 50
    assert CancelDeadline(Deadline.BOT, 1) in day.effects
    day.happens(CustomerWrote(day.now, 1))
    session = day.state.session(1)
    assert session is not None
    assert isinstance(session.phase, WithBot)
    assert day.timers
