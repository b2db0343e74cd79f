"""Departments stand in queues: their people take their place, and the queue follows the company's structure."""

import pytest

from openline.features.channels.service import use_plan
from openline.features.company import service as structure
from openline.features.company.errors import DepartmentNotFound
from openline.features.company.schemas import Department, NewDepartment, NewStaff, StaffRef
from openline.features.people.types import Actor
from openline.features.routing import lineup
from openline.features.routing.errors import QueueFull
from openline.features.routing.service import queue_pages
from openline.features.routing.types import Entry
from openline.kit.errors import InvalidField, VersionConflict
from openline.kit.limits import Limits
from tests.features.routing.test_emptiness import told
from tests.support.desk import Company


async def department(company: Company, name: str, *people: Actor, head: Actor | None = None) -> Department:
    made = await company.store.commit(structure.add_department, company.boss, NewDepartment(name=name))
    await staff(company, made, *people, head=head)
    return made


async def staff(company: Company, one: Department, *people: Actor, head: Actor | None = None) -> None:
    refs = [StaffRef(id=str(person.person_id), head=person is head) for person in people]
    await company.store.commit(structure.set_staff, company.boss, int(one.id), NewStaff(people=refs))
    await company.settle()


async def arrange(company: Company, *members: Actor | Department, version: int | None = None) -> lineup.Queue:
    entries = tuple(
        Entry("user", one.person_id) if isinstance(one, Actor) else Entry("department", int(one.id)) for one in members
    )
    return await company.store.commit(
        queue_pages.arrange_queue, company.boss, int(company.channel.id), entries, version
    )


async def names(company: Company) -> list[str]:
    found = await company.store.read(queue_pages.show_queue, company.boss, int(company.channel.id))
    return [place.name for place in found.effective]


async def test_a_department_stands_for_its_people_heads_first_and_nobody_twice(company: Company) -> None:
    mai, lan, ivan = await company.hire("Mai"), await company.hire("Lan"), await company.hire("Ivan")
    sales = await department(company, "Sales", mai, lan, ivan, head=ivan)
    queue = await arrange(company, lan, sales)
    assert [(one.kind, one.name, one.people) for one in queue.configured] == [
        ("user", "Lan", 1), ("department", "Sales", 2),
    ]  # fmt: skip
    assert [(one.name, one.department_id) for one in queue.effective] == [
        ("Lan", None), ("Ivan", sales.id), ("Mai", sales.id),
    ]  # fmt: skip


async def test_whoever_leaves_the_department_gives_back_what_he_holds_and_the_newcomer_gets_it(
    company: Company,
) -> None:
    mai, lan = await company.hire("Mai"), await company.hire("Lan")
    sales = await department(company, "Sales", mai)
    await arrange(company, sales)
    await company.come(mai, lan)
    customer = await company.visitor()
    await company.write(customer, "Xin chào")
    await company.accept(mai, customer)
    await staff(company, sales, lan)
    assert await names(company) == ["Lan"]
    session = await company.session(customer)
    assert session.offer is not None
    assert session.offer.agent_id == str(lan.person_id)


async def test_heads_are_in_or_out_as_the_channel_says(company: Company) -> None:
    mai, ivan = await company.hire("Mai"), await company.hire("Ivan")
    await arrange(company, await department(company, "Sales", mai, ivan, head=ivan))
    await company.set(**{"queue.heads": False})
    assert await names(company) == ["Mai"]
    await company.set(**{"queue.heads": None})
    assert await names(company) == ["Ivan", "Mai"]


async def test_a_dissolved_department_leaves_the_queue_and_administrators_hear_of_an_empty_one(
    company: Company,
) -> None:
    sales = await department(company, "Sales", await company.hire("Mai"))
    await arrange(company, sales)
    before = len(await told(company, company.boss))
    await company.store.commit(structure.remove_department, company.boss, int(sales.id))
    await company.settle()
    queue = await company.store.read(queue_pages.show_queue, company.boss, int(company.channel.id))
    assert (queue.configured, queue.effective) == ([], [])
    assert len(await told(company, company.boss)) == before + 1


async def test_what_cannot_stand_there_is_refused_and_nothing_is_changed(company: Company) -> None:
    mai = await company.hire("Mai")
    sales = await department(company, "Sales", mai)
    queue = await arrange(company, sales)
    stranger = await Company(company.store, company.clock).found()
    foreign = await department(stranger, "Theirs")
    with pytest.raises(DepartmentNotFound):
        await arrange(company, foreign)
    with pytest.raises(InvalidField, match="members"):
        await arrange(company, sales, sales)
    with pytest.raises(VersionConflict):
        await arrange(company, mai, version=queue.version - 1)
    assert await names(company) == ["Mai"]


async def test_a_plan_bounds_the_people_of_a_queue_also_where_a_department_grows(company: Company) -> None:
    mai, lan = await company.hire("Mai"), await company.hire("Lan")
    sales = await department(company, "Sales", mai)
    await company.store.commit(use_plan, company.account_id, "tiny", Limits(members=1))
    with pytest.raises(QueueFull) as full:
        await arrange(company, sales, lan)
    assert full.value.data == {"limit": 1}
    await arrange(company, sales)
    await staff(company, sales, mai, lan)
    assert await names(company) == ["Mai"]
