"""The company's structure: a tree that administrators shape, people in several departments, heads first."""

from collections.abc import Callable

import pytest

from openline.features.accounts.service import NewAccount, add_account
from openline.features.company import schemas, service
from openline.features.company.errors import (
    DepartmentExists,
    DepartmentInItself,
    DepartmentNotFound,
    DepartmentTooDeep,
    InTooManyDepartments,
)
from openline.features.company.schemas import EditDepartment, NewDepartment, NewStaff, StaffRef, StaffTable
from openline.features.company.types import MAX_DEPARTMENTS_OF_PERSON, MAX_DEPTH
from openline.features.people.service.rows import Newcomer, insert_person
from openline.features.people.types import Actor, Role
from openline.kit.errors import InvalidField, NotAllowed, VersionConflict
from openline.store import Store, UnitOfWork


class Firm:
    """An account whose administrator shapes its structure."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def found(self) -> "Firm":
        account = await self.store.commit(add_account, NewAccount(name="Hoa Sen"))
        self.account_id = account.id
        self.boss = await self.hire("Boss", Role.ADMINISTRATOR)
        return self

    async def hire(self, name: str, role: Role = Role.AGENT) -> Actor:
        async def insert(uow: UnitOfWork) -> int:
            new = Newcomer(name=name, email=f"{name.lower()}@example.com", role=role, password_hash="x")
            return (await insert_person(uow, self.account_id, new, by=None)).id

        person_id = await self.store.commit(insert)
        return Actor(account_id=self.account_id, person_id=person_id, role=role, locale="en")

    async def add(self, name: str, below: schemas.Department | None = None) -> schemas.Department:
        new = NewDepartment(name=name, parent_id=below.id if below else None)
        return await self.store.commit(service.add_department, self.boss, new)

    async def move(self, one: schemas.Department, to: schemas.Department | None) -> schemas.Department:
        wanted = EditDepartment(name=one.name, parent_id=to.id if to else None)
        return await self.store.commit(service.change_department, self.boss, int(one.id), wanted)

    async def staff(self, department: schemas.Department, *people: Actor, head: Actor | None = None) -> None:
        refs = [StaffRef(id=str(one.person_id), head=one is head) for one in people]
        await self.store.commit(service.set_staff, self.boss, int(department.id), NewStaff(people=refs))

    async def table(self, text: str, *, trial: bool = False) -> schemas.TableReport:
        return await self.store.commit(service.take_table, self.boss, StaffTable(table=text, trial=trial))

    async def drawn(self) -> list[str]:
        """The tree as lines: two spaces a level, then who works there, heads with a star."""
        found = await self.store.read(service.list_departments, self.boss)
        return [
            "  " * one.depth + one.name + "".join(f" {person.name}{'*' * person.head}" for person in one.people)
            for one in found.items
        ]


@pytest.fixture
async def firm(store: Store) -> Firm:
    return await Firm(store).found()


async def test_the_tree_stands_by_name_with_heads_first(firm: Firm) -> None:
    mai, lan = await firm.hire("Mai"), await firm.hire("Lan")
    sales, _ = await firm.add("Sales"), await firm.add("back office")
    online = await firm.add("Online", sales)
    await firm.staff(sales, mai, lan, head=lan)
    await firm.staff(online, mai)
    assert await firm.drawn() == ["back office", "Sales Lan* Mai", "  Online Mai"]


async def test_what_is_below_moves_along_and_goes_up_when_its_parent_is_dissolved(firm: Firm) -> None:
    sales, support = await firm.add("Sales"), await firm.add("Support")
    online = await firm.add("Online", sales)
    await firm.add("Chat", online)
    await firm.move(online, support)
    assert await firm.drawn() == ["Sales", "Support", "  Online", "    Chat"]
    await firm.store.commit(service.remove_department, firm.boss, int(online.id))
    assert await firm.drawn() == ["Sales", "Support", "  Chat"]


async def test_a_place_that_cannot_be_is_refused(firm: Firm) -> None:
    sales = await firm.add("Sales")
    online = await firm.add("Online", sales)
    with pytest.raises(DepartmentInItself):
        await firm.move(sales, online)
    with pytest.raises(DepartmentExists) as twin:
        await firm.add("SALES")
    assert twin.value.data == {"field": "name", "name": "Sales"}
    with pytest.raises(InvalidField, match="name"):
        await firm.add("Sales/Retail")
    last = online
    for level in range(MAX_DEPTH - 2):
        last = await firm.add(f"Level {level}", last)
    with pytest.raises(DepartmentTooDeep):
        await firm.add("One more", last)


async def test_nobody_overwrites_what_he_has_not_seen(firm: Firm) -> None:
    sales, mai = await firm.add("Sales"), await firm.hire("Mai")
    await firm.staff(sales, mai)
    stale = NewStaff(people=[], version=sales.version)
    with pytest.raises(VersionConflict):
        await firm.store.commit(service.set_staff, firm.boss, int(sales.id), stale)


async def test_people_work_in_a_few_departments_only(firm: Firm) -> None:
    mai = await firm.hire("Mai")
    for number in range(MAX_DEPARTMENTS_OF_PERSON):
        await firm.staff(await firm.add(f"Team {number}"), mai)
    with pytest.raises(InTooManyDepartments):
        await firm.staff(await firm.add("Too much"), mai)


@pytest.mark.parametrize(
    "verb",
    [
        lambda firm, who, one: firm.store.commit(service.remove_department, who, int(one.id)),
        lambda firm, who, one: firm.store.commit(service.set_staff, who, int(one.id), NewStaff(people=[])),
        lambda firm, who, one: firm.store.commit(
            service.change_department, who, int(one.id), EditDepartment(name="Mine", parent_id=None)
        ),
    ],
)
async def test_agents_and_strangers_change_nothing(firm: Firm, verb: Callable[..., object]) -> None:
    sales, mai = await firm.add("Sales"), await firm.hire("Mai")
    with pytest.raises(NotAllowed):
        await verb(firm, mai, sales)  # type: ignore[misc]
    other = await Firm(firm.store).found()
    with pytest.raises(DepartmentNotFound):
        await verb(firm, other.boss, sales)  # type: ignore[misc]
    assert await firm.drawn() == ["Sales"]
    assert await other.drawn() == []


async def test_a_table_is_tried_first_and_then_stored(firm: Firm) -> None:
    await firm.hire("Mai")
    await firm.hire("Lan")
    text = "\ufeffDepartment;Email;Head\nSales/Online;MAI@example.com;yes\n\nsales;lan@example.com;\n"
    trial = await firm.table(text, trial=True)
    assert (trial.rows, trial.stored, trial.departments, trial.placed) == (2, False, ["Sales", "Sales/Online"], 2)
    assert await firm.drawn() == []
    assert (await firm.table(text)).stored
    assert await firm.drawn() == ["Sales Lan", "  Online Mai*"]
    again = await firm.table(text)
    assert (again.departments, again.placed, again.unchanged) == ([], 0, 2)


async def test_a_table_with_one_bad_row_stores_nothing_and_names_every_bad_cell(firm: Firm) -> None:
    await firm.hire("Mai")
    rows = ["department,email,head", "Sales,mai@example.com,", "Sales,MAI@example.com,", "Sales,who@example.com,"]
    rows += [",mai@example.com,", "Sales//Online,mai@example.com,", "Support,mai@example.com,perhaps"]
    report = await firm.table("\n".join(rows))
    assert [(one.line, one.column, one.problem) for one in report.problems] == [
        (3, "email", "twice"), (4, "email", "no_person"), (5, "department", "no_department"),
        (6, "department", "bad_department"), (7, "head", "bad_head"),
    ]  # fmt: skip
    assert not report.stored
    assert await firm.drawn() == []


async def test_a_table_without_its_columns_is_refused(firm: Firm) -> None:
    with pytest.raises(InvalidField, match="table"):
        await firm.table("name,mail\nSales,mai@example.com")
