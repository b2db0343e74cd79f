"""docs/behaviour/routing.md R34, told: who is able is asked first, and what is asked shrinks with the wait."""

from openline.engine.effects import ArmDeadline, Deadline
from openline.engine.model import Mode
from tests.engine.day import Day

RUSSIAN = (("russian", 3),)


def a_day(*names: str, needs: tuple[tuple[str, int], ...] = RUSSIAN, **settings: int) -> Day:
    return Day(*names, mode=Mode.SKILLS, needs=needs, **settings)


def test_only_who_is_able_is_offered_it() -> None:
    day = a_day("An", "Binh", "Chi")
    day.can("Binh", russian=3)
    day.can("Chi", russian=2)
    day.customers(1)
    assert day.where(1) == "offered to Binh"


def test_the_most_able_comes_first_and_then_whoever_was_asked_the_longest_ago() -> None:
    day = a_day("An", "Binh", "Chi")
    for name, level in (("An", 3), ("Binh", 5), ("Chi", 3)):
        day.can(name, russian=level)
    day.customers(1)
    assert day.where(1) == "offered to Binh"
    day.stops("Binh", "paused")
    day.customers(2, 3)
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to An", "offered to Chi", "offered to An"]


def test_all_skills_are_needed() -> None:
    day = a_day("An", "Binh", needs=(("refunds", 1), ("russian", 1)))
    day.can("An", russian=5)
    day.can("Binh", refunds=1, russian=1)
    day.customers(1)
    assert day.where(1) == "offered to Binh"


def test_after_each_wait_a_level_less_is_asked() -> None:
    day = a_day("An", relax_after_s=45)
    day.can("An", russian=1)
    day.customers(1)
    assert day.why_waiting(1) == {"An": "lacks_skill"}
    assert ArmDeadline(Deadline.RETRY, 1, day.now + 45_000) in day.effects
    day.passes(89.999)
    assert day.where(1) == "waiting"
    day.passes(0.001)
    assert day.where(1) == "offered to An"


def test_in_the_end_nothing_is_asked() -> None:
    day = a_day("An", relax_after_s=60)
    day.customers(1)
    day.passes(179)
    assert day.where(1) == "waiting"
    day.passes(1)
    assert day.where(1) == "offered to An"


def test_without_a_time_it_never_relaxes() -> None:
    day = a_day("An", relax_after_s=0)
    day.customers(1)
    day.passes(86_400)
    assert day.where(1) == "waiting"
    day.can("An", russian=3)
    assert day.where(1) == "offered to An"


def test_nobody_able_means_that_nobody_younger_passes() -> None:
    day = a_day("An", relax_after_s=60)
    day.customers(1)
    day.passes(100)
    day.customers(2)
    day.passes(80)
    assert [day.where(n) for n in (1, 2)] == ["offered to An", "waiting"]
    day.passes(100)
    assert day.where(2) == "offered to An"


def test_an_older_session_that_asks_for_less_by_now_comes_before_one_that_is_declined() -> None:
    day = a_day("An", "Binh", max_sessions=1, relax_after_s=60)
    day.can("An", russian=3)
    day.customers(1)
    day.passes(1)
    day.customers(2)
    day.accepts("An", 1)
    day.finishes(1)
    day.can("Binh", russian=2)
    day.customers(3)
    day.can("Binh", russian=0)
    day.now += 200_000
    day.declines("An", 2)
    assert [day.where(n) for n in (2, 3)] == ["offered to An", "offered to Binh"]


def test_who_acts_by_hand_is_not_asked() -> None:
    day = a_day("An", relax_after_s=0)
    day.customers(1)
    day.claims("An", 1)
    assert day.where(1) == "owned by An"


def test_other_modes_do_not_ask() -> None:
    day = Day("An", needs=RUSSIAN)
    day.customers(1)
    assert day.where(1) == "offered to An"


def test_an_offer_is_kept_by_who_lets_it_expire_if_nobody_else_is_able() -> None:
    day = a_day("An", "Binh", relax_after_s=0)
    day.can("An", russian=3)
    day.customers(1)
    day.passes(60)
    assert (day.where(1), day.status(1)) == ("offered to An", 0)
    day.can("Binh", russian=3)
    day.passes(60)
    assert day.where(1) == "offered to Binh"
