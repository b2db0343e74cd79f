"""The company around a queue: people come, go, stop and learn; members and settings change."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from openline.engine.events import (
    AgentChanged,
    CustomerWrote,
    MembersChanged,
    RecallDue,
    SessionHanded,
    SettingsChanged,
)
from openline.engine.model import AgentFacts, Mode, OnBreak, QueueSettings, Workday
from tests.engine.driver import STRANGER, Driver, a_number, abilities, anybody, holder, queues, settings_pages, staff


class Company(Driver):
    """Rules that are about no session in particular."""

    @rule(agent_id=anybody, is_now=st.sampled_from(["online", "online", "offline", "offline", "dismissed"]))
    def agent_comes_or_goes(self, agent_id: int, is_now: str) -> None:
        was = self.people[agent_id]
        self.becomes(replace(was, active=is_now != "dismissed", online=is_now == "online"))

    def becomes(self, facts: AgentFacts) -> None:
        self.people[facts.agent_id] = facts
        self.happen(AgentChanged(self.now, facts))

    @rule(
        agent_id=anybody,
        workday=st.sampled_from([None, *Workday]),
        other=st.sampled_from(["", "", "leave", "pause", "both"]),
    )
    def agent_stops_or_goes_on(self, agent_id: int, workday: Workday | None, other: str) -> None:
        was = self.people[agent_id]
        since = was.break_since or self.now if workday is Workday.ON_BREAK else 0
        away = replace(was, on_leave=other in {"leave", "both"}, paused=other in {"pause", "both"})
        self.becomes(replace(away, workday=workday, break_since=since))

    @rule(agent_id=staff, skills=abilities)
    def agent_learns(self, agent_id: int, skills: tuple[tuple[str, int], ...]) -> None:
        self.becomes(replace(self.people[agent_id], skills=skills))

    @rule(agent_id=anybody, elsewhere=st.sampled_from([0, 0, 998, 999, 1_000]))
    def agent_has_work_in_other_queues(self, agent_id: int, elsewhere: int) -> None:
        self.becomes(replace(self.people[agent_id], elsewhere=elsewhere))

    @rule(skills=st.lists(abilities, min_size=3, max_size=3), relax_after_s=st.sampled_from([0, 30, 60]))
    def customers_need_somebody_able(self, skills: list[tuple[tuple[str, int], ...]], relax_after_s: int) -> None:
        """And those who are free are not all able, so that they wait for less to be asked of them."""
        self.settings_change(
            replace(self.state.settings, mode=Mode.SKILLS, needs=(("russian", 3),), relax_after_s=relax_after_s)
        )
        self.members_change((1, 2, 3))
        for agent_id, has in zip((1, 2, 3), skills, strict=True):
            self.becomes(AgentFacts(agent_id, active=True, online=True, skills=has))
        self.arrive(3)

    @precondition(lambda self: self.owned)
    @rule(which=a_number, handed=a_number, punctual=st.booleans())
    def owner_takes_a_long_break(self, which: int, handed: int, *, punctual: bool) -> None:
        """In company, where breaks take what waits after a while; meanwhile somebody hands him one more."""
        owner = holder(self.pick(which, self.owned))
        self.settings_change(replace(self.state.settings, check_available=True, on_break=OnBreak.AFTER_IDLE_TIME))
        self.members_change((owner, *(other for other in (1, 2, 3) if other != owner)))
        self.becomes(
            replace(self.people[owner], active=True, on_leave=False, paused=False, workday=Workday.ON_BREAK,
                    break_since=self.now)
        )  # fmt: skip
        self.now += 30_000
        if others := [session for session in self.state.sessions if session.holder != owner]:
            session_id = self.pick(handed, others).id
            self.happen(SessionHanded(self.now, session_id, owner, STRANGER, "transferred"))
        for session, due_at in self.recalled:
            if session.holder == owner:
                self.now = max(self.now, due_at - int(not punctual))
                self.happen(RecallDue(self.now, session.id))

    @precondition(lambda self: self.owned)
    @rule(which=a_number, how=st.sampled_from(["break", "end", "leave", "pause"]), others=st.sampled_from([(), (1, 2)]))
    def owner_stops(self, which: int, how: str, others: tuple[int, ...]) -> None:
        """With others in the queue who could go on, or alone."""
        owner = holder(self.pick(which, self.owned))
        self.members_change((owner, *(other for other in others if other != owner)))
        if how == "break":
            self.settings_change(replace(self.state.settings, check_available=True, on_break=OnBreak.AT_ONCE))
        if self.state.held(owner):
            was = self.people[owner]
            workday = {"break": Workday.ON_BREAK, "end": Workday.ENDED}.get(how, was.workday)
            since = (was.break_since or self.now) if workday is Workday.ON_BREAK else 0
            facts = replace(was, on_leave=how == "leave", paused=how == "pause", workday=workday, break_since=since)
            self.becomes(facts)

    @precondition(lambda self: self.owned)
    @rule(which=a_number, how=st.sampled_from(["break", "end", "pause", "leave"]), matters=st.booleans())
    def owner_is_away_and_only_then_it_matters(self, which: int, how: str, *, matters: bool) -> None:
        """First nobody asks, or nobody else is there; then the channel is set otherwise, or somebody joins."""
        owner = holder(self.pick(which, self.owned))
        relaxed = replace(self.state.settings, on_break=OnBreak.KEEP, check_available=how == "break")
        self.settings_change(relaxed if matters else replace(relaxed, on_break=OnBreak.AT_ONCE, check_available=True))
        self.members_change((owner, 1, 2) if matters else (owner,))
        workday = {"break": Workday.ON_BREAK, "end": Workday.ENDED}.get(how)
        since = self.now if workday is Workday.ON_BREAK else 0
        if self.state.agent(owner) is not None:
            away = replace(self.people[owner], on_leave=how == "leave", paused=how == "pause")
            self.becomes(replace(away, workday=workday, break_since=since))
        self.now += 999
        if matters:
            self.settings_change(replace(relaxed, on_break=OnBreak.AT_ONCE, check_available=True))
        else:
            self.members_change((owner, 1, 2, 3))

    @precondition(lambda self: self.recalled)
    @rule(which=a_number, late=st.sampled_from([-1, 0, 0, 7]), writes=st.booleans())
    def break_takes_long(self, which: int, late: int, *, writes: bool) -> None:
        session, due_at = self.recalled[which % len(self.recalled)]
        self.now = max(self.now, due_at + late)
        self.happen(CustomerWrote(self.now, session.id) if writes else RecallDue(self.now, session.id))

    @precondition(lambda self: self.owned or self.offered)
    @rule(which=a_number)
    def holder_goes_away(self, which: int) -> None:
        self.agent_comes_or_goes(holder(self.pick(which, self.owned + self.offered)), "offline")

    @rule(queue=queues)
    def members_change(self, queue: tuple[int, ...]) -> None:
        new = tuple(self.people[agent_id] for agent_id in queue if self.state.member(agent_id) is None)
        self.happen(MembersChanged(self.now, queue, new))

    @precondition(lambda self: self.owned)
    @rule(which=a_number, others=st.sampled_from([(), (1,), (2, 3)]))
    def customer_writes_to_an_owner_who_went_away(self, which: int, others: tuple[int, ...]) -> None:
        """Alone in the queue, or not."""
        session = self.pick(which, self.owned)
        owner = holder(session)
        queue = (owner, *others)
        new = tuple(self.people[agent_id] for agent_id in queue if self.state.member(agent_id) is None)
        self.happen(MembersChanged(self.now, queue, new))
        self.agent_comes_or_goes(owner, "offline")
        if self.state.session(session.id) is not None:
            self.happen(CustomerWrote(self.now, session.id))

    @rule(settings=settings_pages)
    def settings_change(self, settings: QueueSettings) -> None:
        self.happen(SettingsChanged(self.now, settings))
