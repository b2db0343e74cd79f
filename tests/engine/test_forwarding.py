"""docs/behaviour/routing.md R36, told: customers that are somebody's own."""

import pytest

from openline.engine.effects import OfferEnded, OfferMade, Outcome
from openline.engine.eligibility import Refusal
from openline.engine.events import OfferExpired
from openline.engine.model import Mode
from openline.engine.step import RejectReason
from tests.engine.day import Day


@pytest.mark.parametrize("mode", Mode)
def test_it_is_offered_to_him_alone_and_without_a_time(mode: Mode) -> None:
    day = Day("An", "Binh", mode=mode)
    day.customer_of("Binh", 1)
    assert day.effects == (OfferMade(1, day.id_of("Binh"), None),)
    assert day.timers == {}
    assert [(why.cause, why.winner) for why in day.why] == [("responsible", day.id_of("Binh"))]
    day.passes(86_400)
    assert day.where(1) == "offered to Binh"
    assert day.refusal(OfferExpired(day.now, 1)) is RejectReason.TOO_EARLY
    day.accepts("Binh", 1)
    assert day.where(1) == "owned by Binh"


def test_it_is_nobodys_turn_and_no_slot_is_asked_for() -> None:
    day = Day("An", "Binh", max_sessions=1)
    day.customers(1)
    day.customer_of("An", 2)
    day.customers(3)
    assert [day.where(number) for number in (1, 2, 3)] == ["offered to An", "offered to An", "offered to Binh"]


def test_he_need_not_stand_in_the_queue() -> None:
    day = Day("An")
    day.customer_of("Dung", 1)
    assert day.where(1) == "offered to Dung"
    day.declines("Dung", 1)
    assert day.where(1) == "offered to An"


def test_if_he_is_not_there_the_queue_decides_and_both_are_explained() -> None:
    day = Day("An", "Binh")
    day.goes("An", "offline")
    day.customer_of("An", 1)
    an, binh = day.id_of("An"), day.id_of("Binh")
    assert day.where(1) == "offered to Binh"
    assert [(why.cause, why.winner) for why in day.why] == [("responsible", None), ("session_queued", binh)]
    assert day.why[0].passed_over == ((an, Refusal.OFFLINE),)


def test_it_stays_his_whatever_he_does_until_the_customer_asks() -> None:
    day = Day("An", "Binh")
    day.customer_of("An", 1)
    day.goes("An", "offline")
    day.settings_are(mode=Mode.STRICTLY)
    day.queue_is("Binh")
    assert day.where(1) == "offered to An"
    day.customer_writes(1)
    assert OfferEnded(1, day.id_of("An"), Outcome.WITHDRAWN, "offline") in day.effects
    assert day.where(1) == "offered to Binh"


def test_alone_he_keeps_it() -> None:
    day = Day("An")
    day.customer_of("An", 1)
    day.goes("An", "offline")
    day.customer_writes(1)
    assert day.where(1) == "offered to An"


def test_a_dismissed_agent_has_no_customers() -> None:
    day = Day("An", "Binh")
    day.customer_of("An", 1)
    day.goes("An", "dismissed")
    assert day.where(1) == "offered to Binh"


def test_who_skips_comes_last_and_then_has_the_queues_time() -> None:
    day = Day("An")
    day.customer_of("An", 1)
    day.declines("An", 1)
    assert OfferMade(1, day.id_of("An"), day.now + 60_000) in day.effects
