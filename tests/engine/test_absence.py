"""docs/behaviour/routing.md, told: what becomes of the sessions of somebody who is not there."""

from openline.engine.effects import OfferEnded, Outcome, SessionReturned
from tests.engine.day import Day


def test_offers_of_somebody_who_goes_away_go_on_at_once() -> None:
    day = Day("An", "Binh")
    day.customers(1, 2, 3)
    day.accepts("An", 3)
    day.goes("An", "offline")
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to Binh", "offered to Binh", "owned by An"]
    assert OfferEnded(1, day.id_of("An"), Outcome.WITHDRAWN, "offline") in day.effects


def test_even_the_only_member_loses_his_offers_when_he_goes_away() -> None:
    day = Day("An")
    day.customers(1)
    day.goes("An", "offline")
    assert (day.where(1), day.status(1)) == ("waiting", 5)
    day.goes("An", "online")
    assert day.where(1) == "offered to An"


def test_an_accepted_session_stays_until_its_customer_writes() -> None:
    day = Day("An", "Binh", max_sessions=1)
    day.customers(1)
    day.serves("An", 1)
    day.goes("An", "offline")
    assert day.where(1) == "owned by An"
    day.customer_writes(1)
    assert (day.where(1), day.status(1)) == ("offered to Binh", 5)
    assert SessionReturned(1, day.id_of("An"), "offline") in day.effects


def test_a_returned_session_comes_before_those_who_came_later() -> None:
    day = Day("An", "Binh", max_sessions=1)
    day.customers(1, 2)
    day.serves("An", 1)
    day.accepts("Binh", 2)
    day.goes("An", "offline")
    day.customers(3)
    day.customer_writes(1)
    assert [day.where(n) for n in (1, 3)] == ["waiting", "waiting"]
    day.finishes(2)
    assert [day.where(n) for n in (1, 3)] == ["offered to Binh", "waiting"]


def test_the_only_member_keeps_what_he_has_accepted() -> None:
    day = Day("An")
    day.customers(1)
    day.serves("An", 1)
    day.goes("An", "offline")
    day.customer_writes(1)
    assert (day.where(1), day.status(1)) == ("owned by An", 25)


def test_without_the_check_nobody_asks_who_is_online() -> None:
    day = Day("An", "Binh", check_available=False)
    day.goes("An", "offline")
    day.customers(1)
    assert day.where(1) == "offered to An"
    day.accepts("An", 1)
    day.customer_writes(1)
    assert day.where(1) == "owned by An"


def test_switching_the_check_on_withdraws_the_offers_of_those_who_are_away() -> None:
    day = Day("An", "Binh", check_available=False)
    day.goes("An", "offline")
    day.customers(1)
    day.settings_are(check_available=True)
    assert day.where(1) == "offered to Binh"


def test_somebody_dismissed_loses_everything_at_once() -> None:
    day = Day("An", "Binh", check_available=False)
    day.customers(1, 2, 3)
    day.serves("An", 1)
    day.goes("An", "dismissed")
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to Binh"] * 3
    assert SessionReturned(1, day.id_of("An"), "dismissed") in day.effects


def test_a_removed_member_loses_everything_at_once() -> None:
    day = Day("An", "Binh")
    day.customers(1, 2, 3)
    day.serves("An", 1)
    day.queue_is("Binh")
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to Binh"] * 3
    assert SessionReturned(1, day.id_of("An"), "removed") in day.effects
    assert OfferEnded(3, day.id_of("An"), Outcome.WITHDRAWN, "removed") in day.effects


def test_without_any_member_sessions_wait_for_the_first_one() -> None:
    day = Day("An")
    day.customers(1)
    day.queue_is()
    day.customers(2)
    assert [day.where(n) for n in (1, 2)] == ["waiting", "waiting"]
    day.queue_is("Binh")
    assert [day.where(n) for n in (1, 2)] == ["offered to Binh"] * 2


def test_an_owner_from_outside_is_held_to_the_same_rules() -> None:
    day = Day("An", max_sessions=1)
    day.customers(1, 2)
    day.claims("Boss", 2)
    day.goes("Boss", "offline")
    day.finishes(1)
    day.customer_writes(2)
    assert day.where(2) == "offered to An"
    assert day.state.agent(day.id_of("Boss")) is None
