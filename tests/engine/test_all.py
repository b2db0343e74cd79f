"""docs/behaviour/routing.md R28, told: offered to everybody who may take it; the first to accept gets it."""

from openline.engine.effects import OfferEnded, OfferKept, OfferMade, OfferStays, Outcome
from openline.engine.events import OfferAccepted, OfferDeclined, SessionRequeued
from openline.engine.explain import why_waiting
from openline.engine.model import Mode
from openline.engine.step import RejectReason
from tests.engine.day import Day


def everybody(*members: str, **settings: int) -> Day:
    return Day(*members, mode=Mode.ALL, **settings)


def test_it_is_offered_to_all_at_once_and_is_nobodys() -> None:
    day = everybody("An", "Binh", max_sessions=1)
    day.customers(1, 2, 3)
    assert [day.where(n) for n in (1, 2, 3)] == ["offered to all"] * 3
    assert [day.state.load(day.id_of(name)) for name in ("An", "Binh")] == [0, 0]
    assert OfferMade(3, None, day.now + 3_600_000) in day.effects


def test_the_first_to_accept_gets_it() -> None:
    day = everybody("An", "Binh")
    an = day.id_of("An")
    day.customers(1)
    day.accepts("Binh", 1)
    assert day.effects[0] == OfferEnded(1, None, Outcome.ACCEPTED)
    assert day.where(1) == "owned by Binh"
    assert day.refusal(OfferAccepted(day.now, 1, an)) is RejectReason.OFFER_GONE
    assert day.refusal(OfferAccepted(day.now, 1, day.id_of("Binh"))) is RejectReason.ALREADY_OWNER


def test_without_a_slot_he_cannot_accept_and_the_offer_stays() -> None:
    day = everybody("An", "Binh", max_sessions=1)
    day.customers(1, 2)
    day.accepts("An", 1)
    assert day.refusal(OfferAccepted(day.now, 2, day.id_of("An"))) is RejectReason.NO_FREE_SLOT
    assert day.where(2) == "offered to all"
    day.finishes(1)
    day.accepts("An", 2)
    assert day.where(2) == "owned by An"


def test_only_members_may_accept_and_others_may_claim() -> None:
    day = everybody("An")
    boss = day.id_of("Boss")
    day.customers(1)
    assert day.refusal(OfferAccepted(day.now, 1, boss)) is RejectReason.OFFER_GONE
    assert day.refusal(OfferDeclined(day.now, 1, boss)) is RejectReason.OFFER_GONE
    day.claims("Boss", 1)
    assert OfferEnded(1, None, Outcome.WITHDRAWN, "claimed") in day.effects
    assert day.where(1) == "owned by Boss"


def test_skipping_changes_nothing() -> None:
    day = everybody("An", "Binh")
    day.customers(1)
    before = day.state.sessions
    day.declines("An", 1)
    assert day.state.sessions == before
    assert day.effects == (OfferStays(1, day.id_of("An")),)
    day.accepts("An", 1)


def test_after_an_hour_it_is_still_offered_and_looked_at_again() -> None:
    day = everybody("An", idle_time_s=60)
    day.customers(1)
    day.passes(3_600)
    assert OfferKept(1, None, day.now + 3_600_000) in day.effects
    assert (day.where(1), day.status(1)) == ("offered to all", 0)


def test_it_waits_while_nobody_is_there_and_is_then_offered_oldest_first() -> None:
    day = everybody("An", "Binh")
    day.goes("An", "offline")
    day.goes("Binh", "offline")
    day.customers(1, 2)
    assert [day.where(n) for n in (1, 2)] == ["waiting", "waiting"]
    day.goes("Binh", "online")
    made = [effect.session_id for effect in day.effects if isinstance(effect, OfferMade)]
    assert made == [1, 2]
    assert [day.named(why) for why in day.why] == [{"An": "offline"}] * 2
    assert [why.offered for why in day.why] == [1, 1]


def test_who_goes_away_or_comes_changes_only_who_may_take_it() -> None:
    day = everybody("An", "Binh", max_sessions=1)
    day.customers(1, 2)
    day.goes("An", "offline")
    day.accepts("Binh", 2)
    assert day.where(1) == "offered to all"
    why = why_waiting(day.state, 1)
    assert why is not None
    assert (day.named(why), why.offered) == ({"An": "offline", "Binh": "no_free_slot"}, 0)
    day.goes("An", "online")
    why = why_waiting(day.state, 1)
    assert why is not None
    assert why.offered == 1


def test_what_nobody_holds_cannot_be_given_back() -> None:
    day = everybody("An")
    day.customers(1)
    assert day.refusal(SessionRequeued(day.now, 1, "manual")) is RejectReason.ALREADY_WAITING


def test_a_session_of_somebody_absent_is_offered_to_all_again() -> None:
    day = everybody("An", "Binh")
    day.customers(1)
    day.serves("An", 1)
    day.goes("An", "offline")
    day.customer_writes(1)
    assert (day.where(1), day.status(1)) == ("offered to all", 5)


def test_changing_to_all_and_back_begins_anew() -> None:
    day = Day("An", "Binh")
    day.customers(1, 2)
    day.settings_are(mode=Mode.ALL)
    assert [day.where(n) for n in (1, 2)] == ["offered to all"] * 2
    assert OfferEnded(1, day.id_of("An"), Outcome.WITHDRAWN, "mode_changed") in day.effects
    day.settings_are(mode=Mode.STRICTLY)
    assert [day.where(n) for n in (1, 2)] == ["offered to An"] * 2
    assert OfferEnded(1, None, Outcome.WITHDRAWN, "mode_changed") in day.effects
