"""docs/behaviour/routing.md R27, told: whoever has the most free slots."""

from openline.engine.model import Mode
from tests.engine.day import Day


def test_the_least_busy_is_asked_first() -> None:
    day = Day("An", "Binh", mode=Mode.LEAST_BUSY)
    day.customers(1, 2, 3)
    day.finishes(2)
    day.customers(4)
    assert [day.where(n) for n in (1, 3, 4)] == ["offered to An", "offered to An", "offered to Binh"]


def test_only_sessions_that_occupy_a_slot_count() -> None:
    day = Day("An", "Binh", mode=Mode.LEAST_BUSY, slot_rule="answered")
    day.customers(1, 2)
    day.serves("An", 1)
    day.customers(3)
    assert day.where(3) == "offered to An"


def test_equally_busy_is_whoever_was_asked_longest_ago() -> None:
    day = Day("An", "Binh", mode=Mode.LEAST_BUSY)
    day.customers(1)
    day.finishes(1)
    day.customers(2)
    assert day.where(2) == "offered to Binh"
