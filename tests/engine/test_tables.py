"""Tables of docs/behaviour/sessions.md S2 and of what makes a waiting session move (routing.md R30), row by row."""

from collections.abc import Callable

import pytest

from openline.engine.events import ClosingBegan, SessionReopened
from openline.engine.model import Mode
from tests.engine.day import Day

Happens = Callable[[Day], None]
MODES = list(Mode)


# An owns 1, which takes his only slot, and 2 waits. What happens, and who is offered 2 by it.
TRIGGERS: dict[str, tuple[Happens, str | None]] = {
    "he finishes": (lambda day: day.finishes(1), "An"),
    "he lets it close": (lambda day: day.happens(ClosingBegan(day.now, 1)), "An"),
    "he marks spam": (lambda day: day.finishes(1, 65), "An"),
    "it is handed to somebody": (lambda day: day.hands(1, "Dung"), "An"),
    "he answers for the first time": (lambda day: day.replies("An", 1), "An"),
    "somebody is added": (lambda day: day.queue_is("An", "Binh"), "Binh"),
    "the limit is raised": (lambda day: day.settings_are(max_sessions=2), "An"),
    "a customer writes": (lambda day: day.customers(3), None),
    "he pins it": (lambda day: day.pins("An", 1), None),
    "time passes": (lambda day: day.passes(59), None),
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_what_makes_a_waiting_session_move(mode: Mode, trigger: str) -> None:
    day = Day("An", mode=mode, max_sessions=1)
    day.customers(1)
    day.accepts("An", 1)
    day.customers(2)
    assert day.where(2) == "waiting"
    happens, who = TRIGGERS[trigger]
    happens(day)
    assert day.where(2) == expected(mode, who)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("how", ["offline", "on_leave", "paused", "on_break", "ended"])
def test_whoever_is_there_again_gets_what_waits_up_to_his_slots(mode: Mode, how: str) -> None:
    day = Day("Binh", mode=mode, max_sessions=2)
    if how == "offline":
        day.goes("Binh", "offline")
    else:
        day.stops("Binh", how)
    day.customers(1, 2, 3)
    assert [day.where(n) for n in (1, 2, 3)] == ["waiting"] * 3
    day.is_back("Binh")
    offered = expected(mode, "Binh")
    third = offered if mode is Mode.ALL else "waiting"
    assert [day.where(n) for n in (1, 2, 3)] == [offered, offered, third]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("before", MODES)
def test_another_mode_offers_anew_what_nobody_has_accepted(before: Mode, mode: Mode) -> None:
    day = Day("An", mode=before)
    day.customers(1, 2)
    day.accepts("An", 1)
    day.settings_are(mode=mode)
    assert (day.where(1), day.where(2)) == ("owned by An", expected(mode, "An"))


def test_skipping_frees_a_slot_for_whoever_waits() -> None:
    """An may take nothing but one, and Binh only what needs no skill any more."""
    day = Day("An", "Binh", mode=Mode.SKILLS, needs=(("vi", 1),), relax_after_s=60, max_sessions=1, idle_time_s=600)
    day.can("An", vi=1)
    day.customers(1)
    day.passes(60)
    day.customers(2)
    assert (day.where(1), day.where(2)) == ("offered to An", "waiting")
    day.declines("An", 1)
    assert (day.where(1), day.where(2)) == ("offered to Binh", "offered to An")


def expected(mode: Mode, who: str | None) -> str:
    if who is None:
        return "waiting"
    return "offered to all" if mode is Mode.ALL else f"offered to {who}"


# What came before, the event, and the status after it (S2).
STATUSES: dict[str, tuple[list[Happens], Happens, int]] = {}


def row(name: str, *story: Happens, status: int) -> None:
    STATUSES[name] = ([*story[:-1]], story[-1], status)


def queued(day: Day) -> None:
    day.customers(1)


def accepted(day: Day) -> None:
    day.accepts("An", 1)


def asked(day: Day) -> None:
    day.customer_writes(1)


def answered(day: Day) -> None:
    day.replies("An", 1)


def finished(day: Day) -> None:
    day.happens(ClosingBegan(day.now, 1))


def returned(day: Day) -> None:
    day.gives_back(1)


def skipped_to_binh(day: Day) -> None:
    day.queue_is("An", "Binh")
    day.declines("An", 1)


def pinned(day: Day) -> None:
    day.pins("An", 1)


row("a customer's first message", queued, status=0)
row("more before anybody accepts", queued, asked, status=0)
row("more after it came back", queued, accepted, returned, asked, status=5)
row("an agent begins", lambda day: day.starts("An", 1), status=10)
row("accepted", queued, accepted, status=10)
row("accepted after it came back", queued, accepted, returned, accepted, status=10)
row("claimed", lambda day: day.goes("An", "offline"), queued, lambda day: day.claims("An", 1), status=10)
row("a question after accepting", queued, accepted, asked, status=20)
row("another", queued, accepted, asked, asked, status=20)
row("a question after an answer", queued, accepted, answered, asked, status=25)
row("another after an answer", queued, accepted, answered, asked, asked, status=25)
row("an answer at once", queued, accepted, answered, status=40)
row("an answer to the first question", queued, accepted, asked, answered, status=40)
row("an answer to a later question", queued, accepted, answered, asked, answered, status=40)
row("another answer", queued, accepted, answered, answered, status=40)
row("finished unanswered", queued, accepted, finished, status=50)
row("finished", queued, accepted, answered, finished, status=50)
row("an answer while closing", queued, accepted, answered, finished, answered, status=50)
row("a question while closing", queued, accepted, answered, finished, asked, status=25)
row("another while closing", queued, accepted, answered, finished, asked, asked, status=25)
row("given back", queued, accepted, asked, returned, status=5)
row("given back after an answer", queued, accepted, answered, returned, status=5)
row("skipped to a colleague", queued, skipped_to_binh, status=5)
row("not accepted in time, and alone", queued, lambda day: day.passes(60), status=0)
row("handed over before anybody accepted", queued, lambda day: day.hands(1, "Binh"), status=10)
row("handed over with a question", queued, accepted, asked, lambda day: day.hands(1, "Binh"), status=20)
row("handed over answered", queued, accepted, answered, lambda day: day.hands(1, "Binh"), status=40)
row("pinned", queued, accepted, asked, pinned, status=20)
row("a rating after the end",
    queued, accepted, answered, lambda day: day.finishes(1),
    lambda day: day.happens(SessionReopened(day.now, 1, day.id_of("An"), day.now)), status=50,
)  # fmt: skip


@pytest.mark.parametrize("name", STATUSES)
def test_what_changes_a_status(name: str) -> None:
    before, event, status = STATUSES[name]
    day = Day("An")
    for happens in before:
        happens(day)
    event(day)
    assert day.status(1) == status
