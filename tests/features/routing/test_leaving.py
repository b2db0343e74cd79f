"""Who stops working, seen by the whole product: each row of the table under R47 of docs/behaviour/routing.md."""

import pytest

from openline.features.people.schemas import NewAbsence
from openline.features.people.service import (
    NobodyThere,
    add_absence,
    person_row,
    set_pause,
    set_workday,
    set_working_time,
)
from openline.features.people.types import AbsenceKind, Actor, WorkdayState
from openline.features.routing.service import channels, mine
from openline.features.webchat.types import Visitor
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.desk import Company

NOBODY = NobodyThere()


@pytest.fixture
async def mai(company: Company) -> Actor:
    """Her working time is managed, and her day has started."""
    mai = await company.hire("Mai")
    await company.store.commit(set_working_time, company.boss, NOBODY, mai.person_id, True)
    await company.store.commit(set_workday, mai, NOBODY, mai.person_id, WorkdayState.STARTED)
    return mai


@pytest.fixture
async def linh(company: Company, mai: Actor) -> Actor:
    """Linh stands behind Mai in the queue."""
    linh = await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(mai)
    return linh


@pytest.fixture
async def desk(company: Company, mai: Actor, linh: Actor) -> tuple[Visitor, Visitor, Visitor]:
    """Mai has answered one customer, accepted another, and is offered a third; then Linh comes."""
    answered, accepted, offered = [await company.visitor() for _ in range(3)]
    for visitor in (answered, accepted, offered):
        await company.write(visitor, "Chào shop")
    await company.accept(mai, answered)
    await company.reply(mai, answered, "Dạ")
    await company.accept(mai, accepted)
    await company.come(linh)
    return answered, accepted, offered


async def holders(company: Company, desk: tuple[Visitor, ...]) -> list[str | None]:
    names = []
    for visitor in desk:
        thread = await company.thread(visitor)
        person = thread.owner_id or thread.offered_to
        row = await company.store.read(person_row, company.account_id, person) if person else None
        names.append(row.name if row else None)
    return names


async def stops(company: Company, who: Actor, how: str) -> None:
    """As the person himself or a supervisor says it; then deadlines fire."""
    if how == "paused":
        await company.store.commit(set_pause, who, NOBODY, who.person_id, True)
    elif how == "on_leave":
        new = NewAbsence(kind=AbsenceKind.VACATION, from_="2000-01-01", to="2099-12-31")
        await company.store.commit(add_absence, company.boss, who.person_id, new)
    else:
        await company.store.commit(set_workday, who, NOBODY, who.person_id, WorkdayState(how))
    await company.settle()


async def settings(company: Company, **values: object) -> None:
    changes = {f"queue.{key}": value for key, value in values.items()}
    await company.store.commit(channels.edit_settings, company.boss, int(company.channel.id), changes, None)


@pytest.mark.parametrize("how", ["ended", "paused", "on_leave"])
async def test_what_waits_for_an_answer_goes_at_once(
    company: Company, mai: Actor, desk: tuple[Visitor, ...], how: str
) -> None:
    await stops(company, mai, how)
    assert await holders(company, desk) == ["Mai", "Linh", "Linh"]
    await company.write(desk[0], "Alo?")
    assert await holders(company, desk) == ["Linh"] * 3
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


@pytest.mark.parametrize(
    ("how", "expected"), [("ended", "Mai"), ("paused", "Mai"), ("on_break", "Mai"), ("on_leave", "Linh")]
)
async def test_without_the_check_only_a_leave_takes(
    company: Company, mai: Actor, desk: tuple[Visitor, ...], how: str, expected: str
) -> None:
    await settings(company, check_available=False)
    await stops(company, mai, how)
    assert await holders(company, desk) == ["Mai", expected, expected]


async def test_a_break_takes_after_the_idle_time(
    company: Company, mai: Actor, linh: Actor, desk: tuple[Visitor, ...]
) -> None:
    await stops(company, mai, "on_break")
    assert await holders(company, desk) == ["Mai", "Mai", "Linh"]
    await company.accept(linh, desk[2])
    await company.wait(59)
    assert await holders(company, desk) == ["Mai", "Mai", "Linh"]
    await company.wait(1)
    assert await holders(company, desk) == ["Mai", "Linh", "Linh"]
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_a_break_that_ends_in_time_takes_nothing(company: Company, mai: Actor, desk: tuple[Visitor, ...]) -> None:
    await stops(company, mai, "on_break")
    await stops(company, mai, "started")
    await company.wait(120)
    assert (await holders(company, desk))[:2] == ["Mai", "Mai"]


@pytest.mark.parametrize(("how", "before"), [("on_break", {}), ("paused", {"check_available": False})])
async def test_a_setting_that_makes_an_absence_matter_takes_at_once(
    company: Company, mai: Actor, desk: tuple[Visitor, ...], how: str, before: dict[str, object]
) -> None:
    await settings(company, **before)
    await stops(company, mai, how)
    assert (await holders(company, desk))[:2] == ["Mai", "Mai"]
    await settings(company, check_available=True, on_break="at_once")
    assert await holders(company, desk) == ["Mai", "Linh", "Linh"]
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_a_supervisor_ends_the_day_of_another(company: Company, mai: Actor, desk: tuple[Visitor, ...]) -> None:
    await company.store.commit(set_workday, company.boss, NOBODY, mai.person_id, WorkdayState.ENDED)
    await company.settle()
    assert await holders(company, desk) == ["Mai", "Linh", "Linh"]


async def test_nobody_is_offered_anything_before_his_day(company: Company, mai: Actor, linh: Actor) -> None:
    await stops(company, mai, "ended")
    customer = await company.visitor()
    await company.write(customer, "Chào shop")
    assert await holders(company, (customer,)) == [None]
    await stops(company, mai, "started")
    assert await holders(company, (customer,)) == ["Mai"]


async def test_everybody_may_ask_why_he_gets_nothing(
    company: Company, mai: Actor, linh: Actor, desk: tuple[Visitor, ...]
) -> None:
    async def told(actor: Actor) -> tuple[bool, str | None, int, int, int]:
        (shown,) = (await company.store.read(mine.my_routing, actor)).items
        assert (shown.channel_id, shown.channel_name) == (company.channel.id, "Sales")
        return shown.ready, shown.reason, shown.load, shown.capacity, shown.waiting

    assert await told(mai) == (True, None, 2, 1_000, 1)
    await stops(company, mai, "ended")
    assert await told(mai) == (False, "workday_ended", 0, 1_000, 2)
    await settings(company, max_sessions=1)
    assert await told(linh) == (False, "no_free_slot", 2, 1, 2)
    assert (await company.store.read(mine.my_routing, company.boss)).items == []
