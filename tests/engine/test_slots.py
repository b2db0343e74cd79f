"""docs/behaviour/routing.md, told: when a session occupies a slot, and how somebody may get more than his slots."""

from dataclasses import replace

import pytest

from openline.engine.events import AgentChanged, Claimed, OfferAccepted
from openline.engine.model import Mode, SlotRule
from openline.engine.remedies import Remedy, remedies
from openline.engine.step import RejectReason
from openline.engine.words import SESSIONS_PER_AGENT
from tests.engine.day import Day


@pytest.mark.parametrize(
    ("rule", "after_reply", "after_question"),
    [
        (SlotRule.ANSWERED_NEW, "free", "free"),
        (SlotRule.ANSWERED, "free", "busy"),
        (SlotRule.CLOSED, "busy", "busy"),
    ],
)
def test_when_a_session_occupies_a_slot(rule: SlotRule, after_reply: str, after_question: str) -> None:
    day = Day("An", max_sessions=1, slot_rule=rule)
    an = day.id_of("An")
    busy = {0: "free", 1: "busy"}
    day.customers(1)
    assert busy[day.state.load(an)] == "busy"
    day.accepts("An", 1)
    day.customer_writes(1)
    assert busy[day.state.load(an)] == "busy"
    day.replies("An", 1)
    assert busy[day.state.load(an)] == after_reply
    day.customer_writes(1)
    day.customer_writes(1)
    assert (busy[day.state.load(an)], day.status(1)) == (after_question, 25)
    day.finishes(1)
    assert busy[day.state.load(an)] == "free"


def test_an_answered_session_makes_room_and_its_customer_may_overload_the_agent() -> None:
    day = Day("An", max_sessions=1, slot_rule="answered")
    day.customers(1, 2)
    day.serves("An", 1)
    assert day.where(2) == "offered to An"
    day.customer_writes(1)
    assert day.state.load(day.id_of("An")) == 2
    day.accepts("An", 2)
    assert day.where(2) == "owned by An"


def test_a_lowered_limit_takes_nothing_away() -> None:
    day = Day("An", max_sessions=3)
    day.customers(1, 2, 3)
    day.settings_are(max_sessions=1)
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to An"] * 3
    day.accepts("An", 3)
    day.passes(60)
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to An", "offered to An", "owned by An"]


def test_an_agent_may_start_sessions_over_his_limit() -> None:
    day = Day("An", max_sessions=1)
    day.customers(1)
    day.starts("An", 2)
    day.starts("Boss", 3)
    assert (day.where(2), day.where(3), day.status(3)) == ("owned by An", "owned by Boss", 10)


def test_without_a_limit_a_thousand_fit() -> None:
    day = Day("An", max_sessions=0)
    assert day.state.settings.capacity == 1_000


@pytest.mark.parametrize("mode", [Mode.EVENLY, Mode.ALL])
def test_at_the_cap_whoever_acts_by_hand_hears_of_the_cap_and_not_of_slots(mode: Mode) -> None:
    day = Day("An", "Binh", mode=mode, max_sessions=0)
    day.goes("Binh", "offline")
    if mode is Mode.ALL:
        day.customers(1)
    day.happens(AgentChanged(day.now, replace(day.facts("An"), elsewhere=SESSIONS_PER_AGENT)))
    if mode is Mode.EVENLY:
        day.customers(1)
    takes = OfferAccepted if mode is Mode.ALL else Claimed
    assert day.refusal(takes(day.now, 1, day.id_of("An"))) is RejectReason.CAP_REACHED
    assert remedies(day.state, 1) == {Remedy.AGENT_BELOW_CAP: 1, Remedy.AGENT_ONLINE: 1}
    day.happens(AgentChanged(day.now, replace(day.facts("An"), elsewhere=SESSIONS_PER_AGENT - 1)))
    day.accepts("An", 1)
    assert day.where(1) == "owned by An"
