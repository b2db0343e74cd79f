"""docs/behaviour/routing.md R25 and R45, told: handed over by hand, and pinned."""

from openline.engine.effects import OfferEnded, Outcome, PinChanged, SessionHandedOver, SessionReturned
from openline.engine.events import SessionHanded, SessionPinned, SessionUnpinned
from openline.engine.model import Mode
from openline.engine.step import RejectReason
from tests.engine.day import Day


def test_a_session_handed_over_is_his_at_once_even_over_his_limit() -> None:
    day = Day("An", "Binh", max_sessions=1)
    day.customers(1, 2)
    day.serves("An", 1)
    day.accepts("Binh", 2)
    day.hands(1, "Binh")
    assert (day.where(1), day.status(1)) == ("owned by Binh", 40)
    an, binh, boss = day.id_of("An"), day.id_of("Binh"), day.id_of("Boss")
    assert SessionHandedOver(1, binh, an, boss, "transferred") in day.effects
    day.customer_writes(1)
    assert day.state.load(binh) == 2


def test_what_nobody_has_accepted_is_accepted_by_being_handed_over() -> None:
    day = Day("An", "Binh")
    day.customers(1)
    day.hands(1, "Binh")
    assert OfferEnded(1, day.id_of("An"), Outcome.WITHDRAWN, "transferred") in day.effects
    assert (day.where(1), day.status(1)) == ("owned by Binh", 10)
    assert day.timers == {}


def test_what_is_offered_to_all_may_be_handed_over() -> None:
    day = Day("An", "Binh", mode=Mode.ALL)
    day.customers(1)
    day.hands(1, "Binh", "intercepted")
    assert OfferEnded(1, None, Outcome.WITHDRAWN, "intercepted") in day.effects


def test_the_slot_he_had_goes_to_whoever_waits() -> None:
    day = Day("An", max_sessions=1)
    day.customers(1, 2)
    day.accepts("An", 1)
    day.hands(1, "Boss")
    assert [day.where(n) for n in (1, 2)] == ["owned by Boss", "offered to An"]


def test_nobody_is_handed_what_is_his_or_when_he_is_dismissed() -> None:
    day = Day("An", "Binh")
    an, binh = day.id_of("An"), day.id_of("Binh")
    day.customers(1)
    day.accepts("An", 1)
    day.goes("Binh", "dismissed")
    assert day.refusal(SessionHanded(day.now, 1, an, an, "transferred")) is RejectReason.ALREADY_OWNER
    assert day.refusal(SessionHanded(day.now, 1, binh, an, "transferred")) is RejectReason.AGENT_DISMISSED
    assert day.refusal(SessionHanded(day.now, 9, binh, an, "transferred")) is RejectReason.NOT_FOUND


def test_a_pinned_session_stays_with_its_owner_while_he_is_away() -> None:
    day = Day("An", "Binh")
    day.customers(1)
    day.serves("An", 1)
    day.pins("An", 1)
    day.goes("An", "offline")
    day.customer_writes(1)
    assert (day.where(1), day.status(1)) == ("owned by An", 25)
    day.unpins("An", 1)
    assert SessionReturned(1, day.id_of("An"), "offline") in day.effects
    assert (day.where(1), day.status(1)) == ("offered to Binh", 5)


def test_an_answered_session_stays_when_it_is_unpinned() -> None:
    day = Day("An", "Binh")
    day.customers(1)
    day.serves("An", 1)
    day.pins("An", 1)
    day.goes("An", "offline")
    day.unpins("An", 1)
    assert day.where(1) == "owned by An"


def test_only_the_owner_pins_and_twice_is_once() -> None:
    day = Day("An", "Binh")
    day.customers(1)
    an = day.id_of("An")
    assert day.refusal(SessionPinned(day.now, 1, an)) is RejectReason.NOT_OWNER
    day.accepts("An", 1)
    assert day.refusal(SessionPinned(day.now, 1, day.id_of("Binh"))) is RejectReason.NOT_OWNER
    assert day.refusal(SessionUnpinned(day.now, 1, day.id_of("Binh"))) is RejectReason.NOT_OWNER
    day.pins("An", 1)
    assert day.effects == (PinChanged(1, an, pinned=True),)
    day.pins("An", 1)
    assert not day.effects


def test_dismissal_and_handing_over_end_the_pin() -> None:
    day = Day("An", "Binh", "Chi")
    day.customers(1)
    day.accepts("An", 1)
    day.pins("An", 1)
    day.hands(1, "Binh")
    assert not day.session(1).pinned
    day.pins("Binh", 1)
    day.goes("Binh", "dismissed")
    assert day.where(1).startswith("offered")
    assert not day.session(1).pinned
