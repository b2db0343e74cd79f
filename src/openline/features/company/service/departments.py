"""Departments: made, moved and filled by administrators. The account's row guards the whole structure."""

from typing import Any

from openline.features.accounts.service import hold_account
from openline.features.company import schemas
from openline.features.company.errors import (
    DepartmentExists,
    DepartmentInItself,
    DepartmentNotFound,
    DepartmentTooDeep,
    InTooManyDepartments,
    TooManyDepartments,
)
from openline.features.company.events import CompanyChanged
from openline.features.company.repository import DEPARTMENTS, STAFF, DepartmentRow, StaffRow, departments_of, staff_of
from openline.features.company.service.tree import Tree
from openline.features.company.types import MAX_DEPARTMENTS, MAX_DEPARTMENTS_OF_PERSON, MAX_DEPTH, checked_department
from openline.features.people.service import MAX_PEOPLE, PersonRow, people_of_account, person_row
from openline.features.people.types import Actor, Need
from openline.kit.errors import InvalidField, NotAllowed, TooLarge, VersionConflict, about
from openline.kit.ids import id_in
from openline.store import UnitOfWork, View


async def read_tree(view: View, account_id: int) -> Tree:
    """The structure for the product itself, where nobody asks."""
    return Tree.of(await departments_of(view, account_id), await staff_of(view, account_id))


async def hold_tree(uow: UnitOfWork, account_id: int) -> Tree:
    """The same, standing still until the commit."""
    await hold_account(uow, account_id)
    return await read_tree(uow, account_id)


async def list_departments(view: View, actor: Actor) -> schemas.Departments:
    """The whole structure, in the order of the tree.

    Raises NotAllowed.
    """
    if not actor.may(Need.PEOPLE_READ):
        raise NotAllowed(need=Need.PEOPLE_READ)
    tree = await read_tree(view, actor.account_id)
    people = {person.id: person for person in await people_of_account(view, actor.account_id)}
    return schemas.Departments(items=[_shown(tree, row, depth, people) for row, depth in tree.walk()])


async def add_department(uow: UnitOfWork, actor: Actor, new: schemas.NewDepartment) -> schemas.Department:
    """Make a department, at the top or below another.

    Raises NotAllowed, InvalidField, DepartmentNotFound, DepartmentExists, DepartmentTooDeep, TooManyDepartments.
    """
    may_change(actor)
    name = checked_department(new.name)
    parent_id = id_in("parent_id", new.parent_id) if new.parent_id else None
    tree = await hold_tree(uow, actor.account_id)
    if len(tree.rows) >= MAX_DEPARTMENTS:
        raise TooManyDepartments(limit=MAX_DEPARTMENTS)
    _refuse_place(tree, parent_id, name, levels=1)
    row = DEPARTMENTS.add(
        uow,
        DepartmentRow(
            id=uow.new_id(), account_id=actor.account_id, parent_id=parent_id, name=name, created_at=uow.now, version=1
        ),
    )  # fmt: skip
    tell(uow, actor, row.id)
    return _shown(tree, row, tree.depth(parent_id), {})


async def change_department(
    uow: UnitOfWork, actor: Actor, department_id: int, wanted: schemas.EditDepartment
) -> schemas.Department:
    """Rename it, or let it stand elsewhere with all that is below it.

    Raises what `add_department` raises, DepartmentInItself, VersionConflict.
    """
    may_change(actor)
    name = checked_department(wanted.name)
    parent_id = id_in("parent_id", wanted.parent_id) if wanted.parent_id else None
    tree = await hold_tree(uow, actor.account_id)
    row = access(tree, department_id)
    if wanted.version is not None and wanted.version != row.version:
        raise VersionConflict(version=row.version)
    if any(below.id == parent_id for below in tree.within(row.id)):
        raise DepartmentInItself
    _refuse_place(tree, parent_id, name, levels=tree.height(row.id), itself=row.id)
    row = await _change(uow, row, name=name, parent_id=parent_id)
    tell(uow, actor, row.id)
    people = {person.id: person for person in await people_of_account(uow, actor.account_id)}
    return _shown(tree, row, tree.depth(parent_id), people)


async def remove_department(uow: UnitOfWork, actor: Actor, department_id: int) -> None:
    """Dissolve it: what is below it moves up, and who worked in it only does not work in it any more.

    Raises NotAllowed, DepartmentNotFound, DepartmentExists when one below it cannot move up.
    """
    may_change(actor)
    tree = await hold_tree(uow, actor.account_id)
    row = access(tree, department_id)
    below = tree.below.get(row.id, [])
    for child in below:
        _refuse_twin(tree, row.parent_id, child.name, itself=row.id)
    for child in below:
        await _change(uow, child, parent_id=row.parent_id)
    for member in tree.staff.get(row.id, []):
        STAFF.remove(uow, member.department_id, member.person_id)
    DEPARTMENTS.remove(uow, row.id)
    tell(uow, actor, row.id)


async def set_staff(uow: UnitOfWork, actor: Actor, department_id: int, wanted: schemas.NewStaff) -> schemas.Department:
    """Say who works in a department, and who leads it.

    Raises NotAllowed, DepartmentNotFound, PersonNotFound, InvalidField, TooLarge, InTooManyDepartments,
    VersionConflict.
    """
    may_change(actor)
    if len(wanted.people) > MAX_PEOPLE:
        raise TooLarge(limit=MAX_PEOPLE)
    heads = {id_in(f"people[{place}].id", one.id): one.head for place, one in enumerate(wanted.people)}
    if len(heads) != len(wanted.people):
        raise InvalidField(field="people", reason="a person stands in it twice")
    tree = await hold_tree(uow, actor.account_id)
    row = access(tree, department_id)
    if wanted.version is not None and wanted.version != row.version:
        raise VersionConflict(version=row.version)
    before = {member.person_id: member for member in tree.staff.get(row.id, [])}
    with about("people"):
        people = [await person_row(uow, actor.account_id, person_id) for person_id in heads]
    _refuse_crowding(tree, [person for person in people if person.id not in before])
    for person_id in sorted(before.keys() - heads.keys()):
        STAFF.remove(uow, row.id, person_id)
    staff = [
        STAFF.save(uow, StaffRow(row.id, person_id, row.account_id, int(head))) for person_id, head in heads.items()
    ]
    row = await _change(uow, row)
    tell(uow, actor, row.id)
    shown = Tree.of(tree.rows.values(), staff)
    return _shown(shown, row, tree.depth(row.parent_id), {person.id: person for person in people})


def access(tree: Tree, department_id: int) -> DepartmentRow:
    """The door to a department: the tree holds its own account's only.

    Raises DepartmentNotFound.
    """
    row = tree.rows.get(department_id)
    if row is None:
        raise DepartmentNotFound
    return row


def may_change(actor: Actor) -> None:
    """Raises NotAllowed."""
    if not actor.may(Need.PEOPLE_WRITE):
        raise NotAllowed(need=Need.PEOPLE_WRITE)


def tell(uow: UnitOfWork, actor: Actor, department_id: int | None) -> None:
    """Announce that the structure is another now."""
    uow.log(
        CompanyChanged(
            account_id=actor.account_id, actor_id=actor.person_id, audience=None, department_id=department_id
        )
    )


async def _change(uow: UnitOfWork, row: DepartmentRow, **changes: Any) -> DepartmentRow:
    await DEPARTMENTS.hold(uow, row.id)  # a change needs the row by its key, and it came with a list
    return DEPARTMENTS.change(uow, row, version=row.version + 1, **changes)


def _refuse_place(tree: Tree, parent_id: int | None, name: str, *, levels: int, itself: int | None = None) -> None:
    if parent_id is not None:
        with about("parent_id"):
            access(tree, parent_id)
    if tree.depth(parent_id) + levels > MAX_DEPTH:
        raise DepartmentTooDeep(limit=MAX_DEPTH)
    _refuse_twin(tree, parent_id, name, itself=itself)


def _refuse_twin(tree: Tree, parent_id: int | None, name: str, *, itself: int | None) -> None:
    twin = tree.named(parent_id, name)
    if twin is not None and twin.id != itself:
        raise DepartmentExists(field="name", name=twin.name)


def _refuse_crowding(tree: Tree, newcomers: list[PersonRow]) -> None:
    """Of those who are new here, nobody may work in too many departments."""
    counts = dict.fromkeys((person.id for person in newcomers), 0)
    for staff in tree.staff.values():
        for member in staff:
            if member.person_id in counts:
                counts[member.person_id] += 1
    for person in newcomers:
        if counts[person.id] >= MAX_DEPARTMENTS_OF_PERSON:
            raise InTooManyDepartments(name=person.name, limit=MAX_DEPARTMENTS_OF_PERSON)


def _shown(tree: Tree, row: DepartmentRow, depth: int, people: dict[int, PersonRow]) -> schemas.Department:
    staff = [
        schemas.StaffMember(
            id=str(member.person_id), name=people[member.person_id].name, active=bool(people[member.person_id].active),
            head=bool(member.head),
        )
        for member in tree.staff.get(row.id, [])
    ]  # fmt: skip
    return schemas.Department(
        id=str(row.id), parent_id=str(row.parent_id) if row.parent_id else None, name=row.name, depth=depth,
        people=staff, version=row.version,
    )  # fmt: skip
