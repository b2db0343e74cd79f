"""Workdays, pauses, skills, absences: who sets them, what colleagues are told (docs/behaviour/people.md 9 to 11)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from openline.features.people import schemas
from openline.features.people.errors import (
    AbsenceNotFound,
    PersonNotFound,
    TooManyAbsences,
    WorkdayNotStarted,
    WorkingTimeNotManaged,
)
from openline.features.people.events import PersonChanged
from openline.features.people.repository import MAX_ABSENCES
from openline.features.people.service import (
    NobodyThere,
    PersonRow,
    absences_page,
    add_absence,
    change_me,
    people_page,
    person_row,
    remove_absence,
    set_pause,
    set_skills,
    set_workday,
    set_working_time,
    show_person,
)
from openline.features.people.service.absences import ABSENCE, on_day
from openline.features.people.types import AbsenceKind, Actor, Role, WorkdayState
from openline.kit.clock import Clock
from openline.kit.errors import InvalidField, NotAllowed
from openline.realtime import snapshot
from openline.realtime.frames import AgentFrames, PersonFrame
from openline.store import Store, View, deadlines
from tests.features.people.conftest import Company, actor_of
from tests.support.store import Published

NOBODY = NobodyThere()
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TET = schemas.NewAbsence(kind=AbsenceKind.VACATION, from_="2027-02-05", to="2027-02-07", comment="Tết")
STARTED, ON_BREAK, ENDED = WorkdayState.STARTED, WorkdayState.ON_BREAK, WorkdayState.ENDED


@pytest.fixture
async def boss(company: Company, admin: PersonRow) -> PersonRow:
    return await company.person("Hoa", Role.SUPERVISOR)


@pytest.fixture
async def managed(agent: PersonRow, admin: PersonRow, store: Store) -> PersonRow:
    """An agent whose working time is managed."""
    await store.commit(set_working_time, actor_of(admin), NOBODY, agent.id, True)
    return agent


async def says(store: Store, by: PersonRow, whom: PersonRow, state: WorkdayState) -> schemas.Workday | None:
    shown: schemas.Person = await store.commit(set_workday, actor_of(by), NOBODY, whom.id, state)
    return shown.workday


async def day_breaks(store: Store, clock: Clock, when: str) -> None:
    """It is this time in Hanoi, and deadlines fire."""
    at = round(datetime.fromisoformat(when).replace(tzinfo=HANOI).timestamp() * 1_000)
    clock.advance(at - (await store.read(_now)))
    for deadline in await store.read(_due):
        assert deadline.kind == ABSENCE
        await on_day(store, deadline)


async def _now(view: View) -> int:
    return view.now


async def _due(view: View) -> list[deadlines.Deadline]:
    return await view.list(deadlines.DUE, now=view.now, limit=100)


async def _ways_to_see(view: View, actor: Actor, person_id: int) -> list[schemas.Person]:
    everybody = (await people_page(view, actor, NOBODY, after=None, limit=100)).items
    start = await snapshot.take(view, actor, NOBODY, lambda name: pytest.fail("no platform is asked"), None)
    alone = await show_person(view, actor, NOBODY, person_id)
    return [alone, *(one for one in (*everybody, *start.people) if one.id == str(person_id))]


async def absence(store: Store, whom: PersonRow) -> str | None:
    return (await store.read(person_row, whom.account_id, whom.id)).absence


class TestWorkday:
    async def test_a_managed_day_has_not_started_at_first(self, managed: PersonRow, store: Store, clock: Clock) -> None:
        shown = schemas.Person.of(await store.read(person_row, managed.account_id, managed.id))
        assert shown.workday is not None
        assert (shown.workday.state, shown.paused, shown.absence) == (ENDED, False, None)
        clock.advance(60_000)
        started = await says(store, managed, managed, STARTED)
        assert started is not None
        assert started.since != shown.workday.since
        clock.advance(60_000)
        assert await says(store, managed, managed, STARTED) == started

    async def test_a_break_interrupts_a_day_that_has_started(self, managed: PersonRow, store: Store) -> None:
        with pytest.raises(WorkdayNotStarted):
            await says(store, managed, managed, ON_BREAK)
        for state in (STARTED, ON_BREAK, STARTED, ON_BREAK, ENDED):
            workday = await says(store, managed, managed, state)
            assert workday is not None
            assert workday.state is state

    async def test_without_managed_time_there_is_no_day(self, agent: PersonRow, admin: PersonRow, store: Store) -> None:
        with pytest.raises(WorkingTimeNotManaged):
            await says(store, agent, agent, STARTED)
        await store.commit(set_working_time, actor_of(admin), NOBODY, agent.id, True)
        again = await store.commit(set_working_time, actor_of(admin), NOBODY, agent.id, False)
        assert again.workday is None

    async def test_everybody_sets_his_own_and_supervisors_that_of_others(
        self, managed: PersonRow, boss: PersonRow, company: Company, stranger: PersonRow, store: Store
    ) -> None:
        other = await company.person("Tam")
        assert await says(store, boss, managed, STARTED) is not None
        with pytest.raises(NotAllowed):
            await says(store, other, managed, ENDED)
        with pytest.raises(NotAllowed):
            await store.commit(set_pause, actor_of(other), NOBODY, managed.id, True)
        with pytest.raises(NotAllowed):
            await store.commit(set_working_time, actor_of(boss), NOBODY, other.id, True)
        with pytest.raises(PersonNotFound):
            await says(store, stranger, managed, ENDED)

    async def test_what_changes_is_told_once_and_costs_no_version(
        self, managed: PersonRow, store: Store, published: Published
    ) -> None:
        before = len(published.facts)
        for _ in range(2):
            shown = await store.commit(set_pause, actor_of(managed), NOBODY, managed.id, True)
        assert (shown.paused, shown.version) == (True, managed.version)
        (fact,) = published.facts[before:]
        assert isinstance(fact, PersonChanged)
        assert (fact.workday, fact.paused, fact.on_leave, fact.audience) == ("ended", True, False, None)


class TestSkills:
    async def test_they_are_kept_by_folded_name(self, agent: PersonRow, boss: PersonRow, store: Store) -> None:
        wanted = {"  Tiếng  Nga ": 3, "refunds": 5}
        shown = await store.commit(set_skills, actor_of(boss), NOBODY, agent.id, wanted)
        assert shown.skills == {"tiếng nga": 3, "refunds": 5}
        shown = await store.commit(set_skills, actor_of(boss), NOBODY, agent.id, {})
        assert shown.skills == {}

    @pytest.mark.parametrize(
        "wrong", [{"a": 0}, {"a": 6}, {"": 1}, {"x" * 51: 1}, {str(n): 1 for n in range(21)}], ids=str
    )
    async def test_levels_and_names_have_bounds(
        self, agent: PersonRow, boss: PersonRow, store: Store, wrong: dict[str, int]
    ) -> None:
        with pytest.raises(InvalidField):
            await store.commit(set_skills, actor_of(boss), NOBODY, agent.id, wrong)

    async def test_nobody_praises_himself(self, agent: PersonRow, store: Store) -> None:
        with pytest.raises(NotAllowed):
            await store.commit(set_skills, actor_of(agent), NOBODY, agent.id, {"everything": 5})


class TestAbsences:
    async def test_they_begin_and_end_at_the_persons_midnight(
        self, agent: PersonRow, boss: PersonRow, store: Store, clock: Clock, published: Published
    ) -> None:
        await store.commit(add_absence, actor_of(boss), agent.id, TET)
        told = len(published.facts)
        for when, on_leave in [
            ("2027-02-04T23:59:00", False),
            ("2027-02-05T00:00:00", True),
            ("2027-02-07T23:59:00", True),
            ("2027-02-08T00:00:00", False),
        ]:
            await day_breaks(store, clock, when)
            assert (await absence(store, agent) is not None) == on_leave
        facts = [fact.on_leave for fact in published.facts[told:] if isinstance(fact, PersonChanged)]
        assert facts == [True, False]
        assert await store.read(_due) == []

    async def test_one_that_holds_today_begins_at_once_and_ends_when_removed(
        self, agent: PersonRow, boss: PersonRow, store: Store, clock: Clock
    ) -> None:
        await day_breaks(store, clock, "2027-02-06T12:00:00")
        added = await store.commit(add_absence, actor_of(boss), agent.id, TET)
        shown = schemas.Person.of(await store.read(person_row, agent.account_id, agent.id))
        assert shown.absence == schemas.AbsenceNow(kind=AbsenceKind.VACATION, from_="2027-02-05", to="2027-02-07")
        await store.commit(remove_absence, actor_of(boss), agent.id, int(added.id))
        assert await absence(store, agent) is None
        with pytest.raises(AbsenceNotFound):
            await store.commit(remove_absence, actor_of(boss), agent.id, int(added.id))

    async def test_one_after_the_other_is_one_leave(
        self, agent: PersonRow, boss: PersonRow, store: Store, clock: Clock, published: Published
    ) -> None:
        sick = schemas.NewAbsence(kind=AbsenceKind.SICK, from_="2027-02-08", to="2027-02-08")
        for new in (TET, sick):
            await store.commit(add_absence, actor_of(boss), agent.id, new)
        await day_breaks(store, clock, "2027-02-05T00:00:00")
        told = len(published.facts)
        await day_breaks(store, clock, "2027-02-08T00:00:00")
        shown = schemas.Person.of(await store.read(person_row, agent.account_id, agent.id))
        assert shown.absence is not None
        assert shown.absence.kind is AbsenceKind.SICK
        assert [fact for fact in published.facts[told:] if isinstance(fact, PersonChanged)] == []
        await day_breaks(store, clock, "2027-02-09T00:00:00")
        assert await absence(store, agent) is None

    async def test_another_zone_is_another_midnight(
        self, agent: PersonRow, boss: PersonRow, store: Store, clock: Clock
    ) -> None:
        await store.commit(add_absence, actor_of(boss), agent.id, TET)
        await day_breaks(store, clock, "2027-02-04T20:00:00")
        await store.commit(change_me, actor_of(agent), schemas.EditMe(time_zone="Pacific/Auckland"))
        assert await absence(store, agent) is not None
        await day_breaks(store, clock, "2027-02-07T17:59:00")
        assert await absence(store, agent) is not None
        await day_breaks(store, clock, "2027-02-07T18:00:00")
        assert await absence(store, agent) is None

    async def test_who_may_see_and_keep_them(
        self, agent: PersonRow, boss: PersonRow, company: Company, stranger: PersonRow, store: Store
    ) -> None:
        with pytest.raises(NotAllowed):
            await store.commit(add_absence, actor_of(agent), agent.id, TET)
        await store.commit(add_absence, actor_of(boss), agent.id, TET)
        for reader in (agent, boss):
            (shown,) = (await store.read(absences_page, actor_of(reader), agent.id)).items
            assert (shown.from_, shown.to, shown.comment) == ("2027-02-05", "2027-02-07", "Tết")
        colleague = await company.person("Tam")
        with pytest.raises(NotAllowed):
            await store.read(absences_page, actor_of(colleague), agent.id)
        with pytest.raises(PersonNotFound):
            await store.read(absences_page, actor_of(stranger), agent.id)

    async def test_colleagues_learn_how_long_somebody_is_away_and_not_why(
        self, agent: PersonRow, boss: PersonRow, company: Company, store: Store, clock: Clock, published: Published
    ) -> None:
        today = datetime.fromtimestamp(clock.now() / 1_000, HANOI).date().isoformat()
        sick = schemas.NewAbsence(kind=AbsenceKind.SICK, from_=today, to=today, comment="flu")
        await store.commit(add_absence, actor_of(boss), agent.id, sick)
        colleague = await company.person("Tam")
        for reader, kind in ((agent, AbsenceKind.SICK), (boss, AbsenceKind.SICK), (colleague, None)):
            for shown in await store.read(_ways_to_see, actor_of(reader), agent.id):
                assert shown.absence == schemas.AbsenceNow(kind=kind, from_=today, to=today)
        told = [
            one
            for batch in published.batches
            for one in batch.facts
            if isinstance(one.fact, PersonChanged) and one.fact.on_leave
        ]
        frame = await store.read(AgentFrames(lambda name: pytest.fail("no platform is asked")).frame, told[-1])
        assert isinstance(frame, PersonFrame)
        assert frame.person.absence == schemas.AbsenceNow(kind=None, from_=today, to=today)

    @pytest.mark.parametrize(
        ("first", "last"),
        [("2027-02-30", "2027-03-01"), ("2027-02-05", "2027-02-04"), ("20270205", "20270205"), ("1999-01-01",) * 2],
    )
    async def test_days_must_be_days(
        self, agent: PersonRow, boss: PersonRow, store: Store, first: str, last: str
    ) -> None:
        new = schemas.NewAbsence(kind=AbsenceKind.OTHER, from_=first, to=last)
        with pytest.raises(InvalidField):
            await store.commit(add_absence, actor_of(boss), agent.id, new)

    async def test_there_is_a_bound(self, agent: PersonRow, boss: PersonRow, store: Store) -> None:
        for _ in range(MAX_ABSENCES):
            await store.commit(add_absence, actor_of(boss), agent.id, TET)
        with pytest.raises(TooManyAbsences):
            await store.commit(add_absence, actor_of(boss), agent.id, TET)
