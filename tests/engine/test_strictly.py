"""docs/behaviour/routing.md R26, told: exactly in the order of the queue, round after round."""

from openline.engine.model import Mode
from tests.engine.day import Day


def strict(*members: str, **settings: int) -> Day:
    return Day(*members, mode=Mode.STRICTLY, **settings)


def test_every_session_begins_at_the_top_of_the_queue() -> None:
    day = strict("An", "Binh", "Chi")
    day.customers(1, 2, 3)
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to An"] * 3


def test_who_has_no_slot_is_passed_over() -> None:
    day = strict("An", "Binh", max_sessions=1)
    day.customers(1, 2, 3)
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to An", "offered to Binh", "waiting"]


def test_a_session_goes_down_the_queue_and_begins_anew() -> None:
    day = strict("An", "Binh", "Chi", idle_time_s=60)
    day.customers(1)
    asked = [day.where(1)]
    for _ in range(5):
        day.passes(60)
        asked.append(day.where(1))
    assert asked == [f"offered to {name}" for name in ("An", "Binh", "Chi", "An", "Binh", "Chi")]


def test_rounds_of_two_sessions_do_not_mix() -> None:
    day = strict("An", "Binh", "Chi")
    day.customers(1)
    day.declines("An", 1)
    day.customers(2)
    day.declines("An", 2)
    day.declines("Binh", 1)
    assert [day.where(n) for n in (1, 2)] == ["offered to Chi", "offered to Binh"]


def test_the_only_one_who_is_there_keeps_it_and_the_round_begins_anew() -> None:
    day = strict("An", "Binh", "Chi", idle_time_s=60)
    day.goes("An", "offline")
    day.goes("Chi", "offline")
    day.customers(1)
    day.passes(60)
    assert day.where(1) == "offered to Binh"
    assert day.session(1).tried == (day.id_of("Binh"),)


def test_who_comes_later_is_asked_in_this_round_although_he_stands_above() -> None:
    day = strict("An", "Binh", "Chi", idle_time_s=60)
    day.goes("An", "offline")
    day.customers(1)
    day.goes("An", "online")
    day.passes(60)
    assert day.where(1) == "offered to An"
    day.passes(60)
    assert day.where(1) == "offered to Chi"


def test_when_all_were_asked_the_first_comes_unless_he_has_just_let_it_go() -> None:
    day = strict("An", "Binh", idle_time_s=60)
    day.goes("An", "offline")
    day.customers(1)
    day.goes("An", "online")
    day.passes(60)
    assert day.where(1) == "offered to An"
    day.passes(60)
    assert day.where(1) == "offered to Binh"


def test_accepting_ends_the_round() -> None:
    day = strict("An", "Binh", "Chi")
    day.customers(1)
    day.declines("An", 1)
    day.accepts("Binh", 1)
    day.gives_back(1)
    assert day.where(1) == "offered to An"


def test_giving_back_an_offer_by_hand_begins_a_new_round() -> None:
    day = strict("An", "Binh", "Chi")
    day.customers(1)
    day.declines("An", 1)
    day.gives_back(1)
    assert day.where(1) == "offered to An"


def test_another_mode_asks_again_from_the_beginning() -> None:
    day = Day("An", "Binh", "Chi", mode=Mode.EVENLY)
    day.customers(1, 2, 3)
    day.accepts("Chi", 3)
    day.settings_are(mode=Mode.STRICTLY)
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to An", "offered to An", "owned by Chi"]
    day.declines("An", 1)
    day.settings_are(mode=Mode.EVENLY)
    assert [day.session(n).tried for n in (1, 2)] == [(), ()]
