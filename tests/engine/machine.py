"""A queue under every kind of pressure. Rules are verbs of the trade; every step is checked from inside and outside."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from openline.engine.effects import OfferEnded
from openline.engine.events import (
    AgentReplied,
    BotReplied,
    BotTimeOver,
    Claimed,
    ClosingBegan,
    CustomerWrote,
    Event,
    MembersChanged,
    OfferAccepted,
    OfferDeclined,
    OfferExpired,
    RecallDue,
    SessionArrived,
    SessionFinished,
    SessionHanded,
    SessionLeft,
    SessionPinned,
    SessionQueued,
    SessionReopened,
    SessionRequeued,
    SessionStarted,
    SessionUnpinned,
    Ticked,
)
from openline.engine.model import SessionState, Waiting, WithBot
from openline.engine.remedies import others_can, remedies
from tests.engine.company import Company
from tests.engine.driver import BOT, OTHER_BOT, STAFF, STRANGER, a_number, anybody, holder
from tests.engine.oracle import others_can_take, true_remedies

STRAYS: tuple[Callable[[int, int, int], Event], ...] = (
    lambda at, session_id, _: SessionQueued(at, session_id),
    SessionStarted,
    lambda at, session_id, _: CustomerWrote(at, session_id),
    AgentReplied,
    BotReplied,
    lambda at, session_id, _: BotReplied(at, session_id, BOT),
    lambda at, session_id, _: BotTimeOver(at, session_id),
    OfferAccepted,
    OfferDeclined,
    lambda at, session_id, _: OfferExpired(at, session_id),
    lambda at, session_id, _: RecallDue(at, session_id),
    lambda at, session_id, _: SessionFinished(at, session_id, 50),
    lambda at, session_id, _: ClosingBegan(at, session_id),
    lambda at, session_id, agent_id: SessionReopened(at, session_id, agent_id, at),
    lambda at, session_id, _: SessionLeft(at, session_id),
    lambda at, session_id, _: SessionArrived(at, session_id, at),
    lambda at, session_id, _: SessionRequeued(at, session_id, "manual"),
    Claimed,
    lambda at, session_id, agent_id: SessionHanded(at, session_id, agent_id, agent_id, "intercepted"),
    SessionPinned,
    SessionUnpinned,
    lambda at, session_id, _: Ticked(at, session_id),
    lambda at, _, agent_id: MembersChanged(at, (agent_id, agent_id)),
)


class QueueMachine(Company):
    # Customers

    @rule(together=st.integers(1, 3))
    def customers_arrive(self, together: int) -> None:
        self.arrive(together)

    @rule(agent_id=anybody, then=st.sampled_from(["", "", "away", "waits", "dismissed", "alone", "pauses"]))
    def customer_of_somebody_arrives(self, agent_id: int, then: str) -> None:
        """Who may be from outside the queue, busy or away, or go before he has taken it; a pause takes nothing."""
        if then == "pauses":
            self.settings_change(replace(self.state.settings, check_available=True))
            self.members_change((1, 2, 3))
        self.sessions += 1
        session_id = self.sessions
        self.happen(SessionQueued(self.now, session_id, self.people[agent_id]))
        if then == "pauses":
            self.becomes(replace(self.people[agent_id], paused=True))
        elif then and self.state.agent(agent_id) is not None:
            if then == "alone":
                self.members_change((agent_id,) if agent_id in STAFF else ())
            self.agent_comes_or_goes(agent_id, "dismissed" if then == "dismissed" else "offline")
            if then == "waits":
                self.now += 3_600_000
                self.happen(OfferExpired(self.now, session_id))
            self.happen(CustomerWrote(self.now, session_id))

    @precondition(lambda self: self.owned)
    @rule(which=a_number, times=st.integers(1, 2))
    def customer_writes_to_owner(self, which: int, times: int) -> None:
        session = self.pick(which, self.owned)
        for _ in range(times):
            self.happen(CustomerWrote(self.now, session.id))

    @precondition(lambda self: self.offered)
    @rule(which=a_number)
    def customer_writes_before_anybody_accepts(self, which: int) -> None:
        self.happen(CustomerWrote(self.now, self.pick(which, self.offered).id))

    # Bots

    @rule(together=st.integers(1, 2), until_ms=st.sampled_from([None, 1_000, 60_000]))
    def customers_come_to_a_bot(self, together: int, until_ms: int | None) -> None:
        for _ in range(together):
            self.sessions += 1
            until = None if until_ms is None else self.now + until_ms
            his_own = self.people[1] if self.sessions % 2 else None  # a bot comes before whoever is responsible
            self.happen(SessionQueued(self.now, self.sessions, his_own, BOT, until))

    @precondition(lambda self: self.with_bots)
    @rule(which=a_number, bot_id=st.sampled_from([BOT, BOT, OTHER_BOT]), customer=st.booleans())
    def bot_talks(self, which: int, bot_id: int, *, customer: bool) -> None:
        session = self.pick(which, self.with_bots)
        self.happen(BotReplied(self.now, session.id, bot_id))
        if customer:
            self.happen(CustomerWrote(self.now, session.id))

    @precondition(lambda self: self.with_bots)
    @rule(which=a_number, how=st.sampled_from(["hands over", "is late", "is taken", "is claimed"]), agent_id=anybody)
    def bot_loses_the_word(self, which: int, how: str, agent_id: int) -> None:
        """And says one thing more, which is refused."""
        session = self.pick(which, self.with_bots)
        assert isinstance(session.phase, WithBot)
        if how == "is late" and session.phase.until is not None:
            self.now = max(self.now, session.phase.until)
            self.happen(BotTimeOver(self.now, session.id))
        elif how == "is taken":
            self.happen(SessionHanded(self.now, session.id, agent_id, agent_id, "intercepted"))
        elif how == "is claimed":
            self.happen(Claimed(self.now, session.id, agent_id))
        else:
            self.happen(SessionRequeued(self.now, session.id, "bot"))
        self.happen(BotReplied(self.now, session.id, BOT))

    @precondition(lambda self: self.with_bots)
    @rule(which=a_number, then=st.sampled_from(["", "customer", "end", "late", "taken"]))
    def bot_finishes(self, which: int, then: str) -> None:
        session = self.pick(which, self.with_bots)
        self.happen(ClosingBegan(self.now, session.id))
        if then == "customer":
            self.happen(CustomerWrote(self.now, session.id))
        elif then == "late":
            self.now += 60_000
            self.happen(BotTimeOver(self.now, session.id))
        elif then == "taken":
            self.happen(SessionHanded(self.now, session.id, STRANGER, STRANGER, "intercepted"))
        elif then == "end":
            self.happen(SessionFinished(self.now, session.id, 60))

    @precondition(lambda self: self.with_bots)
    @rule(which=a_number, late=st.sampled_from([-1, 0, 7]))
    def bot_takes_long(self, which: int, late: int) -> None:
        session = self.pick(which, self.with_bots)
        assert isinstance(session.phase, WithBot)
        self.now = max(self.now, (session.phase.until or self.now) + late)
        self.happen(BotTimeOver(self.now, session.id))

    # Agents

    @precondition(lambda self: self.offered)
    @rule(which=a_number)
    def holder_accepts(self, which: int) -> None:
        session = self.pick(which, self.offered)
        self.happen(OfferAccepted(self.now, session.id, holder(session)))

    @precondition(lambda self: self.offered)
    @rule(which=a_number, times=st.integers(1, 5))
    def holder_declines_and_so_does_the_next(self, which: int, times: int) -> None:
        session: SessionState | None = self.pick(which, self.offered)
        for _ in range(times):
            assert session is not None
            if session.holder is None:
                return
            self.happen(OfferDeclined(self.now, session.id, holder(session)))
            session = self.state.session(session.id)

    @precondition(lambda self: self.offered)
    @rule(which=a_number, agent_id=anybody, does=st.sampled_from([OfferAccepted, OfferDeclined]))
    def somebody_takes_a_strange_offer(
        self, which: int, agent_id: int, does: type[OfferAccepted | OfferDeclined]
    ) -> None:
        self.happen(does(self.now, self.pick(which, self.offered).id, agent_id))

    @precondition(lambda self: self.offered_to_all)
    @rule(which=a_number, agent_id=anybody)
    def somebody_is_the_first(self, which: int, agent_id: int) -> None:
        self.happen(OfferAccepted(self.now, self.pick(which, self.offered_to_all).id, agent_id))

    @precondition(lambda self: self.offered_to_all and self.state.members)
    @rule(which=a_number)
    def somebody_wants_all_there_is(self, which: int) -> None:
        members = self.state.members
        for session in self.offered_to_all:
            self.happen(OfferAccepted(self.now, session.id, members[which % len(members)].agent_id))

    @precondition(lambda self: self.offered_to_all)
    @rule(which=a_number, agent_id=anybody, does=st.sampled_from([OfferDeclined, Claimed]))
    def somebody_skips_or_claims_what_all_may_have(
        self, which: int, agent_id: int, does: type[OfferDeclined | Claimed]
    ) -> None:
        self.happen(does(self.now, self.pick(which, self.offered_to_all).id, agent_id))

    @precondition(lambda self: self.offered_to_all and self.state.members)
    @rule(which=a_number)
    def a_member_skips_what_all_may_have(self, which: int) -> None:
        """It stays offered to all, to him as well."""
        session, members = self.pick(which, self.offered_to_all), self.state.members
        self.happen(OfferDeclined(self.now, session.id, members[which % len(members)].agent_id))
        assert self.state.session(session.id) == session, f"{session.id} was skipped and is another"
        ended = [effect for effect in self.log[-1][1].effects if isinstance(effect, OfferEnded)]
        assert not ended, f"skipped by one: {ended}"

    @precondition(lambda self: self.owned)
    @rule(which=a_number)
    def owner_replies(self, which: int) -> None:
        session = self.pick(which, self.owned)
        self.happen(AgentReplied(self.now, session.id, holder(session)))

    @precondition(lambda self: self.waiting)
    @rule(which=a_number, agent_id=anybody)
    def somebody_claims(self, which: int, agent_id: int) -> None:
        self.happen(Claimed(self.now, self.pick(which, self.waiting).id, agent_id))

    @precondition(lambda self: self.waiting or self.offered_to_all)
    @rule(which=a_number, agent_id=anybody, does=st.sampled_from([OfferAccepted, Claimed]))
    def somebody_at_the_cap_wants_it(self, which: int, agent_id: int, does: type[OfferAccepted | Claimed]) -> None:
        self.agent_has_work_in_other_queues(agent_id, 1_000)
        self.happen(does(self.now, self.pick(which, self.waiting + self.offered_to_all).id, agent_id))

    @rule(agent_id=anybody)
    def agent_writes_first(self, agent_id: int) -> None:
        self.sessions += 1
        self.happen(SessionStarted(self.now, self.sessions, agent_id))

    @precondition(lambda self: self.state.sessions)
    @rule(which=a_number, status=st.sampled_from([60, 65, 69, 75]))
    def session_is_finished(self, which: int, status: int) -> None:
        self.happen(SessionFinished(self.now, self.pick(which, self.state.sessions).id, status))

    @precondition(lambda self: self.owned)
    @rule(which=a_number, then=st.sampled_from(["", "agent", "customer", "customer", "both", "end", "gone"]))
    def session_is_finished_and_waits(self, which: int, then: str) -> None:
        """Somebody may write while it is closing, or it comes back after the end, when its agent may be dismissed."""
        session = self.pick(which, self.owned)
        self.happen(ClosingBegan(self.now, session.id))
        if then in {"agent", "both"}:
            self.happen(AgentReplied(self.now, session.id, holder(session)))
        if then in {"customer", "both"}:
            self.happen(CustomerWrote(self.now, session.id))
        if then in {"end", "gone"}:
            self.happen(SessionFinished(self.now, session.id, 60))
            self.now += 999
            if then == "gone":
                self.agent_comes_or_goes(holder(session), "dismissed")
            self.happen(SessionReopened(self.now, session.id, holder(session), session.queued_at))

    @precondition(lambda self: self.state.sessions)
    @rule(which=a_number, comes_back=st.booleans())
    def session_goes_to_another_queue(self, which: int, *, comes_back: bool) -> None:
        """And perhaps comes back, as old as it was."""
        session = self.pick(which, self.state.sessions)
        self.happen(SessionLeft(self.now, session.id))
        if comes_back:
            self.now += 999
            self.happen(SessionArrived(self.now, session.id, session.queued_at))

    @precondition(lambda self: self.owned or self.offered)
    @rule(which=a_number)
    def session_is_given_back(self, which: int) -> None:
        self.happen(SessionRequeued(self.now, self.pick(which, self.owned + self.offered).id, "manual"))

    @precondition(lambda self: self.owned)
    @rule(which=a_number)
    def owner_passes_it_on(self, which: int) -> None:
        """What he has accepted goes to somebody else at once, or he is told that there is nobody."""
        session = self.pick(which, self.owned)
        others = others_can_take(self.state, session.id)
        assert others_can(self.state, session.id) == others, f"others for {session.id}: {others}"
        if others:
            self.happen(SessionRequeued(self.now, session.id, "skipped"))
            passed = self.state.session(session.id)
            assert passed is not None
            assert not isinstance(passed.phase, Waiting), f"{session.id} waits, passed on to somebody"
            assert passed.holder != session.holder, f"{session.id} came back to {session.holder}, who passed it on"

    @precondition(lambda self: self.waiting)
    @rule(which=a_number)
    def somebody_asks_what_would_help(self, which: int) -> None:
        session = self.pick(which, self.waiting)
        told, true = remedies(self.state, session.id), true_remedies(self.state, session.id)
        assert told == true, f"told was {told}, would help {true}"

    @precondition(lambda self: self.state.sessions)
    @rule(which=a_number, agent_id=anybody)
    def session_is_handed_over(self, which: int, agent_id: int) -> None:
        session = self.pick(which, self.state.sessions)
        self.happen(SessionHanded(self.now, session.id, agent_id, STRANGER, "transferred"))

    @precondition(lambda self: self.owned)
    @rule(which=a_number, away=st.booleans(), asks=st.booleans())
    def owner_pins_it_and_lets_go_later(self, which: int, *, away: bool, asks: bool) -> None:
        session = self.pick(which, self.owned)
        owner = holder(session)
        self.happen(SessionPinned(self.now, session.id, owner))
        if away:
            self.agent_comes_or_goes(owner, "offline")
        if asks:
            self.happen(CustomerWrote(self.now, session.id))
            self.happen(SessionUnpinned(self.now, session.id, owner))

    # Time

    @rule(ms=st.sampled_from([1, 999, 30_000, 60_000, 3_600_000]))
    def time_passes(self, ms: int) -> None:
        self.now += ms

    @precondition(lambda self: self.timed)
    @rule(which=a_number, late=st.sampled_from([-1, 0, 0, 0, 7]))
    def timer_fires(self, which: int, late: int) -> None:
        session_id, expires_at = self.timed[which % len(self.timed)]
        self.now = max(self.now, expires_at + late)
        self.happen(OfferExpired(self.now, session_id))

    @precondition(lambda self: self.waiting)
    @rule(which=a_number)
    def retry_is_due(self, which: int) -> None:
        self.happen(Ticked(self.now, self.pick(which, self.waiting).id))

    @rule(event=st.sampled_from(STRAYS), late=st.sampled_from([0, 0, 0, -1]), which=a_number, agent_id=anybody)
    def stray_event(self, event: Callable[[int, int, int], Event], late: int, which: int, agent_id: int) -> None:
        """Too late, too early, by the wrong person, about a session that is closed or never was."""
        session_id = self.pick(which, self.state.sessions).id if self.state.sessions and which % 4 else which
        self.happen(event(self.state.at - 1 if late else self.now, session_id, agent_id))
