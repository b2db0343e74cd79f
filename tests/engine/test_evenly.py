"""docs/behaviour/routing.md, told: who is offered what, and what becomes of offers."""

from openline.engine.effects import OfferKept, OfferMade
from openline.engine.events import Claimed, OfferAccepted, OfferDeclined, OfferExpired
from openline.engine.step import RejectReason
from tests.engine.day import Day


def test_three_customers_go_to_first_second_first() -> None:
    day = Day("An", "Binh")
    day.customers(1, 2, 3)
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to An", "offered to Binh", "offered to An"]


def test_the_stamp_is_made_when_offering_not_when_accepting() -> None:
    day = Day("An", "Binh", "Chi")
    day.customers(1, 2)
    day.passes(30)
    day.accepts("Binh", 2)
    day.customers(3, 4)
    assert day.where(3) == "offered to Chi"
    assert day.where(4) == "offered to An"


def test_within_one_millisecond_the_order_of_offers_still_counts() -> None:
    day = Day("An", "Binh", "Chi")
    day.customers(1, 2, 3)
    day.queue_is("Chi", "Binh", "An")
    day.customers(4, 5, 6)
    assert [day.where(n) for n in (4, 5, 6)] == ["offered to An", "offered to Binh", "offered to Chi"]


def test_a_newcomer_comes_before_everybody_who_was_offered_something() -> None:
    day = Day("An", "Binh")
    day.customers(1)
    day.queue_is("An", "Binh", "Chi")
    day.customers(2, 3, 4)
    assert [day.where(n) for n in (2, 3, 4)] == ["offered to Binh", "offered to Chi", "offered to An"]


def test_an_offer_nobody_takes_goes_to_the_next_after_the_idle_time() -> None:
    day = Day("An", "Binh", idle_time_s=60)
    day.customers(1)
    day.passes(59.999)
    assert (day.where(1), day.status(1)) == ("offered to An", 0)
    day.passes(0.001)
    assert (day.where(1), day.status(1)) == ("offered to Binh", 5)


def test_the_only_member_keeps_it_and_its_time_starts_anew() -> None:
    day = Day("An", idle_time_s=60, max_sessions=1)
    day.customers(1)
    day.passes(60)
    assert (day.where(1), day.status(1)) == ("offered to An", 0)
    assert OfferKept(1, day.id_of("An"), day.now + 60_000) in day.effects
    assert not any(isinstance(effect, OfferMade) for effect in day.effects)
    assert day.refusal(OfferExpired(day.now + 59_999, 1)) is RejectReason.TOO_EARLY


def test_who_let_it_go_comes_last_even_if_his_stamp_is_the_oldest() -> None:
    day = Day("An", "Binh")
    day.customers(1)
    day.passes(10)
    day.customers(2)
    day.accepts("Binh", 2)
    day.declines("An", 1)
    assert day.where(1) == "offered to Binh"
    assert day.named(day.why[0]) == {"An": "just_had_it"}


def test_who_gave_it_back_is_asked_again_only_if_there_is_nobody_else() -> None:
    day = Day("An", "Binh", max_sessions=1)
    day.customers(1)
    day.accepts("An", 1)
    day.gives_back(1)
    assert day.where(1) == "offered to Binh"
    day.accepts("Binh", 1)
    day.customers(2)
    day.accepts("An", 2)
    day.gives_back(2)
    assert day.where(2) == "offered to An"


def test_idle_time_zero_is_an_hour() -> None:
    day = Day("An", "Binh", idle_time_s=0)
    day.customers(1)
    day.passes(3_599)
    assert day.where(1) == "offered to An"
    day.passes(1)
    assert day.where(1) == "offered to Binh"


def test_the_oldest_is_served_first_when_somebody_becomes_free() -> None:
    day = Day("An", max_sessions=1)
    day.customers(1, 2, 3)
    day.serves("An", 1)
    assert [day.where(n) for n in (2, 3)] == ["offered to An", "waiting"]
    day.finishes(2)
    assert day.where(3) == "offered to An"


def test_nobody_overtakes_when_somebody_becomes_free_as_a_new_customer_arrives() -> None:
    day = Day("An", max_sessions=1, slot_rule="closed")
    day.customers(1)
    day.accepts("An", 1)
    day.customers(2)
    day.finishes(1)
    day.customers(3)
    assert [day.where(n) for n in (2, 3)] == ["offered to An", "waiting"]


def test_one_event_gives_everybody_what_he_can_take() -> None:
    day = Day("An", "Binh", max_sessions=2)
    day.goes("An", "offline")
    day.goes("Binh", "offline")
    day.customers(1, 2, 3, 4, 5)
    assert day.why_waiting(1) == {"An": "offline", "Binh": "offline"}
    day.goes("An", "online")
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to An", "offered to An", "waiting"]
    day.settings_are(max_sessions=3)
    assert day.where(3) == "offered to An"
    day.queue_is("An", "Binh", "Chi")
    assert [day.where(n) for n in (4, 5)] == ["offered to Chi", "offered to Chi"]


def test_an_offer_is_not_taken_away_because_somebody_arrives() -> None:
    day = Day("An", "Binh")
    day.goes("Binh", "offline")
    day.customers(1, 2)
    day.goes("Binh", "online")
    assert [day.where(n) for n in (1, 2)] == ["offered to An", "offered to An"]


def test_undistributed_is_looked_at_again_after_two_minutes_at_most() -> None:
    day = Day("An", idle_time_s=300)
    day.goes("An", "offline")
    day.customers(1)
    assert list(day.timers.values()) == [day.now + 120_000]
    day.passes(120)
    assert list(day.timers.values()) == [day.now + 120_000]
    day.settings_are(idle_time_s=60)
    day.passes(120)
    assert list(day.timers.values()) == [day.now + 60_000]


def test_late_and_foreign_clicks_are_answered_not_obeyed() -> None:
    day = Day("An", "Binh", idle_time_s=60)
    an, binh = day.id_of("An"), day.id_of("Binh")
    day.customers(1)
    day.passes(60)
    assert day.refusal(OfferAccepted(day.now, 1, an)) is RejectReason.OFFER_GONE
    assert day.refusal(OfferDeclined(day.now, 1, an)) is RejectReason.OFFER_GONE
    assert day.refusal(Claimed(day.now, 1, an)) is RejectReason.NOT_WAITING
    day.accepts("Binh", 1)
    assert day.refusal(OfferAccepted(day.now, 1, binh)) is RejectReason.ALREADY_OWNER
    assert day.refusal(OfferExpired(day.now + 60_000, 1)) is RejectReason.OFFER_GONE
    day.finishes(1)
    assert day.refusal(OfferAccepted(day.now, 1, binh)) is RejectReason.NOT_FOUND


def test_an_accept_counts_as_long_as_the_timer_has_not_fired() -> None:
    day = Day("An", "Binh", idle_time_s=60)
    day.customers(1)
    day.now += 60_500
    day.accepts("An", 1)
    assert day.where(1) == "owned by An"


def test_what_nobody_could_be_offered_may_be_claimed_from_outside() -> None:
    day = Day("An", max_sessions=1)
    day.customers(1, 2, 3, 4)
    an, boss = day.id_of("An"), day.id_of("Boss")
    assert day.refusal(Claimed(day.now, 2, an)) is RejectReason.NO_FREE_SLOT
    day.claims("Boss", 3)
    assert day.where(3) == "owned by Boss"
    assert day.refusal(Claimed(day.now, 4, boss)) is RejectReason.NO_FREE_SLOT


def test_the_explanation_names_those_passed_over_in_order() -> None:
    day = Day("An", "Binh", "Chi", "Dung", max_sessions=1)
    day.goes("An", "offline")
    day.goes("Binh", "dismissed")
    day.customers(1)
    day.customers(2)
    assert day.why[0].winner == day.id_of("Dung")
    assert day.named(day.why[0]) == {"An": "offline", "Binh": "dismissed"}
    assert day.why[0].counts == {"offline": 1, "dismissed": 1, "no_free_slot": 1}
    assert day.why[0].cause == "session_queued"


def test_the_explanation_of_a_wait_names_everybody() -> None:
    day = Day("An", "Binh", max_sessions=1)
    day.goes("Binh", "offline")
    day.customers(1, 2)
    assert day.why[0].winner is None
    assert day.named(day.why[0]) == day.why_waiting(2) == {"Binh": "offline", "An": "no_free_slot"}
