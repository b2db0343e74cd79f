"""docs/behaviour/routing.md R35, told: how rounds in vain are counted, and that they are told once."""

import pytest

from openline.engine.effects import RoundsOver
from openline.engine.model import Mode
from tests.engine.day import Day


def told(day: Day) -> list[RoundsOver]:
    return [effect for effect in day.effects if isinstance(effect, RoundsOver)]


@pytest.mark.parametrize("mode", [Mode.EVENLY, Mode.STRICTLY, Mode.LEAST_BUSY, Mode.SKILLS])
def test_a_round_is_over_when_everybody_was_asked(mode: Mode) -> None:
    day = Day("An", "Binh", mode=mode, escalate_after=2)
    day.customers(1)
    rounds = []
    for _ in range(6):
        day.passes(60)
        rounds.append((day.session(1).rounds, len(told(day))))
    assert rounds == [(0, 0), (1, 0), (1, 0), (2, 1), (2, 0), (2, 0)]


def test_who_is_alone_ends_a_round_with_every_offer() -> None:
    day = Day("An", escalate_after=1)
    day.customers(1)
    day.declines("An", 1)
    assert told(day) == [RoundsOver(1, 1)]


def test_a_look_that_finds_nobody_is_a_round() -> None:
    day = Day("An", escalate_after=2, idle_time_s=90)
    day.goes("An", "offline")
    day.customers(1)
    day.passes(90)
    assert day.session(1).rounds == 1
    day.passes(90)
    assert told(day) == [RoundsOver(1, 2)]


def test_an_hour_of_an_offer_to_everybody_is_a_round() -> None:
    day = Day("An", mode=Mode.ALL, escalate_after=1)
    day.customers(1)
    day.passes(3_600)
    assert told(day) == [RoundsOver(1, 1)]


def test_accepting_begins_anew() -> None:
    day = Day("An", escalate_after=3)
    day.customers(1)
    day.declines("An", 1)
    day.accepts("An", 1)
    assert day.session(1).rounds == 0
    day.gives_back(1)
    assert day.session(1).rounds == 0


def test_without_the_setting_nothing_is_counted_or_remembered() -> None:
    day = Day("An")
    day.customers(1)
    day.declines("An", 1)
    assert (day.session(1).rounds, day.session(1).tried, told(day)) == (0, (), [])
