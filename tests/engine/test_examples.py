"""The examples of docs/behaviour/examples.md that concern the engine alone, by their numbers."""

from openline.engine.effects import OfferMade
from openline.engine.events import SessionQueued
from openline.engine.model import AgentFacts, WithBot
from tests.engine.day import Day


def test_e1_three_customers() -> None:
    day = Day("An", "Binh", check_available=False)
    day.customers(1)
    first = day.now
    day.passes(1)
    day.customers(2, 3)
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to An", "offered to Binh", "offered to An"]
    stamps = {member.agent_id: member.last_offered_at for member in day.state.members}
    assert stamps == {day.id_of("An"): first + 1_000, day.id_of("Binh"): first + 1_000}


def test_e2_not_accepted_in_time() -> None:
    day = Day("An", "Binh", check_available=False)
    day.customers(1)
    day.passes(60)
    assert (day.where(1), day.status(1)) == ("offered to Binh", 5)


def test_e3_not_accepted_in_time_and_alone() -> None:
    day = Day("An", check_available=False)
    day.customers(1)
    day.passes(60)
    assert (day.where(1), day.status(1)) == ("offered to An", 0)
    assert not any(isinstance(effect, OfferMade) for effect in day.effects)
    assert list(day.timers.values()) == [day.now + 60_000]


def test_e4_a_question_after_the_answer_does_not_occupy_the_slot_again() -> None:
    day = Day("An", check_available=False, max_sessions=1, slot_rule="answered_new")
    day.customers(1)
    day.serves("An", 1)
    day.customer_writes(1)
    day.customers(2)
    assert (day.status(1), day.where(2)) == (25, "offered to An")


def test_e5_a_question_after_the_answer_occupies_the_slot_again() -> None:
    day = Day("An", check_available=False, max_sessions=1, slot_rule="answered")
    day.customers(1)
    day.serves("An", 1)
    day.customer_writes(1)
    day.customers(2)
    assert (day.status(1), day.where(2)) == (25, "waiting")


def test_e6_no_overtaking() -> None:
    day = Day("An", "Binh", check_available=False, max_sessions=1)
    day.customers(1, 2, 3)
    assert day.where(3) == "waiting"
    day.finishes(1)
    day.customers(4)
    assert (day.where(3), day.where(4)) == ("offered to An", "waiting")


def test_e9_who_is_responsible_keeps_it_from_outside_the_queue_and_over_his_limit() -> None:
    day = Day("An", "Binh", check_available=False, max_sessions=1)
    day.customer_of("Rosa", 1)
    day.customer_of("Rosa", 2)
    day.passes(3_600)
    assert [day.where(n) for n in (1, 2)] == ["offered to Rosa", "offered to Rosa"]


def test_e10_who_is_responsible_and_was_dismissed_gets_nothing() -> None:
    day = Day("An", "Binh", "Rosa", check_available=False)
    day.goes("Rosa", "dismissed")
    day.customer_of("Rosa", 1)
    assert day.where(1) == "offered to An"


def test_e11_a_bot_comes_before_who_is_responsible_and_hands_over_to_the_queue() -> None:
    day = Day("An", "Binh", check_available=False)
    rosa = AgentFacts(day.id_of("Rosa"), active=True, online=True)
    day.happens(SessionQueued(day.now, 1, rosa, bot_id=7))
    assert isinstance(day.session(1).phase, WithBot)
    day.gives_back(1, "handed_over")
    assert day.where(1) == "offered to An"
